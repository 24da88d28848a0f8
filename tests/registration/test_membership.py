"""Which organisation somebody belongs to, and how sure that is."""

import pytest

from app.registration.admission import Membership
from app.registration.membership import Entry, Match, domain_of, limit_key, match

CURIE = Entry(1, member=True)
LAB = Entry(2, member=True)
REGION = Entry(3, member=False)
NOBODY = Match(None, Membership.none)


def test_a_proven_address_in_the_members_domain_is_sure():
    assert match([CURIE], [CURIE], proven=True) == Match(1, Membership.verified)


def test_an_unproven_address_is_a_mere_claim():
    assert match([CURIE], [CURIE], proven=False) == Match(1, Membership.declared)


def test_a_members_name_alone_is_a_mere_claim():
    assert match([CURIE], [], proven=True) == Match(1, Membership.declared)


def test_the_address_names_the_organisation_whatever_was_typed():
    assert match([], [CURIE], proven=True) == Match(1, Membership.verified)


def test_where_organisations_share_a_domain_the_typed_name_chooses():
    assert match([LAB], [CURIE, LAB], proven=True) == Match(2, Membership.verified)
    assert match([], [CURIE, LAB], proven=True) == NOBODY


def test_an_address_elsewhere_does_not_prove_the_typed_organisation():
    assert match([REGION], [CURIE], proven=True) == Match(3, Membership.none)
    assert match([LAB], [CURIE], proven=True) == Match(2, Membership.declared)


def test_the_directory_holds_others_than_members():
    assert match([REGION], [REGION], proven=True) == Match(3, Membership.none)


def test_unknown_names_at_unknown_domains_belong_to_nobody():
    assert match([], [], proven=True) == NOBODY


@pytest.mark.parametrize(
    ("email", "domain"),
    [
        ("zoe@Curie.Example", "curie.example"),
        ("a@b@curie.example", "curie.example"),
        ("zoe@gmail.com", None),
        ("zoe@Orange.FR", None),
        ("no address", None),
        ("", None),
        (None, None),
    ],
)
def test_free_mail_proves_nothing(email, domain):
    assert domain_of(email) == domain


def test_seats_are_counted_by_directory_entry_else_by_name_as_typed():
    assert limit_key(7, "whatever") == "id:7"
    assert limit_key(None, "jeune pousse") == "name:jeune pousse"
    assert limit_key(None, "") == ""
