"""Addresses of our own."""

from app.core.addresses import absolute, taken_words
from app.core.languages import LANGUAGES


def test_an_absolute_address_comes_from_the_setting_alone(app, monkeypatch):
    monkeypatch.setitem(app.config, "BASE_URL", "https://day.example.org")
    with app.test_request_context(base_url="http://evil.example"):
        assert absolute("accounts.sign_in", lang="en") == "https://day.example.org/en/sign-in"


def test_no_event_may_be_called_by_a_word_of_our_addresses(app):
    assert {"sign-in", "sign-out", "recover", "join", "welcome", "account", "static", "healthz"} <= taken_words()
    assert not any("<" in word or not word for word in taken_words())
    assert not set(LANGUAGES) & taken_words()
