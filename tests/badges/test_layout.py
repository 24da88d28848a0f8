"""Every badge is whole and in order, whatever people typed."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.badges.blocks import GAP, TRACKING
from app.badges.formats import A6_PORTRAIT, FORMATS, POINTS
from app.badges.labels import compose_art
from app.badges.layout import compose
from app.core.errors import DomainError
from app.events.defaults import categories
from tests.badges.cast import badge, badges_of_people
from tests.refusals import refused

SMALL = [code for code in FORMATS if code not in ("a6-portrait", "home-fold")]
LATIN = "abcdefghijklmnopqrstuvwxyzéèüñWMØ -’"


def text_of(length: int):
    return st.text(LATIN, max_size=length)


def check(content, form=A6_PORTRAIT):
    """Nothing is lost, nothing leaves its column, nothing comes near the code."""
    blocks = compose(content, form)
    below = (content.organisation, content.job_title if form.job else "")
    said = [*content.names, *(" ".join(t.split()) for t in below)]
    assert ["".join("".join(b.lines).split()) for b in blocks] == ["".join(t.split()) for t in said if t]
    top = form.names_top * POINTS
    for block in blocks:
        weight = {"first": 700, "job": 400}.get(block.role, 600)
        narrow = block.narrow or form.beside
        column = (form.beside_code if narrow else form.column) * POINTS
        top += block.height
        limit = form.foot_top(content.no_photo) if narrow else form.quiet_top
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


@given(text_of(100).filter(str.strip), text_of(100), text_of(200), text_of(150), st.booleans(), st.sampled_from(SMALL))
@example("W" * 100, "W" * 100, "W" * 200, "W" * 150, True, "durable-1453")
def test_on_a_small_badge_it_is_whole_or_refused(first, last, organisation, job, no_photo, code):
    content = badge(first_name=first, last_name=last, organisation=organisation, job_title=job, no_photo=no_photo)
    try:
        check(content, FORMATS[code])
    except DomainError as refusal:
        assert refusal.code == "badge_overflow"
        assert len(first + last + organisation + job) > 80


@pytest.mark.parametrize("code", FORMATS)
def test_a_hundred_of_the_widest_letters_are_printed_on_every_format(code):
    check(badge(first_name="W" * 100, organisation="Institut Curie", no_photo=True), FORMATS[code])
    check(badge(last_name="W" * 100, organisation="Institut Curie", no_photo=True), FORMATS[code])


@pytest.mark.parametrize("code", FORMATS)
@pytest.mark.parametrize("content", badges_of_people(), ids=lambda content: content.full_name)
def test_real_names_keep_readable_sizes(content, code):
    form = FORMATS[code]
    blocks = {block.role: block for block in check(content, form)}
    is_long = len(content.full_name) > 35 or len(content.organisation) > 80
    least = form.first_least * (0.6 if is_long and form is not A6_PORTRAIT else 1) / blocks["first"].face.tall
    assert blocks["first"].size >= least
    assert blocks["organisation"].size >= (0.8 if form is A6_PORTRAIT else 0.6) * form.organisation - 0.5
    if "last" in blocks:
        assert 0.75 * least - 0.5 <= blocks["last"].size <= 0.75 * blocks["first"].size


def test_a_single_name_stands_large():
    (block,) = compose(badge(first_name="", last_name="Suharto", organisation="", job_title=""), A6_PORTRAIT)
    assert (block.role, block.lines, block.size) == ("first", ("Suharto",), 48)


def test_what_follows_the_names_stands_apart():
    first, last, job = compose(badge(organisation=""), A6_PORTRAIT)
    assert (first.apart, last.apart, job.apart) == (None, None, A6_PORTRAIT.apart)
    assert job.height == pytest.approx(job.size * A6_PORTRAIT.apart + job.leading)
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


def test_a_low_band_takes_the_whole_label_on_its_one_line():
    composed = compose_art(badge(category=mark("Membre · Recherche et soin")).art, FORMATS["durable-1453"])
    assert composed["group"] is None
    assert composed["word"].lines == ("Membre · Recherche et soin",)


@pytest.mark.parametrize("code", FORMATS)
def test_every_label_of_the_demonstration_is_set_on_one_line_at_a_size_of_the_design(code):
    for each in categories():
        for label in each.label.values():
            word = compose_art(badge(category=mark(label)).art, FORMATS[code])["word"]
            assert len(word.lines) == 1 and word.size >= 0.8 * FORMATS[code].long_label, label


@pytest.mark.parametrize("code", FORMATS)
def test_a_long_name_of_an_event_takes_the_room_of_its_date(code):
    title = "Journée nationale de la recherche translationnelle en santé publique"
    form, composed = FORMATS[code], compose_art(badge(event=title).art, FORMATS[code])
    assert " ".join(composed["event"].lines) == title
    assert len(composed["event"].lines) <= 2 and composed["event"].size >= 0.5 * form.head


def test_what_badges_share_is_refused_where_it_cannot_fit():
    for shared in (badge(event="Congrès " * 60), badge(category=mark("Représentants des collectivités " * 6))):
        with refused("badge_overflow"):
            compose_art(shared.art, FORMATS["durable-1453"])


def mark(label):
    plain = badge().category
    return type(plain)(plain.code, label, plain.band, plain.text, plain.shape, "diagonal")
