"""Four roles, each of which may also do what the ones before it may."""

from itertools import pairwise

import pytest

from app.accounts.permissions import LEAST_ROLE, ROLE_HINTS, ROLE_LABELS, Permission, Role, allows


def may(role: Role) -> set[Permission]:
    return {permission for permission in Permission if allows(role, False, permission)}


def test_each_role_may_do_more_than_the_one_before():
    for less, more in pairwise(Role):
        assert may(less) < may(more)


def test_a_reader_sees_figures_and_no_names():
    assert may(Role.reader) == {Permission.see_figures}


def test_reception_searches_checks_in_and_reprints_and_exports_nothing():
    assert may(Role.reception) == {
        Permission.see_figures, Permission.see_people, Permission.check_in, Permission.reprint
    }  # fmt: skip


def test_only_owners_decide_who_may_and_delete():
    assert may(Role.owner) - may(Role.organiser) == {Permission.manage_staff, Permission.delete}


@pytest.mark.parametrize("role", Role)
def test_needs_are_granted_apart_from_the_role(role):
    assert not allows(role, False, Permission.see_needs)
    assert allows(role, True, Permission.see_needs)


def test_every_permission_but_needs_has_its_least_role_and_every_role_its_words():
    assert set(LEAST_ROLE) == set(Permission) - {Permission.see_needs}
    assert set(ROLE_LABELS) == set(ROLE_HINTS) == set(Role)
