"""Every page is closed until its view says who may open it."""

from datetime import timedelta

import pytest
import time_machine
from flask import Blueprint, Response

from app.accounts import access
from app.accounts.access import allow, any_owner, by_token, current_actor, open_to_all, signed_in
from app.accounts.models import Membership
from app.accounts.permissions import Permission, Role, allows
from app.core.clock import now
from app.extensions import db
from tests import factories
from tests.conftest import application

room = Blueprint("room", __name__, url_prefix="/<language:lang>/room")


def plain(text: str) -> Response:
    return Response(text, mimetype="text/plain")


@room.get("/undeclared")
def undeclared():
    return plain("never")


@room.get("/open")
@open_to_all
def open_room():
    return plain("open")


@room.get("/token")
@by_token
def token_room():
    return plain("token")


@room.get("/signed-in")
@signed_in
def signed_in_room():
    return plain(current_actor().kind)


@room.post("/signed-in")
@signed_in
def write_room():
    return plain("written")


@room.get("/owners")
@any_owner
def owners_room():
    return plain("owners")


for permission in Permission:
    room.add_url_rule(
        f"/<event_slug>/{permission}", permission.value, allow(permission)(lambda event: plain(f"at {event.slug}"))
    )


@pytest.fixture(scope="module")
def house(app):
    """An application with one room for each kind of access."""
    made = application(app.config["SQLALCHEMY_DATABASE_URI"])
    made.register_blueprint(room)
    return made


@pytest.fixture
def client(house):
    with house.app_context():
        yield house.test_client()


@pytest.fixture
def event(client):
    return factories.event()


def staff(event, role, **values):
    return factories.account(event, role, **values)


def test_a_view_that_says_nothing_is_closed_to_everybody(client, event):
    assert client.get("/en/room/undeclared").status_code == 403
    assert client.sign_in(staff(event, Role.owner)).get("/en/room/undeclared").status_code == 403


def test_open_views_and_those_with_a_token_of_their_own_ask_nobody(client):
    assert client.get("/en/room/open").text == "open"
    assert client.get("/en/room/token").text == "token"


def test_strangers_are_led_to_the_sign_in_page_and_back(client, event):
    for address in ("/en/room/signed-in", "/en/room/owners", f"/en/room/{event.slug}/see_people?page=2"):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer.location.startswith("/en/sign-in?next=/en/room/")
    assert answer.location.endswith("see_people?page%3D2")


def test_a_form_sent_too_late_comes_back_to_its_own_page(client):
    page = "/en/room/signed-in?tab=2"
    answer = client.post("/en/room/signed-in", headers={"Referer": f"http://localhost{page}"})
    assert answer.location == "/en/sign-in?next=/en/room/signed-in?tab%3D2"
    elsewhere = client.post("/en/room/signed-in", headers={"Referer": "http://evil.example/"})
    assert elsewhere.location == "/en/sign-in"


def test_whoever_is_signed_in_gets_into_the_common_room(client):
    assert client.sign_in(factories.account()).get("/en/room/signed-in").text == "account"


@pytest.mark.parametrize("role", Role)
def test_each_role_opens_what_the_table_gives_it(client, event, role):
    client.sign_in(staff(event, role))
    for permission in Permission:
        answer = client.get(f"/en/room/{event.slug}/{permission}")
        allowed = allows(role, False, permission)
        assert answer.status_code == (200 if allowed else 403), permission
        assert (answer.text == f"at {event.slug}") == allowed


def test_a_refusal_names_the_role_and_whom_to_ask(client, event):
    answer = client.sign_in(staff(event, Role.reception)).get(f"/en/room/{event.slug}/edit_event")
    assert "“Reception”" in answer.page.text and "Ask an owner" in answer.page.text


def test_needs_open_for_whom_they_were_granted_to_alone(client, event):
    owner = staff(event, Role.owner)
    address = f"/en/room/{event.slug}/see_needs"
    assert client.sign_in(owner).get(address).status_code == 403
    db.session.get(Membership, (owner.id, event.id)).may_see_needs = True
    assert client.get(address).status_code == 200


def test_an_event_that_one_has_no_role_in_looks_like_none(client, event):
    other = factories.event()
    client.sign_in(staff(event, Role.owner))
    theirs = client.get(f"/en/room/{other.slug}/see_figures")
    none = client.get("/en/room/no-such-event/see_figures")
    assert theirs.status_code == none.status_code == 404
    assert theirs.page.text == none.page.text


def test_owners_of_any_event_and_the_first_owner_get_into_the_owners_room(client, event):
    assert client.sign_in(staff(event, Role.organiser)).get("/en/room/owners").status_code == 403
    assert client.sign_in(staff(event, Role.owner)).get("/en/room/owners").status_code == 200
    assert client.sign_in(factories.account(creates_events=True)).get("/en/room/owners").status_code == 200


@pytest.mark.parametrize("permission", [Permission.export, Permission.manage_staff, Permission.delete])
def test_what_is_grave_asks_for_the_password_again_after_an_hour(client, event, permission):
    client.sign_in(staff(event, Role.owner))
    address = f"/en/room/{event.slug}/{permission}"
    with time_machine.travel(now() + timedelta(minutes=59)):
        assert client.get(address).status_code == 200
    with time_machine.travel(now() + timedelta(minutes=61)):
        assert client.get(address).location == f"/en/account/confirm?next={address}"
        assert client.get(f"/en/room/{event.slug}/see_people").status_code == 200


def test_static_files_need_nobody(client):
    assert client.get("/static/x/css/base.css").status_code == 200


def test_what_does_not_exist_is_not_found_rather_than_closed(client):
    assert client.get("/en/room/nothing/at/all").status_code == 404


def test_declarations_say_who_may_come_in():
    assert not access.Access(access.Way.by_token).asks_sign_in
    assert access.Access(access.Way.permission, Permission.export).asks_sign_in
