"""Bring a list of members into the directory."""

from app.accounts.access import any_owner_at
from app.accounts.permissions import Permission
from app.exchange.imports.models import Brings
from app.organiser import desk
from app.organiser.imports.room import room

blueprint = room(
    "organisations_import", f"{desk.PREFIX}/organisations/import", Brings.organisations, any_owner_at(Permission.import_people)
)
