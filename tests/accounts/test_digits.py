"""Six digits belong to a half minute, and open once."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts import digits

KEY = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
"""That of RFC 6238, appendix B: “12345678901234567890”."""
NOON = datetime(2027, 3, 18, 12, tzinfo=UTC)


@pytest.mark.parametrize("seconds, shown", [
    (59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037"),
])  # fmt: skip
def test_they_are_those_of_the_standard(seconds, shown):
    assert digits.step_of(KEY, shown, datetime.fromtimestamp(seconds, UTC), 0) == seconds // 30


@pytest.mark.parametrize("late, taken", [(0, True), (30, True), (-30, True), (60, False), (-60, False)])
def test_a_clock_may_be_half_a_minute_wrong(late, taken):
    shown = pyotp.TOTP(KEY).at(NOON)
    assert (digits.step_of(KEY, shown, NOON + timedelta(seconds=late), 0) is not None) is taken


def test_blanks_between_them_do_not_matter():
    shown = pyotp.TOTP(KEY).at(NOON)
    assert digits.step_of(KEY, f" {shown[:3]} {shown[3:]} ", NOON, 0)


def test_digits_that_were_taken_open_nothing_any_more():
    shown = pyotp.TOTP(KEY).at(NOON)
    assert digits.step_of(KEY, shown, NOON, after=digits.step_of(KEY, shown, NOON, 0)) is None


@given(typed=st.text())
def test_whatever_is_typed_is_answered(typed):
    assert digits.step_of(KEY, typed, NOON, 0) in (None, *(int(NOON.timestamp()) // 30 + each for each in digits.AROUND))
