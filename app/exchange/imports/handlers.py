"""What the worker does for imports, some lines a step. It commits each."""

from collections.abc import Sequence

from app.audit.service import Actor
from app.core.database import insert, reading
from app.exchange.imports import book, service, taking_back
from app.exchange.imports.kinds import KINDS, Kind
from app.exchange.imports.models import Import, ImportLine, ImportState
from app.exchange.imports.verdicts import Problem, Record, Verdict, cannot
from app.extensions import db
from app.jobs.outcomes import Again, Done
from app.jobs.queue import Claim

CHECKED_AT_ONCE, TAKEN_AT_ONCE = 500, 100
STOPPED = Done({"skipped": "stopped"})


def check(claim: Claim) -> Again | Done:
    """The job "exchange.check": the dry run. Payload: {"import_id", "at": how many lines are behind}."""
    at = claim.payload.get("at", 0)
    with reading():
        made = _at_work(claim, ImportState.checking)
        some = made and _lines(made, at, CHECKED_AT_ONCE)
        verdicts = _judged(made, some) if some else []
    made = _at_work(claim, ImportState.checking, writing=True)
    if made is None:
        return STOPPED
    if some is None:
        return _fail(made)
    keep(made, verdicts, done=False)
    if at + len(some) < made.total:
        return Again({**claim.payload, "at": at + len(some)}, at + len(some), made.total)
    made.state = ImportState.checked
    book.forget()
    return Done()


def run(claim: Claim) -> Again | Done:
    """The job "exchange.run". Payload as above. A step is one transaction: what is done is done once,
    however often a worker dies."""
    at = claim.payload.get("at", 0)
    with reading():
        made = _at_work(claim, ImportState.running)
        some = made and _lines(made, at, TAKEN_AT_ONCE)
    made = _at_work(claim, ImportState.running, writing=True)
    if made is None:
        return STOPPED
    if some is None:
        return _fail(made)
    verdicts = _taken(made, some)
    keep(made, verdicts, done=True)
    done = at + len(verdicts)
    if done < made.total:
        return Again({**claim.payload, "at": done}, done, made.total)
    service.end(made, ImportState.done)
    book.forget()
    return Done()


def take_back(claim: Claim) -> Again | Done:
    """The job "exchange.take_back". Payload: {"import_id", "before": the line that was undone last}."""
    made = _at_work(claim, ImportState.taking_back, writing=True)
    if made is None:
        return STOPPED
    last = taking_back.undo_some(made, claim.payload.get("before"), Actor("account", made.account_id))
    if last is not None:
        return Again({**claim.payload, "before": last}, claim.progress + taking_back.AT_ONCE, made.total)
    service.end(made, ImportState.taken_back)
    return Done()


def _at_work(claim: Claim, state: ImportState, *, writing: bool = False) -> Import | None:
    """The import, unless it was stopped meanwhile."""
    made = db.session.get(Import, claim.payload["import_id"], with_for_update=writing, populate_existing=True)
    return made if made is not None and made.state is state else None


def _lines(made: Import, at: int, most: int) -> list[Record] | None:
    """None if the file is gone."""
    try:
        return book.records(made)[at : at + most]
    except book.FileGone:
        return None


def _fail(made: Import) -> Done:
    service.end(made, ImportState.failed)
    return Done({"skipped": "its file is gone"})


def _judged(made: Import, some: Sequence[Record]) -> list[Verdict]:
    return _in_order(some, KINDS[made.brings].judge(made, _first_ones(some)))


def _taken(made: Import, some: Sequence[Record]) -> list[Verdict]:
    """Of the first lines at least: as many as fit into one transaction."""
    kind: Kind = KINDS[made.brings]
    return _in_order(some, kind.take(made, _first_ones(some), Actor("account", made.account_id)))


def _first_ones(some: Sequence[Record]) -> list[Record]:
    return [record for record in some if record.repeats is None]


def _in_order(some: Sequence[Record], verdicts: list[Verdict]) -> list[Verdict]:
    """With those that repeat another line, up to the first that has no verdict yet."""
    given = {verdict.line: verdict for verdict in verdicts}
    found = []
    for record in some:
        if record.repeats is not None:
            found.append(cannot(record.line, Problem("repeats", line=record.repeats)))
        elif record.line in given:
            found.append(given[record.line])
        else:
            break
    return found


def keep(made: Import, verdicts: Sequence[Verdict], *, done: bool) -> None:
    """Write down what becomes of these lines; what was done takes the place of what was foretold."""
    if not verdicts:
        return
    write = insert(ImportLine).values([verdict.row(made.id, done=done) for verdict in verdicts])
    known = ("outcome", "done", "problems", "registration_id", "fields", "version", "entries")
    db.session.execute(write.on_conflict_do_update(
        index_elements=[ImportLine.import_id, ImportLine.line], set_={name: write.excluded[name] for name in known}
    ))  # fmt: skip
