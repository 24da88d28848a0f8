"""Each verdict in words, in both languages."""

import pytest
from flask_babel import force_locale

from app.checkin import wording
from app.checkin.terms import VerdictCode
from app.checkin.verdict import Verdict
from tests.checkin.vectors import VECTORS

GAPS = {"time": "9:12", "day": "16 March", "lane": "Entrance, Lane B", "operator": "Mehdi"}
QUIET = {VerdictCode.ok, VerdictCode.ok_exit, VerdictCode.ok_notice}
"""Nothing to explain: the word says it all, and a notice stands for itself."""


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_no_gap_stays_open(app, vector):
    verdict = Verdict(VerdictCode(vector["verdict"]), vector["parameters"])
    with app.test_request_context("/en/"):
        reason = wording.reason(verdict, **GAPS)
        said = [wording.say(verdict, language, **GAPS) for language in ("fr", "en")]
    assert (reason is None) == (verdict.code in QUIET)
    assert not any("%(" in text for text in (reason or "", *said))
    assert said[0] != said[1]


def test_who_let_somebody_in_and_when_is_told(app):
    verdict = Verdict(VerdictCode.already_in, {"at": 0, "lane": 1, "operator": 3, "sure": True})
    with app.test_request_context("/en/"), force_locale("en"):
        assert wording.reason(verdict, **GAPS) == "Already in at 9:12, Entrance, Lane B, by Mehdi"
        assert wording.reason(verdict, **GAPS | {"operator": None}) == "Already in at 9:12, Entrance, Lane B"


@pytest.mark.parametrize("code", VerdictCode)
def test_where_the_badge_lies_is_said_to_whoever_comes_in_and_has_none_yet(app, code):
    vector = next(each for each in VECTORS if each["verdict"] == code.value)
    with app.test_request_context("/en/"):
        said = wording.say(Verdict(code, vector["parameters"]), "fr", "bureau 2, bac L à Z", **GAPS)
    assert ("votre badge vous attend\u00a0: bureau 2, bac L à Z." in said) == (code in wording.COMES)


def test_a_reason_with_a_per_cent_sign_is_told_as_it_is(app):
    verdict = Verdict(VerdictCode.ok_override, {"who": 3, "why": "100 %s sure", "instead_of": "cancelled"})
    with app.test_request_context("/en/"), force_locale("en"):
        assert wording.reason(verdict, **GAPS) == "Let in by Mehdi: 100 %s sure"
