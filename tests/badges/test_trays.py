"""Names dealt to desks and trays."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.badges.trays import split, tray_of
from app.registration.names import sort_key

FRENCH = [
    "Bernard", "Martin", "Petit", "Moreau", "Dubois", "Durand", "Leroy", "Laurent", "Lefebvre", "Michel", "Garcia", "David",
    "Bertrand", "Roux", "Vincent", "Fournier", "Morel", "Girard", "André", "Lefèvre", "Mercier", "Dupont", "Lambert",
    "Bonnet", "François", "Martinez", "Legrand", "Garnier", "Faure", "Rousseau", "Blanc", "Guérin", "Muller", "Henry",
    "Roussel", "Nicolas", "Perrin", "Morin", "Mathieu", "Clément", "Gauthier", "Dumont", "Lopez", "Fontaine", "Chevalier",
    "Robin",
]  # fmt: skip
ROOT = Path(__file__).parents[2]


def people_in(path):
    with (ROOT / path).open(encoding="utf-8") as file:
        return [(row["first_name"], row["last_name"]) for row in csv.DictReader(file)]


TRICKY, DEMONSTRATION = people_in("tests/data/people.csv"), people_in("app/cli/demo/data/people.csv")


def keys_of(names):
    return sorted(sort_key(first, last) for first, last in names)


def dealt(keys, desks, each):
    trays = split(keys, desks, each)
    return trays, Counter(tray_of(trays, key) for key in keys)


def shares(keys, desks):
    """How many of a hundred lie at each desk."""
    trays, numbers = dealt(keys, desks, 1)
    return [100 * numbers[index] / len(keys) for index in range(len(trays))]


one = st.tuples(st.text("abcdelmnorstz", min_size=1, max_size=6), st.sampled_from(FRENCH))
names = st.lists(one, min_size=20, max_size=90, unique=True)


@given(names)
def test_no_desk_of_two_has_more_than_its_share(found):
    assert max(shares(keys_of(found), 2)) <= 55


@pytest.mark.parametrize("known", [TRICKY, DEMONSTRATION], ids=["tricky", "demonstration"])
def test_nor_has_one_of_the_names_that_we_know(known):
    found = shares(keys_of(known), 2)
    assert len(found) == 2 and max(found) <= 55


@given(names, st.integers(1, 4), st.integers(1, 4))
def test_every_name_lies_in_one_tray_and_they_follow_each_other(found, desks, each):
    keys = keys_of(found)
    trays, numbers = dealt(keys, desks, each)
    places = [tray_of(trays, key) for key in keys]
    assert places == sorted(places) and set(places) == set(range(len(trays)))
    assert [tray.desk for tray in trays] == sorted(tray.desk for tray in trays)
    assert len(trays) <= desks * each and sum(numbers.values()) == len(keys)


def test_real_names_are_parted_by_single_letters_where_that_is_fair():
    trays, _numbers = dealt(keys_of([("Ada", name) for name in FRENCH]), 2, 1)
    assert [(tray.first, tray.last) for tray in trays] == [("A", "K"), ("L", "Z")]


def test_a_letter_with_too_many_names_is_parted_by_more_letters():
    crowd = [(f"Ada {number}", name) for number in range(20) for name in ("Marchand", "Martin")]
    trays, _numbers = dealt(keys_of([*crowd, ("Bo", "Abel"), ("Bo", "Zola")]), 2, 1)
    assert [(tray.first, tray.last) for tray in trays] == [("A", "Marc"), ("Mart", "Z")]


def test_namesakes_are_parted_by_their_first_names():
    keys = keys_of([(first, "Martin") for first in ("Ana", "Bea", "Cleo", "Dora", "Eva", "Fay", "Gia", "Hedda")])
    trays, numbers = dealt(keys, 2, 1)
    assert [tray.first for tray in trays] == ["A", "Martin E"] and list(numbers.values()) == [4, 4]


def test_other_scripts_come_after_latin_and_are_named_by_their_letters():
    trays, _numbers = dealt(keys_of(TRICKY), 2, 2)
    assert (trays[0].first, trays[-1].first, trays[-1].last) == ("A", "Π", "田")


@pytest.mark.parametrize("number", [0, 1])
def test_too_few_names_make_one_tray(number):
    trays, _numbers = dealt(keys_of(TRICKY[:number]), 3, 2)
    assert [(tray.desk, tray.first, tray.last) for tray in trays] == [(1, "A", "Z")]


def test_who_comes_later_lies_where_the_alphabet_says():
    trays = split(keys_of([("Ada", name) for name in FRENCH]), 2, 1)
    for last, place in (("Abel", 0), ("Kovacs", 0), ("Lacroix", 1), ("Zola", 1), ("de La Rochebrune", 1), ("d’Arvieu", 0)):
        assert tray_of(trays, sort_key("Ada", last)) == place
