"""What people type, cleaned, searched and looked through for links."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.text import clean_line, clean_text, findable, looks_like_url, search_text

any_text = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Jean \t Paul ", "Jean Paul"),
        ("Jean\u00a0Paul\u202fII", "Jean Paul II"),
        ("Zoe\u0301", "Zoé"),
        ("\u202etxt.exe", "txt.exe"),
        ("Pi\u200bno", "Pino"),
        ("a\0b\ud800c\ufeff", "abc"),
        ("a@example.com\r\nBcc: b@example.com", "a@example.com Bcc: b@example.com"),
        ("\u3164 \u2800", ""),
        ("عبد الرحمن", "عبد الرحمن"),
    ],
)
def test_a_line_keeps_what_is_written_and_drops_what_cannot_be_seen(typed, kept):
    assert clean_line(typed) == kept


def test_joiners_stay_between_letters_that_need_them_and_nowhere_else():
    assert clean_line("علی\u200cرضا") == "علی\u200cرضا"
    assert clean_line("श्र\u200dी") == "श्र\u200dी"
    assert clean_line("Jean\u200dPaul\u200c") == "JeanPaul"


@given(any_text)
def test_a_clean_line_is_one_visible_line_and_stays_as_it_is(text):
    line = clean_line(text)
    assert clean_line(line) == line == line.strip()
    assert unicodedata.is_normalized("NFC", line)
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in line)
    line.encode()


@given(any_text)
def test_a_clean_text_keeps_its_lines_and_stays_as_it_is(text):
    assert clean_text(clean_text(text)) == clean_text(text)


def test_a_text_has_at_most_one_empty_line_in_a_row():
    assert clean_text("\n un  deux \r\n\n \n\n trois\n") == "un deux\n\ntrois"


@pytest.mark.parametrize(
    "text",
    [
        "http://spam.example/win", "HTTPS://X.Y", "ftp://x", "www.spam.example", "spam.example/win",
        "//evil.example/", "Win now: lucky.com", "SPAM.COM", "bit.ly/3x", "free-money.top",
        "promo.fr", "${jndi:ldap://evil.example/a}", "a.b.example/c?d",
    ],
)  # fmt: skip
def test_a_web_address_is_recognised(text):
    assert looks_like_url(text)


@pytest.mark.parametrize(
    "text",
    [
        "St. Pierre", "St.Pierre", "Dr.Martin", "M.Paris", "i.n.s.e.r.m", "Bio;Tech, Inc.", "Jean.De",
        "CEA/DRF/Joliot", "Univ.Paris/Inserm", "Ünal Ltd. Şti.", "R2-D2", "S.A.S.", "J.-B. Fresnel",
        "L'Œuvre & Fils (Établissements)", "Crédit-Santé S.A.S.", "Inserm U1234", "Mr.Fr", "c/o Curie",
        "+Plus Médical", "@Health", "株式会社メディカル", "Dr.Li", "A.I.Vision", "H.U.B",
    ],
)  # fmt: skip
def test_names_with_dots_and_slashes_are_no_web_address(text):
    assert not looks_like_url(text)


@given(any_text)
def test_looking_for_links_never_fails(text):
    assert looks_like_url(text) in (True, False)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Lefèvre-d’Orval", "lefevre d orval"),
        ("LEFÈVRE D'ORVAL", "lefevre d orval"),
        ("Œdine Cœurdevey", "oedine coeurdevey"),
        ("Łukasz Đặng", "lukasz dang"),
        ("İbrahim Işıklı", "ibrahim isikli"),
        ("Straße STRAẞE", "strasse strasse"),
        ("Håkon Ångmark Ærø", "hakon angmark aero"),
        ("ΟΔΥΣΣΕΎΣ οδυσσεύς", "οδυσσευσ οδυσσευσ"),
        ("ｶﾞﾝﾏ ﬁn", "カンマ fin"),
        ("Bio;Tech, Inc.", "bio tech inc"),
    ],
)
def test_search_ignores_case_accents_and_signs(written, found):
    assert search_text(written) == found


def test_search_joins_what_is_given_and_skips_what_is_not():
    assert search_text("Zoë", None, "", "Müller") == "zoe muller"


@pytest.mark.parametrize(
    ("written", "typed"),
    [("L’Oréal", "loreal"), ("O'Brien", "obrien"), ("A.P.-H.P.", "aphp"), ("Jean‑Luc", "jeanluc"), ("Bio & Tech", "bio tech")],
)
def test_words_that_signs_part_are_found_in_one_piece_too(written, typed):
    assert all(word in findable("Zoé", written) for word in [*typed.split(), *search_text(written).split()])


def test_a_name_without_signs_is_written_once():
    assert findable("Zoé", None, "Martin") == "zoe martin"


@given(any_text)
def test_whatever_a_name_is_what_it_is_found_by_is_no_new_sign(text):
    assert findable(text) == search_text(findable(text))


@given(any_text)
def test_search_text_is_its_own_search_text_whatever_the_case_or_form(text):
    plain = search_text(text)
    assert search_text(plain) == plain
    assert search_text(unicodedata.normalize("NFD", text)) == plain
