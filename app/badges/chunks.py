"""A batch in chunks: what one step of the job lays out."""

from dataclasses import dataclass, replace

from flask_babel import force_locale
from flask_babel import gettext as _

from app.badges import printing, queries, service
from app.badges.content import Back, BadgeContent
from app.badges.dividers import Divider, divider_page
from app.badges.formats import Format
from app.badges.joining import join
from app.badges.keeping import Laid
from app.badges.models import PrintBatch
from app.badges.paper import Paper
from app.badges.render import render
from app.badges.templating import settle
from app.core.languages import pick


@dataclass(frozen=True)
class Chunk:
    """Badges to lay out and, for people's, whose they are; `stop`: where the next begins. `divider`: the
    tray that begins here, of which a page tells first. `badge`: the format as the event has it; `plain`:
    why it is the built-in one instead."""

    contents: list[BadgeContent]
    laid: list[Laid]
    stop: int
    divider: Divider | None
    paper: Paper
    badge: Format
    plain: str
    title: str
    language: str
    backs: dict[str, Back]


def chunk_from(batch: PrintBatch, start: int, plain: str = "") -> Chunk:
    """Who was erased or lost their place meanwhile is not printed. `plain`: why the event's template was
    given up before."""
    lang = batch.language
    with force_locale(lang):
        title = _("Badges: %(event)s, batch %(number)s", event=pick(batch.event.name, lang), number=batch.number)
    paper = batch.paper if start == 0 else replace(batch.paper, first=1)
    section = _section(batch, start)
    stop = min(section.stop, start + printing.CHUNK - paper.skipped)
    contents, laid = _contents(batch, start, stop)
    backs = {each: service.back(batch.event, each) for each in {content.language for content in contents}}
    divider = section.divider if section.start == start else None
    arts = {content.art for content in contents}
    with force_locale(lang):
        badge, why = (paper.badge, plain) if plain else settle(batch.event_id, paper.badge, arts)
    return Chunk(contents, laid, stop, divider, paper, badge, why, title, lang, backs if paper.sheet.back else {})


@dataclass(frozen=True)
class Section:
    """What begins on a new sheet: a tray with its divider, or the whole batch."""

    start: int
    stop: int
    divider: Divider | None = None


def _section(batch: PrintBatch, position: int) -> Section:
    for tray, start, number in queries.sections(batch) if batch.dividers else ():
        if start <= position < start + number:
            return Section(start, start + number, Divider(batch.dealt[tray], number))
    return Section(0, batch.total)


def _contents(batch: PrintBatch, start: int, stop: int) -> tuple[list[BadgeContent], list[Laid]]:
    if batch.blanks_of is not None:
        return service.blank_contents(batch.blanks_of, queries.blanks_of(batch, start, stop), batch.language), []
    people = queries.people_of(batch.id, start, stop)
    codes = queries.codes_of([person.id for _item, person in people])
    held = [(item, person) for item, person in people if person.id in codes]
    contents = service.contents([person for _item, person in held], codes)
    return contents, [
        Laid(item.position, person.id, codes[person.id].id, item.tray, content)
        for (item, person), content in zip(held, contents, strict=True)
    ]


def lay_out(chunk: Chunk) -> bytes:
    if not chunk.contents:
        return b""
    paper = chunk.paper
    badges = render(
        chunk.contents, chunk.badge, paper.sheet, chunk.title, chunk.language,
        skipped=paper.skipped, backs=chunk.backs,
    )  # fmt: skip
    if chunk.divider is None:
        return badges
    return join([divider_page(chunk.divider, paper.sheet, chunk.title, chunk.language), badges])
