"""Numbers that people and programs write into addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.numbers import MOST, whole


@given(st.integers(0, MOST))
def test_what_a_database_can_look_for_is_read(number):
    assert whole(str(number)) == number


@pytest.mark.parametrize("text", ["", " 1", "-1", "+1", "1.0", "1e9", "²", "٣", "1_0", str(MOST + 1), "9" * 5000])
def test_anything_else_is_no_number(text):
    with pytest.raises(ValueError):
        whole(text)
