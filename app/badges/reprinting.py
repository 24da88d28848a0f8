"""One badge again, at the person's page: written down with its reason, and laid out where it is asked for."""

from dataclasses import asdict

from flask_babel import gettext as _

from app.accounts.models import Account
from app.audit.service import Actor, record
from app.badges import keeping, queries, service
from app.badges.keeping import Laid
from app.badges.labels import compose_art
from app.badges.layout import compose
from app.badges.models import BatchItem, BatchState, PrintBatch, Reason
from app.badges.paper import Paper
from app.badges.templating import settle
from app.core.clock import now
from app.core.errors import NotFound
from app.events.locking import lock
from app.extensions import db
from app.registration.models import Registration


def reprint(person: Registration, paper: Paper, reason: Reason | None, *, language: str, account: Account, by: Actor) -> PrintBatch:
    """A batch of one. Its badge is given to the person: it lies in no tray. Raises DomainError where there
    is no badge or it cannot be printed on that paper."""
    paper.check()
    content, person_id, event_id = service.content(person), person.id, person.event_id
    badge, _why = settle(event_id, paper.badge, [content.art])
    compose_art(content.art, badge)
    compose(content, badge)
    lock(event_id)
    batch = PrintBatch(
        event_id=event_id, number=queries.last_number(event_id) + 1, language=language, total=1, account=account,
        lines=list(badge.lines), state=BatchState.done, done_at=now(), reason=reason, single=True, **asdict(paper),
    )  # fmt: skip
    db.session.add(batch)
    db.session.flush()
    db.session.add(BatchItem(batch_id=batch.id, position=0, registration_id=person_id))
    db.session.flush()
    code = queries.codes_of([person_id])[person_id]
    keeping.remember(batch, [Laid(0, person_id, code.id, None, content)])
    keeping.replace_printed(batch)
    record(
        "badges.reprint", by=by, event_id=event_id, object_type="registration", object_id=person_id,
        detail={"batch": batch.number, "to": reason and reason.value},
    )  # fmt: skip
    return batch


def pdf(person: Registration, number: int | None) -> bytes:
    """The badge as it is now: A6, or on the paper of one of the person's batches. Raises NotFound."""
    if number is None:
        return service.pdf(person)
    batch = queries.get_batch(person.event_id, number)
    if person.id not in {item.registration_id for item, _person in queries.people_of(batch.id, 0, batch.total)}:
        raise NotFound("no_batch", _("There is no such batch of badges at this event."))
    return service.pdf(person, batch.paper)
