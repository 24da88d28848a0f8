"""The app's two catalogues: the same keys, the same gaps, French typography, no word missing."""

import json
import re
from string import Formatter

import pytest

from app.checkin.terms import VerdictCode
from app.core.assets import STATIC

DOOR = STATIC / "door"
FRENCH, ENGLISH = (json.loads((DOOR / f"text.{name}.json").read_text()) for name in ("fr", "en"))


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_say_the_same_things():
    assert FRENCH.keys() == ENGLISH.keys()
    assert {key for key in FRENCH if gaps(FRENCH[key]) != gaps(ENGLISH[key])} <= {"age.now"}


def test_no_text_is_asked_for_that_does_not_exist():
    asked = set()
    for path in DOOR.rglob("*.js"):
        asked |= set(re.findall(r'\bt\("([\w.]+)"', path.read_text()))
    assert len(asked) > 80
    assert asked <= FRENCH.keys()


def test_every_verdict_but_the_plainest_has_a_reason_and_each_has_something_to_say():
    reasons = {key.split(".")[1] for key in FRENCH if key.startswith("reason.")}
    said = {key.split(".")[1] for key in FRENCH if key.startswith("guest.")}
    codes = {code.value for code in VerdictCode}
    assert codes - reasons == {"ok", "ok_exit", "ok_notice"}
    assert codes - said <= {"ok_notice", "ok_unlisted", "ok_override"}  # these are welcome like everybody


@pytest.mark.parametrize("key", FRENCH)
def test_french_typography(key):
    text = FRENCH[key]
    assert "'" not in text and '"' not in text and "!" not in text
    assert not re.search(r"(?<![\u202f\u00a0])[;?:»]", re.sub(r"https?:", "", text)), text
