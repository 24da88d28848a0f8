"""The door's app as a phone installs it: its shell, the worker that keeps it, its manifest.

The app decides and stores on the phone (`static/door/`); it talks to the device API alone.
"""

import json
from pathlib import PurePath

from flask import Blueprint, Response, jsonify, render_template, url_for
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _

from app.accounts.access import open_to_all
from app.core import assets
from app.core.languages import current
from app.core.web import CSP

blueprint = Blueprint("door", __name__)

DECODER = "door/decoder.js"
KEPT_FOLDERS = ("door", "vendor/zxing-wasm", "fonts")
KEPT_KINDS = {".js", ".json", ".wasm", ".woff2"}
KEPT_FILES = (
    "css/base.css", "css/door.css", "css/door-verdict.css", "css/door-sheet.css",
    "img/eye.svg", "img/door-180.png", "img/door-512.png",
)  # fmt: skip
LEFT_OUT = {"door/sw.js", "vendor/zxing-wasm/vendored.json"}

# The camera and WebAssembly are open here alone; a worker obeys the policy of its own answer.
DOOR_CSP = CSP.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'") + "; worker-src 'self'"
DOOR_PERMISSIONS = "camera=(self), microphone=(), geolocation=(), payment=()"


@blueprint.record_once
def _open_decoder(_state: BlueprintSetupState) -> None:
    assets.HEADERS[DECODER] = {"Content-Security-Policy": DOOR_CSP}


@blueprint.get("/door")
@open_to_all
def shell() -> Response:
    """One page for every event and language: what it shows comes from the phone."""
    response = Response(render_template("checkin/door.html"))
    response.headers["Content-Security-Policy"] = DOOR_CSP
    response.headers["Permissions-Policy"] = DOOR_PERMISSIONS
    response.headers["Cache-Control"] = "no-cache"
    return response


@blueprint.get("/door/sw.js")
@open_to_all
def service_worker() -> Response:
    """The worker's file after one line that says what it keeps: a new version is another text."""
    kept = {"version": assets.version(), "files": [url_for("door.shell"), *(assets.asset(name) for name in kept_files())]}
    text = f"const SHELL = {json.dumps(kept)};\n\n" + (assets.STATIC / "door" / "sw.js").read_text()
    response = Response(text, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Service-Worker-Allowed"] = url_for("door.shell")
    return response


@blueprint.get("/door/manifest.webmanifest")
@open_to_all
def manifest() -> Response:
    """https://www.w3.org/TR/appmanifest/"""
    response = jsonify(
        id="/door", name=_("Medicen Day: the door"), short_name=_("Door"), lang=current(),
        start_url=url_for("door.shell"), scope=url_for("door.shell"), display="standalone", orientation="portrait",
        background_color="#0E1B24", theme_color="#0E1B24",
        icons=[
            {"src": assets.asset("img/door-512.png"), "sizes": "512x512", "type": "image/png", "purpose": "any maskable"},
            {"src": assets.asset("img/eye.svg"), "sizes": "any", "type": "image/svg+xml"},
        ],
    )  # fmt: skip
    response.content_type = "application/manifest+json"
    response.headers["Cache-Control"] = "no-cache"
    return response


def kept_files() -> list[str]:
    """Names below `static/` of all that the app needs without network."""
    names = [
        str(path.relative_to(assets.STATIC))
        for folder in KEPT_FOLDERS
        for path in sorted((assets.STATIC / folder).rglob("*"))
        if path.suffix in KEPT_KINDS
    ]
    return [*KEPT_FILES, *(name for name in names if name not in LEFT_OUT and "pdf" not in PurePath(name).parts)]
