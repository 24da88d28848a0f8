"""Static files under an address that names their content: cached for a year, compressed once.

The version stands as a folder in the path, so that relative addresses inside style sheets and ES
modules keep working.
"""

import gzip
import hashlib
import mimetypes
from functools import cache
from pathlib import Path

from flask import Flask, Response, abort, make_response, request
from werkzeug.utils import safe_join

STATIC = Path(__file__).resolve().parent.parent.parent / "static"
AT = "/static"
HEADERS: dict[str, dict[str, str]] = {}
"""By name below `static/`: what a room has its file answered with besides. A worker, for one, obeys
the content security policy of its own file."""
COMPRESSIBLE = {"text/css", "text/javascript", "image/svg+xml", "application/json", "application/wasm"}


@cache
def version() -> str:
    """Ten hexadecimal digits over every file below `static/`."""
    digest = hashlib.sha256()
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            digest.update(str(path.relative_to(STATIC)).encode() + path.read_bytes())
    return digest.hexdigest()[:10]


def asset(name: str) -> str:
    """The address of a file below `static/`."""
    return f"{AT}/{version()}/{name}"


@cache
def _read(path: Path) -> tuple[str, bytes, bytes | None]:
    """Media type, content, and the compressed content where that helps."""
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    content = path.read_bytes()
    return kind, content, gzip.compress(content, 9) if kind in COMPRESSIBLE else None


def serve(version: str, name: str) -> Response:
    path = safe_join(str(STATIC), name)
    if path is None or not Path(path).is_file():
        abort(404)
    kind, content, compressed = _read(Path(path))
    use_gzip = compressed is not None and "gzip" in request.accept_encodings
    response = make_response(compressed if use_gzip else content)
    response.content_type = kind
    response.vary.add("Accept-Encoding")
    response.cache_control.public, response.cache_control.immutable = True, True
    response.cache_control.max_age = 31536000
    if use_gzip:
        response.content_encoding = "gzip"
    response.headers.update(HEADERS.get(name, {}))
    return response


def init_app(app: Flask) -> None:
    app.add_url_rule(f"{AT}/<version>/<path:name>", "static", serve)
    app.jinja_env.globals["asset"] = asset
    if app.debug:
        _read.cache_clear()
