"""When two names of an organisation are one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.registration.organisation_names import MOST, name_key


@pytest.mark.parametrize("names", [
    ("INSERM", "Inserm", "i.n.s.e.r.m", "I.N.S.E.R.M."),
    ("Crédit-Santé S.A.S.", "CREDIT SANTE", "SAS Crédit Santé", "Crédit Santé, SAS"),
    ("L’Œuvre & Fils (Établissements)", "L'Oeuvre et Fils Etablissements"),
    ("Synapse & Fils", "Synapse et fils", "SYNAPSE AND FILS"),
    ("Ünal Ltd. Şti.", "unal ltd sti"),
    ("Bio;Tech, Inc.", "bio tech"),
    ("Alvéole Biotech SA", "Société Alvéole Biotech"),
    ("O’Neill–Dupré", "O'Neill Dupre"),
])  # fmt: skip
def test_accents_capitals_signs_and_legal_forms_make_no_difference(names):
    assert len({name_key(name) for name in names}) == 1


@pytest.mark.parametrize(("one", "other"), [
    ("Institut Curie", "Laboratoire Curie"),
    ("Inserm", "Inserm U1234"),
    ("株式会社メディカル", "مستشفى الملك"),
    ("Hôpital Saint-Elme", "Institut Saint-Elme"),
])  # fmt: skip
def test_other_names_are_others(one, other):
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(("name", "key"), [("SA", "sa"), ("S.A.", "sa"), ("Société", "societe"), ("&", ""), ("et", "et"), ("42", "42")])
def test_what_is_left_of_a_name_is_never_nothing(name, key):
    assert name_key(name) == key


@given(st.text(max_size=60))
def test_a_key_is_its_own_key(name):
    assert name_key(name_key(name)) == name_key(name)


@given(st.text(alphabet="ﷺ éA.", max_size=200))
def test_a_key_fits_its_column(name):
    assert len(name_key(name)) <= MOST
