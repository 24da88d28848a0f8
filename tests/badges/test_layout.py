"""Every badge is whole and in order, whatever people typed."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.badges.blocks import APART, GAP, TRACKING
from app.badges.formats import A6_PORTRAIT, POINTS
from app.badges.labels import compose_art
from app.badges.layout import compose
from app.core.errors import DomainError
from tests.badges.cast import badge, badges_of_people

LATIN = "abcdefghijklmnopqrstuvwxyzéèüñWMØ -’"
COLUMN = A6_PORTRAIT.column * POINTS


def text_of(length: int):
    return st.text(LATIN, max_size=length)


def check(content):
    """Nothing is lost, nothing leaves its column, nothing comes near the code."""
    blocks = compose(content, A6_PORTRAIT)
    said = [*content.names, *(" ".join(t.split()) for t in (content.organisation, content.job_title))]
    assert ["".join("".join(b.lines).split()) for b in blocks] == ["".join(t.split()) for t in said if t]
    top = A6_PORTRAIT.names_top * POINTS
    for block in blocks:
        weight = {"first": 700, "job": 400}.get(block.role, 600)
        column = A6_PORTRAIT.beside_code * POINTS if block.narrow else COLUMN
        top += block.height
        limit = A6_PORTRAIT.foot_top(content.no_photo) if block.narrow else A6_PORTRAIT.quiet_top
        assert top <= limit * POINTS + 1e-6
        tracking = TRACKING.get(block.role, 0.0) if block.face.is_hanken else 0.0
        for line in block.lines:
            assert (block.face.width(line, weight) + tracking * len(line)) * block.size <= column
    return blocks


@settings(max_examples=150)
@given(text_of(100).filter(str.strip), text_of(100), text_of(200), text_of(150), st.booleans())
@example("W" * 100, "W" * 100, "W" * 200, "W" * 150, True)
@example("W W " * 25, "M-" * 50, "-" * 200, "W" * 150, False)
def test_whatever_is_typed_is_printed_whole(first, last, organisation, job, no_photo):
    check(badge(first_name=first, last_name=last, organisation=organisation, job_title=job, no_photo=no_photo))


@pytest.mark.parametrize("content", badges_of_people(), ids=lambda content: content.full_name)
def test_real_names_keep_readable_sizes(content):
    blocks = {block.role: block for block in check(content)}
    assert blocks["first"].size >= A6_PORTRAIT.first_least
    assert blocks["organisation"].size >= 0.8 * A6_PORTRAIT.organisation
    if "last" in blocks:
        assert 0.75 * A6_PORTRAIT.first_least <= blocks["last"].size <= 0.75 * blocks["first"].size


def test_a_single_name_stands_large():
    (block,) = compose(badge(first_name="", last_name="Suharto", organisation="", job_title=""), A6_PORTRAIT)
    assert (block.role, block.lines, block.size) == ("first", ("Suharto",), 48)


def test_what_follows_the_names_stands_apart():
    first, last, job = compose(badge(organisation=""), A6_PORTRAIT)
    assert (first.apart, last.apart, job.apart) == (False, False, True)
    assert job.height == pytest.approx(job.size * APART + job.leading)
    assert last.height == pytest.approx(last.size * GAP["last"] + last.leading)


def test_the_no_photo_sign_takes_room_from_the_text():
    texts = {"organisation": "Institut " * 12, "job_title": "Directrice de recherche et de bien d’autres choses encore"}
    plain, signed = (compose(badge(**texts, no_photo=sign), A6_PORTRAIT) for sign in (False, True))
    room = (A6_PORTRAIT.foot_top(True) - A6_PORTRAIT.names_top) * POINTS
    assert sum(block.height for block in signed) <= room < sum(block.height for block in plain)


def test_a_badge_without_any_printable_name_is_refused():
    with pytest.raises(DomainError) as refusal:
        compose(badge(first_name="🤖", last_name=" "), A6_PORTRAIT)
    assert refusal.value.code == "badge_name_missing"


@pytest.mark.parametrize(("label", "size", "lines"), [("Presse", 20, 1), ("Collectivité territoriale", 17, 1)])
def test_a_category_label_takes_one_of_the_two_sizes_of_the_design(label, size, lines):
    word = compose_art(badge(category=mark(label)).art, A6_PORTRAIT)["word"]
    assert (word.size, len(word.lines)) == (size, lines)


def test_a_very_long_label_stays_whole_in_its_band():
    composed = compose_art(badge(category=mark("Exposants · Représentants des collectivités d’outre-mer")).art, A6_PORTRAIT)
    assert " ".join(composed["word"].lines) == "Représentants des collectivités d’outre-mer"
    assert composed["group"].lines == ("Exposants",)
    height = composed["word"].height + composed["group"].height
    assert height <= (A6_PORTRAIT.band - 4.6) * POINTS


def mark(label):
    plain = badge().category
    return type(plain)(plain.code, label, plain.band, plain.text, plain.shape, "diagonal")
