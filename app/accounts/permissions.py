"""Who may do what: four roles, each of which may also do what the ones before it may. Pure."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l


class Role(StrEnum):
    """In order: each may do what those above it in this list may."""

    reader = "reader"
    reception = "reception"
    organiser = "organiser"
    owner = "owner"


ROLE_LABELS = {
    Role.reader: _l("Reader"),
    Role.reception: _l("Reception"),
    Role.organiser: _l("Organiser"),
    Role.owner: _l("Owner"),
}
ROLE_HINTS = {
    Role.reader: _l("Sees figures, no names."),
    Role.reception: _l("Searches, checks in, registers walk-ins, reprints badges. No export."),
    Role.organiser: _l("Runs registrations, badges, mails and exports."),
    Role.owner: _l("Does everything, decides who else may, and deletes."),
}


class Permission(StrEnum):
    see_figures = "see_figures"
    see_people = "see_people"
    check_in = "check_in"
    """Walk-ins and the desk's own decisions included."""
    reprint = "reprint"
    edit_people = "edit_people"
    import_people = "import_people"
    export = "export"
    print_badges = "print_badges"
    send_mail = "send_mail"
    see_mail = "see_mail"
    edit_event = "edit_event"
    """Programme, categories, questions, invitations, allotments, settings."""
    manage_door = "manage_door"
    """Points, lanes, devices, conflicts, quarantine."""
    see_history = "see_history"
    manage_staff = "manage_staff"
    delete = "delete"
    """The event, or the personal data of somebody."""
    see_needs = "see_needs"
    """Diet and accessibility with names: granted apart, whatever the role."""


LEAST_ROLE = {
    Permission.see_figures: Role.reader,
    Permission.see_people: Role.reception,
    Permission.check_in: Role.reception,
    Permission.reprint: Role.reception,
    Permission.edit_people: Role.organiser,
    Permission.import_people: Role.organiser,
    Permission.export: Role.organiser,
    Permission.print_badges: Role.organiser,
    Permission.send_mail: Role.organiser,
    Permission.see_mail: Role.organiser,
    Permission.edit_event: Role.organiser,
    Permission.manage_door: Role.organiser,
    Permission.see_history: Role.organiser,
    Permission.manage_staff: Role.owner,
    Permission.delete: Role.owner,
}

ASKS_PASSWORD = {Permission.export, Permission.manage_staff, Permission.delete}
"""What an unattended screen must not do: the password is asked for again."""

_RANK = {role: rank for rank, role in enumerate(Role)}


def allows(role: Role, may_see_needs: bool, permission: Permission) -> bool:
    """Whether somebody with this role and this grant may do it."""
    if permission is Permission.see_needs:
        return may_see_needs
    return _RANK[role] >= _RANK[LEAST_ROLE[permission]]
