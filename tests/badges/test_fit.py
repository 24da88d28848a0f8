"""Names are measured before they are laid out: they always fit and are never cut."""

from hypothesis import example, given
from hypothesis import strategies as st

from app.badges.fit import COMFORT, fit, wrap

COLUMN, LARGEST, LEAST = 250.0, 48.0, 24.0

LETTERS = st.characters(categories=("L", "M", "N", "P"), exclude_characters="\u200d")
NAMES = st.lists(st.text(LETTERS, min_size=1, max_size=40), min_size=1, max_size=6).map(
    lambda words: " ".join(words)[:100].strip()
)


def width(text: str) -> float:
    """Half an em a letter, W a whole one."""
    return sum(1.0 if letter == "W" else 0.5 for letter in text)


def without_spaces(text: str) -> str:
    return "".join(text.split())


@given(NAMES)
@example("W" * 100)
@example("Wolfeschlegelsteinhausenbergerdorff")
@example("Maria del Carmen Francisca de los Ángeles")
@example("-")
def test_every_letter_is_printed_inside_the_column(name):
    fitted = fit(name, COLUMN, LARGEST, LEAST, width)
    assert without_spaces("".join(fitted.lines)) == without_spaces(name)
    assert all(width(line) * fitted.size <= COLUMN for line in fitted.lines)
    assert all(line == line.strip() and line for line in fitted.lines)


@given(st.lists(st.sampled_from("abcdefgh").map(lambda letter: letter * 5), min_size=1, max_size=15).map(" ".join))
def test_between_the_largest_and_the_least_size_words_stay_whole(name):
    fitted = fit(name, COLUMN, LARGEST, LEAST, width)
    assert LEAST <= fitted.size <= LARGEST
    assert " ".join(fitted.lines).split() == name.split()


def test_a_short_name_stands_on_one_line_at_the_largest_size():
    fitted = fit("Zoë", COLUMN, LARGEST, LEAST, width)
    assert (fitted.lines, fitted.size) == (("Zoë",), LARGEST)


def test_a_name_shrinks_before_it_breaks():
    fitted = fit("Jean-Baptiste", COLUMN, LARGEST, LEAST, width)
    assert fitted.lines == ("Jean-Baptiste",)
    assert COMFORT * LARGEST <= fitted.size < LARGEST


def test_it_breaks_at_a_hyphen_rather_than_become_small():
    fitted = fit("Marie-Antoinette-Philippine", COLUMN, LARGEST, LEAST, width)
    assert fitted.lines == ("Marie-", "Antoinette-", "Philippine")
    assert fitted.size > COMFORT * LARGEST


def test_lines_are_as_even_as_the_words_allow():
    assert fit("Aaaa Bbbb Cccc Dddd", COLUMN, LARGEST, LEAST, width).lines == ("Aaaa Bbbb", "Cccc Dddd")


def test_a_particle_stays_with_its_name():
    lines = fit("Fernández de Córdoba y Álvarez de las Asturias", COLUMN, LARGEST, LEAST, width).lines
    assert not {line.split()[-1] for line in lines} & {"de", "y", "las"}
    assert fit("van der Meer-’t Hooft van Dijk", COLUMN, LARGEST, LEAST, width).lines == (
        "van der Meer-", "’t Hooft", "van Dijk"
    )  # fmt: skip


def test_a_word_too_long_for_the_least_size_is_broken_into_even_parts():
    fitted = fit("Wolfeschlegelsteinhausenbergerdorff", COLUMN, LARGEST, LEAST, width)
    assert fitted.lines == ("Wolfeschlegelstei", "nhausenbergerdorff")
    assert fitted.size >= LEAST


@given(st.text("abcdef W", min_size=1, max_size=200).filter(str.strip), st.sampled_from([6.0, 9.0, 15.0]))
def test_running_text_is_wrapped_whole_within_its_column(text, size):
    lines = wrap(text, COLUMN, size, width)
    assert without_spaces("".join(lines)) == without_spaces(text)
    assert all(width(line) * size <= COLUMN + 1e-6 for line in lines)


def test_running_text_breaks_at_spaces_and_leaves_no_word_alone():
    text = "AP-HP - Hôpital Européen Georges-Pompidou"
    assert wrap(text, COLUMN, 14, width) == ("AP-HP - Hôpital Européen", "Georges-Pompidou")
