"""Lay out a batch of badges, chunk by chunk."""

import structlog
from flask_babel import force_locale
from flask_babel import gettext as _

from app.badges import keeping
from app.badges.chunks import chunk_from, lay_out
from app.badges.joining import join
from app.badges.models import BatchState, PrintBatch
from app.core.database import reading
from app.core.errors import DomainError
from app.extensions import db
from app.jobs.files import find_file
from app.jobs.outcomes import Again, Done, GiveUp, Outcome
from app.jobs.queue import Claim

log = structlog.get_logger()

STOPPED = Done({"skipped": "cancelled"})


def print_sheets(claim: Claim) -> Outcome:
    """The job "badges.print". Payload: {"batch": id, "laid_out": badges so far, "parts": ids of files,
    "plain": why the event's template was given up}.

    Nothing is locked while a chunk is laid out: it is read before and written after."""
    batch_id, laid_out = claim.payload["batch"], claim.payload.get("laid_out", 0)
    parts: list[int] = claim.payload.get("parts", [])
    with reading():
        batch = _in_print(batch_id)
        if batch is None:
            return STOPPED
        total, chunk = batch.total, chunk_from(batch, laid_out, claim.payload.get("plain", ""))
        ready = _ready(parts) if laid_out >= total else []
    if laid_out >= total:
        return _join(batch_id, ready, parts)
    try:
        with force_locale(chunk.language):
            part = lay_out(chunk)
    except DomainError as refusal:
        return _fail(batch_id, refusal, parts)
    except Exception:
        if chunk.badge == chunk.paper.badge:
            raise
        log.exception("badge_template_failed", batch=batch_id)
        return _begin_plain(batch_id, parts, total, chunk.language)
    if part and (batch := _in_print(batch_id, writing=True)):
        batch.plain, batch.lines = chunk.plain[:140], list(chunk.badge.lines)
        parts = [*parts, keeping.keep_part(batch, part, chunk.laid).id]
    kept = {"plain": chunk.plain} if chunk.plain else {}
    return Again({"batch": batch_id, "laid_out": chunk.stop, "parts": parts, **kept}, chunk.stop, total)


def _begin_plain(batch_id: int, parts: list[int], total: int, lang: str) -> Outcome:
    """From the beginning with the built-in template: a batch looks the same on all its sheets."""
    if batch := _in_print(batch_id, writing=True):
        keeping.begin_again(batch, parts)
    with force_locale(lang):
        why = _("The event’s template could not be laid out.")
    return Again({"batch": batch_id, "plain": why}, 0, total)


def _in_print(batch_id: int, *, writing: bool = False) -> PrintBatch | None:
    """The batch, unless it was cancelled."""
    batch = db.session.get(PrintBatch, batch_id, with_for_update=writing)
    return batch if batch is not None and batch.state is BatchState.printing else None


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
    keeping.finish(batch, whole, parts)
    return Done({"file": batch.file_id})


def _fail(batch_id: int, refusal: DomainError, parts: list[int]) -> Outcome:
    """Never half a PDF."""
    if batch := _in_print(batch_id, writing=True):
        keeping.fail(batch, refusal.message, parts)
    return GiveUp(refusal.code)
