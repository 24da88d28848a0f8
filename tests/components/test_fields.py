"""What the field macros promise to a form and to assistive technology."""

import pytest
from flask import Flask
from lxml.html import HtmlElement, fromstring
from werkzeug.datastructures import MultiDict
from wtforms import EmailField, Form, RadioField, SelectChoice, SelectMultipleField, StringField
from wtforms.validators import InputRequired


class Boxes(SelectMultipleField):
    """A kind of multiple choice with its own name."""


class Survey(Form):
    email = EmailField("E-mail", [InputRequired("Enter your address.")], description="Your ticket goes there.")
    job = StringField("Job title")
    kind = RadioField(
        "Kind", [InputRequired("Choose one.")], choices=[SelectChoice("a", "Company"), SelectChoice("b", "Research")]
    )
    areas = Boxes("Areas", choices=[SelectChoice("x", "Imaging"), SelectChoice("y", "Care")])


@pytest.fixture
def draw(app: Flask):
    def drawn(call: str, form: Form) -> HtmlElement:
        source = (
            '{% from "components/fields.html" import input_field, choices %}'
            '{% from "components/error_summary.html" import error_summary %}<main>{{ ' + call + " }}</main>"
        )
        with app.test_request_context("/en/"):
            return fromstring(app.jinja_env.from_string(source).render(form=form))

    return drawn


@pytest.fixture
def wrong() -> Survey:
    form = Survey(MultiDict({"email": ""}))
    form.validate()
    return form


def test_a_field_is_described_by_its_hint_and_its_error(draw, wrong):
    box = draw("input_field(form.email, autocomplete='email')", wrong).cssselect("input")[0]
    assert box.get("aria-describedby") == "email-hint email-error"
    assert box.get("aria-invalid") == "true"
    assert box.get("autocomplete") == "email"


def test_only_what_may_stay_empty_is_marked_optional(draw):
    assert "(optional)" in draw("input_field(form.job)", Survey()).text_content()
    assert "(optional)" not in draw("input_field(form.email)", Survey()).text_content()


def test_each_error_leads_to_something_one_can_fill_in(draw, wrong):
    page = draw("error_summary(form) ~ input_field(form.email) ~ choices(form.kind)", wrong)
    targets = [link.get("href")[1:] for link in page.cssselect(".error-summary a")]
    assert targets == ["email", "kind"]
    assert all(page.get_element_by_id(target).tag == "input" for target in targets)


@pytest.mark.parametrize(("name", "kind"), [("kind", "radio"), ("areas", "checkbox")])
def test_one_answer_draws_radios_and_several_draw_boxes(draw, name, kind):
    inputs = draw(f"choices(form.{name})", Survey()).cssselect("input")
    assert [control.get("type") for control in inputs] == [kind, kind]


def test_what_was_chosen_stays_chosen(draw):
    form = Survey(MultiDict([("kind", "b"), ("areas", "x"), ("areas", "y")]))
    page = draw("choices(form.kind) ~ choices(form.areas)", form)
    assert [control.get("value") for control in page.cssselect("[checked]")] == ["b", "x", "y"]


def test_a_choice_that_cannot_be_taken_says_why(draw):
    page = draw("choices(form.areas, disabled={'y': 'Full'})", Survey())
    control = page.cssselect("input[disabled]")[0]
    assert page.get_element_by_id(control.get("aria-describedby")).text_content() == "Full"


def test_what_people_typed_is_never_markup(draw):
    page = draw("input_field(form.job)", Survey(MultiDict({"job": '"><script>alert(1)</script>'})))
    assert not page.cssselect("script")
