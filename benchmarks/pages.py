"""The public event page while people register: what one view costs, and what it weighs."""

from collections.abc import Callable
from statistics import median

from playwright.sync_api import sync_playwright

from app.cli.demo import create as demonstration
from app.extensions import db
from benchmarks import load
from benchmarks.server import ORIGIN, Installation
from tests.browser import FLAGS, executable

ROUNDS, SECONDS = 3, 10
REGISTRATIONS_A_SECOND, VIEWS_A_SECOND = 5, 60


class Viewing:
    def __init__(self, installation: Installation, slug: str):
        self.installation, self.slug, self.next_number = installation, slug, 1

    def used(self, views: int) -> float:
        """CPU seconds of the product while people register, and this many look at the page."""
        port, people = self.installation.server.port, REGISTRATIONS_A_SECOND * SECONDS
        with self.installation.counted() as spent:
            running = load.start(
                "register", origin=ORIGIN, port=port, slug=self.slug, first=self.next_number, people=people,
                every=1 / REGISTRATIONS_A_SECOND, steps=True,
            )  # fmt: skip
            if views:
                seen = load.run(
                    "view", origin=ORIGIN, port=port, path=f"/fr/{self.slug}/", times=views, every=SECONDS / views
                )
                if set(seen["statuses"]) != {200}:
                    raise RuntimeError("not every page came")
            load.finish(running)
        self.next_number += people
        return spent.cpu


def weight_kb(installation: Installation, path: str) -> float:
    """All that a browser receives for the page: compressed, headers included, in kB of 1,000 bytes."""
    host, port = ORIGIN.removeprefix("https://"), installation.server.port
    received: list[float] = []
    with sync_playwright() as playwright:
        rules = f"--host-resolver-rules=MAP {host} 127.0.0.1:{port}"
        browser = playwright.chromium.launch(executable_path=executable(), args=[*FLAGS, rules])
        page = browser.new_page(locale="fr-FR")
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
        page.goto(f"http://{host}{path}", wait_until="networkidle")
        browser.close()
    return sum(received) / 1000


def measure(say: Callable[[str], None]) -> dict[str, float]:
    with Installation() as installation:
        slug = demonstration.create().slug
        db.session.commit()
        installation.pause_worker()
        say("weighing the page")
        kilobytes = weight_kb(installation, f"/fr/{slug}/")
        viewing, costs = Viewing(installation, slug), []
        viewing.used(views=50)
        for number in range(1, ROUNDS + 1):
            say(f"round {number} of {ROUNDS}: {SECONDS} s of registrations without views, then with")
            alone = viewing.used(views=0)
            views = VIEWS_A_SECOND * SECONDS
            costs.append((viewing.used(views) - alone) / views * 1000)
    return {"pages.event_cpu_ms": median(costs), "pages.event_kb": kilobytes}
