"""The door's app on a slow phone: Chromium with a quarter of its speed, and a copy of everybody.

A time ends when the next frame is drawn after what is asked for stands in the page.
"""

from statistics import median

from playwright.sync_api import Page, sync_playwright

from app.audit.service import SYSTEM
from app.checkin import pairing
from app.checkin.points import Lane
from app.checkin.terms import DoorRole
from app.extensions import db
from benchmarks.server import ORIGIN
from tests.browser import FLAGS, executable
from tests.door.until import until

SLOWER = 4
HOST = ORIGIN.removeprefix("https://")
PHONE = {"viewport": {"width": 390, "height": 844}, "locale": "fr-FR"}
DRAWN = "await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));"
VERDICT = f"""async (code) => {{
    door.close();
    const began = performance.now();
    await door.scanned(code);
    const said = document.querySelector(".verdict").dataset.code;
    if (said !== "ok") throw new Error("not let in: " + said);
    {DRAWN}
    return performance.now() - began;
}}"""
SEARCH = f"""async (typed) => {{
    const field = document.querySelector("#field-search"), began = performance.now();
    field.value = typed;
    field.dispatchEvent(new Event("input"));
    if (!document.querySelector(".people button")) throw new Error("nobody found");
    {DRAWN}
    return performance.now() - began;
}}"""


def measure(port: int, lane: Lane, codes: list[str], names: list[str]) -> dict[str, float]:
    """Median of these badges on a phone that lets in, and of these names on a lead's; milliseconds."""
    flags = [
        *FLAGS, f"--host-resolver-rules=MAP {HOST} 127.0.0.1:{port}",
        f"--unsafely-treat-insecure-origin-as-secure=http://{HOST}",
    ]  # fmt: skip
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=flags)
        scanning = _slow(_phone(browser.new_context(**PHONE).new_page(), lane, DoorRole.scan))
        verdicts = [scanning.evaluate(VERDICT, code) for code in codes]
        scanning.close()
        leading = _slow(_phone(browser.new_context(**PHONE).new_page(), lane, DoorRole.lead))
        leading.evaluate("door.openSearch()")
        searches = [leading.evaluate(SEARCH, name) for name in names]
        browser.close()
    return {"door.verdict_ms": median(verdicts), "door.search_ms": median(searches)}


def _phone(page: Page, lane: Lane, role: DoorRole) -> Page:
    """Paired, placed, and with its copy."""
    event_id = lane.point.event_id
    device, letters = pairing.invite(event_id, role, by=SYSTEM)
    db.session.commit()
    page.goto(f"http://{HOST}/door#{letters}")
    page.get_by_role("button", name="Relier", exact=True).click()
    page.locator(".words").wait_for()
    pairing.place(event_id, device.id, lane.id, role=role, name="Bench", by=SYSTEM)
    db.session.commit()
    until(page, "door.phone.kept.copied && !door.kind")
    return page


def _slow(page: Page) -> Page:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return page
