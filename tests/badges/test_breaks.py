"""Where a name may break, down to the letters that are read as one."""

import pytest

from app.badges.breaks import chopped, name_pieces, word_pieces


def width(text: str) -> float:
    return float(len(text))


def texts(pieces):
    return [piece.text for piece in pieces]


@pytest.mark.parametrize(
    ("name", "pieces"),
    [
        ("Anne-Sophie", ["Anne-", "Sophie"]),
        ("du Plessis de Kergomar", ["du Plessis ", "de Kergomar"]),
        ("Ó Súilleabháin", ["Ó Súilleabháin"]),
        ("y Álvarez de las Asturias", ["y Álvarez ", "de las Asturias"]),
        ("O’Neill–Dupré", ["O’Neill–", "Dupré"]),
        ("בן־ארי", ["בן־", "ארי"]),
        ("-omics", ["-omics"]),
        ("Martin -", ["Martin -"]),
        ("L’Œuvre & Fils", ["L’Œuvre ", "& Fils"]),
    ],
)
def test_names_break_at_spaces_and_hyphens_but_keep_their_particles(name, pieces):
    assert texts(name_pieces(name, width)) == pieces


def test_running_text_keeps_hyphenated_words_whole():
    assert texts(word_pieces("Hôpital Georges-Pompidou", width)) == ["Hôpital ", "Georges-Pompidou"]


def test_what_is_too_long_breaks_at_its_spaces_first():
    pieces = name_pieces("de la Rochefoucauld", width)
    assert texts(pieces) == ["de la Rochefoucauld"]
    assert texts(chopped(pieces, 14, width)) == ["de ", "la ", "Rochefoucauld"]


@pytest.mark.parametrize(
    ("word", "letters"),
    [
        ("e\u0301a\u0323\u0302", ["e\u0301", "a\u0323\u0302"]),  # marks stay on their letter
        ("नेहा", ["ने", "हा"]),
        ("शर्मा", ["श", "र्मा"]),  # a virama makes one of two consonants
        ("ใจดี", ["ใจ", "ดี"]),  # a leading vowel waits for its consonant
        ("ශ්\u200dරී", ["ශ්\u200dරී"]),
    ],
)
def test_signs_that_are_read_as_one_are_not_parted(word, letters):
    assert texts(chopped(name_pieces(word, width), 0.5, width)) == letters
