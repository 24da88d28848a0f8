"""What is known of a person: who they are, how their place stands, what they answered."""

from collections.abc import Iterator

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _

from app.accounts.access import may
from app.accounts.permissions import Permission
from app.core import formats
from app.core.languages import LANGUAGES, current, pick
from app.events import conditions
from app.events.models import Event, Question, QuestionKind
from app.extensions import db
from app.organiser.people.row import Row, row
from app.organiser.when import short_moment
from app.registration.models import Registration, SeatState, Status
from app.registration.particulars import Consent, ConsentKind
from app.registration.questions.queries import said_by
from app.registration.questions.values import in_words
from app.registration.service import needs
from app.registration.wording import CHANNELS, STATUSES


def who(person: Registration) -> Iterator[Row]:
    lang, zone = current(), person.event.zone
    if person.organisation_name:
        same = url_for("people.index", organisation=person.organisation_key) if person.organisation_key else None
        yield row(_("Organisation"), person.organisation_name, link=(_("Everybody of it"), same) if same else None)
    if person.badge_organisation:
        yield row(_("On the badge"), person.badge_organisation)
    if person.badge_name:
        yield row(_("Name on the badge"), person.badge_name)
    if person.job_title:
        yield row(_("Job title"), person.job_title)
    if person.address:
        proven = person.email_proven_at
        day = formats.short_day(proven, zone, lang) if proven else ""
        term = _("Managed by") if person.managed else _("E-mail")
        yield row(term, person.address, end=_("verified on %(day)s", day=day) if proven else _("not verified"))
    if person.registered_by:
        yield _registered_by(person.registered_by)
    if person.phone:
        yield row(_("Phone"), person.phone)
    yield row(_("Language"), LANGUAGES[person.language])
    labels = {area["code"]: pick(area["label"], lang) for area in person.event.areas}
    if person.areas:
        yield row(_("Areas"), ", ".join(labels.get(code, code) for code in person.areas))


def _registered_by(colleague: Registration) -> Row:
    page = url_for("person.show", registration_id=colleague.id)
    return row(_("Registered by"), colleague.full_name, link=(_("Show"), page))


def status(person: Registration) -> Iterator[Row]:
    yield row(_("Registered"), f"{short_moment(person.created_at, person.event)}, {CHANNELS[person.channel]}")
    if person.allotment is not None:
        delegates = url_for("people.index", allotment=person.allotment_id)
        yield row(_("Allotment"), person.allotment.organisation_name, link=(_("All its delegates"), delegates))
    if person.confirmed_at and person.status is Status.confirmed:
        yield row(str(STATUSES[Status.confirmed]), short_moment(person.confirmed_at, person.event))
    if person.answer_until:
        yield _whether_they_come(person)
    if person.released_at:
        yield row(_("Place released"), short_moment(person.released_at, person.event))
    if person.cancelled_at:
        yield row(str(STATUSES[Status.cancelled]), short_moment(person.cancelled_at, person.event))
    if person.refusal_reason:
        yield row(_("Reason given"), person.refusal_reason)
    for state, term in (
        (SeatState.held, _("Sessions")), (SeatState.waiting, _("Waiting for")), (SeatState.wanted, _("Wished for")),
    ):  # fmt: skip
        found = [seat.session for seat in person.seats if seat.state is state]
        if found:
            yield row(term, ", ".join(pick(each.title, current()) for each in sorted(found, key=lambda s: s.starts_at)))


def _whether_they_come(person: Registration) -> Row:
    if person.answered_at:
        return row(_("Comes"), _("Yes, said on %(day)s", day=short_moment(person.answered_at, person.event)))
    return row(_("Comes"), _("Asked; answer until %(moment)s", moment=short_moment(person.answer_until, person.event)))


def answers(person: Registration) -> Iterator[Row]:
    """The event's own questions, answered or asked, then what everybody is asked."""
    questions, lang = person.event.questions, current()
    said = said_by(person.id) if questions else {}
    asked = conditions.asked(questions, person.category.code, said)
    for question in questions:
        if question.code in said or question in asked:
            yield _answer(person, question, said.get(question.code), lang)
    consents = _consents(person)
    for kind, label in ((ConsentKind.image, _("Photos and films")), (ConsentKind.newsletter, _("Newsletter"))):
        yield row(label, _consent(consents.get(kind), person.event))
    yield _needs(person)


def _answer(person: Registration, question: Question, text: str | None, lang: str) -> Row:
    label = pick(question.label, lang)
    if text is None:
        return row(label, _("Not answered"))
    if question.kind is QuestionKind.file and may(Permission.edit_people):
        address = url_for("answers.file", registration_id=person.id, code=question.code)
        return row(label, text, link=(_("Download"), address))
    return row(label, in_words(question, text, lang))


def _consents(person: Registration) -> dict[ConsentKind, Consent]:
    """The last answer to each request."""
    rows = db.session.scalars(
        sa.select(Consent).where(Consent.registration_id == person.id).order_by(Consent.at, Consent.id)
    )
    return {each.kind: each for each in rows}


def _consent(answer: Consent | None, event: Event) -> str:
    if answer is None:
        return _("Not asked")
    day = formats.short_day(answer.at, event.zone, current())
    return _("Yes, on %(day)s", day=day) if answer.given else _("No, on %(day)s", day=day)


def _needs(person: Registration) -> Row:
    """That there are some, to everybody; what they are, on a page of their own that writes down who looked."""
    if not needs.are_kept(person):
        return row(_("Needs"), _("None noted"))
    if not may(Permission.see_needs):
        return row(_("Needs"), _("For authorised people only"))
    link = (_("Show"), url_for("person.needs", registration_id=person.id))
    return row(_("Needs"), _("Noted; each reading is written down"), link=link)
