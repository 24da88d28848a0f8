"""Badges to try a template on: the longest real names of an event, with a code that opens no door."""

from collections.abc import Iterator

import sqlalchemy as sa
from flask_babel import gettext as _

from app.badges.content import BadgeContent
from app.badges.marks import mark, title
from app.badges.queries import printable
from app.badges.service import names
from app.core.languages import current, pick
from app.credentials.reference import show
from app.events.models import Category, Event
from app.extensions import db
from app.registration.models import Registration

CODE, REFERENCE = "B" * 24, "NLRSGTXB"
_name = sa.func.length(Registration.first_name) + sa.func.length(Registration.last_name)
_organisation = sa.func.length(Registration.organisation_name)
LONGEST = (_name, _organisation, sa.func.length(Registration.job_title))


def samples(event: Event) -> list[BadgeContent]:
    """Whoever has the longest name, the longest organisation and the longest job title; somebody made up
    where nobody has a badge yet."""
    people = list(dict.fromkeys(_longest(event.id)))
    return [_sample(person) for person in people] or [_made_up(event, category) for category in event.categories[:1]]


def _longest(event_id: int) -> Iterator[Registration]:
    query = sa.select(Registration).where(Registration.event_id == event_id, printable()).limit(1)
    for length in LONGEST:
        yield from db.session.scalars(query.order_by(length.desc(), Registration.id))


def _sample(person: Registration) -> BadgeContent:
    lang = person.language
    first, last = names(person)
    return _content(person.event, person.category, lang, first, last,
                    person.badge_organisation or person.organisation_name, person.job_title)  # fmt: skip


def _made_up(event: Event, category: Category) -> BadgeContent:
    lang = current()
    return _content(event, category, lang, "Maria del Carmen", "Fernández de Córdoba", pick(event.name, lang), _("Job title"))


def _content(
    event: Event, category: Category, lang: str, first: str, last: str, organisation: str, job: str
) -> BadgeContent:
    name, date = title(event, lang)
    return BadgeContent(
        event=name, date=date, first_name=first, last_name=last, organisation=organisation, job_title=job,
        category=mark(category, lang), no_photo=True, reference=show(REFERENCE), code=CODE, language=lang,
    )  # fmt: skip
