"""Whatever is sent to any form or address is answered by a clear page in the person's language."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest

from app.accounts import links
from app.accounts.passwords import hash_password
from app.accounts.permissions import Role
from app.accounts.service import first_owner
from app.core.tokens import sign
from app.events.models import Event, FormMode, QuestionKind
from app.registration import guards
from app.registration.links import token_for
from app.registration.models import Registration
from tests import factories
from tests.architecture.abuse import BODIES, EVERY, FORM, SHORT_ENOUGH, encoded, in_address, inputs
from tests.architecture.attacker import Attacker
from tests.architecture.conftest import known_of
from tests.architecture.test_roles import PASSWORD
from tests.architecture.walk import METHODS
from tests.page import Form

ASKED = (
    "page", "at", "q", "organisation", "status", "category", "order", "lane", "person", "scan", "state", "next",
    "again", "arrived", "proven", "vip", "badge", "mail", "said", "answers", "kind", "question",
    "endpoint", "rule", "_scheme", "_external", "_anchor", "_method",
)  # fmt: skip
"""What addresses may ask after their question mark."""
GOOD = {
    "first_name": "Camille", "email": "camille@curie.example", "organisation_name": "Institut Curie", "phone": "",
    "organisation_type": "other", "image": "no", "needs_consent": "y", "language": "fr", "name": "Camille Martin",
    "password": PASSWORD, "current": PASSWORD, "website": "", "text": "Martin", "why": "parle à l’équipe",
    "q_email": "camille@curie.example", "q_phone": "", "q_number": "7", "q_date": "2027-03-18", "q_country": "FR",
    "label_fr": "Que cherchez-vous ?",
}  # fmt: skip
"""Answers that let a form through, so that what stands beside them is stored."""
STEPS = [("owner", "fr", FormMode.steps), ("stranger", "en", FormMode.one_page)]


@pytest.fixture(params=STEPS, ids=lambda param: param[0])
def attacker(request, app, event, attendee, monkeypatch) -> Attacker:
    role, lang, event.form_mode = request.param
    monkeypatch.setattr(guards, "FASTEST", timedelta(0))
    event.areas = [{"code": "neuro", "label": {"fr": "Neurologie", "en": "Neurology"}}]
    factories.session(event)
    for kind in QuestionKind:
        factories.question(event, kind, code=kind.value, options="early late" if "_of" in kind else "")
    client = app.test_client()
    if role == "owner":
        client.sign_in(factories.account(event, Role.owner, password_hash=hash_password(PASSWORD)))
    return Attacker(app, client, lang, opened(event, attendee) | {"lang": lang})


def opened(event: Event, attendee: Registration) -> dict[str, Any]:
    """What stands in addresses, with links that open."""
    invited = factories.account(event, Role.reader)
    return known_of(event, attendee) | {
        "self_service.token": token_for(attendee, fresh=True),
        "accounts.new_password.token": sign(links.RECOVERY, invited.id, invited.password_stamp),
        "accounts.join.token": sign(links.INVITATION, invited.id, invited.password_stamp),
        "accounts.welcome.token": first_owner.make_link(),
    }


def test_what_is_typed_into_a_field(attacker):
    forms = list(attacker.forms())
    for number, form in enumerate(forms):
        for fields in fillings(form, number):
            attacker.send("POST", form.action, data=encoded(fields), content_type=FORM)
    assert len(forms) >= 10
    assert attacker.wrong == {}


def test_files_in_the_place_of_texts(attacker):
    for form in list(attacker.forms()):
        files = {name: (BytesIO(b"<script>"), "list.csv") for name in form.names - {"csrf_token"}}
        attacker.send("POST", form.action, data=files, content_type="multipart/form-data")
    assert attacker.wrong == {}


def fillings(form: Form, number: int) -> Iterator[dict[str, list[str]]]:
    """Each empty field meets every second input among good answers, a filled one some of them; at times all are bad."""
    bad = inputs()
    good = form.holds | {name: [GOOD[name]] for name in form.names & set(GOOD)}
    held = sorted(name for name in form.holds if name != "csrf_token")
    free = sorted(form.names - set(GOOD) - {name for name, held in form.holds.items() if any(held)})
    for turn in range(number % EVERY, len(bad), EVERY):
        if free:
            yield good | {name: [bad[(turn + place) % len(bad)]] for place, name in enumerate(free)}
        if held and turn % 4 == 1:
            yield good | {held[turn // 4 % len(held)]: [bad[turn]]}
        elif turn % 4 == 0:
            yield {name: [bad[(turn + place) % len(bad)]] for place, name in enumerate(sorted(form.names))}


def test_what_is_asked_after_the_question_mark(attacker):
    for turn, address in attacker.addresses("GET"):
        for value in share(turn, 4 * EVERY):
            attacker.send("GET", f"{address}?{encoded({name: [value] for name in ASKED})}")
    assert attacker.wrong == {}


def test_what_stands_for_a_part_of_an_address(attacker):
    for turn, route in attacker.routes("GET", "POST"):
        for part in sorted(route.rule.arguments - {"lang"}):
            for value in share(turn, 8):
                attacker.send(route.method, route.with_part(attacker.known, part, in_address(value)))
    assert attacker.wrong == {}


def share(turn: int, of: int) -> list[str]:
    """Every so manieth of the inputs that fit into an address; all are met after so many turns."""
    return [value for value in inputs() if len(value) < SHORT_ENOUGH][turn % of :: of]


def test_bodies_that_are_no_form(attacker):
    for _turn, address in attacker.addresses("POST"):
        for body in BODIES.values():
            attacker.send("POST", address, **body)
    assert attacker.wrong == {}


def test_methods_that_nobody_expects(attacker):
    for _turn, address in attacker.addresses("GET"):
        for method in sorted(METHODS | {"HEAD", "OPTIONS"}):
            attacker.send(method, address)
    assert attacker.wrong == {}
