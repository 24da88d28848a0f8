"""The message as it leaves: whole, seven-bit, and with nothing that anybody typed in its headers."""

import io
import re
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
import zxingcpp
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.mailing import message
from app.mailing.content import Ask, Attachment, Content, Fact, Link, Pass
from tests.mailing.cast import MOMENT

CODE = "BCDFGHJKLNPRSTVXBCDFGHJK"


def content(**values: object) -> Content:
    defaults = dict(
        language="fr", sender_name="Medicen Day", reply_to="day@medicen.example", subject="Votre place",
        title="Votre place est confirmée", paragraphs=("Bonjour Zoë,\nà bientôt.",),
    )  # fmt: skip
    return Content(**defaults | values)


def built(made: Content) -> bytes:
    with force_locale(made.language):
        return message.build(
            made, sender="day@example.org", recipient="zoe@example.com", message_id="<7@day.test>", at=MOMENT
        )


def parsed(made: Content) -> EmailMessage:
    return message_from_bytes(built(made), policy=policy.default)


FULL = content(
    button=Link("Voir", "https://day.example.org/r/abc"),
    entry_pass=Pass(CODE, "NLRS-GTXB"),
    facts=(Fact("Quand", ("Jeudi", "8 h 30")),),
    asks=(Ask("Vous ne venez plus ?", (Link("Annulez", "https://day.example.org/cancel"),)),),
    attachments=(Attachment("day.ics", "text/calendar; charset=utf-8; method=PUBLISH", b"BEGIN:VCALENDAR\r\n", "la date"),),
)


def test_the_headers_say_who_writes_to_whom_and_that_nobody_need_answer():
    mail = parsed(content(sender_name="Médicen Day, le 18"))
    assert mail["From"].addresses[0].display_name == "Médicen Day, le 18"
    assert mail["From"].addresses[0].addr_spec == "day@example.org"
    assert (mail["To"], mail["Reply-To"]) == ("zoe@example.com", "day@medicen.example")
    assert (mail["Message-ID"], mail["Auto-Submitted"], mail["Content-Language"]) == (
        "<7@day.test>", "auto-generated", "fr"
    )  # fmt: skip
    assert mail["Date"].datetime == MOMENT


def test_the_text_comes_first_then_html_with_its_code_then_files():
    kinds = [part.get_content_type() for part in parsed(FULL).walk()]
    assert kinds == [
        "multipart/mixed", "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png",
        "text/calendar",
    ]  # fmt: skip
    assert parsed(FULL).defects == []


def test_the_message_is_seven_bit_with_short_lines_ended_by_crlf():
    raw = built(content(paragraphs=("é" * 3000, "x" * 3000)))
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 998


def test_text_and_html_say_the_same():
    mail = parsed(FULL)
    text = mail.get_body(("plain",)).get_content()
    html = mail.get_body(("html",)).get_content()
    code = "BCDF GHJK LNPR STVX BCDF GHJK"
    for said in ("Votre place est confirmée", "Bonjour Zoë,", "NLRS-GTXB", "Quand", "8 h 30", "Vous ne venez plus"):
        assert said in text and said in html
    for url in ("https://day.example.org/r/abc", "https://day.example.org/cancel"):
        assert url in text and f'href="{url}"' in html
    assert code in text and f'alt="Code d’entrée\u00a0: {code}"' in html


def test_the_picture_in_the_mail_is_the_entry_code():
    (picture,) = [part for part in parsed(FULL).walk() if part.get_content_type() == "image/png"]
    image = Image.open(io.BytesIO(picture.get_content()))
    assert image.size == (264, 264)
    assert zxingcpp.read_barcode(image).text == CODE
    html = parsed(FULL).get_body(("html",)).get_content()
    assert f'src="cid:{picture["Content-ID"].strip("<>")}"' in html


def test_nothing_is_fetched_from_outside_and_nothing_is_drawn_in_a_box():
    html = parsed(FULL).get_body(("html",)).get_content()
    assert re.findall(r'src="(?!cid:)|url\(|<link|@import|<script', html) == []
    assert "\u202f" not in html + parsed(FULL).get_body(("plain",)).get_content()


def test_what_people_typed_is_text_in_html():
    html = parsed(content(paragraphs=("<b>Zoë</b> & “co”",))).get_body(("html",)).get_content()
    assert "&lt;b&gt;Zoë&lt;/b&gt; &amp; “co”" in html


LINES = st.text(st.sampled_from("ab\r\n\t \x00\x0b\x85\u2028é:<>\"',"), max_size=40)


@given(subject=LINES, sender=LINES)
def test_no_subject_or_name_makes_a_header_of_its_own(app, subject, sender):
    with app.app_context():
        mail = parsed(content(subject=f"x{subject}\r\nBcc: x@evil.example", sender_name=f"x{sender}\nBcc: y@evil.example"))
    assert mail["Bcc"] is None
    assert mail["Subject"].startswith("x")
    assert len(mail["From"].addresses) == 1 and mail["From"].addresses[0].addr_spec == "day@example.org"


@pytest.mark.parametrize("address", ["zoe@example.com\r\nBcc: x@evil.example", "zoe@example.com, x@evil.example"])
def test_an_address_that_is_more_than_one_is_refused(address):
    with force_locale("fr"), pytest.raises(ValueError, match=r".+"):
        message.build(content(), sender="day@example.org", recipient=address, message_id="<7@day.test>", at=MOMENT)
