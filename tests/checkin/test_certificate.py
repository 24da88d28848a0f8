"""The certificate of attendance."""

from datetime import timedelta
from io import BytesIO

import pypdfium2
import pytest

from app.core.clock import now
from app.registration.links import token_for
from app.registration.models import Status


@pytest.fixture
def yesterday(event):
    """The event is over."""
    for moment in ("doors_at", "starts_at", "ends_at", "opens_at", "closes_at", "freeze_at"):
        setattr(event, moment, getattr(event, moment) - timedelta(days=121))
    return event


def read(answer) -> str:
    return pypdfium2.PdfDocument(BytesIO(answer.data))[0].get_textpage().get_text_bounded()


@pytest.mark.parametrize(("lang", "says"), [("fr", "Attestation de présence"), ("en", "Certificate of attendance")])
def test_who_came_finds_it_in_both_languages(client, yesterday, attendee, lang, says):
    attendee.arrived_at, yesterday.controller = yesterday.doors_at + timedelta(minutes=12), "Medicen Paris Region"
    address = client.page(f"/{lang}/r/{token_for(attendee)}/").link(says)
    answer = client.get(address)
    text = read(answer)
    assert answer.mimetype == "application/pdf" and answer.headers["Cache-Control"] == "no-store"
    assert says in text and attendee.full_name in text and "Medicen Paris Region" in text


@pytest.mark.parametrize("change", [dict(arrived_at=None), dict(status=Status.cancelled)])
def test_who_did_not_come_has_none(client, yesterday, attendee, change):
    attendee.arrived_at = now()
    for name, value in change.items():
        setattr(attendee, name, value)
    assert "/certificate.pdf" not in client.page(f"/en/r/{token_for(attendee)}/").source
    assert "whose entry was recorded" in client.page(f"/en/r/{token_for(attendee)}/certificate.pdf", 404).text


def test_before_the_end_there_is_none(client, event, attendee):
    attendee.arrived_at = now()
    assert client.get(f"/en/r/{token_for(attendee)}/certificate.pdf").status_code == 404


@pytest.mark.parametrize("name", ["<b>x</b>", "{{ 7*7 }}", "‮evil", "محمد", "x" * 100])
def test_whatever_the_name_it_is_drawn_as_text(client, yesterday, attendee, name):
    attendee.arrived_at, attendee.first_name, attendee.last_name = now(), name, ""
    answer = client.get(f"/en/r/{token_for(attendee)}/certificate.pdf")
    assert answer.status_code == 200 and len(pypdfium2.PdfDocument(BytesIO(answer.data))) == 1
