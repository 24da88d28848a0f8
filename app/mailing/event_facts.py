"""What stands under each other in a mail: when, where, whom to call. Call it inside `force_locale(lang)`."""

from flask_babel import gettext as _

from app.core import formats
from app.core.languages import pick
from app.events.models import Event
from app.mailing.content import Fact


def where_and_when(event: Event, lang: str) -> tuple[Fact, ...]:
    where = [pick(event.venue, lang), *pick(event.address, lang).splitlines()]
    return kept(Fact(_("When"), _when(event, lang)), Fact(_("Where"), tuple(filter(None, where))))


def on_the_day(event: Event) -> tuple[Fact, ...]:
    return kept(Fact(_("On the day"), (event.day_phone,) if event.day_phone else ()))


def kept(*facts: Fact) -> tuple[Fact, ...]:
    """Those that say something."""
    return tuple(fact for fact in facts if fact.lines)


def _when(event: Event, lang: str) -> tuple[str, ...]:
    day = formats.day(event.starts_at, event.zone, lang)
    hours = formats.hours(event.starts_at, event.ends_at, event.zone, lang)
    doors = formats.time(event.doors_at, event.zone, lang)
    return f"{day[:1].upper()}{day[1:]}, {hours}", _("Doors open at %(time)s", time=doors)
