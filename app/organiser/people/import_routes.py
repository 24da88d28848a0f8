"""Bring a list of people to the event."""

from app.accounts.access import allow
from app.accounts.permissions import Permission
from app.exchange.imports.models import Brings
from app.organiser import desk
from app.organiser.imports.room import room

blueprint = room("people_import", f"{desk.PREFIX}/people/import", Brings.people, allow(Permission.import_people))
