"""One's own page."""

from datetime import timedelta

import pytest
import time_machine

from app.accounts import queries
from app.accounts.passwords import hash_password, matches
from app.accounts.service import signing_in
from app.audit.queries import history
from app.core.clock import now
from app.extensions import db

OLD, NEW = "correct horse battery", "sept tritons bleus"


@pytest.fixture
def camille(organiser):
    organiser.password_hash, organiser.password_stamp = hash_password(OLD), 1
    return organiser


@pytest.fixture
def inside(client, camille):
    return client.sign_in(camille)


def test_it_shows_ones_events_and_where_one_is_signed_in(inside, event, camille):
    signing_in.start(camille.id, "Mozilla/5.0 (iPhone) Safari/604.1")
    page = inside.page("/en/account")
    assert page.texts("dt") == ["Organiser", "Elsewhere", "This browser"]
    assert page.texts("dd")[:2] == ["Medicen Day", "Safari, iPhone"]


def test_name_and_language_are_saved_and_recorded(inside, camille):
    inside.submit(inside.page("/en/account"), "Save your details", name="Camille B.", language="en")
    db.session.refresh(camille)
    assert (camille.name, camille.language) == ("Camille B.", "en")
    assert history("account", camille.id)[0].action == "account.changed"


def test_a_wrong_language_or_an_empty_name_is_refused_and_nothing_typed_is_lost(inside, camille):
    name = camille.name
    answer = inside.submit(inside.page("/en/account"), "Save your details", name="", language="xx")
    assert answer.page.title.startswith("Error:")
    db.session.refresh(camille)
    assert camille.name == name


def test_a_new_password_needs_the_old_one_and_ends_other_sign_ins(app, inside, camille):
    other = app.test_client().sign_in(camille)
    page = inside.page("/en/account")
    refused = inside.submit(page, "Change the password", current="not mine at all", password=NEW)
    assert "not your password" in refused.page.text
    inside.submit(page, "Change the password", current=OLD, password=NEW)
    db.session.refresh(camille)
    assert matches(NEW, camille.password_hash)
    assert inside.get("/en/account").status_code == 200
    assert other.get("/en/account").status_code == 302


def test_signing_out_everywhere_else_leaves_this_browser_in(app, inside, camille):
    other = app.test_client().sign_in(camille)
    inside.submit(inside.page("/en/account"), "Sign out everywhere else")
    assert inside.get("/en/account").status_code == 200
    assert other.get("/en/account").status_code == 302


def test_typing_the_password_again_opens_what_is_grave(inside, camille):
    with time_machine.travel(now() + timedelta(hours=2)):
        page = inside.page("/en/account/confirm?next=/en/account")
        assert "not your password" in inside.submit(page, password="not mine at all").page.text
        assert inside.submit(page, password=OLD).location == "/en/account"
        (sign_in,) = queries.open_sign_ins(camille)
        assert signing_in.is_proven(sign_in)
