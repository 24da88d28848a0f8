import re

from hypothesis import given
from hypothesis import strategies as st

from app.events.naming import LONGEST, code_for


def test_a_code_can_be_read():
    assert code_for("Déjeunez-vous avec nous ?", set()) == "dejeunez_vous_avec_nous"
    assert code_for("Œuvre d’art", {"oeuvre_dart"}) == "oeuvre_d_art"
    assert code_for("日本", {"other"}) == "other_2"


@given(st.text(max_size=60), st.sets(st.sampled_from(["other", "a", "a_2", "yes"])))
def test_a_code_is_plain_and_nobody_elses(label, taken):
    code = code_for(label, taken)
    assert re.fullmatch(r"[a-z0-9_]+", code) and len(code) <= LONGEST + 3
    assert code not in taken
