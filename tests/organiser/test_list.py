"""The list of people, as an address that can be shared."""

from datetime import timedelta

import pytest

from app.accounts.permissions import Role
from app.core.clock import now
from app.extensions import db
from app.mailing.service import flag
from app.organiser.people import listing
from app.registration.models import SeatState, Status
from app.registration.particulars import Consent, ConsentKind
from tests import factories
from tests.counted import statements


@pytest.fixture
def people(event):
    """Six, one of each kind that the tabs tell apart."""
    return {
        name: factories.registration(event, last_name=name, **values)
        for name, values in {
            "Zola": {"vip": True},
            "de La Rochebrune": {"organisation_name": "Crédit-Santé"},
            "Évrard": {"status": Status.pending},
            "Noiret": {"status": Status.waitlisted},
            "Suharto": {"status": Status.unverified, "email_proven_at": None},
            "Arrivée": {"arrived_at": now()},
        }.items()
    }


def shown(page) -> list[str]:
    """The surnames of the rows: bold is what the list sorts by."""
    return page.texts("tbody th b")


def test_people_stand_in_french_order(desk, place, people):
    page = desk.page(place("people"))
    assert shown(page) == ["Arrivée", "Évrard", "La Rochebrune", "Noiret", "Suharto", "Zola"]


def test_who_sits_in_a_session_and_who_waits_for_it_are_views(desk, place, event, people):
    workshop = factories.session(event)
    factories.session_seat(people["Zola"], workshop)
    factories.session_seat(people["Arrivée"], workshop, SeatState.waiting)
    page = desk.page(place(f"people?session={workshop.id}"))
    assert shown(page) == ["Zola"] and "Session: Workshop" in page.text
    page = desk.page(place(f"people?waits={workshop.id}"))
    assert shown(page) == ["Arrivée"] and "Waits for: Workshop" in page.text


@pytest.mark.parametrize(
    ("query", "filter_"),
    [
        ("session=999999", "Session"), ("waits=999999", "Waits for a session"), ("category=XYZ", "Category"), ("status=nonsense", "Status"),
        ("said=nope:yes", "Answers"), ("arrived=maybe", "Filter"), ("allotment=seven", "Allotment"), ("lost=session", "Session"),
    ],
)  # fmt: skip
def test_a_filter_that_is_not_known_leaves_nobody_and_says_so(desk, place, people, query, filter_):
    page = desk.page(place(f"people?vip=yes&{query}"))
    assert shown(page) == [] and f"{filter_}: no longer known Remove this filter" in page.texts(".token")
    for kind in ("badges/print", "messages/to-many/write"):
        assert "Zola" not in desk.page(place(f"{kind}?{query}")).text


def test_the_number_of_people_is_said(desk, place, people):
    assert "6 people, by name" in desk.page(place("people")).text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=evrard", ["Évrard"]),
        ("q=credit+roche", ["La Rochebrune"]),
        ("q=creditsante", ["La Rochebrune"]),
        ("q=%25", []),
        ("status=pending&status=waitlisted", ["Évrard", "Noiret"]),
        ("arrived=yes", ["Arrivée"]),
        ("proven=never", ["Suharto"]),
        ("vip=yes", ["Zola"]),
        ("utm_source=mail&order=price&page=x", ["Arrivée", "Évrard", "La Rochebrune", "Noiret", "Suharto", "Zola"]),
    ],
)
def test_a_view_holds_those_it_names(desk, place, people, query, expected):
    assert shown(desk.page(place(f"people?{query}"))) == expected


def test_a_reference_is_found_as_it_is_shown(desk, place, people):
    reference = people["Zola"].reference
    assert shown(desk.page(place(f"people?q={reference[:4]}-{reference[4:]}"))) == ["Zola"]


def test_whoever_gets_no_mail_is_found(desk, place, people):
    flag(people["Noiret"].email, "550 no such user")
    assert shown(desk.page(place("people?mail=undelivered"))) == ["Noiret"]


@pytest.mark.parametrize(("consent", "expected"), [("photos", ["Zola"]), ("no-photos", ["Noiret"]), ("news", ["Noiret"])])
def test_people_are_found_by_what_they_allow_now(desk, place, event, consent, expected):
    zola, noiret = (factories.registration(event, last_name=name) for name in ("Zola", "Noiret"))
    yes, no = [(zola, "image"), (noiret, "newsletter")], [(noiret, "image"), (zola, "newsletter")]
    in_turn = [(*each, each in yes) for each in (*yes, *no)]
    before = [(*each, each in no) for each in (*yes, *no)]
    for person, kind, given in (*before, *in_turn):
        factories.add(Consent(
            registration_id=person.id, kind=ConsentKind(kind), given=given, language="fr", channel=person.channel
        ))  # fmt: skip
    assert shown(desk.page(place(f"people?consent={consent}"))) == expected


def test_who_did_not_come_is_a_view_once_the_day_is_over(desk, place, event, people):
    assert "Did not come" not in desk.page(place("people")).text
    event.starts_at, event.ends_at = now() - timedelta(hours=9), now() - timedelta(minutes=1)
    page = desk.page(desk.page(place("people")).link("Did not come 2"))
    assert shown(page) == ["La Rochebrune", "Zola"]


def test_a_category_is_named_by_its_code(desk, place, event, people):
    press = factories.category(event, code="PRE", label={"en": "Press"})
    factories.registration(event, last_name="Plume", category=press)
    page = desk.page(place("people?category=PRE"))
    assert shown(page) == ["Plume"]
    assert "Category: Press" in page.text


@pytest.mark.parametrize("key", ["groupe-12", "id:999999", "id:x", "name:", ":"])
def test_an_organisation_that_nobody_knows_is_told_by_what_was_asked(desk, place, people, key):
    page = desk.page(place(f"people?organisation={key}"))
    assert page.texts(".token") == [f"Organisation: unknown ({key}) Remove this filter"] and shown(page) == []


def test_an_organisation_is_filtered_from_the_person_of_it(desk, place, event, people):
    people["Zola"].organisation_key = "name:institut curie"
    person = desk.page(place(f"people/{people['Zola'].id}"))
    assert shown(desk.page(person.link("Everybody of it"))) == ["Zola"]


def test_french_names_a_tab_by_the_people_in_it(desk, place, people):
    tabs = desk.page(place("people").replace("/en/", "/fr/")).texts(".views a")
    assert [tab.rsplit(" ", 1)[0] for tab in tabs[:4]] == ["Toutes", "Confirmées", "À valider", "Sur liste d’attente"]


def test_columns_are_called_as_everywhere_else_and_an_empty_cell_is_empty(desk, place, people):
    page = desk.page(place("people?column=email&column=member&column=phone").replace("/en/", "/fr/"))
    assert page.texts("thead th")[1:] == ["Membre", "E‑mail", "Téléphone"]
    assert "Téléphone Vide" in page.text and "Aucune" not in page.texts("tbody td")


def test_tabs_say_how_many_and_which_one_is_open(desk, place, people):
    page = desk.page(place("people?status=waitlisted"))
    assert page.texts(".views nav a") == ["All 6", "Confirmed 3", "To approve 1", "Waiting list 1", "Never verified 1", "Arrived 1"]
    assert page.texts(".views a[aria-current]") == ["Waiting list 1"]


def test_a_filter_is_taken_away_alone(desk, place, people):
    page = desk.page(place("people?status=pending&vip=yes"))
    kept = desk.page(page.link("Status: To approve Remove this filter"))
    assert shown(kept) == ["Zola"]


def test_a_filter_is_added_to_those_there_are(desk, place, people):
    page = desk.page(place("people?q=a"))
    assert shown(desk.page(page.link("VIP"))) == ["Zola"]


def test_searching_keeps_the_filters(desk, place, people):
    page = desk.page(place("people?status=pending&status=waitlisted"))
    answer = desk.submit(page, "Search", q="noiret")
    assert shown(answer.page) == ["Noiret"]
    assert answer.page.texts(".token") == [
        "Status: To approve Remove this filter", "Status: Waiting list Remove this filter"
    ]  # fmt: skip


def test_the_latest_come_first_when_asked(desk, place, event):
    for days, name in enumerate(["Today", "Yesterday"]):
        factories.registration(event, last_name=name, created_at=now() - timedelta(days=days))
    page = desk.page(place("people"))
    assert shown(desk.page(page.link("Registered"))) == ["Today", "Yesterday"]


def test_pages_follow_each_other(desk, place, people, monkeypatch):
    monkeypatch.setattr(listing, "ROWS", 4)
    first = desk.page(place("people"))
    assert "1 to 4 of 6" in first.text
    second = desk.page(first.link("Next"))
    assert shown(second) == ["Suharto", "Zola"]
    assert shown(desk.page(second.link("Previous"))) == shown(first)


def test_a_page_that_is_no_more_leads_to_the_last(desk, place, people, monkeypatch):
    assert len(shown(desk.page(place("people?page=99")))) == 6
    monkeypatch.setattr(listing, "ROWS", 2)
    answer = desk.get(place("people?order=newest&page=99"))
    assert answer.location == place("people?order=newest&page=3")
    assert "Nobody is in this view" in desk.page(place("people?q=nobody&page=99")).text


def test_the_first_the_last_and_the_pages_around_are_one_click_away(desk, place, event, people, monkeypatch):
    monkeypatch.setattr(listing, "ROWS", 1)
    page = desk.page(place("people?page=2"))
    assert page.texts(".pagination :is(a, span)") == ["1", "2", "3", "…", "6", "Previous", "Next"]
    assert page.texts(".pagination [aria-current=page]") == ["2"]
    assert shown(desk.page(page.link("6"))) == ["Zola"]
    monkeypatch.setattr(listing, "ROWS", 4)
    assert desk.page(place("people")).texts(".pagination a") == ["Next"]


def test_an_empty_view_says_what_to_do(desk, place, people):
    page = desk.page(place("people?q=nobody"))
    assert "Nobody is in this view" in page.text
    assert len(shown(desk.page(page.link("Show everybody")))) == 6


def test_a_list_of_nobody_teaches(desk, place):
    assert "Nobody has registered yet" in desk.page(place("people")).text


def test_names_are_shown_as_typed_and_never_as_code(desk, place, event):
    factories.registration(event, first_name="<b>Bob</b>", last_name="O'Brien & Søn")
    page = desk.page(place("people"))
    assert page.texts("tbody .person-name") == ["O'Brien & Søn <b>Bob</b>"]


def test_reception_sees_people_and_takes_none_away(client, receptionist, place, people):
    page = client.sign_in(receptionist).page(place("people"))
    assert len(shown(page)) == 6
    assert "Export" not in page.text and "Add a person" not in page.text


@pytest.mark.parametrize("path", ["people", "people/{id}", "people/export", "messages", "journal", "approve"])
def test_a_reader_sees_no_name(client, reader, place, people, path):
    answer = client.sign_in(reader).get(place(path.format(id=people["Zola"].id)))
    assert answer.status_code == 403
    assert "Zola" not in answer.text


def test_whoever_works_for_another_event_finds_nothing(client, place, people):
    elsewhere = factories.account(factories.event(), Role.owner)
    assert client.sign_in(elsewhere).get(place("people")).status_code == 404


@pytest.mark.parametrize("query", ["", "?q=curie", "?category=C&status=pending", "?mail=undelivered", "?order=newest"])
def test_the_list_takes_at_most_twelve_queries(desk, place, event, people, query, monkeypatch):
    monkeypatch.setattr("app.registration.paging.FEW", 2)
    for _person in range(20):
        factories.registration(event)
    db.session.commit()
    db.session.expire_all()
    address = place(f"people{query}")
    with statements() as seen:
        desk.get(address)
    assert len(seen) <= 12
