"""What is asked of passwords, and how they are kept."""

import pytest

from app.accounts.passwords import hash_password, is_weak, matches


def test_the_right_password_matches_and_no_other():
    stored = hash_password("correct horse battery")
    assert matches("correct horse battery", stored)
    assert not matches("correct horse batterz", stored)
    assert "correct" not in stored and stored.startswith("$argon2id$")


def test_two_people_with_one_password_are_stored_apart():
    assert hash_password("correct horse battery") != hash_password("correct horse battery")


def test_an_accent_is_the_same_from_every_keyboard():
    assert matches("e\u0301toile filante 7", hash_password("étoile filante 7"))


def test_nobody_and_nonsense_match_nothing():
    assert not matches("nobody's password", None)
    assert not matches("anything", "no hash")


@pytest.mark.parametrize(
    "password", ["aaaaaaaaaaaa", "abababababab", "camille@curie.example", "Camille.Berthelot", "curieCamille1"]
)
def test_what_everybody_knows_is_weak(password):
    assert is_weak(password, "camille@curie.example", "Camille Berthelot")


@pytest.mark.parametrize(
    "password", ["correct horse battery", "camille aime les tritons", "Xk7-pq2!vLm9", "密码很长很好记一二三四"]
)
def test_what_is_long_and_ones_own_is_not(password):
    assert not is_weak(password, "camille@curie.example", "Camille Berthelot")
