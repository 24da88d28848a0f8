import pytest
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import DomainError
from app.mailing.fragment import check, fill, paragraphs
from app.mailing.texts import ACCOUNT_FIELDS, FIELDS, GREETING, TEXTS, AccountMail
from tests.refusals import refused

NAMES = ("name", "day")


def test_fields_and_conditions_are_filled_in():
    text = "Hello{% if name %} {{ name }}{% else %} you{% endif %}, {{ day }}."
    assert fill(text, {"name": "Zoë", "day": "Thursday"}) == "Hello Zoë, Thursday."
    assert fill(text, {"name": "", "day": "Thursday"}) == "Hello you, Thursday."


def test_what_a_field_holds_is_never_read_as_a_text():
    assert fill("{{ name }}", {"name": "{{ day }}{% if %}"}) == "{{ day }}{% if %}"


def test_empty_lines_part_paragraphs_and_empty_ones_are_left_out():
    text = "One\nstill one\n\n{% if name %}{{ name }}{% endif %}\n\n  Two "
    assert paragraphs(text, {"name": ""}) == ("One\nstill one", "Two")


@pytest.mark.parametrize(
    "expression",
    [
        "{{ name.upper() }}", "{{ name|upper }}", "{{ 'x' * 400000000 }}", "{{ ''.__class__ }}", "{{ name ~ day }}",
        "{{ name if day else day }}", "{{ [name] }}", "{{ 1 }}",
        "{% for name in day %}{% endfor %}", "{% set name = 1 %}", "{% include 'base.html' %}", "{% import 'x' as y %}",
        "{% if name == 'x' %}{% endif %}", "{% if not name %}{% endif %}", "{% if name %}{% elif day %}{% endif %}",
        "{% macro x() %}{% endmacro %}", "{% filter upper %}x{% endfilter %}", "{% block x %}{% endblock %}",
        "{{", "{% if name %}", "{% nothing %}", "{{ }}", "{% if name %}{{ 1 }}{% endif %}",
    ],
)
def test_anything_else_is_refused_with_its_line(expression):
    with force_locale("en"), pytest.raises(DomainError, match="Line 3") as refusal:
        check(f"Words\nand {{{{ name }}}}\n{expression}", NAMES)
    assert refusal.value.code == "bad_text"


def test_a_field_that_does_not_exist_is_named():
    with force_locale("en"), pytest.raises(DomainError, match="Line 2: there is no field “nmae”"):
        check("Hello\n{{ nmae }}", NAMES)


def test_a_text_too_deep_to_be_read_is_refused():
    with pytest.raises(DomainError):
        check("{% if name %}" * 2000 + "{% endif %}" * 2000, NAMES)


@given(st.text())
def test_any_words_are_either_refused_or_kept(text):
    try:
        check(text, NAMES)
    except DomainError:
        return
    fill(text, {"name": "", "day": ""})


@pytest.mark.parametrize("kind", TEXTS)
def test_each_default_text_is_one_that_organisers_could_have_written(kind):
    fields = ACCOUNT_FIELDS if isinstance(kind, AccountMail) else FIELDS
    for part in (GREETING, *vars(TEXTS[kind]).values()):
        check(str(part), fields)


@pytest.mark.parametrize("depth", [6, 50, 208, 2000])
def test_conditions_inside_each_other_without_end_are_refused(depth):
    with refused("bad_text"):
        check("{% if name %}" * depth + "x" + "{% endif %}" * depth, FIELDS)


@pytest.mark.parametrize("expression", ["'a' * 10**9", "9" * 5000, "1e999999999", "[[[[]]]]", "(" * 3000, "10**10**10", "x" * 4000])
def test_what_would_eat_memory_or_time_is_refused_without_being_tried(expression):
    with refused("bad_text"):
        check("{{ " + expression + " }}", FIELDS)
