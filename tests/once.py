"""What is the same on either database is looked at once, with SQLite.

Half of the tests ask no database anything: rules, words, badges, screens of the phone. Asked again
on PostgreSQL they could only say the same again, in twice the time.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

ASK_NO_DATABASE = (
    "tests/accounts/test_agents.py", "tests/accounts/test_passwords.py", "tests/accounts/test_permissions.py",
    "tests/accounts/test_returning.py",
    "tests/architecture/test_addresses.py", "tests/architecture/test_closed.py", "tests/architecture/test_csrf.py",
    "tests/architecture/test_documented.py", "tests/architecture/test_imports.py", "tests/architecture/test_lint.py",
    "tests/architecture/test_macros.py",
    "tests/badges/test_accessible.py", "tests/badges/test_back.py", "tests/badges/test_breaks.py",
    "tests/badges/test_fit.py", "tests/badges/test_layout.py", "tests/badges/test_logos.py",
    "tests/badges/test_render.py", "tests/badges/test_scripts.py", "tests/badges/test_sheet_grids.py",
    "tests/badges/test_sheets.py", "tests/badges/test_trays.py",
    "tests/checkin/test_clocks.py", "tests/checkin/test_facts.py", "tests/checkin/test_flow.py", "tests/checkin/test_reading.py",
    "tests/checkin/test_ticks.py", "tests/checkin/test_verdict.py", "tests/checkin/test_wording.py",
    "tests/cli/test_supervisor.py", "tests/components/", "tests/core/",
    "tests/credentials/test_codes.py", "tests/credentials/test_matrix.py", "tests/credentials/test_reference.py",
    "tests/credentials/test_reserve.py",
    "tests/deploy/",
    "tests/door/test_crew.py", "tests/door/test_renewal.py", "tests/door/test_rules.py",
    "tests/door/test_scanning.py", "tests/door/test_screens.py", "tests/door/test_shell.py",
    "tests/door/test_texts.py", "tests/door/test_watching.py",
    "tests/events/test_life.py", "tests/events/test_readiness.py", "tests/events/test_timetable.py",
    "tests/exchange/test_csv.py", "tests/exchange/test_json.py", "tests/exchange/test_excel.py",
    "tests/jobs/test_backoff.py",
    "tests/mailing/test_fragment.py", "tests/mailing/test_message.py", "tests/mailing/test_throttle.py",
    "tests/mailing/test_timetable.py", "tests/mailing/test_transport.py",
    "tests/organiser/test_advice.py", "tests/organiser/test_views.py",
    "tests/registration/test_admission.py", "tests/registration/test_duplicates.py",
    "tests/registration/test_lifecycle.py", "tests/registration/test_membership.py",
    "tests/registration/test_names.py", "tests/registration/test_owed.py", "tests/registration/test_room.py",
    "tests/test_page_rules.py", "tests/test_shape.py",
)  # fmt: skip
"""Kept honest by `asking_nothing`: the first question to a database fails the test."""
LOOK_AT_PAGES = (
    "tests/architecture/test_abuse.py::test_bodies_that_are_no_form",
    "tests/architecture/test_abuse.py::test_methods_that_nobody_expects",
    "tests/architecture/test_pseudo_locale.py", "tests/architecture/test_roles.py",
    "tests/door/",
    "tests/whole/test_accessibility.py", "tests/whole/test_combobox.py", "tests/whole/test_double_click.py",
    "tests/whole/test_following.py", "tests/whole/test_keyboard.py", "tests/whole/test_page_addresses.py",
    "tests/whole/test_questions.py", "tests/whole/test_sheets_and_phones.py", "tests/whole/test_ticking.py",
)  # fmt: skip
"""Words, marks and doors of pages, and screens of the phone: what stands behind them is asked of both
databases by each room's own tests, and by the walk of one person through the whole house, tests/whole/test_main_path.py."""


def is_left_out(item: pytest.Item) -> bool:
    """Whether this run, by its database, has nothing new to learn from a test. Locks of rows are
    PostgreSQL's alone: SQLite has one writer at a time."""
    if os.environ.get("TEST_DATABASE_URL"):
        return item.nodeid.startswith(ASK_NO_DATABASE + LOOK_AT_PAGES)
    return item.get_closest_marker("postgresql_alone") is not None


@contextmanager
def asking_nothing(item: pytest.Item) -> Iterator[None]:
    """Holds a test that says it asks no database anything to its word."""
    if not item.nodeid.startswith(ASK_NO_DATABASE):
        yield
        return
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    sa.event.listen(Engine, "before_cursor_execute", note)
    yield
    sa.event.remove(Engine, "before_cursor_execute", note)
    assert asked == [], "asks a database: it does not belong into ASK_NO_DATABASE (tests/once.py)"
