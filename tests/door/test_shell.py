"""What the server hands out: the shell, the worker that keeps it, the manifest, and their policies."""

import re

from app.checkin.door_routes import DECODER, kept_files
from app.core import assets


def test_camera_and_webassembly_are_open_on_the_scanner_s_page_alone(client):
    door, elsewhere = client.get("/door").headers, client.get("/fr/sign-in").headers
    assert "camera=(self)" in door["Permissions-Policy"]
    assert "script-src 'self' 'wasm-unsafe-eval';" in door["Content-Security-Policy"]
    assert "worker-src 'self'" in door["Content-Security-Policy"]
    assert "camera=()" in elsewhere["Permissions-Policy"]
    assert "wasm" not in elsewhere["Content-Security-Policy"]


def test_the_decoder_s_own_answer_carries_the_policy_it_obeys(client):
    address = f"/static/{assets.version()}/"
    assert "'wasm-unsafe-eval'" in client.get(address + DECODER).headers["Content-Security-Policy"]
    assert "wasm" not in client.get(address + "door/boot.js").headers["Content-Security-Policy"]


def test_the_service_worker_may_be_renewed_at_once_and_rules_the_door(client):
    answer = client.get("/door/sw.js")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Service-Worker-Allowed"] == "/door"
    assert answer.content_type.startswith("text/javascript")


def test_the_service_worker_keeps_every_file_that_a_module_imports(client):
    worker = client.get("/door/sw.js").get_data(as_text=True)
    for path in (assets.STATIC / "door").rglob("*.js"):
        for name in re.findall(r'from "(\.[^"]+)"', path.read_text()):
            imported = (path.parent / name).resolve().relative_to(assets.STATIC.resolve())
            assert f"/{imported}\"" in worker, f"{path.name} imports {name}"


def test_whatever_the_shell_shows_is_kept(client):
    kept = {f"/static/{assets.version()}/{name}" for name in kept_files()}
    page = client.page("/door")
    shown = {element.get("href") or element.get("src") for element in page.all("link[rel=stylesheet], script[src]")}
    assert shown <= kept


def test_the_manifest_makes_it_an_app(client):
    manifest = client.get("/door/manifest.webmanifest").get_json(force=True)
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == ("/door", "/door", "standalone")
    for icon in manifest["icons"]:
        assert client.get(icon["src"]).status_code == 200
