"""GET /<lang>/r/<token>/badge.pdf"""

import pypdfium2 as pdfium
import zxingcpp
from flask import url_for

from app.credentials import service as credentials
from app.extensions import db
from app.registration.links import token_for
from app.registration.models import Status


def address(app, registration) -> str:
    with app.test_request_context():
        return url_for("badges.mine", lang=registration.language, token=token_for(registration))


def test_the_link_of_a_mail_leads_to_ones_badge(app, client, attendee):
    answer = client.get(address(app, attendee))
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    page = pdfium.PdfDocument(answer.data)[0]
    assert attendee.first_name in page.get_textpage().get_text_bounded()
    (code,) = zxingcpp.read_barcodes(page.render(scale=150 / 72, grayscale=True).to_pil())
    assert code.text == credentials.read_code(attendee.codes[0].credential)


def test_nothing_keeps_it_or_tells_its_address(app, client, attendee):
    headers = client.get(address(app, attendee)).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Content-Disposition"].startswith('inline; filename="badge-')


def test_a_replaced_link_leads_to_nothing(app, client, attendee):
    before = address(app, attendee)
    attendee.link_version += 1
    db.session.flush()
    assert client.get(before).status_code == 404


def test_who_has_no_place_is_told_so_in_a_sentence(app, client, attendee):
    attendee.status = Status.waitlisted
    db.session.flush()
    answer = client.get(address(app, attendee))
    assert answer.status_code == 409
    assert "Pas encore de badge" in answer.page.text
