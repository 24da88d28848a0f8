"""Something real behind every part of an address."""

from typing import Any

import pytest

from app.accounts.permissions import Role
from app.checkin.follows import Follow
from app.core.assets import version
from app.events.models import Event, QuestionKind
from app.exchange.imports.models import Import, ImportLine
from app.organiser.saved_views.models import SavedView
from app.organiser.selections.models import SelectionState, Step
from app.registration import contact_links
from app.registration.invitation_links import address, no_more_address
from app.registration.links import token_for
from app.registration.models import Registration
from tests import factories
from tests.checkin import door


@pytest.fixture
def known(event: Event, attendee: Registration) -> dict[str, Any]:
    return known_of(event, attendee)


def known_of(event: Event, attendee: Registration) -> dict[str, Any]:
    """By the part's name, or "blueprint.name" where a name means several things."""
    guest = factories.guest(event)
    given = factories.allotment(event)
    scan = door.find(attendee, door.point(event).lanes[0], door.operator(event)).scan
    return {
        "lang": "fr",
        "slug": event.slug,
        "event_slug": event.slug,
        "revision": event.revision,
        "reference": attendee.reference,
        "registration_id": attendee.id,
        "category_id": attendee.category_id,
        "selections.do.selection_id": factories.selection(event, attendee).id,
        "selections.show.selection_id": factories.selection(event, attendee, step=Step.approve, state=SelectionState.done).id,
        "view_id": kept_view(event).id,
        "account_id": factories.account(event, Role.reader).id,
        "mailing_id": factories.mailing(event, attendee).id,
        "mail_texts.kind": "confirmed",
        "mail_id": factories.sent_mail(attendee).id,
        "steps.step": "resend",
        "scan_uuid": scan.uuid,
        "allotment_id": given.id,
        "delegates.token": contact_links.token_for(given),
        "delegates.registration_id": factories.delegate(given).id,
        "self_service.token": token_for(attendee),
        "own_address.token": token_for(attendee),
        "own_colleague.token": token_for(attendee),
        "badges.token": token_for(attendee),
        "certificates.token": token_for(attendee),
        "mailing.token": token_for(attendee),
        "invitation_id": guest.id,
        "board": "page",
        "lost_phone.device_id": door.device(event).id,
        "follow_id": factories.add(Follow(event_id=event.id, account_id=factories.account(event).id)).id,
        "access_list.what": "list",
        "list_id": factories.guest_list(event).id,
        "invitations.what": "invitation",
        "invite_many.what": "invitation",
        "own_invitation.token": address(guest).rpartition("/")[2],
        "no_invitations.token": no_more_address(guest).rpartition("/")[2],
        "static.version": version(),
        "static.name": "css/base.css",
        "organisation_id": factories.organisation("Institut Minéral", "mineral.example", aliases=("Mineral Institute",)).id,
        "organisations_import.import_id": list_of("organisations", event).id,
        "people_import.import_id": list_of("people", event).id,
        "people_import.take_back.import_id": list_of("people", event, "done").id,
        "organisations.key": factories.registration(event, organisation_key="name:jeune pousse").organisation_key,
        "settings.part": "places",
        "settings.state": "closed",
        "question_id": factories.question(event, QuestionKind.yes_no).id,
        "questions.kind": "one_of",
        "questions.way": "up",
        "own_answers.token": token_for(attendee),
    }


def list_of(brings: str, event: Event, state: str = "checked") -> Import:
    """An import with a line that cannot be taken."""
    made = factories.add(
        Import(event_id=event.id, brings=brings, file_name="list.csv", headers=["Nom", "E-mail"], total=1, state=state)
    )
    why = [{"code": "missing", "field": "email", "line": None}]
    factories.add(ImportLine(import_id=made.id, line=2, outcome="cannot", problems=why, done=state == "done"))
    return made


def kept_view(event: Event) -> SavedView:
    return factories.add(SavedView(event_id=event.id, name="To ask", query="status=pending"))
