"""What the form knows of organisations: names that are proposed, and what an address tells."""

import pytest

from app.extensions import db
from app.registration.models import Registration
from app.registration.recognition import proposals, recognise
from tests import factories
from tests.registration.form_filling import YOU, open_event, walk_steps


class TestProposals:
    @pytest.mark.parametrize("typed", ["cur", "CURIE", "inst cur", "Institut C", "curie inst", "  curie "])
    def test_names_that_hold_what_is_typed(self, typed):
        factories.organisation("Institut Curie", aliases=("Curie Institute",))
        factories.organisation("Inserm")
        assert proposals(typed)["names"] == ["Institut Curie"]

    @pytest.mark.parametrize("typed", ["loreal", "l'oréal", "L Oreal", "oreal rech"])
    def test_names_across_the_signs_in_them(self, typed):
        factories.organisation("L’Oréal Recherche")
        assert proposals(typed)["names"] == ["L’Oréal Recherche"]

    def test_those_that_begin_with_it_come_first(self):
        for name in ("Hôpital Saint-Elme", "Saint-Elme Santé", "Institut Saint-Elme"):
            factories.organisation(name)
        assert proposals("saint")["names"] == ["Saint-Elme Santé", "Hôpital Saint-Elme", "Institut Saint-Elme"]

    @pytest.mark.parametrize("typed", ["", "c", "%", "__", "***", "\u200b", "x" * 5_000])
    def test_nothing_is_proposed_for_nothing(self, typed):
        factories.organisation("Institut Curie")
        assert proposals(typed)["names"] == []

    def test_never_more_than_eight(self):
        for number in range(12):
            factories.organisation(f"Laboratoire {number}")
        assert len(proposals("labo")["names"]) == 8

    def test_who_has_registered_is_not_among_them(self, client):
        event = open_event()
        factories.registration(event, organisation_name="Jeune Pousse", email="zoe@jeunepousse.example")
        address = f"/en/{event.slug}/register/organisations"
        assert client.get(f"{address}?q=jeune").json == {"names": [], "said": "No name is proposed."}
        assert client.get(f"{address}?at=jeunepousse.example").json == {"advice": None, "names": [], "question": None}

    def test_it_is_asked_by_anybody_while_registration_is_open(self, client):
        event = open_event()
        factories.organisation("Institut Curie", "curie.example")
        answer = client.get(f"/en/{event.slug}/register/organisations?q=curie")
        assert answer.json == {"names": ["Institut Curie"], "said": "1 name is proposed."}
        assert "private" in answer.headers["Cache-Control"]
        event.state = "closed"
        assert client.get(f"/en/{event.slug}/register/organisations?q=curie").status_code == 409


class TestRecognising:
    def test_an_address_in_a_members_domain_says_so(self, english):
        factories.organisation("Institut Curie", "curie.example")
        assert recognise("zoe@Curie.example", "").advice == "Member of the cluster, recognised by your address in @curie.example"

    def test_so_does_one_in_another_organisations_domain(self, english):
        factories.organisation("Ville de Rochemarine", "rochemarine.example", member=False)
        found = recognise("zoe@rochemarine.example", "La ville")
        assert found.advice == "Ville de Rochemarine, recognised by your address in @rochemarine.example"

    @pytest.mark.parametrize("email", ["zoe@gmail.com", "zoe@elsewhere.example", "zoe", "", None])
    def test_other_addresses_tell_nothing(self, email):
        factories.organisation("Institut Curie", "curie.example")
        assert recognise(email, "Institut Curie") is None

    def test_a_name_that_leads_elsewhere_counts_more(self):
        factories.organisation("Institut Curie", "curie.example")
        factories.organisation("Inserm")
        assert recognise("zoe@curie.example", "I.N.S.E.R.M.") is None

    def test_where_several_share_the_domain_the_name_chooses(self, english):
        for name in ("Hôpital Saint-Elme", "Institut Saint-Elme"):
            factories.organisation(name, "saint-elme.example")
        unsure = recognise("zoe@saint-elme.example", "Saint-Elme")
        assert unsure.advice is None
        assert unsure.question == "Addresses in @saint-elme.example belong to several organisations. Which one is yours?"
        assert recognise("zoe@saint-elme.example", "INSTITUT SAINT ELME").meant.name == "Institut Saint-Elme"


class TestForm:
    def organisation_step(self, client, event, email="khai@curie.example"):
        client.submit(client.page(f"/en/{event.slug}/register/you"), **{**YOU, "email": email})
        return client.page(f"/en/{event.slug}/register/organisation")

    def test_the_step_begins_with_whose_address_it_is(self, client):
        event = open_event()
        factories.organisation("Institut Curie", "curie.example")
        page = self.organisation_step(client, event)
        assert page.one("#organisation_name").get("value") == "Institut Curie"
        assert page.one("[name=organisation_type][checked]").get("value") == "research"
        assert "Member of the cluster, recognised by your address in @curie.example" in page.text

    def test_what_was_typed_is_never_replaced(self, client):
        event = open_event()
        factories.organisation("Institut Curie", "curie.example")
        page = self.organisation_step(client, event)
        client.submit(page, organisation_name="UMR 3244", organisation_type="other")
        again = client.page(f"/en/{event.slug}/register/organisation")
        assert again.one("#organisation_name").get("value") == "UMR 3244"
        assert "recognised by your address" in again.text

    def test_one_of_several_is_chosen_without_typing_it(self, client):
        event = open_event()
        for name in ("Hôpital Saint-Elme", "Institut Saint-Elme"):
            factories.organisation(name, "saint-elme.example")
        page = self.organisation_step(client, event, "khai@saint-elme.example")
        assert page.texts(".owners .choices label") == ["Hôpital Saint-Elme", "Institut Saint-Elme", "Another one, as typed above"]
        answer = client.submit(page, owner="Institut Saint-Elme", organisation_type="other")
        assert answer.location.endswith("/participation")
        again = client.page(f"/en/{event.slug}/register/organisation")
        assert again.one("#organisation_name").get("value") == "Institut Saint-Elme"
        assert not again.all(".owners:not([hidden])")

    def test_another_one_is_what_was_typed(self, client):
        event = open_event()
        for name in ("Hôpital Saint-Elme", "Institut Saint-Elme"):
            factories.organisation(name, "saint-elme.example")
        page = self.organisation_step(client, event, "khai@saint-elme.example")
        client.submit(page, owner="", organisation_name="Saint-Elme Santé", organisation_type="other")
        assert client.page(f"/en/{event.slug}/register/organisation").one("#organisation_name").get("value") == "Saint-Elme Santé"

    @pytest.mark.parametrize("owner", ["x" * 201, "http://spam.example/win"])
    def test_what_is_chosen_is_judged_like_what_is_typed(self, client, owner):
        event = open_event()
        page = self.organisation_step(client, event)
        data = page.form().filled({"organisation_type": "other"}) | {"owner": owner}
        answer = client.post(f"/en/{event.slug}/register/organisation", data=data)
        assert answer.page.all(".error-summary")

    def test_the_whole_way_leads_to_the_member(self, client, patient):
        event = open_event()
        curie = factories.organisation("Institut Curie", "curie.example")
        client.submit(walk_steps(client, event).page)
        assert db.session.query(Registration).filter_by(event_id=event.id).one().organisation_id == curie.id


@pytest.fixture
def english(app):
    with app.test_request_context("/en/"):
        yield
