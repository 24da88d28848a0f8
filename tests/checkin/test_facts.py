"""Whatever a phone, or somebody with its token, sends as a fact: it is one, or it is told what is wrong."""

import contextlib
import math
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.checkin import question
from app.checkin.facts import LARGEST_ID, LATEST, LONGEST_RUN, Fact, Malformed, hash_of, parse, uuid_of

WALK_IN = {"first_name": "Ada", "last_name": "Byron", "organisation": "", "category": 1, "photo": True, "blank_hash": "a" * 64}
GOOD = {
    "uuid": "6f1c1f5e-5d0f-4d6a-9c39-0d5f1d1a6f10", "kind": "scan", "point": 1, "lane": 2, "direction": "in", "operator": None,
    "how": "code", "code_hash": "b" * 64, "person": 3, "wall": 1_800_000_000_000, "run": "r", "mono": 5, "verdict": "ok",
    "parameters": {}, "override": {"who": 1, "why": "known"}, "undone": None, "why": "", "app_version": "1",
}  # fmt: skip
KINDS = [GOOD, GOOD | {"kind": "undo", "undone": GOOD["uuid"]}, GOOD | {"kind": "walk-in", "walk_in": WALK_IN}]
TEXTS = st.text(st.characters(), max_size=300)  # halves of surrogate pairs, too: JSON can spell them
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS | st.sampled_from(["scan", "ok", "in", "\0", math.inf]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS | st.sampled_from([*GOOD, *WALK_IN]), inner, max_size=4),
    max_leaves=8,
)


def storable(fact: Fact) -> bool:
    """Whether both databases take every text and number of it."""
    texts = [fact.run, fact.why, fact.app_version, (fact.walk_in and fact.walk_in.first_name) or ""]
    ids = [fact.point, fact.lane, fact.operator or 0, fact.person or 0, fact.override_by or 0]
    whole = all("\0" not in text and text.encode() is not None for text in texts)
    return whole and max(ids) <= LARGEST_ID and fact.wall <= LATEST and fact.mono <= LONGEST_RUN


@pytest.mark.parametrize("body", KINDS)
def test_what_our_app_sends_is_a_fact(body):
    assert storable(parse(body))


@given(st.sampled_from(KINDS), st.dictionaries(st.sampled_from([*GOOD, "walk_in"]), JSON, min_size=1, max_size=3))
@example(GOOD, {"override": {"who": 1, "why": "\ud800"}})
def test_a_fact_with_anything_else_in_its_fields_is_read_or_refused(body, changed):
    with contextlib.suppress(Malformed):
        assert storable(parse(body | changed))


@given(st.dictionaries(st.sampled_from([*WALK_IN, "email"]), JSON, min_size=1, max_size=3))
def test_so_is_a_walk_in(changed):
    with contextlib.suppress(Malformed):
        assert storable(parse(KINDS[2] | {"walk_in": WALK_IN | changed}))


@given(JSON)
def test_anything_at_all_has_a_digest_and_perhaps_a_uuid(body: Any):
    uuid_of(body)
    assert hash_of(body) == hash_of(body)


@given(JSON, st.dictionaries(st.sampled_from(["cursor", "run", "mono", "wall", "app_version", "marks", "facts", "report"]), JSON))
def test_a_question_is_read_or_refused(body: Any, changed: dict[str, Any]):
    asked = {"cursor": None, "run": "r", "mono": 1, "wall": 1, "app_version": "1", "marks": [], "facts": [], "report": {}}
    for tried in (body, asked | changed):
        with contextlib.suppress(question.Unreadable):
            read = question.read(tried, 1_800_000_000_000)
            assert question.generation(read.contact.app_version) >= 0
            read.contact.now.run.encode("ascii")
