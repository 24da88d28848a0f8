"""What every answer carries: security headers, a request id, and errors that a person can read."""

from flask import Flask, Response, abort, current_app, g, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response as BaseResponse

from app.core.errors import DomainError, TooMany
from app.core.languages import with_query
from app.extensions import db

CSP = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}


def init_app(app: Flask) -> None:
    if app.config["TRUSTED_PROXIES"]:
        hops = app.config["TRUSTED_PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    app.before_request(_refuse_nul)
    app.after_request(_add_headers)
    app.register_error_handler(DomainError, refuse)
    app.register_error_handler(CSRFError, _form_expired)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(SecurityError, _for_another_host)
    app.register_error_handler(500, _broken)


def _refuse_nul() -> None:
    """PostgreSQL cannot even look for a text with NUL in it; forms drop it, addresses cannot."""
    if "\0" in request.path or any("\0" in value for _name, value in request.args.items(multi=True)):
        abort(400)


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    response.headers["X-Request-Id"] = g.get("request_id", "")
    return response


def keep_private(response: Response) -> Response:
    """Where the address is the key: no cache keeps the page, no other site learns where one came from."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def error_page(
    status: int, title: str, message: str, way_on: tuple[str, str] | None = None
) -> tuple[str | Response, int]:
    """An error as a page, or as problem+json (RFC 9457) for programs."""
    if request.path.startswith("/api/"):
        answer = jsonify(type="about:blank", status=status, title=title, detail=message)
        answer.content_type = "application/problem+json"
        return answer, status
    return render_template("errors/error.html", title=title, message=message, way_on=way_on, event=None), status


def refuse(error: DomainError) -> tuple[str | Response, int] | BaseResponse:
    """The answer to a refusal that no view caught; nothing of the request stays."""
    db.session.rollback()
    if error.status == 404 and (page := _without_last_slash()):
        return page
    body, status = error_page(error.status, _("This cannot be done"), error.message, error.way_on)
    if isinstance(error, TooMany):
        response = Response(body) if isinstance(body, str) else body
        response.status_code = status
        response.headers["Retry-After"] = str(error.retry_after)
        return response
    return body, status


def _form_expired(_error: CSRFError) -> tuple[str | Response, int]:
    return error_page(
        400,
        _("This page was open for too long"),
        _("Nothing was sent. Go back, reload the page and send it again; cookies have to be allowed."),
    )


def _http_error(error: HTTPException) -> tuple[str | Response, int] | HTTPException | BaseResponse:
    status = error.code or 500
    if status < 400:
        return error
    if status == 404 and (page := _without_last_slash()):
        return page
    titles = {
        400: (_("This request cannot be read"), _("Go back, reload the page and try again.")),
        401: (_("Please sign in"), _("This page is for signed-in people.")),
        403: (_("This is not open to you"), _("Ask an owner of the event if you need it.")),
        404: (_("There is nothing here"), _("Check the address, or start from the event page.")),
        405: (_("This cannot be done here"), _("Go back and use the buttons of the page.")),
        413: (_("This is too large"), _("Send less text or a smaller file.")),
        429: (_("Too many requests"), _("Wait a minute, then try again.")),
    }
    title, message = titles.get(status, (_("This cannot be done"), _("Go back and try again.")))
    body, code = error_page(status, title, message)
    response = Response(body) if isinstance(body, str) else body
    response.status_code = code
    if error.get_response().headers.get("Retry-After"):
        response.headers["Retry-After"] = error.get_response().headers["Retry-After"]
    return response  # type: ignore[return-value]


def _for_another_host(error: SecurityError) -> HTTPException:
    """Plain: a page of ours has links, and none leads anywhere from a host that is not ours."""
    return error


def _without_last_slash() -> BaseResponse | None:
    """A slash too many leads to the page, as one that lacks already does."""
    path, adapter = request.path.rstrip("/"), current_app.create_url_adapter(request)
    if request.method == "POST" or path == request.path or adapter is None:
        return None
    try:
        endpoint, values = adapter.match(path)
    except HTTPException:
        return None
    return redirect(with_query(url_for(endpoint, **values)), 308)


def _broken(_error: Exception) -> tuple[str | Response, int]:
    db.session.rollback()
    return error_page(
        500,
        _("Something broke on our side"),
        _(
            "Nothing you entered was half saved. Try again in a minute; if it goes on, tell us this number: %(id)s",
            id=g.get("request_id", ""),
        ),
    )
