"""Colours that can be read, and marks that are told apart without them."""

from pathlib import Path

from flask import current_app
from hypothesis import given
from hypothesis import strategies as st

from app.events import defaults
from app.events.marks import (
    BANDS,
    BLACK,
    LEAST_CONTRAST,
    PATTERNS,
    SHAPES,
    WHITE,
    better_text,
    contrast,
    free_band,
    free_look,
    look_alike,
)

colours = st.integers(0, 0xFFFFFF).map("#{:06X}".format)


def test_black_on_white_is_the_most_there_is_and_a_colour_on_itself_nothing():
    assert round(contrast(BLACK, WHITE), 2) == 21
    assert contrast("#0A6EBD", "#0A6EBD") == 1


def test_the_bands_of_new_events_are_as_the_art_direction_measured_them():
    measured = {"ENT": 6.5, "ACA": 9.0, "COL": 18.0, "INS": 13.2, "PAR": 9.0, "INV": 21, "INT": 6.8, "PRE": 9.0, "PRT": 5.8}
    found = {each.code: contrast(each.band, each.text) for each in defaults.categories()}
    assert all(abs(found[code] - measured[code]) < 0.1 for code in measured)
    assert min(found.values()) >= LEAST_CONTRAST


@given(colours, colours)
def test_contrast_is_the_same_both_ways(one, other):
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.0001


@given(colours)
def test_every_band_can_be_read_in_black_or_in_white(band):
    assert contrast(band, better_text(band)) >= LEAST_CONTRAST


def test_two_that_differ_in_colour_alone_look_alike():
    assert look_alike(("star", "dots"), ("star", "dots"))
    assert look_alike(("star", "solid"), ("star", "none"))
    assert not look_alike(("star", "dots"), ("star", "solid"))
    assert not look_alike(("star", "dots"), ("ring", "dots"))


def test_new_events_have_marks_that_are_told_apart():
    marks = [(each.shape, each.pattern) for each in defaults.categories()]
    assert not any(look_alike(one, other) for place, one in enumerate(marks) for other in marks[:place])
    assert {shape for shape, _pattern in marks} <= set(SHAPES) and {pattern for _shape, pattern in marks} <= set(PATTERNS)


def test_every_shape_is_drawn_on_pages_badges_and_phones():
    drawn = current_app.jinja_env.get_template("components/category.html").module.SHAPES
    assert set(drawn) == set(SHAPES)
    phone = Path("static/door/signs.js").read_text()
    assert all(f'"{shape}"' in phone or f"  {shape}:" in phone for shape in SHAPES)


@given(st.lists(st.tuples(st.sampled_from(SHAPES), st.sampled_from(PATTERNS)), max_size=30))
def test_a_free_look_is_like_none_of_the_others_while_there_is_one(taken):
    assert not any(look_alike(free_look(taken), other) for other in taken)


def test_a_shape_that_nobody_has_is_proposed_before_another_pattern():
    assert free_look([(shape, "solid") for shape in SHAPES if shape != "ring"]) == ("ring", "solid")
    assert free_look([(shape, "solid") for shape in SHAPES]) == (SHAPES[0], "diagonal")


def test_a_proposed_colour_is_read_in_white_and_is_no_other_category_s():
    assert all(better_text(band) == WHITE and contrast(band, WHITE) >= LEAST_CONTRAST for band in BANDS)
    assert free_band([BANDS[0], *(each.band for each in defaults.categories())]) == BANDS[1]
