"""A list of people, brought to an event."""

import csv
from pathlib import Path

import pytest
from flask import current_app

from app.audit.queries import history
from app.audit.service import SYSTEM
from app.core.clock import now
from app.core.text import clean_line
from app.credentials import service as credentials
from app.credentials.reference import show
from app.events.models import Entry, OrganisationType
from app.exchange import columns, service
from app.exchange.imports import people_taking
from app.exchange.imports.models import Brings, ImportLine, ImportState
from app.extensions import db
from app.jobs.models import Job
from app.registration.directory import OrganisationLimit
from app.registration.models import Channel, Departure, Registration, SeatState, Status
from app.registration.queries import Filters, search
from app.registration.service import changing
from tests import factories
from tests.badges.paper import print_badges
from tests.exchange.imports import work
from tests.refusals import refused

HEAD = "Prénom;NOM;E-mail;Organisation;Code catégorie"


@pytest.fixture
def event():
    made = factories.event(areas=[
        {"code": "bio", "label": {"fr": "Biotechnologie, santé", "en": "Biotech, health"}},
        {"code": "data", "label": {"fr": "Données", "en": "Data"}},
    ])  # fmt: skip
    factories.category(made, code="ENT", label={"fr": "Membre · Entreprise", "en": "Member · Company"})
    factories.category(made, code="INV", label={"fr": "Invité", "en": "Guest"}, entry=Entry.approval)
    credentials.open_event(made)
    return made


@pytest.fixture
def bring(event, organiser):
    def checked(content, **choices):
        return work.checked(work.begun(event, organiser, content, Brings.people), **choices)

    return checked


def people() -> dict[str, Registration]:
    return {each.email: each for each in db.session.query(Registration)}


def mails() -> list[str]:
    return [job.payload["kind"] for job in db.session.query(Job).filter_by(kind="mailing.send").order_by(Job.id)]


class TestNew:
    def test_newcomers_are_foretold_and_then_admitted_without_mail(self, bring, event, organiser):
        made = bring(f"{HEAD};Téléphone;Fonction;Langue;Domaines;VIP\n"
            "Zoë;Müller;zoe@example.com;L’Œuvre & Fils;ENT;'+33 6 39 98 12 34;Directrice;en;Données, Biotechnologie, santé;oui\n"
            "Suharto;;suharto@example.com;;Membre · Entreprise;;;;;\n")  # fmt: skip
        assert work.outcomes(made, False) == {2: "new", 3: "new"}
        assert people() == {}
        work.done(made)
        assert (made.state, work.outcomes(made, True)) == (ImportState.done, {2: "new", 3: "new"})
        zoe, suharto = people()["zoe@example.com"], people()["suharto@example.com"]
        assert (zoe.full_name, zoe.organisation_name, zoe.phone, zoe.job_title) == (
            "Zoë Müller", "L’Œuvre & Fils", "+33 6 39 98 12 34", "Directrice",
        )  # fmt: skip
        assert (zoe.status, zoe.channel, zoe.language, zoe.areas, zoe.vip) == (
            Status.confirmed, Channel.imported, "en", ["data", "bio"], True,
        )  # fmt: skip
        assert (suharto.full_name, suharto.language, suharto.email_proven_at) == ("Suharto", "fr", None)
        assert zoe.organisation_key == "name:l oeuvre fils" and zoe.codes[0].current
        assert mails() == []

    def test_they_are_written_to_when_that_is_asked(self, bring):
        made = bring(f"{HEAD}\nZoë;Müller;zoe@example.com;;ENT\nJan;Hus;jan@example.com;;INV\n")
        work.done(made, mails=True)
        assert mails() == ["confirmed", "received"]

    def test_who_has_to_be_approved_is_to_be_approved(self, bring):
        work.done(bring(f"{HEAD}\nZoë;Müller;zoe@example.com;;INV\n"))
        assert people()["zoe@example.com"].status is Status.pending

    def test_seats_go_in_the_order_of_the_lines_and_never_beyond_a_limit(self, bring, event):
        event.capacity, event.other_limit = 3, 1
        lines = "".join(f"P{n};X;p{n}@example.com;{'Lab' if n < 2 else f'Firm {n}'};ENT\n" for n in range(5))
        work.done(bring(f"{HEAD}\n{lines}"))
        assert [people()[f"p{n}@example.com"].status.value for n in range(5)] == [
            "confirmed", "waitlisted", "confirmed", "confirmed", "waitlisted",
        ]  # fmt: skip

    def test_whoever_waits_already_comes_first(self, bring, event):
        event.capacity = 1
        factories.registration(event, status=Status.waitlisted, organisation_name="Lab", organisation_key="name:lab")
        work.done(bring(f"{HEAD}\nZoë;Müller;zoe@example.com;;ENT\n"))
        assert people()["zoe@example.com"].status is Status.waitlisted

    def test_members_are_found_in_the_directory_and_counted_there(self, bring, event):
        curie = factories.organisation("Institut Curie", "curie.example", aliases=("Curie Institute",))
        factories.add(OrganisationLimit(event_id=event.id, organisation_key=f"id:{curie.id}", seats=2))
        work.done(bring(f"{HEAD}\n"
            "A;A;a@curie.example;;ENT\nB;B;b@example.com;CURIE INSTITUTE;ENT\nC;C;c@example.com;institut curie SAS;ENT\n"))  # fmt: skip
        assert [people()[f"{who}"].status.value for who in ("a@curie.example", "b@example.com", "c@example.com")] == [
            "confirmed", "confirmed", "waitlisted",
        ]  # fmt: skip
        assert {each.organisation_id for each in people().values()} == {curie.id}

    def test_the_choices_for_all_lines_hold_where_a_line_says_nothing(self, bring, event):
        content = "Prénom;E-mail;Catégorie\nZoë;zoe@example.com;\nJan;jan@example.com;Guest\n"
        made = bring(content, category=event.categories[0].id, language="en")
        work.done(made)
        assert (people()["zoe@example.com"].category.code, people()["jan@example.com"].category.code) == ("ENT", "INV")
        assert people()["zoe@example.com"].language == "en"

    def test_sessions_are_taken_with_the_seat(self, bring, event):
        full, free = factories.session(event, title={"fr": "Produire", "en": "Make"}, capacity=0), factories.session(
            event, title={"fr": "Soigner, guérir", "en": "Care"}, starts_at=event.starts_at, ends_at=event.starts_at.replace(minute=50)
        )  # fmt: skip
        work.done(bring(f"{HEAD};Sessions\nZoë;M;zoe@example.com;;ENT;Produire, Soigner, guérir\n"))
        seats = {seat.session_id: seat.state for seat in people()["zoe@example.com"].seats}
        assert seats == {full.id: SeatState.waiting, free.id: SeatState.held}

    @pytest.mark.parametrize(("cells", "why"), [
        (";M;zoe@example.com;;ENT", "first_name:missing"),
        ("Zoë;M;;;ENT", "email:missing"),
        ("Zoë;M;zoe@;;ENT", "email:email"),
        ("Zoë;M;zoe@example.com;;XYZ", "category:category"),
        ("Zoë;M;zoe@example.com;;", "category:missing"),
        (f"{'x' * 101};M;zoe@example.com;;ENT", "first_name:long"),
        ("Zoë;http://spam.example/win;zoe@example.com;;ENT", "last_name:web_address"),
        ("\u202e;M;a@b@c;;", "email:email first_name:missing category:missing"),
    ])  # fmt: skip
    def test_a_line_that_cannot_be_taken_says_why(self, bring, cells, why):
        made = bring(f"{HEAD}\n{cells}\nJan;Hus;jan@example.com;;ENT\n")
        assert work.outcomes(made, False) == {2: why, 3: "new"}
        work.done(made)
        assert list(people()) == ["jan@example.com"]

    @pytest.mark.parametrize(("header", "cell", "why"), [
        ("Téléphone", "call me", "phone:phone"), ("Langue", "tlh", "language:language"), ("Domaines", "Alchimie", "areas:areas"),
        ("Sessions", "Nulle part", "sessions:sessions"), ("VIP", "peut-être", "vip:yes_no"),
        ("Type d'organisation", "Boulangerie", "organisation_type:type"), ("Référence", "AAAA-AAAA", "reference:reference"),
        ("Référence", "NLRS-GTXV", "reference:no_such_reference"),
    ])  # fmt: skip
    def test_a_cell_that_means_nothing_here_is_told(self, bring, header, cell, why):
        made = bring(f"{HEAD};{header}\nZoë;M;zoe@example.com;;ENT;{cell}\n")
        assert work.outcomes(made, False) == {2: why}

    def test_one_address_is_one_person(self, bring):
        made = bring(f"{HEAD}\nZoë;M;zoe@example.com;;ENT\nZoe;M;ZOE@example.com;;ENT\n")
        assert work.outcomes(made, False) == {2: "new", 3: ":repeats"}
        work.done(made)
        assert len(people()) == 1

    def test_the_same_bad_address_is_told_as_bad_on_each_line(self, bring):
        made = bring(f"{HEAD}\nZoë;M;nobody@;;ENT\nJan;H;nobody@;;ENT\n")
        assert work.outcomes(made, False) == {2: "email:email", 3: "email:email"}

    def test_sessions_at_the_same_time_are_told(self, bring, event):
        for name in ("A", "B"):
            factories.session(event, title={"fr": name, "en": name})
        made = bring(f"{HEAD};Sessions\nZoë;M;zoe@example.com;;ENT;A, B\n")
        assert work.outcomes(made, False) == {2: "sessions:overlap"}

    def test_people_are_brought_before_the_event_is_published(self, organiser):
        draft = factories.event(state="draft")
        factories.category(draft, code="ENT")
        made = work.checked(work.begun(draft, organiser, f"{HEAD}\nZoë;M;zoe@example.com;;ENT\n", Brings.people))
        assert work.outcomes(work.done(made), True) == {2: "new"}


class TestThere:
    def test_an_address_that_is_there_is_changed_and_empty_cells_change_nothing(self, bring, event):
        there = factories.registration(
            event, email="zoe@example.com", first_name="Zoe", last_name="Muller", job_title="Director", organisation_name="Lab"
        )
        made = bring(f"{HEAD};Fonction;Note pour l'accueil\nZoë;Müller;ZOE@example.com;;;;Badge à remettre en main propre\n")
        assert work.outcomes(made, False) == {2: "changed"}
        assert db.session.get(ImportLine, (made.id, 2)).fields == ["first_name", "last_name", "door_note"]
        work.done(made)
        assert (there.full_name, there.job_title, there.organisation_name) == ("Zoë Müller", "Director", "Lab")
        assert there.door_note == "Badge à remettre en main propre"
        [entry] = [each for each in history("registration", there.id) if each.action == "registration.edit"]
        assert (entry.actor_kind, entry.values.before["first_name"]) == ("account", "Zoe")

    def test_organisation_and_category_change_within_the_limits(self, bring, event):
        there = factories.registration(event, email="zoe@example.com", organisation_name="Lab")
        work.done(bring("E-mail;Organisation;Type d'organisation;Catégorie\nzoe@example.com;Firm;Entreprise;INV\n"))
        assert (there.organisation_name, there.organisation_type, there.category.code) == ("Firm", OrganisationType.company, "INV")
        assert (there.status, mails()) == (Status.confirmed, [])

    def test_what_no_limit_leaves_room_for_is_refused_and_nothing_of_the_line_is_done(self, bring, event):
        event.other_limit = 1
        factories.registration(event, organisation_name="Firm", organisation_key="name:firm")
        there = factories.registration(event, email="zoe@example.com", organisation_name="Lab", first_name="Zoe")
        made = work.done(bring("E-mail;Prénom;Organisation\nzoe@example.com;Zoë;Firm\n"))
        assert work.outcomes(made, True) == {2: ":no_seat"}
        assert (there.organisation_name, there.first_name) == ("Lab", "Zoe")

    def test_a_reference_finds_who_has_no_address_of_their_own(self, bring, event):
        boss = "boss@example.com"
        managed = factories.registration(event, email=None, manager_email=boss, manager_key=boss, first_name="Zoe")
        made = work.done(bring(f"Référence;E-mail;Prénom\n{show(managed.reference).lower()};;Zoë\n"))
        assert (work.outcomes(made, True), managed.first_name) == ({2: "changed"}, "Zoë")

    def test_an_address_is_never_changed_by_a_list(self, bring, event):
        there = factories.registration(event, email="zoe@example.com")
        made = bring(f"Référence;E-mail\n{there.reference};other@example.com\n")
        assert work.outcomes(made, False) == {2: "email:other_address"}

    @pytest.mark.parametrize("status", [Status.cancelled, Status.refused])
    def test_whoever_cancelled_does_not_come_back_by_a_list(self, bring, event, status):
        factories.registration(event, email="zoe@example.com", first_name="Zoë", status=status)
        made = bring(f"{HEAD}\nZoé;M;zoe@example.com;;ENT\n")
        assert work.outcomes(made, False) == {2: ":gone"}

    def test_whoever_registers_between_dry_run_and_press_is_registered_once(self, bring, event):
        made = bring(f"{HEAD}\nZoë;M;zoe@example.com;Lab;ENT\n")
        factories.registration(event, email="zoe@example.com", first_name="Zoë", last_name="M", organisation_name="Lab")
        work.done(made)
        assert work.outcomes(made, True) == {2: "unchanged"} and len(people()) == 1


def crowd(event):
    """Everybody who is hard to write down, in many states."""
    workshop = factories.session(event, title={"fr": "Produire, soigner", "en": "Make, care"})
    directory = factories.organisation("Institut Curie", "curie.example", type="institution")
    rows = list(csv.DictReader(Path("tests/data/people.csv").read_text().splitlines()))
    for number, row in enumerate(rows):
        person = factories.registration(
            event, first_name=clean_line(row["first_name"]), last_name=clean_line(row["last_name"]),
            organisation_name=clean_line(row["organisation"]),
            email=None if number % 9 == 5 else row["email"], category=event.categories[number % 2],
            status=list(Status)[number % 7], job_title=["", "=1+1", "Directrice; adjointe", "@lead"][number % 4],
            phone=["", "+33 6 39 98 12 34", "(0)1 40-51.00"][number % 3], areas=[[], ["bio"], ["data", "bio"], ["gone"]][number % 4],
            organisation_type=None if number % 5 == 0 else list(OrganisationType)[number % 6],
            organisation=directory if row["organisation"] == "Institut Curie" else None,
        )  # fmt: skip
        if number % 4 == 0:
            factories.session_seat(person, workshop)
    return len(rows)


@pytest.mark.parametrize("format_name", ["excel", "csv", "machine"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_our_own_export_comes_back_unchanged(event, bring, format_name, lang):
    number = crowd(event)
    db.session.commit()
    query = search(event.id, Filters())
    content = service.export(event, query, columns.chosen([]), format_name, lang=lang, at=now()).file.read()
    made = bring(content)
    assert len(work.outcomes(made, False)) == number
    assert {line: outcome for line, outcome in work.outcomes(made, False).items() if outcome != "unchanged"} == {}


class TestChunks:
    def test_a_thousand_lines_take_many_steps_and_nobody_is_there_twice(self, bring, event, monkeypatch):
        monkeypatch.setattr(people_taking, "MOST", 7)
        event.capacity = 1_000
        lines = "".join(f"P{n};X;p{n}@example.com;Firm {n};ENT\n" for n in range(40))
        made = work.done(bring(f"{HEAD}\n{lines}"))
        assert len(people()) == 40
        assert set(work.outcomes(made, True).values()) == {"new"}
        assert len({each.reference for each in people().values()}) == 40
        assert db.session.query(Job).filter_by(kind="exchange.run").one().progress == 35


class TestTakingBack:
    def test_whom_it_brought_is_gone_and_what_it_changed_is_as_before(self, bring, event):
        there = factories.registration(
            event, email="there@example.com", first_name="Ann", organisation_name="Lab", organisation_type=None, job_title="Head"
        )
        made = work.done(bring(f"{HEAD};Fonction;Type d'organisation\n"
            "Zoë;M;zoe@example.com;;ENT;;\nAnne;;there@example.com;Firm;INV;Chief;Entreprise\n"))  # fmt: skip
        assert (there.first_name, there.organisation_name, there.category.code) == ("Anne", "Firm", "INV")
        code = people()["zoe@example.com"].codes[0].credential
        work.taken_back(made)
        assert made.state is ImportState.taken_back
        assert list(people()) == ["there@example.com"]
        assert (there.first_name, there.organisation_name, there.organisation_type, there.job_title, there.category.code) == (
            "Ann", "Lab", None, "Head", "ENT",
        )  # fmt: skip
        assert code.state == "revoked"
        assert work.outcomes(made, True) == {} and work.outcomes(made, False) == {2: "new", 3: "changed"}

    def test_the_door_learns_who_is_gone(self, bring, event):
        made = work.done(bring(f"{HEAD}\nZoë;M;zoe@example.com;;ENT\n"))
        gone = people()["zoe@example.com"].id
        work.taken_back(made)
        assert [each.registration_id for each in db.session.query(Departure)] == [gone]
        assert any(entry.action == "registration.take_back" for entry in history("registration", gone))

    def test_who_was_written_to_is_told(self, bring):
        made = work.done(bring(f"{HEAD}\nZoë;M;zoe@example.com;;ENT\n"), mails=True)
        work.taken_back(made)
        assert people()["zoe@example.com"].status is Status.cancelled
        assert mails() == ["confirmed", "cancelled"]

    @pytest.mark.parametrize("touch", [
        lambda event, person: changing.edit(event.id, person.id, {"job_title": "Boss"}, by=SYSTEM),
        lambda event, person: setattr(person, "arrived_at", now()),
        lambda event, person: factories.sent_mail(person),
        lambda event, person: print_badges(current_app, [person]),
    ], ids=["changed", "arrived", "written to", "printed"])  # fmt: skip
    def test_not_once_somebody_has_touched_one_of_them(self, bring, event, touch):
        made = work.done(bring(f"{HEAD}\nZoë;M;zoe@example.com;;ENT\nJan;H;jan@example.com;;ENT\n"))
        touch(event, people()["zoe@example.com"])
        db.session.commit()
        with refused("touched"):
            work.taken_back(made)
        assert len(people()) == 2

    def test_what_was_before_the_list_came_is_no_obstacle(self, bring, event):
        there = factories.badge_holder(event, email="there@example.com", job_title="Head")
        there.arrived_at = now()
        factories.sent_mail(there)
        print_badges(current_app, [there])
        work.taken_back(work.done(bring("E-mail;Fonction;Code catégorie\nthere@example.com;Chief;ENT\n")))
        assert there.job_title == "Head"

    def test_seats_that_come_free_are_offered(self, bring, event):
        event.capacity = 1
        made = work.done(bring(f"{HEAD}\nZoë;M;zoe@example.com;;ENT\n"))
        waiter = factories.registration(event, status=Status.waitlisted)
        work.taken_back(made)
        assert waiter.status is Status.offered

    def test_not_while_it_is_under_way_and_only_once(self, bring):
        made = bring(f"{HEAD}\nZoë;M;zoe@example.com;;ENT\n")
        with refused("not_now"):
            work.taken_back(made)
        work.taken_back(work.done(made))
        with refused("not_now"):
            work.taken_back(made)

