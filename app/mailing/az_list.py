"""Everybody who is expected, from A to Z, on paper: the door goes on without current or network."""

from itertools import groupby
from typing import Any

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from app.badges import engine, trays
from app.core import formats
from app.core.clock import now
from app.core.languages import pick
from app.core.text import search_text
from app.credentials.reference import show
from app.events.models import Event
from app.extensions import db
from app.jobs import service as jobs
from app.mailing.texts import AccountMail
from app.registration.models import Registration, Status
from app.registration.names import split_particle
from app.registration.queries import Filters, search
from app.registration.service.moving import MAIL_JOB

Row = dict[str, str]


def pdf(event: Event, desks: int = 1) -> bytes:
    """A4 pages in the event's first language: name, organisation, category, reference, a box to tick and room
    for the hour; for several desks, the alphabet dealt to them, each with pages of its own."""
    lang = event.languages[0]
    people = list(db.session.scalars(search(event.id, Filters(statuses=(Status.confirmed,)))))
    with force_locale(lang), engine.at_work():
        made = formats.moment(now(), event.zone, lang)
        page = _draw("az_list.html", event=pick(event.name, lang), language=lang, parts=_parts(people, desks, lang), made=made)
        style = engine.style_sheet(_draw("az_list.css", made=made))
        return engine.lay_out(page, style).write_pdf()


def _parts(people: list[Registration], desks: int, lang: str) -> list[dict[str, Any]]:
    """A part for each desk; one for all has no name."""
    dealt = trays.split([person.sort_key for person in people], desks, 1)
    if len(dealt) == 1:
        return [{"name": "", "people": len(people), "letters": _letters(people, lang)}]
    of_desks = [[person for person in people if trays.tray_of(dealt, person.sort_key) == place] for place in range(len(dealt))]
    return [
        {
            "name": _("Desk %(desk)s, %(first)s to %(last)s", desk=tray.desk, first=tray.first, last=tray.last),
            "people": len(theirs), "letters": _letters(theirs, lang),
        }
        for tray, theirs in zip(dealt, of_desks, strict=True)
    ]  # fmt: skip


def _letters(people: list[Registration], lang: str) -> list[tuple[str, list[Row]]]:
    """Rows under their first letter."""
    rows = [(_letter(person), _row(person, lang)) for person in people]
    return [(letter, [row for _of, row in group]) for letter, group in groupby(rows, key=lambda each: each[0])]


def _letter(person: Registration) -> str:
    """The letter that the list sorts by: “d’Aigremuse” and “Ångmark” stand under A."""
    _particle, surname = split_particle(person.last_name)
    return search_text(surname or person.first_name)[:1].upper()


def _row(person: Registration, lang: str) -> Row:
    return {
        "name": ", ".join(filter(None, (person.last_name, person.first_name))),
        "organisation": person.badge_organisation or person.organisation_name,
        "category": pick(person.category.label, lang),
        "reference": show(person.reference),
    }


def _draw(template: str, **values: Any) -> str:
    return current_app.jinja_env.get_template(f"mailing/{template}").render(**values)


def file_name(event: Event) -> str:
    return f"{event.slug}-a-z.pdf"


def owe(event_id: int, file_id: int, account_ids: list[int]) -> None:
    """Each owner gets it as a file: where the server is gone, a link would be gone, too."""
    for account_id in account_ids:
        payload = {"kind": AccountMail.az_list.value, "account_id": account_id, "event_id": event_id, "file_ids": [file_id]}
        jobs.enqueue(MAIL_JOB, payload, event_id=event_id, key=f"az_list:{file_id}:{account_id}")
