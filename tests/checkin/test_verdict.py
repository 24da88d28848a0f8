"""The door's decision table: the shared vectors, and what holds for every case."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.checkin.case import Case, Code, Lane, Override, Person, Point, Shown
from app.checkin.standing import Pass
from app.checkin.terms import CodeKind, Direction, DoorRole, How, Policy, Signal, VerdictCode
from app.checkin.verdict import Verdict, judge, signal
from app.registration.models import Status
from tests.checkin.vectors import VECTORS, case_of


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_vector(vector):
    verdict = judge(case_of(vector))
    assert verdict == Verdict(VerdictCode(vector["verdict"]), vector["parameters"])
    assert signal(verdict) == vector["signal"]


def test_every_verdict_has_at_least_two_vectors_named_after_it():
    assert all(vector["name"].split(":")[0] == vector["verdict"] for vector in VECTORS)
    told = Counter(vector["verdict"] for vector in VECTORS)
    assert {code for code in VerdictCode if told[code] < 2} == set()


moments = st.integers(0, 100)
few = st.integers(1, 3)
points = st.builds(
    Point, id=few, policy=st.sampled_from(Policy),
    categories=st.none() | st.frozensets(few), session=st.none() | few,
    room_limit=st.none() | st.integers(0, 5), opens=st.none() | moments, closes=st.none() | moments,
)
passes = st.lists(
    st.builds(
        Pass, point=few, lane=few, direction=st.sampled_from(Direction), at=moments,
        verdict=st.sampled_from(VerdictCode), sure=st.booleans(), undone=st.booleans(),
    ),
    max_size=5,
).map(tuple)
codes = st.builds(
    Code, kind=st.sampled_from(CodeKind), revoked_at=st.none() | moments, retired=st.booleans()
)
people = st.builds(
    Person, id=few, status=st.sampled_from(Status), category=few, sessions=st.frozensets(few),
    passed_on=st.booleans(), notices=st.lists(st.sampled_from(["vip", "note"]), unique=True).map(tuple),
)
cases = st.builds(
    Case, point=points, role=st.sampled_from(DoorRole), how=st.sampled_from(How), now=moments,
    lane=st.builds(Lane, direction=st.sampled_from(Direction), copy_age=st.none() | st.integers(0, 120_000)),
    code=st.none() | codes, person=st.none() | people, passes=passes, inside=st.integers(0, 6),
    override=st.none() | st.builds(Override, who=few, why=st.just("Speaker")),
    shown=st.none() | st.builds(
        Shown, direction=st.sampled_from(Direction), ago=st.integers(0, 20_000),
        verdict=st.sampled_from(VerdictCode), undone=st.booleans(), changed=st.booleans(),
    ),
)
known = cases.filter(lambda case: case.person is not None).map(
    lambda case: replace(case, code=case.code and replace(case.code, kind=CodeKind.issued), shown=None)
)


@given(cases)
def test_every_case_has_a_verdict_and_only_ok_is_shown_as_accepted(case):
    verdict = judge(case)
    assert signal(verdict) is not Signal.accept or verdict.code.passes


@given(cases, st.randoms())
def test_the_order_in_which_facts_arrived_does_not_matter(case, random):
    shuffled = list(case.passes)
    random.shuffle(shuffled)
    assert judge(replace(case, passes=tuple(shuffled))) == judge(case)


@given(cases)
def test_undone_scans_do_not_count(case):
    kept = tuple(p for p in case.passes if not p.undone)
    assert judge(replace(case, passes=kept)) == judge(case)


@given(cases)
def test_refused_scans_do_not_count(case):
    kept = tuple(p for p in case.passes if p.verdict.passes)
    assert judge(replace(case, passes=kept)) == judge(case)


@given(known)
def test_whoever_is_known_may_leave(case):
    leaving = replace(case, lane=replace(case.lane, direction=Direction.leave))
    assert judge(leaving).code is VerdictCode.ok_exit


@given(known)
def test_a_lead_lets_in_whoever_is_known_and_a_scan_device_overrides_nothing(case):
    entering = replace(
        case, lane=replace(case.lane, direction=Direction.enter), override=Override(1, "Speaker")
    )
    lead = judge(replace(entering, role=DoorRole.lead))
    scan = judge(replace(entering, role=DoorRole.scan))
    assert lead.code is VerdictCode.ok_override
    assert lead.parameters["instead_of"] == scan.code != VerdictCode.ok_override


@given(cases)
def test_nobody_unknown_gets_in_but_by_a_spare_of_this_copy(case):
    verdict = judge(replace(case, person=None, lane=replace(case.lane, direction=Direction.enter)))
    assert verdict.code is VerdictCode.ok_unlisted or not verdict.code.passes


@given(known)
def test_after_an_entry_at_a_point_of_once_only_a_lead_lets_in_a_second_time(case):
    case = replace(
        case, point=Point(id=1, policy=Policy.once), lane=replace(case.lane, direction=Direction.enter),
        person=replace(case.person, status=Status.confirmed), passes=(), override=None,
    )
    verdict = judge(case)
    stands = Pass(1, 1, Direction.enter, case.now, verdict.code)
    assert verdict.code.passes
    assert judge(replace(case, passes=(stands,))).code is VerdictCode.already_in


@given(known)
def test_a_lead_s_word_lifts_the_status_at_every_point(case):
    word = Pass(9, 1, Direction.enter, 0, VerdictCode.ok_override)
    verdict = judge(replace(case, passes=(*case.passes, word)))
    assert verdict.code not in (VerdictCode.cancelled, VerdictCode.not_confirmed)


@given(cases)
def test_nobody_new_enters_a_room_at_its_limit(case):
    case = replace(case, point=replace(case.point, room_limit=case.inside), passes=(), override=None)
    assume(case.lane.direction is Direction.enter)
    assert not judge(case).code.passes or case.person is None
