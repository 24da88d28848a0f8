"""A door with its server, for phones that speak with it over the wire."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import BrowserContext, Page

from app.audit.service import SYSTEM
from app.checkin import pairing, queries
from app.checkin.models import Conflict, Scan
from app.checkin.terms import DoorRole
from app.core.crypto import decrypt
from app.credentials import service as credentials
from app.events.locking import lock
from app.events.models import Event
from app.extensions import db
from app.registration.models import Registration
from app.registration.service import moving
from tests import factories
from tests.checkin import door
from tests.databases import let_go
from tests.door.site import KillableSite, Site
from tests.door.until import until

PAIRED = "globalThis.door?.phone.kept.copied && (!door.kind || door.kind === 'verdict')"
"""It may have a badge before its camera at once."""
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
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
            self.guests = [guest.id for guest in guests]
            self.names = [f"{guest.first_name} {guest.last_name}" for guest in guests]
            self.event_id, self.point_id, self.lanes = event.id, point.id, [lane.id for lane in point.lanes]
            db.session.commit()
        self.file = Path(sa.make_url(app.config["SQLALCHEMY_DATABASE_URI"]).database or "")
        self.backup = self.file.with_suffix(".backup")

    def phone(self, context: BrowserContext, lane: int = 0, role: DoorRole = DoorRole.scan) -> Page:
        """A phone that its organiser has given a lane."""
        page = context.new_page()
        page.goto(f"{self.site.address}/door")
        self.join(page, lane, role)
        return page

    def join(self, page: Page, lane: int = 0, role: DoorRole = DoorRole.scan) -> None:
        """On the screen that asks for letters."""
        with self.app.app_context():
            device, letters = pairing.invite(self.event_id, role, by=SYSTEM)
            db.session.commit()
            device_id = device.id
        page.fill("#field-pairing", letters)
        page.get_by_role("button", name="Relier", exact=True).click()
        words = page.locator(".words").inner_text().split(" · ")
        with self.app.app_context():
            device = pairing.place(self.event_id, device_id, self.lanes[lane], role=role, name="T", by=SYSTEM)
            assert device.words.split() == words
            db.session.commit()
        page.evaluate("() => { door.joining.wait(); }")  # it asks every three seconds
        until(page, PAIRED)

    def start(self) -> None:
        """Again, after it was stopped, where the phones look for it."""
        self.site.start(self.site.port)

    def ends(self, at: datetime) -> None:
        """The organisers move the day; phones learn of it with their next question."""
        with self.app.app_context():
            lock(self.event_id)
            event = db.session.get_one(Event, self.event_id)
            event.doors_at, event.starts_at, event.ends_at = (at - timedelta(hours=hours) for hours in (9, 8, 0))
            db.session.commit()

    def edit(self, guest: int, **values: Any) -> None:
        """Change one of the guests as the back office would."""
        with self.app.app_context():
            revision, person = lock(self.event_id), db.session.get_one(Registration, self.guests[guest])
            for name, value in values.items():
                setattr(person, name, value)
            moving.stamp(person, revision)
            db.session.commit()

    def keep_backup(self) -> None:
        with closing(sqlite3.connect(self.file)) as running, closing(sqlite3.connect(self.backup)) as kept:
            running.backup(kept)

    def put_backup_back(self) -> None:
        """As docs/operator.md has it: stop, put back, new epoch, start."""
        self.site.stop()
        with self.app.app_context():
            db.session.remove()
            let_go()
            for ending in ("-wal", "-shm"):
                self.file.with_name(self.file.name + ending).unlink(missing_ok=True)
            self.backup.replace(self.file)
            credentials.new_epoch()
            db.session.commit()
        self.start()

    def facts(self) -> list[tuple[str, Any]]:
        with self.app.app_context():
            return [(scan.kind.value, scan.verdict and scan.verdict.value) for scan in db.session.query(Scan).order_by(Scan.id)]

    def inside(self) -> int:
        with self.app.app_context():
            return queries.count_inside(self.point_id)

    def conflicts(self) -> int:
        with self.app.app_context():
            return db.session.query(Conflict).count()


def clock_ahead(milliseconds: int) -> str:
    """A script that sets the phone's clock wrong; `ahead` may be changed while it goes."""
    return f"globalThis.ahead = {milliseconds}; const right = Date.now.bind(Date); Date.now = () => right() + ahead;"


def scan(page: Page, code: str) -> str | None:
    """As the camera would; the verdict on the screen."""
    page.evaluate("code => door.scanned(code)", code)
    return page.locator(".verdict").get_attribute("data-code")


def sync(page: Page) -> None:
    page.evaluate("() => { door.phone.sync.now(); }")


def settle(page: Page) -> None:
    """All that waits is sent."""
    sync(page)
    until(page, SENT)
