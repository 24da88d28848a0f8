"""The list on paper, and as a workbook. Call it inside `force_locale` of the event's first language."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from flask import current_app
from flask_babel import gettext as _

from app.badges import engine
from app.core import formats
from app.core.languages import pick
from app.events.models import Event
from app.exchange import excel
from app.exchange.access_list.people import Change, Entry, News

Section = tuple[str, list[tuple[str, ...]]]
"""A heading, perhaps empty, and its lines: last name, first name, organisation, perhaps how it was before."""


def of_everybody(entries: Sequence[Entry]) -> list[Section]:
    return [("", [each.line for each in entries])]


def of_changes(news: Sequence[News]) -> list[Section]:
    titles = {Change.added: _("To be added"), Change.gone: _("No longer expected"), Change.now: _("Written otherwise")}
    found = [(title, [_line(each) for each in news if each.change is change]) for change, title in titles.items()]
    return [(title, lines) for title, lines in found if lines]


def _line(news: News) -> tuple[str, ...]:
    if news.before is None:
        return news.entry.line
    before = ", ".join(filter(None, news.before.line))
    return (*news.entry.line, _("before: %(before)s", before=before))


def pdf(event: Event, title: str, sections: Sequence[Section], at: datetime) -> bytes:
    """A4 pages."""
    lang = event.languages[0]
    with engine.at_work():
        made = formats.moment(at, event.zone, lang)
        page = _draw(
            "access_list.html", title=title, language=lang, event=pick(event.name, lang), sections=sections, made=made,
            day=formats.day(event.starts_at, event.zone, lang), venue=pick(event.venue, lang),
        )  # fmt: skip
        return engine.lay_out(page, engine.style_sheet(_draw("access_list.css", made=made))).write_pdf()


def _draw(template: str, **values: Any) -> str:
    return current_app.jinja_env.get_template(f"exchange/{template}").render(**values)


def workbook(event: Event, sections: Sequence[Section]) -> bytes:
    """One sheet; a list of changes says in a column of its own what each line is."""
    titled = any(title for title, _lines in sections)
    header = [_("LAST NAME"), _("First name"), _("Organisation"), *([_("Change"), _("Before")] if titled else [])]
    rows = [[*line[:3], *([title, *line[3:]] if titled else [])] for title, lines in sections for line in lines]
    file = BytesIO()
    excel.FORMAT.write(file, header, rows, event.zone)
    return file.getvalue()
