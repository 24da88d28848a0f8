"""A mail that is being written, as somebody real would get it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from flask_babel import force_locale

from app.accounts.models import Account
from app.core.clock import now
from app.events.models import Event
from app.extensions import db
from app.jobs import service as jobs
from app.jobs.models import Priority
from app.mailing import addressees, wording
from app.mailing.addressees import CONTACTS, INVITED, Addressee, name_of, sort_of
from app.mailing.content import Content, masked
from app.mailing.handlers import TEST
from app.mailing.kinds import KINDS
from app.mailing.texts import Text
from app.organiser.mails.text_forms import LONGEST_SAMPLE, WordsForm
from app.registration.grants import Allotment, Invitation
from app.registration.invitation_queries import search as guests
from app.registration.models import Status
from app.registration.owed import MailKind
from app.registration.queries import Filters, Order, search
from app.registration.service.moving import MAIL_JOB


@dataclass(frozen=True)
class Preview:
    """`letters`: by language, none where the words are not sound; `person`: in whose place."""

    person: Addressee | None
    letters: dict[str, Content | None]

    @property
    def name(self) -> str:
        return name_of(self.person) if self.person else ""


def find_sample(event: Event, kind: MailKind, typed: str) -> Addressee | None:
    """Who was asked for; else the latest to whom this mail may go, rather with a place, else the latest of all."""
    if sort_of(kind) is CONTACTS:
        return _find_allotment(event, typed)
    if sort_of(kind) is INVITED:
        return _find_guest(event, typed if len(typed) <= LONGEST_SAMPLE else "")
    wishes = [Filters(text=typed)] if typed.strip() and len(typed) <= LONGEST_SAMPLE else []
    if Status.confirmed in KINDS[kind].statuses:
        wishes.append(Filters(statuses=(Status.confirmed,), order=Order.newest))
    wishes += [Filters(statuses=KINDS[kind].statuses, order=Order.newest), Filters(order=Order.newest)]
    found = (db.session.scalar(search(event.id, wish).limit(1)) for wish in wishes)
    return next(filter(None, found), None)


def _find_allotment(event: Event, typed: str) -> Allotment | None:
    """The organisation that was asked for, else the latest."""
    theirs = sa.select(Allotment).where(Allotment.event_id == event.id).order_by(Allotment.id.desc()).limit(1)
    asked = theirs.where(Allotment.organisation_name.icontains(typed, autoescape=True)) if typed.strip() else theirs
    return db.session.scalar(asked) or db.session.scalar(theirs)


def _find_guest(event: Event, typed: str) -> Invitation | None:
    """Who was asked for, else the latest who is invited by name."""
    by_name = Invitation.email.is_not(None)
    found = (db.session.scalar(guests(event.id, text, by_name).limit(1)) for text in (typed, ""))
    return next(filter(None, found), None)


def preview(event: Event, kind: MailKind, form: WordsForm) -> Preview:
    """Links and codes are masked: looking at a text is no reason to see them."""
    person = find_sample(event, kind, form.sample.data or "")
    letters = {language: _letter(person, kind, form, language) for language in event.languages} if person else {}
    return Preview(person, letters)


def _letter(person: Addressee, kind: MailKind, form: WordsForm, language: str) -> Content | None:
    if not form.is_sound(language):
        return None
    return _drawn(person, kind, language, replace(wording.default(kind, language), **form.words(language)))


def letters_of(person: Addressee, kind: MailKind, texts: Mapping[str, Text]) -> list[Content]:
    """What these words make of a mail to that person, a letter for each language."""
    return [_drawn(person, kind, language, text) for language, text in texts.items()]


def _drawn(person: Addressee, kind: MailKind, language: str, text: Text) -> Content:
    with force_locale(language):
        return masked(addressees.write(person, kind, now(), enclose=False, text=text, language=language))


def send_test(event: Event, kind: MailKind, form: WordsForm, account: Account) -> bool:
    """Owe the mail as it is written, in each language, to who writes it; whether there is somebody to fill it with."""
    person = find_sample(event, kind, form.sample.data or "")
    if person is None:
        return False
    for language in event.languages:
        _owe_test(event, kind, account, person, language, form.words(language))
    return True


def _owe_test(
    event: Event, kind: MailKind, account: Account, person: Addressee, language: str, words: dict[str, Any]
) -> None:
    payload = {
        "kind": TEST, "test_of": kind.value, "account_id": account.id, "sample_id": person.id, "language": language,
        "words": words,
    }  # fmt: skip
    jobs.enqueue(MAIL_JOB, payload, event_id=event.id, priority=Priority.urgent)
