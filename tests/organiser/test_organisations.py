"""The member directory in the back office."""

import pytest
import sqlalchemy as sa

from app.accounts.permissions import Role
from app.extensions import db
from app.registration.directory import Organisation, OrganisationLimit
from app.registration.membership import limit_key
from app.registration.models import Status
from app.registration.organisation_names import name_key
from tests import factories


@pytest.fixture
def boss(client, owner):
    """The back office as an owner sees it."""
    return client.sign_in(owner)


def somebody(event, organisation=None, **values):
    key = limit_key(organisation.id, "") if organisation else limit_key(None, name_key(values["organisation_name"]))
    return factories.registration(event, organisation=organisation, organisation_key=key, **values)


def listed(page) -> list[list[str]]:
    return [[*row] for row in zip(*[page.texts(f"tbody tr > :nth-child({n})") for n in range(1, 7)], strict=False)]


class TestList:
    def test_an_empty_directory_says_what_it_is_for(self, boss, place):
        page = boss.page(place("organisations"))
        assert "The directory is empty" in page.text
        assert page.link("Add an organisation")

    def test_french_counts_the_places_taken_and_not_the_limit(self, boss, place, event):
        somebody(event, factories.organisation("Institut Curie"))
        factories.organisation("Ville de Rochemarine")
        french = boss.page(place("organisations").replace("/en/", "/fr/"))
        assert [row[5] for row in listed(french)] == ["1 place sur 3", "0 place sur 3"]

    def test_each_entry_says_what_is_known_and_how_it_stands_here(self, boss, place, event):
        curie = factories.organisation("Institut Curie", "curie.example", "curie.example.org", aliases=("Curie Institute",))
        factories.organisation("Ville de Rochemarine", type="authority", member=False)
        for _person in range(2):
            somebody(event, curie)
        somebody(event, curie, status=Status.waitlisted)
        somebody(event, curie, status=Status.cancelled)
        assert listed(boss.page(place("organisations"))) == [
            [
                "Institut Curie Curie Institute", "Research or care", "Member", "curie.example curie.example.org", "3 people",
                "2 of 3 places",
            ],
            ["Ville de Rochemarine", "Local authority", "Not a member", "No domain", "Nobody", "0 of 2 places"],
        ]  # fmt: skip

    @pytest.mark.parametrize("text", ["CURIE", "institute", "curie.example", "inst cur"])
    def test_names_other_names_and_domains_are_looked_through(self, boss, place, text):
        factories.organisation("Institut Curie", "curie.example", aliases=("Curie Institute",))
        factories.organisation("Inserm")
        page = boss.page(place(f"organisations?q={text}"))
        assert [row[0] for row in listed(page)] == ["Institut Curie Curie Institute"]

    def test_nothing_found_leads_back(self, boss, place):
        assert boss.page(place("organisations?q=nothing")).link("Show the whole directory") == place("organisations")

    def test_views_show_members_those_here_and_names_that_people_typed(self, boss, place, event):
        curie = factories.organisation("Institut Curie")
        factories.organisation("Ville de Rochemarine", member=False)
        somebody(event, curie)
        somebody(event, organisation_name="Jeune Pousse SAS")
        page = boss.page(place("organisations"))
        assert page.texts(".views a") == ["All 2", "Members 1", "At this event 1", "Not in the directory 1"]
        typed = boss.page(place("organisations?view=typed"))
        assert "Jeune Pousse SAS" in typed.text
        form = boss.page(typed.link("Add to the directory"))
        assert form.one("#name").get("value") == "Jeune Pousse SAS"

    def test_a_reader_finds_figures_and_no_names_that_people_typed(self, client, reader, place, event):
        somebody(event, organisation_name="Jean Martin, indépendant")
        client.sign_in(reader)
        page = client.page(place("organisations?view=typed"))
        assert "Not in the directory" not in page.text and "Martin" not in page.text
        assert not page.all("a.button")

    def test_long_lists_have_pages(self, boss, place):
        for number in range(53):
            factories.organisation(f"Lab {number:02}")
        assert len(listed(boss.page(place("organisations")))) == 50
        assert len(listed(boss.page(place("organisations?page=2")))) == 3


class TestEntry:
    def test_an_owner_adds_one(self, boss, place):
        answer = boss.submit(
            boss.page(place("organisations/new")), "Add the organisation", name="Institut Curie", type="research", member="y",
            domains="@Curie.example, curie.example.org\nCURIE.EXAMPLE", aliases="Curie Institute",
        )  # fmt: skip
        page = boss.page(answer.location)
        assert (page.heading, "is in the directory" in page.text) == ("Institut Curie", True)
        made = db.session.scalars(sa.select(Organisation)).one()
        assert [each.domain for each in made.domains] == ["curie.example", "curie.example.org"]
        assert (made.name_key, made.member, made.aliases[0].name_key) == ("institut curie", True, "curie institute")

    @pytest.mark.parametrize(("values", "sentence"), [
        ({"domains": "gmail.com"}, "Anybody can have an address at gmail.com"),
        ({"domains": "no domain"}, "“no” is no domain"),
        ({"domains": "http://curie.example"}, "is no domain"),
        ({"domains": " ".join(f"d{n}.example" for n in range(51))}, "at most 50"),
        ({"name": ""}, "Fill in the name"),
        ({"name": "INSERM"}, "“Inserm” stands in the directory under this name already"),
        ({"name": "***"}, "neither letters nor digits"),
        ({"aliases": "i.n.s.e.r.m"}, "“Inserm” stands in the directory"),
        ({"aliases": "x" * 201}, "Shorten each name"),
        ({"type": "bakery"}, "Choose again"),
    ])  # fmt: skip
    def test_what_makes_no_sense_is_told_and_nothing_typed_is_lost(self, boss, place, values, sentence):
        factories.organisation("Inserm")
        good = {"name": "Institut Curie", "type": "research", "domains": "curie.example"} | values
        answer = boss.submit(boss.page(place("organisations/new")), "Add the organisation", **good)
        assert sentence in answer.page.text
        assert answer.page.one("#domains").text.strip() == good["domains"]
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Organisation)) == 1

    def test_an_owner_changes_one_in_its_place(self, boss, place):
        curie = factories.organisation("Institut Curie", "curie.example")
        page = boss.page(place(f"organisations/{curie.id}"))
        boss.submit(page, "Save the organisation", domains="", name="Institut Marie Curie", member=None)
        db.session.expire_all()
        assert (curie.name, curie.name_key, curie.domains, curie.member) == ("Institut Marie Curie", "institut marie curie", [], False)

    def test_who_saves_second_is_told(self, boss, place):
        curie = factories.organisation("Institut Curie")
        first, second = (boss.page(place(f"organisations/{curie.id}")) for _tab in range(2))
        boss.submit(first, "Save the organisation", name="Institut C.")
        answer = boss.submit(second, "Save the organisation", name="Institut M.")
        assert "Somebody else changed this organisation meanwhile" in answer.page.text

    @pytest.mark.parametrize("role", [Role.organiser, Role.reception, Role.reader])
    def test_others_read(self, client, event, place, role):
        curie = factories.organisation("Institut Curie", "curie.example", aliases=("Curie Institute",))
        client.sign_in(factories.account(event, role))
        page = client.page(place(f"organisations/{curie.id}"))
        assert "curie.example" in page.text and not page.all("main form")
        for path in ("new", f"{curie.id}/merge", f"{curie.id}/remove"):
            assert client.get(place(f"organisations/{path}")).status_code == 403
        assert client.post(place(f"organisations/{curie.id}"), data={"name": "x"}).status_code == 403

    def test_an_owner_of_another_event_finds_nothing_here(self, client, place):
        client.sign_in(factories.account(factories.event(), Role.owner))
        assert client.get(place("organisations/new")).status_code == 404


class TestUniting:
    def test_what_follows_is_shown_before_it_is_done(self, boss, place, event):
        curie, double = factories.organisation("Institut Curie"), factories.organisation("Curie (Paris)")
        somebody(event, double)
        page = boss.page(place(f"organisations/{double.id}/merge"))
        asked = boss.submit(page, "See what follows", into="INSTITUT CURIE").page
        assert "1 registration at all events goes over to Institut Curie." in asked.text
        assert "“Curie (Paris)” stays as another name" in asked.text
        answer = boss.submit(asked, "Merge the two entries")
        assert "They are one entry now: Institut Curie." in boss.page(answer.location).text
        assert db.session.scalars(sa.select(Organisation)).one() is curie

    def test_another_name_than_the_one_shown_is_shown_first(self, boss, place):
        double = factories.organisation("Curie (Paris)")
        for name in ("Institut Curie", "Inserm"):
            factories.organisation(name)
        asked = boss.submit(boss.page(place(f"organisations/{double.id}/merge")), "See what follows", into="Institut Curie").page
        again = boss.submit(asked, "Merge the two entries", into="Inserm").page
        assert "go over to Inserm" in again.text

    def test_an_unknown_name_and_its_own_lead_nowhere(self, boss, place):
        double = factories.organisation("Curie (Paris)")
        for name in ("Nobody", "Curie (Paris)"):
            page = boss.page(place(f"organisations/{double.id}/merge"))
            assert "No other entry has this name" in boss.submit(page, "See what follows", into=name).page.text

    def test_what_nobody_uses_goes_and_what_is_used_stays(self, boss, place, event):
        curie, empty = factories.organisation("Institut Curie"), factories.organisation("Inserm")
        somebody(event, curie)
        kept = boss.submit(boss.page(place(f"organisations/{curie.id}/remove")), "Remove the entry")
        assert "1 registration belongs to it" in kept.page.text
        gone = boss.submit(boss.page(place(f"organisations/{empty.id}/remove")), "Remove the entry")
        assert "Inserm is out of the directory." in boss.page(gone.location).text


class TestLimit:
    def test_an_organiser_sets_the_places_of_one_organisation(self, desk, place, event):
        curie = factories.organisation("Institut Curie")
        somebody(event, curie)
        page = desk.page(place(f"organisations/places/id:{curie.id}"))
        assert "1 of 3 places is taken." in page.text
        desk.submit(page, "Set the places", seats="8")
        assert listed(desk.page(place("organisations")))[0][5] == "1 of 8 places"
        desk.submit(desk.page(place(f"organisations/places/id:{curie.id}")), "Set the places", seats="")
        assert db.session.scalars(sa.select(OrganisationLimit)).all() == []

    @pytest.mark.parametrize("seats", ["-1", "many", "10001", "²", "1e3"])
    def test_what_is_no_number_is_told(self, desk, place, seats):
        curie = factories.organisation("Institut Curie")
        answer = desk.submit(desk.page(place(f"organisations/places/id:{curie.id}")), "Set the places", seats=seats)
        assert "Type a number" in answer.page.text

    @pytest.mark.parametrize("key", ["id:987654", "id:²", "name:nobody"])
    def test_an_organisation_that_is_not_here_has_none(self, desk, place, key):
        assert desk.get(place(f"organisations/places/{key}")).status_code == 404

    def test_the_journal_says_so(self, desk, place, event):
        curie = factories.organisation("Institut Curie")
        for seats in ("8", ""):
            desk.submit(desk.page(place(f"organisations/places/id:{curie.id}")), "Set the places", seats=seats)
        journal = desk.page(place("journal")).text
        assert "set the places of “Institut Curie” to 8" in journal
        assert "set the places of “Institut Curie” back to the usual number" in journal


def test_names_are_proposed_where_an_organisation_is_typed(desk, place):
    factories.organisation("Institut Curie")
    box = desk.page(place("people/add")).one("#organisation_name")
    assert desk.get(f"{box.get('data-propose')}?q=curie").json["names"] == ["Institut Curie"]
