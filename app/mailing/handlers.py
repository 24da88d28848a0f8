"""Send one mail: compose what is true now, hand it over, write down what became of it."""

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from app.accounts.models import Account
from app.audit.models import AuditValues
from app.core.addresses import absolute
from app.core.clock import now
from app.core.database import reading
from app.core.tokens import keyed_digest
from app.events.models import Event
from app.extensions import db
from app.jobs.files import find_file
from app.jobs.outcomes import Done, GiveUp, Outcome, Retry
from app.jobs.queue import Claim
from app.mailing import account_mail, addressees, bounces, mailings, message, service, transport, venue_mail, wording
from app.mailing.addressees import Addressee
from app.mailing.content import Content, specimen
from app.mailing.letter import Letter, PermanentFailure, TemporaryFailure
from app.mailing.models import Mailing, MailState
from app.mailing.texts import AccountMail, VenueMail
from app.registration.grants import Allotment, Invitation
from app.registration.owed import MailKind
from app.registration.session_room import sits_in

TEST = "test"
"""The kind of what goes to its author: it stands in no list of mails."""


@dataclass(frozen=True)
class Written:
    """A mail ready to go, and its language."""

    letter: Letter
    language: str


def send(claim: Claim) -> Outcome:
    """The job "mailing.send". Payload: {"kind"} and {"registration_id"}, {"invitation_id"}, {"allotment_id"}
    or {"account_id", "event_id"?}.

    Nothing is locked while a server takes its time: all is read before, all is written after."""
    with reading():
        written = _write(claim)
    if written is None:
        service.skipped(claim)
        return Done({"skipped": "no longer true, or nobody to write to"})
    try:
        transport.current().send(written.letter)
    except TemporaryFailure as failure:
        return _failed(claim, written, str(failure), for_good=claim.is_last_attempt) or Retry(str(failure))
    except PermanentFailure as failure:
        service.flag(written.letter.recipient, str(failure))
        return _failed(claim, written, str(failure), for_good=True)
    service.record(claim, written.letter, written.language, MailState.sent)
    service.clear_flag(written.letter.recipient)
    return Done()


def _write(claim: Claim) -> Written | None:
    kind, payload = claim.payload["kind"], claim.payload
    if kind == TEST:
        return _test(claim)
    if kind in set(VenueMail):
        return _to_venue(claim, VenueMail(kind))
    if "account_id" in payload:
        return _to_account(claim, AccountMail(kind))
    return _to_addressee(claim, MailKind(kind))


def _to_addressee(claim: Claim, kind: MailKind) -> Written | None:
    about = addressees.find(kind, claim.payload[addressees.sort_of(kind).key])
    if about is None or not addressees.is_true(about, kind, now()):
        return None
    session_id = claim.payload.get("session_id")
    if session_id and not sits_in(about, session_id):
        return None
    mailing_id, text = claim.payload.get("mailing_id"), None
    if mailing_id:
        mailing = db.session.get(Mailing, mailing_id)
        if mailing is None or not mailings.still_goes_to(mailing, about):
            return None
        text = wording.text_of_mailing(mailing, about.language)
    recipient = _recipient(claim, kind, about)
    with force_locale(about.language):
        content = addressees.write(about, kind, now(), text=text, session_id=session_id)
        return recipient and _letter(claim, content, recipient)


def _recipient(claim: Claim, kind: MailKind, about: Addressee) -> str | None:
    """Where it goes; news of a changed address to the old one, which only the journal still knows."""
    if isinstance(about, Invitation):
        return about.email
    if isinstance(about, Allotment):
        return about.contact_email
    if kind is MailKind.prove_address:
        return about.new_email
    if "entry_id" not in claim.payload:
        return about.address
    values = db.session.get(AuditValues, claim.payload["entry_id"])
    return values.before.get("email") if values else None


def _test(claim: Claim) -> Written | None:
    """What an organiser is writing, with somebody real in it, to the organiser alone."""
    payload, account = claim.payload, db.session.get(Account, claim.payload["account_id"])
    kind, language = MailKind(payload["test_of"]), payload["language"]
    person = addressees.find(kind, payload["sample_id"])
    if account is None or not account.active or person is None:
        return None
    with force_locale(language):
        text = replace(wording.default(kind, language), **payload["words"])
        content = addressees.write(person, kind, now(), enclose=False, text=text, language=language)
        subject = _("Test: %(subject)s", subject=content.subject)
        url = absolute("registration.show", lang=language, slug=person.event.slug)
        return _letter(claim, specimen(content, subject, url), account.email)


def _to_account(claim: Claim, kind: AccountMail) -> Written | None:
    payload = claim.payload
    account = db.session.get(Account, payload["account_id"])
    if account is None or not account.active:
        return None
    with force_locale(account.language):
        content = account_mail.compose(
            account, kind, payload.get("event_id"), file_ids=payload.get("file_ids", ()), about_id=payload.get("about_id")
        )
        return content and _letter(claim, content, account.email)


def _to_venue(claim: Claim, kind: VenueMail) -> Written | None:
    event = db.session.get(Event, claim.payload["event_id"])
    files = [find_file(file_id) for file_id in claim.payload["file_ids"]]
    if event is None or None in files:
        return None
    with force_locale(event.languages[0]):
        content = venue_mail.compose(event, kind, list(filter(None, files)))
        return content and _letter(claim, content, event.venue_email)


def _letter(claim: Claim, content: Content, address: str) -> Written:
    recipient, sender = _for_servers(address), current_app.config["MAIL_FROM"]
    message_id = message_id_of(claim.id)
    whole = message.build(content, sender=sender, recipient=recipient, message_id=message_id, at=now())
    way_back = bounces.return_path(claim.id, now())
    return Written(Letter(way_back, recipient, message_id, claim.attempts, whole), content.language)


def _for_servers(address: str) -> str:
    """The address with its domain in ASCII. Raises GiveUp where it is none."""
    try:
        return validate_email(address, check_deliverability=False).ascii_email or address
    except EmailNotValidError as error:
        raise GiveUp("this is no mail address") from error


def message_id_of(job_id: int) -> str:
    """The same for each attempt; nobody outside can guess it or learn from it how many mails leave."""
    host = urlsplit(current_app.config["BASE_URL"]).hostname
    return f"<{keyed_digest(f'message:{job_id}')[:32]}@{host}>"


def _failed(claim: Claim, written: Written, reason: str, *, for_good: bool) -> GiveUp | None:
    state = MailState.failed if for_good else MailState.waiting
    service.record(claim, written.letter, written.language, state, reason)
    return GiveUp(reason) if for_good else None
