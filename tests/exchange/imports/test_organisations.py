"""A list of members, brought into the directory."""

import csv
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.core.clock import now
from app.events.models import OrganisationType
from app.exchange import directory as directory_file
from app.exchange.imports.models import Brings, ImportLine, ImportState
from app.extensions import db
from app.registration.directory import Organisation
from app.registration.organisation_names import name_key
from app.registration.service.directory import Entry, said
from tests import factories
from tests.exchange.imports import work


def bring(event, owner, content):
    return work.checked(work.begun(event, owner, content, Brings.organisations))


def directory() -> dict[str, Entry]:
    return {each.name: said(each) for each in db.session.scalars(sa.select(Organisation))}


def test_new_entries_are_foretold_and_then_added(event, owner):
    made = bring(event, owner, "Nom;Type;Membre;Domaines;Autres noms\n"
        "Institut Curie;Recherche ou soin;oui;@curie.example, CURIE.example.org;Curie Institute | I.C.\n"
        "Ville de Rochemarine;Local authority;non;;\n")  # fmt: skip
    assert work.outcomes(made, False) == {2: "new", 3: "new"}
    assert directory() == {}
    work.done(made)
    assert made.state is ImportState.done
    assert work.outcomes(made, True) == {2: "new", 3: "new"}
    assert directory() == {
        "Institut Curie": Entry(
            "Institut Curie", OrganisationType.research, True, ("curie.example", "curie.example.org"), ("Curie Institute", "I.C.")
        ),
        "Ville de Rochemarine": Entry("Ville de Rochemarine", OrganisationType.authority, False),
    }


def test_without_a_column_for_it_everybody_on_the_list_is_a_member(event, owner):
    work.done(bring(event, owner, "Nom\nInstitut Curie\n"))
    assert directory()["Institut Curie"].member is True


def test_what_is_there_is_changed_or_stays_and_empty_cells_change_nothing(event, owner):
    factories.organisation("Institut Curie", "curie.example", aliases=("Curie Institute",))
    factories.organisation("Inserm", "inserm.example")
    made = bring(event, owner, "Name;Type;Domains\n"
        "INSTITUT CURIE;;\n"
        "Curie Institute;research;curie.example\n"
        "Inserm;Public institution;inserm.example.org\n")  # fmt: skip
    assert work.outcomes(made, False) == {2: "changed", 3: "unchanged", 4: "changed"}
    work.done(made)
    found = directory()
    assert found["INSTITUT CURIE"].domains == ("curie.example",)
    assert (found["Inserm"].type, found["Inserm"].domains) == (OrganisationType.institution, ("inserm.example.org",))


@pytest.mark.parametrize(("cells", "why"), [
    (";research;;", "name:missing"),
    ("***;research;;", "name:no_name"),
    (f"{'x' * 201};research;;", "name:long"),
    ("spam.com;research;;", "name:web_address"),
    ("Inserm;bakery;;", "type:type"),
    ("Inserm;;perhaps;", "member:yes_no"),
    ("Inserm;;;gmail.com", "domains:free_mail"),
    ("Inserm;;;http://inserm.example", "domains:domain"),
    ("Inserm;bakery;perhaps;x", "type:type member:yes_no domains:domain"),
])  # fmt: skip
def test_a_line_that_makes_no_sense_says_why(event, owner, cells, why):
    made = bring(event, owner, f"Nom;Type;Membre;Domaines\n{cells}\nInstitut Curie;;;\n")
    assert work.outcomes(made, False) == {2: why, 3: "new"}
    work.done(made)
    assert work.outcomes(made, True) == {2: why, 3: "new"}
    assert list(directory()) == ["Institut Curie"]


def test_the_second_line_about_the_same_names_the_first(event, owner):
    made = bring(event, owner, "Nom\nInserm\nInstitut Curie\nI.N.S.E.R.M.\n")
    assert work.outcomes(made, False) == {2: "new", 3: "new", 4: ":repeats"}
    assert db.session.get(ImportLine, (made.id, 4)).problems == [{"code": "repeats", "field": "", "line": 2}]


def test_the_same_bad_name_is_told_as_bad_on_each_line(event, owner):
    made = bring(event, owner, "Nom\nhttp://spam.example/win\nhttp://spam.example/win\n")
    assert work.outcomes(made, False) == {2: "name:web_address", 3: "name:web_address"}


def test_a_name_that_another_entry_has_as_well_is_refused_alone(event, owner):
    made = bring(event, owner, "Nom;Autres noms\nInserm;\nInstitut Curie;INSERM\n")
    work.done(made)
    assert work.outcomes(made, True) == {2: "new", 3: ":name_taken"}
    assert list(directory()) == ["Inserm"]


def test_the_file_goes_when_the_import_is_over(event, owner):
    made = work.done(bring(event, owner, "Nom\nInserm\n"))
    assert made.file_id is None


def test_the_columns_are_remembered(event, owner):
    made = work.begun(event, owner, "Maison;Où\nInserm;inserm.example\n", Brings.organisations)
    assert made.mapping == {}
    made.mapping = {"name": 0, "domains": 1}
    work.checked(made)
    assert work.begun(event, owner, "Maison;Où\nCurie;curie.example\n", Brings.organisations).mapping == {"name": 0, "domains": 1}


@pytest.mark.parametrize("format_name", ["excel", "csv", "machine"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_our_own_export_comes_back_unchanged(event, owner, format_name, lang):
    names = {row["organisation"] for row in csv.DictReader(Path("tests/data/people.csv").read_text().splitlines())}
    distinct = {name_key(name): name for name in names}
    for number, name in enumerate(distinct.values()):
        factories.organisation(
            name, *[f"d{part}-{number}.example" for part in range(number % 3)], member=bool(number % 2),
            type=list(OrganisationType)[number % 6], aliases=(f"Alias, {number}", f"=A{number}")[: number % 3],
        )  # fmt: skip
    content = directory_file.export(event, format_name, lang=lang, at=now()).file.read()
    made = bring(event, owner, content)
    assert made.total == len(distinct) > 20
    assert set(work.outcomes(made, False).values()) == {"unchanged"}
