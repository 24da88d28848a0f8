"""A door with its server, for phones that speak with it over the wire."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from playwright.sync_api import BrowserContext, Page

from app.audit.service import Actor
from app.checkin import pairing
from app.checkin.models import Conflict, Scan
from app.checkin.terms import DoorRole
from app.core.crypto import decrypt
from app.events.models import Event
from app.extensions import db
from app.registration.models import Registration
from tests import factories
from tests.checkin import door
from tests.door.site import KillableSite, Site
from tests.door.until import until

PAIRED = "globalThis.door?.phone.kept.copied && !door.kind"
SENT = "door.phone.queue.unsent().length === 0"


def three_guests(event: Event) -> list[Registration]:
    return [factories.badge_holder(event) for _ in range(3)]


class Venue:
    """An entrance with its lanes, its guests, and their codes as they stand on the badges."""

    def __init__(
        self, app: Flask, invite: Callable[[Event], list[Registration]] = three_guests, lanes: int = 2,
        on: Callable[[Flask], Site | KillableSite] = Site,
    ):  # fmt: skip
        self.app, self.site = app, on(app)
        with app.app_context():
            event = factories.event()
            factories.category(event)
            point = door.point(event)
            for _ in range(lanes - 1):
                door.lane(point)
            guests = invite(event)
            self.codes = [decrypt(guest.codes[0].credential.sealed) for guest in guests]
            self.names = [f"{guest.first_name} {guest.last_name}" for guest in guests]
            self.event_id, self.point_id, self.lanes = event.id, point.id, [lane.id for lane in point.lanes]
            db.session.commit()

    def phone(self, context: BrowserContext, lane: int = 0, role: DoorRole = DoorRole.scan) -> Page:
        """A phone that its organiser has given a lane."""
        with self.app.app_context():
            device, letters = pairing.invite(self.event_id, role, by=Actor("system"))
            db.session.commit()
            device_id = device.id
        page = context.new_page()
        page.goto(f"{self.site.address}/door#{letters}")
        assert page.input_value("#field-pairing") == letters
        page.get_by_role("button", name="Relier", exact=True).click()
        words = page.locator(".words").inner_text().split(" · ")
        with self.app.app_context():
            device = pairing.place(self.event_id, device_id, self.lanes[lane], role=role, name="T", by=Actor("system"))
            assert device.words.split() == words
            db.session.commit()
        until(page, PAIRED)
        return page

    def facts(self) -> list[tuple[str, Any]]:
        with self.app.app_context():
            return [(scan.kind.value, scan.verdict and scan.verdict.value) for scan in db.session.query(Scan).order_by(Scan.id)]

    def conflicts(self) -> int:
        with self.app.app_context():
            return db.session.query(Conflict).count()


def scan(page: Page, code: str) -> str | None:
    """As the camera would; the verdict on the screen."""
    page.evaluate("code => door.scanned(code)", code)
    return page.locator(".verdict").get_attribute("data-code")
