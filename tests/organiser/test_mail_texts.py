"""The texts of the mails, edited by organisers."""

import pytest
import sqlalchemy as sa

from app.audit.queries import history
from app.extensions import db
from app.jobs import worker
from app.jobs.models import Job
from app.mailing import wording
from app.registration.owed import MailKind
from tests import factories
from tests.architecture.abuse import inputs


@pytest.fixture
def texts(place):
    """texts("confirmed"): where that text is edited."""
    return lambda kind="": place(f"messages/texts/{kind}")


def says(event, kind=MailKind.confirmed, language="en"):
    return wording.text_of(event.id, kind, language)


def test_every_kind_of_mail_can_be_edited_but_the_message_of_the_team(desk, texts):
    links = desk.page(texts()).all("main .ways a")
    assert len(links) == len(MailKind) - 1
    for link in links:
        assert desk.page(link.get("href")).all("textarea")
    assert desk.get(texts("message")).status_code == 404


def test_an_edited_part_is_said_and_the_others_follow_the_product(desk, texts, event):
    desk.submit(desk.page(texts("confirmed")), "Save the text", subject_en="{{ name }}, welcome to {{ event }}")
    assert says(event).subject == "{{ name }}, welcome to {{ event }}"
    assert says(event).body == wording.default(MailKind.confirmed, "en").body
    assert wording.own_words(event.id, MailKind.confirmed, "fr") == {}
    entry = history("event", event.id)[0]
    assert (entry.action, entry.detail) == ("mail_text.edit", {"mail": "confirmed"})


def test_a_text_to_contacts_is_shown_for_an_organisation(desk, texts, event):
    for name in ("Région", "Banque"):
        factories.allotment(event, organisation_name=name)
    wanted = dict(title_en="{{ seats }} for {{ organisation }}", sample="rég")
    page = desk.submit(desk.page(texts("allotment_contact")), "Show the preview", **wanted).page
    assert "3 places for Région" in page.text
    assert "As Région would get it" in page.text


def test_french_signs_keep_their_own_blanks(desk, texts, event):
    desk.submit(desk.page(texts("confirmed")), "Save the text", title_fr="Prêts ? « Medicen » : oui")
    assert says(event, language="fr").title == "Prêts\u202f? «\u202fMedicen\u202f»\u00a0: oui"


def test_saving_what_was_not_touched_changes_nothing(desk, texts, event):
    page = desk.submit(desk.page(texts("confirmed")), "Save the text")
    assert "Nothing was changed" in desk.page(page.location).text
    assert wording.edited_kinds(event.id) == set()


def test_a_text_goes_back_to_the_original(desk, texts, event):
    desk.submit(desk.page(texts("confirmed")), "Save the text", title_en="Hurrah")
    desk.submit(desk.page(texts("confirmed")), "Back to the original")
    assert says(event) == wording.default(MailKind.confirmed, "en")


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("one\n{{ 'a' * 10**9 }}", 2), ("{% for x in name %}x{% endfor %}", 1), ("a\n\n{{ name.upper() }}", 3),
        ("{{ " + "1" * 4900 + " }}", 1), ("(" * 10 + "{{" + "(" * 2000, 1), ("{% include 'secrets' %}", 1),
    ],
)  # fmt: skip
def test_what_is_no_text_is_refused_with_its_line_and_nothing_typed_is_lost(desk, texts, event, typed, line):
    page = desk.submit(desk.page(texts("confirmed")), "Save the text", body_en=typed).page
    assert page.title.startswith("Error:") and f"Line {line}:" in page.text
    assert page.one("textarea[name=body_en]").text.strip() == typed
    assert wording.edited_kinds(event.id) == set()


def test_the_refusal_is_said_in_the_language_of_the_page(desk, texts, event):
    page = desk.submit(desk.page(texts("confirmed").replace("/en/", "/fr/")), "Enregistrer le texte", title_en="{{ nom }}").page
    assert "Ligne 1 : il n’y a pas de champ « nom »." in page.text


def test_a_box_is_called_by_its_language_as_in_other_forms(desk, texts):
    page = desk.page(texts("confirmed").replace("/en/", "/fr/"))
    assert "Objet, en français" in page.text and "Objet, en anglais" in page.text


def test_a_text_that_is_too_long_is_refused_before_it_is_read(desk, texts, event):
    page = desk.submit(desk.page(texts("confirmed")), "Save the text", body_en="{{ name }}" * 501).page
    assert "Shorten this to 5000 characters." in page.text


@pytest.mark.parametrize("typed", [text for text in inputs() if len(text) < 2000 and "\ud800" not in text])
def test_whatever_is_typed_ends_in_a_letter_as_plain_text(desk, texts, event, attendee, typed):
    attendee.language = "en"
    page = desk.submit(desk.page(texts("confirmed")), "Show the preview", subject_en=f"x {typed}", body_en=typed, sample=typed).page
    assert not page.all(".letter script, .letter img")


def test_the_preview_shows_somebody_real_in_both_languages_and_masks_their_links(desk, texts, event, attendee):
    factories.registration(event, first_name="Zoë", last_name="Müller")
    page = desk.submit(desk.page(texts("confirmed")), "Show the preview", title_en="Dear {{ name }}", sample="müller").page
    french, english = page.texts(".letter")
    assert "Dear Zoë Müller" in english and "Votre place est confirmée" in french
    assert "/r/" not in page.one("#preview").text_content()
    assert wording.edited_kinds(event.id) == set()


def test_without_anybody_on_the_list_there_is_nobody_to_show_it_for(desk, texts):
    assert "Nobody is on the list yet" in desk.page(texts("confirmed")).text


def test_a_test_goes_to_who_writes_and_opens_nothing(app, outbox, desk, texts, event, organiser, attendee):
    desk.submit(desk.page(texts("confirmed")), "Send me a test", title_en="Dear {{ name }}")
    jobs = list(db.session.scalars(sa.select(Job).where(Job.kind == "mailing.send")))
    assert [job.payload["language"] for job in jobs] == event.languages
    worker.drain(app.extensions["job_handlers"])
    assert {letter.recipient for letter in outbox} == {organiser.email}
    assert all(b"/r/" not in letter.content for letter in outbox)
    assert "No message here" in desk.page(texts().removesuffix("/texts")).text


def test_the_second_of_two_editors_is_told(desk, texts, event):
    hers, his = desk.page(texts("confirmed")), desk.page(texts("confirmed"))
    desk.submit(hers, "Save the text", title_en="Hers")
    page = desk.submit(his, "Save the text", title_en="His").page
    assert "Somebody else changed this text meanwhile" in page.text
    assert says(event).title == "Hers"


@pytest.mark.parametrize("role", ["receptionist", "reader"])
def test_texts_are_for_organisers(request, client, texts, role):
    client.sign_in(request.getfixturevalue(role))
    assert client.get(texts("confirmed")).status_code == 403
    assert client.post(texts("confirmed/reset")).status_code == 403


def test_a_name_that_nobody_has_is_looked_for_no_further(desk, texts, attendee):
    page = desk.submit(desk.page(texts("confirmed")), "Show the preview", sample="x " * 5000).page
    assert "Shorten this to 120 characters." in page.text and attendee.full_name in page.one("#preview").text_content()
