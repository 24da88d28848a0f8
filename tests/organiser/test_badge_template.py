"""How badges look: the page that changes it."""

from io import BytesIO

import pypdfium2
import pytest
import sqlalchemy as sa

from app.audit.queries import history
from app.badges import templating
from app.badges.models import BadgeTemplate
from app.badges.template import Template
from app.extensions import db
from tests import factories
from tests.badges.test_logos import drawing, picture


@pytest.fixture
def page(desk, place):
    return lambda: desk.page(place("badges/template"))


@pytest.fixture
def people(event):
    """The longest of each, and somebody short."""
    return [
        factories.badge_holder(event, first_name="Maximilian", last_name="Wolfeschlegelsteinhausenbergerdorff"),
        factories.badge_holder(event, last_name="Zola", organisation_name="Institut national de la santé " * 3),
        factories.badge_holder(event, last_name="Curie", job_title="Directrice de la recherche translationnelle"),
        factories.badge_holder(event, last_name="Bo"),
    ]


def send_logo(desk, page, content, button="Add the logo"):
    return desk.submit(page, button, logo=(BytesIO(content), "logo.bin"))


def test_what_is_chosen_is_saved_and_shown_again(desk, page, event, organiser):
    asked = {"below": "job", "large": "last", "band": "top", "titled": None, "names_size": "80", "below_size": "110"}
    answer = desk.submit(page(), "Save the template", **asked)
    assert answer.status_code == 302
    assert templating.worn(event.id).template == Template(("job",), True, False, True, 80, 110)
    holds = page().form("Save the template").holds
    assert {name: holds.get(name) for name in asked} == {name: value and [value] for name, value in asked.items()}
    (entry,) = history("event", event.id)
    assert (entry.action, entry.actor_id) == ("badges.template", organiser.id)


def test_nothing_is_stored_for_a_look_at_the_preview(desk, page, event, people):
    shown = desk.submit(page(), "Show the preview", below="job", do="preview").page
    assert shown.form("Save the template").holds["below"] == ["job"]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(BadgeTemplate)) == 0


def test_the_preview_has_the_longest_names_of_the_event_and_no_code_that_opens_a_door(desk, page, event, people):
    labels = [each.get("aria-label") for each in page().all(".badge-picture")]
    assert len(labels) == 3 and not any("Bo" in label for label in labels)
    assert "Wolfeschlegelsteinhausenbergerdorff" in labels[0]
    answer = desk.submit(page(), "Preview as PDF", shown_on="label-62", do="pdf")
    first, *others = pypdfium2.PdfDocument(answer.data)
    assert [round(points * 25.4 / 72) for points in first.get_size()] == [62, 100] and len(others) == 2
    assert "NLRS" in first.get_textpage().get_text_bounded()


def test_where_nobody_has_a_badge_the_preview_makes_somebody_up(page, event):
    (each,) = page().all(".badge-picture")
    assert "Maria del Carmen" in each.get("aria-label")


@pytest.mark.parametrize(("field", "value"), [("names_size", "59"), ("below_size", "131"), ("below", "hobby"), ("names_size", "many")])
def test_sizes_have_limits(desk, page, event, field, value):
    answer = desk.submit(page(), "Save the template", **{field: value})
    assert answer.page.title.startswith("Error:")
    assert db.session.get(BadgeTemplate, event.id) is None


def test_a_logo_is_drawn_anew_and_stands_on_the_badges(desk, page, event):
    sent = drawing('<rect width="30" height="10" fill="#0A6EBD"/><!-- from home -->')
    assert send_logo(desk, page(), sent).status_code == 302
    shown = page()
    assert shown.one(".logo img").get("src").startswith("data:image/svg+xml;base64,")
    assert len(shown.all(".badge-picture image")) == 1
    assert b"home" not in db.session.get(BadgeTemplate, event.id).logo
    send_logo(desk, shown, picture("PNG"), "Replace the logo")
    assert page().one(".logo img").get("src").startswith("data:image/png;base64,")
    desk.submit(page(), "Remove the logo")
    assert page().all(".logo") == []
    assert [each.action for each in history("event", event.id)][::-1] == ["badges.logo", "badges.logo", "badges.logo_removed"]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (drawing("<script>alert(1)</script>"), "This SVG holds &lt;script&gt;"),
        (b"GIF89a", "cannot be read as a picture"),
        (b"", "Choose a file: PNG, JPEG or SVG."),
    ],
)
def test_a_file_that_is_no_logo_is_refused_with_what_to_send(desk, page, event, sent, said):
    answer = send_logo(desk, page(), sent) if sent else desk.submit(page(), "Add the logo")
    assert said in answer.page.source
    assert db.session.get(BadgeTemplate, event.id) is None


def test_a_file_that_is_too_large_is_refused(desk, page):
    assert send_logo(desk, page(), b"x" * 1_200_000).status_code == 413


def test_the_built_in_badge_is_one_press_away(desk, page, event):
    desk.submit(page(), "Save the template", below="job")
    desk.submit(page(), "Back to the built-in badge")
    assert templating.worn(event.id).template == Template()
    assert "Changed by your team." not in page().text


def test_a_template_that_cannot_be_used_says_so(page, event):
    factories.add(BadgeTemplate(event_id=event.id, values={"names_size": 3}))
    assert "What is stored of the template cannot be used." in page().text


def test_the_page_of_a_person_shows_the_badge_as_the_event_has_it(desk, page, place, attendee):
    attendee.job_title = "Directrice"
    desk.submit(page(), "Save the template", below="none")
    drawn = desk.page(place(f"people/{attendee.id}")).one(".badge-picture").text_content()
    assert attendee.last_name.split()[0] in drawn and "Directrice" not in drawn and "Institut Curie" not in drawn


def test_the_reception_changes_no_template(client, place, receptionist):
    client.sign_in(receptionist)
    assert client.get(place("badges/template")).status_code == 403
