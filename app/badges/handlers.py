"""Lay out a batch of badges, chunk by chunk."""

from dataclasses import dataclass, replace

from flask_babel import force_locale
from flask_babel import gettext as _

from app.badges import printing, queries, service
from app.badges.content import Back, BadgeContent
from app.badges.joining import join
from app.badges.models import BatchState, PrintBatch
from app.badges.paper import Paper
from app.badges.render import render
from app.core.database import reading
from app.core.errors import DomainError
from app.core.languages import pick
from app.extensions import db
from app.jobs.files import find_file
from app.jobs.outcomes import Again, Done, GiveUp, Outcome
from app.jobs.queue import Claim

STOPPED = Done({"skipped": "cancelled"})


@dataclass(frozen=True)
class Chunk:
    """Badges to lay out and, for people's, their positions in the batch; `stop`: where the next begins."""

    contents: list[BadgeContent]
    positions: list[int]
    stop: int
    paper: Paper
    title: str
    language: str
    backs: dict[str, Back]


def print_sheets(claim: Claim) -> Outcome:
    """The job "badges.print". Payload: {"batch": id, "laid_out": badges so far, "parts": ids of files}.

    Nothing is locked while a chunk is laid out: it is read before and written after."""
    batch_id, laid_out = claim.payload["batch"], claim.payload.get("laid_out", 0)
    parts: list[int] = claim.payload.get("parts", [])
    with reading():
        batch = _in_print(batch_id)
        if batch is None:
            return STOPPED
        total, chunk = batch.total, _chunk(batch, laid_out)
        ready = _ready(parts) if laid_out >= total else []
    if laid_out >= total:
        return _join(batch_id, ready, parts)
    try:
        part = _lay_out(chunk)
    except DomainError as refusal:
        return _fail(batch_id, refusal, parts)
    if part and (batch := _in_print(batch_id, writing=True)):
        fingerprints = {place: each.fingerprint for place, each in zip(chunk.positions, chunk.contents, strict=False)}
        parts = [*parts, printing.keep_part(batch, part, fingerprints).id]
    return Again({"batch": batch_id, "laid_out": chunk.stop, "parts": parts}, chunk.stop, total)


def _in_print(batch_id: int, *, writing: bool = False) -> PrintBatch | None:
    """The batch, unless it was cancelled."""
    batch = db.session.get(PrintBatch, batch_id, with_for_update=writing)
    return batch if batch is not None and batch.state is BatchState.printing else None


def _chunk(batch: PrintBatch, start: int) -> Chunk:
    """Who was erased or lost their place meanwhile is not printed."""
    lang = batch.language
    with force_locale(lang):
        title = _("Badges: %(event)s, batch %(number)s", event=pick(batch.event.name, lang), number=batch.number)
    paper = batch.paper if start == 0 else replace(batch.paper, first=1)
    stop = min(batch.total, start + printing.CHUNK - paper.skipped)
    contents, positions = _contents(batch, start, stop)
    backs = {each: service.back(batch.event, each) for each in {content.language for content in contents}}
    return Chunk(contents, positions, stop, paper, title, lang, backs if paper.sheet.back else {})


def _contents(batch: PrintBatch, start: int, stop: int) -> tuple[list[BadgeContent], list[int]]:
    if batch.blanks_of is not None:
        return service.blank_contents(batch.blanks_of, queries.blanks_of(batch, start, stop), batch.language), []
    people = queries.people_of(batch.id, start, stop)
    codes = queries.codes_of([person.id for _position, person in people])
    held = [(position, person) for position, person in people if person.id in codes]
    return service.contents([person for _position, person in held]), [position for position, _person in held]


def _lay_out(chunk: Chunk) -> bytes:
    if not chunk.contents:
        return b""
    paper = chunk.paper
    return render(
        chunk.contents, paper.badge, paper.sheet, chunk.title, chunk.language,
        skipped=paper.skipped, backs=chunk.backs,
    )  # fmt: skip


def _ready(parts: list[int]) -> list[bytes]:
    files = [find_file(id_) for id_ in parts]
    return [file.content for file in files if file is not None]


def _join(batch_id: int, ready: list[bytes], parts: list[int]) -> Outcome:
    if not ready or len(ready) < len(parts):
        return _fail(batch_id, DomainError("nobody_left", _("Nobody of this batch has a badge any more.")), parts)
    whole = join(ready)
    batch = _in_print(batch_id, writing=True)
    if batch is None:
        return STOPPED
    printing.finish(batch, whole, parts)
    return Done({"file": batch.file_id})


def _fail(batch_id: int, refusal: DomainError, parts: list[int]) -> Outcome:
    """Never half a PDF."""
    if batch := _in_print(batch_id, writing=True):
        printing.fail(batch, refusal.message, parts)
    return GiveUp(refusal.code)
