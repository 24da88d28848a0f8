"""The second step: switched on with an app, asked after the password, and never a way around it."""

from urllib.parse import urlsplit

import pyotp
import pytest
import time_machine

from app.accounts import links
from app.accounts.passwords import hash_password
from app.accounts.service import first_owner, second_step
from app.audit.queries import history
from app.core.clock import now
from app.extensions import db

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(now().replace(second=5), tick=False) as moment:
        yield moment


@pytest.fixture
def camille(organiser):
    organiser.password_hash, organiser.password_stamp = hash_password(PASSWORD), 1
    return organiser


def shown(key: str) -> str:
    """What the app shows now."""
    return pyotp.TOTP(key).at(now())


@pytest.fixture
def key(camille, noon) -> str:
    """The app's; the second step is on, and the half minute in which that happened is over."""
    made = pyotp.random_base32()
    camille.codes = second_step.switch_on(camille, made, shown(made))
    noon.shift(60)
    return made


def sign_in(client, camille, address="/en/sign-in"):
    """Address and password; where that leads."""
    return client.submit(client.page(address), email=camille.email, password=PASSWORD)


def is_in(client) -> bool:
    return client.get("/en/account").status_code == 200


def test_it_is_switched_on_by_what_the_app_shows_and_gives_ten_codes(client, camille):
    client.sign_in(camille)
    page = client.page("/en/account/second-step")
    key = page.text.partition("into the app:")[2].split("Six digits")[0].strip()[:39].replace(" ", "")
    answer = client.submit(page, digits=shown(key))
    assert answer.page.heading == "Your recovery codes"
    assert len(answer.page.texts("li.code")) == 10
    assert second_step.is_on(camille)
    assert history("account", camille.id)[0].action == "account.second_step_on"


def test_wrong_digits_switch_nothing_on_and_the_code_on_the_page_stays(client, camille):
    client.sign_in(camille)
    page = client.page("/en/account/second-step")
    answer = client.submit(page, digits="000000")
    assert "not the digits" in answer.page.text and answer.page.title.startswith("Error:")
    assert answer.page.texts("b.code") == page.texts("b.code")
    assert not second_step.is_on(camille)


def test_the_password_alone_opens_nothing(client, camille, key):
    answer = sign_in(client, camille)
    assert urlsplit(answer.location).path == "/en/sign-in/digits"
    assert not is_in(client)


def test_the_digits_of_now_open_and_lead_to_where_one_wished(client, camille, key):
    answer = sign_in(client, camille, "/en/sign-in?next=/en/account")
    answer = client.submit(client.page(answer.location), digits=shown(key))
    assert answer.location == "/en/account" and is_in(client)


def test_the_same_digits_do_not_open_twice(client, camille, key):
    sign_in(client, camille)
    client.submit(client.page("/en/sign-in/digits"), digits=shown(key))
    other = client.application.test_client()
    sign_in(other, camille)
    answer = other.submit(other.page("/en/sign-in/digits"), digits=shown(key))
    assert answer.status_code == 403 and not is_in(other)


def test_a_recovery_code_opens_once(client, camille, key):
    code = camille.codes[3]
    sign_in(client, camille)
    client.submit(client.page("/en/sign-in/digits"), digits=code.lower().replace("-", " "))
    assert is_in(client) and second_step.count_codes(camille) == 9
    other = client.application.test_client()
    sign_in(other, camille)
    assert other.submit(other.page("/en/sign-in/digits"), digits=code).status_code == 403


def test_guessing_digits_is_stopped(client, camille, key):
    sign_in(client, camille)
    page = client.page("/en/sign-in/digits")
    for _ in range(10):
        client.submit(page, digits="000000")
    answer = client.submit(page, digits=shown(key))
    assert (answer.status_code, is_in(client)) == (429, False)


def test_the_password_counts_for_ten_minutes(client, camille, key, noon):
    sign_in(client, camille)
    noon.shift(601)
    assert client.page("/en/sign-in/digits").heading == "Sign in"


def test_without_a_password_nobody_is_asked_for_digits(client, key):
    assert client.page("/en/sign-in/digits").heading == "Sign in"


def test_a_recovered_password_is_not_a_way_around_it(client, camille, key):
    page = client.page(urlsplit(links.recovery(camille)).path)
    answer = client.submit(page, password="sept tritons bleus")
    assert urlsplit(answer.location).path.endswith("/sign-in/digits") and not is_in(client)


def test_the_owner_link_switches_it_off_for_the_phone_may_be_what_was_lost(client, camille, key):
    page = client.page(f"/en/welcome/{first_owner.make_link()}")
    client.submit(page, name="Camille", email=camille.email, password="sept tritons bleus")
    db.session.refresh(camille)
    assert is_in(client) and not second_step.is_on(camille)


def test_it_is_switched_off_on_ones_own_page(client, camille, key):
    client.sign_in(camille)
    client.submit(client.page("/en/account"), "Switch the second step off")
    db.session.refresh(camille)
    assert not second_step.is_on(camille) and second_step.count_codes(camille) == 0


def test_new_codes_replace_the_old_ones(client, camille, key):
    client.sign_in(camille)
    answer = client.submit(client.page("/en/account"), "Make new recovery codes")
    codes = answer.page.texts("li.code")
    assert len(codes) == 10
    assert not second_step.passes(camille, camille.codes[0]) and second_step.passes(camille, codes[0])


def test_an_hour_after_the_password_it_is_asked_for_first(client, camille, noon):
    client.sign_in(camille)
    noon.shift(3601)
    assert "/account/confirm" in client.get("/en/account/second-step").location


class TestWhereTheInstallationWantsIt:
    @pytest.fixture(autouse=True)
    def required(self, app, monkeypatch):
        monkeypatch.setitem(app.config, "REQUIRE_SECOND_STEP", True)

    def test_organisers_set_it_up_before_they_go_on(self, client, event, camille):
        client.sign_in(camille)
        page = client.page(f"/en/organise/{event.slug}/people")
        assert page.heading == "Set up the second step" and "Before you go on" in page.text

    def test_whoever_has_it_goes_on(self, client, event, camille, key):
        client.sign_in(camille)
        assert client.page(f"/en/organise/{event.slug}/people").heading == "Registrations"
        assert "Switch the second step off" not in client.page("/en/account").text

    def test_it_is_not_switched_off_by_hand_either(self, client, camille, key):
        client.sign_in(camille)
        client.post("/en/account/second-step/off")
        db.session.refresh(camille)
        assert second_step.is_on(camille)

    def test_reception_goes_on_without(self, client, event, receptionist):
        client.sign_in(receptionist)
        assert client.page(f"/en/organise/{event.slug}/people").heading == "Registrations"
