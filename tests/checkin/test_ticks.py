"""Ticks of a printed list, as people type them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.checkin.ticks import Fault, read
from app.credentials.reference import check_letter, new_reference, show

REFERENCE = "NLRSGTX" + check_letter("NLRSGTX")


@pytest.mark.parametrize(
    ("typed", "at"),
    [(" 9:05", time(9, 5)), (" 9h05", time(9, 5)), (" 9 h 05", time(9, 5)), (" 9\u00a0h\u00a005", time(9, 5)), ("\t0905", time(9, 5)),
     ("; 9.05", time(9, 5)), (", 09:05", time(9, 5)), (" 9h", time(9)), (" 9", time(9)),
     (" 23:59", time(23, 59)), (" à 14 h 30 min", time(14, 30))],
)  # fmt: skip
def test_an_hour_is_read_however_it_is_written(typed, at):
    for reference in (REFERENCE, show(REFERENCE), REFERENCE.lower(), " ".join((REFERENCE[:4], REFERENCE[4:]))):
        ticks, mistakes = read(reference + typed)
        assert [(tick.reference, tick.at) for tick in ticks] == [(REFERENCE, at)]
        assert mistakes == []


def test_a_line_without_an_hour_has_that_of_the_line_before():
    other = new_reference()
    ticks, _mistakes = read(f"{REFERENCE} 9:05\n\n{other}\n")
    assert [(tick.line, tick.at) for tick in ticks] == [(1, time(9, 5)), (3, time(9, 5))]


def wrong_letter(reference):
    return reference[:7] + next(letter for letter in "BCDFGH" if letter != reference[7])


@pytest.mark.parametrize(
    ("line", "fault"),
    [("Marie Curie 9:05", Fault.no_reference), (f"{wrong_letter(REFERENCE)} 9:05", Fault.mistyped), (REFERENCE, Fault.no_time),
     (f"{REFERENCE} 25:00", Fault.no_such_time), (f"{REFERENCE} 9:60", Fault.no_such_time), (f"{REFERENCE} soon", Fault.no_such_time),
     ("9:05", Fault.no_reference)],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(line, fault):
    ticks, mistakes = read(f"\n{line}")
    assert ticks == []
    assert [(each.line, each.fault, each.text) for each in mistakes] == [(2, fault, line)]


@given(st.text(max_size=200))
def test_whatever_is_typed_each_line_is_a_tick_or_a_mistake(text):
    ticks, mistakes = read(text)
    lines = [*(tick.line for tick in ticks), *(each.line for each in mistakes)]
    assert len(lines) == len(set(lines)) <= len(text.splitlines())
