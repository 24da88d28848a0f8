"""The log: one line of fields for each request and each thing that broke, without personal data.

A path may hold a reference or a signed link and an error's message may quote what somebody typed, so
a line names the endpoint and the place in the code instead. A trial stays silent until something
breaks, and then tells the whole story.
"""

import logging
import time
import traceback
from types import TracebackType
from typing import Any
from uuid import uuid4

import structlog
from flask import Flask, Response, g, request

log = structlog.get_logger()


def configure(production: bool) -> None:
    """JSON for machines to read in production, lines for people otherwise."""
    renderer = structlog.processors.JSONRenderer() if production else structlog.dev.ConsoleRenderer(colors=False)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO if production else logging.WARNING),
        logger_factory=structlog.WriteLoggerFactory(),
        cache_logger_on_first_use=production,
    )


def init_app(app: Flask) -> None:
    production = app.config["APP_ENV"] == "production"
    configure(production)
    app.before_request(_start)
    app.after_request(_tell)
    if production:
        app.log_exception = _tell_where  # type: ignore[method-assign]


def _start() -> None:
    g.request_id = uuid4().hex[:12]
    g.started = time.perf_counter()


def _tell(response: Response) -> Response:
    log.info(
        "request",
        id=g.request_id,
        method=request.method,
        endpoint=request.endpoint,
        status=response.status_code,
        ms=round((time.perf_counter() - g.started) * 1000, 1),
    )
    return response


def _tell_where(error: tuple[type[BaseException], BaseException, TracebackType] | tuple[Any, Any, Any]) -> None:
    """What broke and through which lines, without the message."""
    frames = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error[2])]
    log.error("broken", id=g.get("request_id"), endpoint=request.endpoint, error=error[0].__name__, frames=frames[-12:])
