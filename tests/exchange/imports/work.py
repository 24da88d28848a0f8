"""An import, taken through its steps as a person and the worker do."""

from app.audit.service import Actor
from app.exchange.imports import handlers, service
from app.exchange.imports.models import Brings, Import, ImportLine, Outcome
from app.exchange.tables.reading import read
from app.extensions import db
from app.jobs import worker
from app.registration import handlers as registration_handlers

HANDLERS = {
    "exchange.check": handlers.check,
    "exchange.run": handlers.run,
    "exchange.take_back": handlers.take_back,
    "registration.place_again": registration_handlers.place_again,
    "registration.fill": registration_handlers.fill,
}


def begun(event, account, content: str | bytes, brings: Brings) -> Import:
    content = content.encode() if isinstance(content, str) else content
    return service.begin(event.id, brings, "list.csv", content, read(content), account=account)


def checked(made: Import, **choices) -> Import:
    """With the columns as they were guessed."""
    service.map_columns(made, made.mapping, choices)
    work()
    return made


def done(made: Import, **choices) -> Import:
    service.start(made, choices, by=Actor("account", made.account_id))
    work()
    return made


def taken_back(made: Import) -> Import:
    service.take_back(made, by=Actor("account", made.account_id))
    work()
    return made


def work() -> None:
    db.session.commit()
    worker.drain(HANDLERS)
    db.session.expire_all()


def outcomes(made: Import, is_done: bool) -> dict[int, str]:
    """What becomes of each line: its outcome, or why it cannot be taken."""
    found = db.session.query(ImportLine).filter_by(import_id=made.id, done=is_done).order_by(ImportLine.line)
    return {each.line: said(each) for each in found}


def said(line: ImportLine) -> str:
    if line.outcome is not Outcome.cannot:
        return line.outcome.value
    return " ".join(f"{why['field']}:{why['code']}" for why in line.problems)
