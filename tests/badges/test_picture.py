"""The badge on the screen: the lines of the printed one, and what stands on paper alone struck."""

import pytest

from app.badges.differences import merged
from app.badges.formats import A6_PORTRAIT, FORMATS
from app.badges.layout import compose
from app.badges.models import PrintedBadge
from app.badges.picture import picture
from tests.badges.cast import badge, badges_of_people
from tests.refusals import refused


def printed(content, **before):
    values = {name: getattr(content, name) for name in ("first_name", "last_name", "organisation", "job_title")}
    return PrintedBadge(**values | before)


def struck(drawn):
    return " ".join(text.strip() for line in drawn.lines for text, mark in line.runs if mark)


def said(drawn):
    return "".join("".join(text for line in drawn.lines for text, _mark in line.runs).split())


@pytest.mark.parametrize("code", FORMATS)
def test_it_has_the_lines_of_the_printed_badge_inside_its_frame(app, code):
    form = FORMATS[code]
    for content in badges_of_people():
        drawn = picture(content, form)
        assert said(drawn) == "".join("".join(line.split()) for block in compose(content, form) for line in block.lines)
        assert struck(drawn) == ""
        assert all(form.names_top < line.y < form.code_bottom and form.margin <= line.x for line in drawn.lines)


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        ("Institut Curie, hôpital", "Institut Curie, centre de recherche", "hôpital"),
        ("Institut Curie", "AP-HP", "Institut Curie"),
        ("Institut Curie", "Institut Curie Paris", ""),
        ("", "Institut Curie", ""),
        (None, "Institut Curie", ""),
        ("Institut  Curie 🤖", "Institut Curie", ""),
    ],
)
def test_words_that_are_gone_are_struck(app, before, now, words):
    content = badge(organisation=now)
    drawn = picture(content, A6_PORTRAIT, printed(content, organisation=before))
    assert struck(drawn) == words
    assert said(drawn).replace("".join(words.split()), "", 1).count("".join(now.split())) == 1


def test_a_changed_name_is_struck_letter_by_letter_right_however_it_breaks(app):
    content = badge(last_name="Wolfeschlegelsteinhausenbergerdorff", first_name="Ada")
    drawn = picture(content, FORMATS["card"], printed(content, first_name="Maximilian", last_name="Martin"))
    assert struck(drawn) == "Maximilian Martin"
    assert said(drawn).startswith("MaximilianAdaMartinWolfe")


def test_what_would_not_fit_with_the_old_words_is_shown_without_them(app):
    content = badge(organisation="W" * 60)
    drawn = picture(content, FORMATS["durable-1453"], printed(content, organisation="M " * 100))
    assert struck(drawn) == ""


def test_what_cannot_be_printed_has_no_picture(app):
    with refused("badge_script_missing"):
        picture(badge(first_name="\U00012000"), A6_PORTRAIT)


def test_words_keep_their_places():
    assert merged("a b c", "a x c") == [("a", False), ("b", True), ("x", False), ("c", False)]
