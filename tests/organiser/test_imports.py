"""Lists brought to the back office: from the file to what became of each line."""

from datetime import timedelta
from io import BytesIO

import pytest

from app.accounts.permissions import Role
from app.exchange.imports.models import Import, ImportState
from app.exchange.tables.table import MOST_BYTES
from app.extensions import db
from app.jobs.models import Job, StoredFile
from app.registration.directory import Organisation
from app.registration.models import Registration, Status
from tests import factories
from tests.exchange.imports import work

LIST = "Nom;Type;Domaines\nInstitut Curie;Recherche ou soin;curie.example\nInserm;bakery;\nGenopole;;\n"


@pytest.fixture
def boss(client, owner):
    """The back office as an owner sees it."""
    return client.sign_in(owner)


def send(browser, place, content, name="members.csv", path="organisations/import"):
    content = content.encode() if isinstance(content, str) else content
    return browser.submit(browser.page(place(path)), "Send the file", file=(BytesIO(content), name))


def made() -> Import:
    return db.session.query(Import).order_by(Import.id.desc()).first()


class TestUpload:
    def test_the_page_says_what_columns_may_hold(self, boss, place):
        assert "What a column may hold: Name, Type" in boss.page(place("organisations/import")).text
        assert "Reference, E-mail, First name" in boss.page(place("people/import")).text

    def test_a_file_leads_to_its_columns(self, boss, place):
        page = boss.page(send(boss, place, LIST).location)
        assert page.heading == "Which column is which"
        assert page.texts("tbody th") == ["A Nom", "B Type", "C Domaines"]
        assert [box.value for box in page.all("select")] == ["name", "type", "domains"]
        assert "Institut Curie · Inserm · Genopole" in page.text

    @pytest.mark.parametrize(("content", "sentence"), [
        (b"", "Choose a file"),
        (b"Nom\n", "There is no row below the header"),
        (b"Nom;Nom\na;b\n", "Line 1, column B"),
        (b"PK\x03\x04 no workbook", "This is no Excel workbook"),
        ("Nom\na\0b\n", "Line 2, column A"),
    ])  # fmt: skip
    def test_what_is_no_table_is_told_beside_the_box(self, boss, place, content, sentence):
        answer = send(boss, place, content, "x.csv" if content else "")
        assert sentence in answer.page.text
        assert made() is None

    def test_too_large_a_file_is_refused(self, boss, place):
        answer = send(boss, place, b"x" * (MOST_BYTES + 2**20))
        assert answer.status_code == 413

    def test_the_name_of_the_file_is_only_a_name(self, boss, place):
        send(boss, place, LIST, "../../etc/<script>alert(1)</script>.csv" + "x" * 300)
        page = boss.page(place("organisations/import"))
        assert "alert(1)" in page.text and "<script>alert" not in page.source
        assert len(made().file_name) == 150

    def test_the_file_is_kept_a_week_and_belongs_to_whoever_sent_it(self, boss, place, owner):
        send(boss, place, LIST)
        file = db.session.query(StoredFile).one()
        assert (file.account_id, round((file.until - file.created_at) / timedelta(days=1))) == (owner.id, 7)


class TestColumns:
    def asked(self, boss, place, **columns):
        page = boss.page(send(boss, place, LIST).location)
        return boss.submit(page, "Check the lines", **columns)

    def test_one_field_is_one_column(self, boss, place):
        answer = self.asked(boss, place, column_1="name")
        assert "Another column goes there already" in answer.page.text
        assert made().state is ImportState.mapping

    def test_what_is_needed_has_a_column(self, boss, place):
        answer = self.asked(boss, place, column_0="")
        assert "Say which column holds this: Name." in answer.page.text

    def test_what_is_not_offered_is_refused(self, boss, place):
        assert "Choose again" in self.asked(boss, place, column_2="password").page.text


class TestDirectory:
    def checked(self, boss, place):
        answer = boss.submit(boss.page(send(boss, place, LIST).location), "Check the lines")
        assert "Lines checked" in boss.page(answer.location).text
        work.work()
        return boss.page(answer.location)

    def test_the_dry_run_says_what_would_become_of_each_line(self, boss, place):
        page = self.checked(boss, place)
        assert "Checked, nothing done yet" in page.text
        assert page.texts(".views a") == ["Cannot be taken 1", "New 2"]
        assert page.texts("tbody td")[1:] == [
            "Type: this is no type that we know: company, research or care, local authority, public institution, press, other."
        ]
        assert page.texts("tbody td")[0] == "Inserm"
        assert db.session.query(Organisation).count() == 0

    def test_one_press_does_it_and_a_second_one_nothing_more(self, boss, place):
        page = self.checked(boss, place)
        for _press in range(2):
            answer = boss.submit(page, "Import 2 lines")
        assert "Lines imported" in boss.page(answer.location).text
        work.work()
        result = boss.page(answer.location)
        assert result.texts(".views a") == ["Not taken 1", "Added 2"]
        assert result.texts("thead th") == ["Line", "Result"], "what the file held is forgotten, so no column stands empty"
        assert db.session.query(Organisation).count() == 2
        assert "imported members.csv into the directory, lines: 3" in boss.page(place("journal")).text

    def test_one_is_given_up_before_it_is_begun(self, boss, place):
        page = self.checked(boss, place)
        page = boss.page(boss.submit(page, "Forget this file").location)
        assert "Stopped" in page.text
        assert db.session.query(StoredFile).count() == 0

    def test_columns_are_named_anew(self, boss, place):
        page = self.checked(boss, place)
        again = boss.page(page.link("Name the columns anew"))
        boss.submit(again, "Check the lines", column_1="")
        work.work()
        assert work.outcomes(made(), False) == {2: "new", 3: "new", 4: "new"}

    def test_a_list_without_news_offers_nothing_to_press(self, boss, place):
        factories.organisation("Institut Curie")
        answer = boss.submit(boss.page(send(boss, place, "Nom\nInstitut Curie\n").location), "Check the lines")
        work.work()
        page = boss.page(answer.location)
        assert "There is nothing to do" in page.text and "Import 0" not in page.text

    def test_only_owners_bring_one(self, client, event, place):
        client.sign_in(factories.account(event, Role.organiser))
        assert client.get(place("organisations/import")).status_code == 403

    def test_imports_of_another_event_are_not_found(self, boss, place, event, owner):
        other = factories.event()
        factories.add(Import(event_id=other.id, brings="organisations", file_name="x", headers=["Nom"], total=1))
        assert boss.get(place(f"organisations/import/{made().id}")).status_code == 404

    def test_one_whose_file_is_gone_has_failed(self, boss, place):
        page = boss.page(send(boss, place, LIST).location)
        db.session.query(StoredFile).delete()
        answer = boss.submit(page, "Check the lines")
        work.work()
        assert "This import did not come to its end" in boss.page(answer.location).text


def test_the_directory_goes_out_and_comes_back(boss, place):
    factories.organisation("Institut Curie", "curie.example")
    answer = boss.submit(boss.page(place("organisations/export")), "Download the file", format="csv")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=day")
    page = boss.page(send(boss, place, answer.data).location)
    answer = boss.submit(page, "Check the lines")
    work.work()
    assert boss.page(answer.location).texts(".views a") == ["As it is there 1"]


PEOPLE = "Prénom;NOM;E-mail;Organisation;Couleur\nZoë;Müller;zoe@example.com;Lab;bleu\nAnne;;anne@example.com;;\nJan;;jan@;;\n"


class TestPeople:
    @pytest.fixture
    def checked(self, desk, place, event):
        """The page of a dry run: one new, one to be changed, one that cannot be taken."""
        self.there = factories.registration(event, email="anne@example.com", first_name="Ann", last_name="")
        page = desk.page(send(desk, place, PEOPLE, "people.csv", "people/import").location)
        answer = desk.submit(page, "Check the lines", category=str(event.categories[0].id))
        work.work()
        return desk.page(answer.location)

    def test_the_list_of_people_leads_there(self, desk, place):
        assert desk.page(desk.page(place("people")).link("Import a list")).heading == "Import registrations"

    def test_the_columns_are_recognised_and_the_category_is_asked_for(self, desk, place, event):
        page = desk.page(send(desk, place, PEOPLE, "people.csv", "people/import").location)
        assert [box.value for box in page.all("select")] == ["first_name", "last_name", "email", "organisation_name", ""]
        assert "Category of whoever has none in the list" in page.text
        answer = desk.submit(page, "Check the lines", column_2="")
        assert "Say which column holds this: E-mail." in answer.page.text

    def test_the_dry_run_tells_each_line_apart(self, desk, checked):
        assert checked.texts(".views a") == ["Cannot be taken 1", "New 1", "To be changed 1"]
        assert checked.texts("tbody td")[1:] == ["E-mail: complete the address, for example “first.last@lab.org”."]
        assert desk.page(checked.link("New 1")).texts("tbody td") == ["Zoë Müller", "New"]
        changed = desk.page(checked.link("To be changed 1"))
        assert changed.texts("tbody td") == ["Ann", "First name"]
        assert changed.link("Ann").endswith(f"/people/{self.there.id}")

    def test_people_are_written_to_only_if_the_box_is_ticked(self, desk, checked):
        desk.submit(checked, "Import 2 lines", mails="y")
        work.work()
        assert [job.payload["kind"] for job in db.session.query(Job).filter_by(kind="mailing.send")] == ["confirmed"]

    def test_what_became_of_each_line_leads_to_the_person(self, desk, place, checked):
        answer = desk.submit(checked, "Import 2 lines")
        work.work()
        page = desk.page(f"{answer.location}?lines=new")
        assert page.texts("tbody td") == ["Zoë Müller", "Confirmed"]
        assert "MessagesNone sent" in page.text
        assert desk.page(page.link("Zoë Müller")).heading == "Zoë Müller"
        assert "added the registration: confirmed" in desk.page(page.link("Zoë Müller")).text

    def test_lines_that_were_not_taken_name_the_person_they_lead_to_and_of_the_others_the_number(self, desk, place, event):
        factories.registration(event, email="anne@example.com", first_name="Ann", last_name="Roux", status=Status.cancelled)
        rows = "Prénom;E-mail\nAnne;anne@example.com\nJan;jan@\nZoë;zoe@example.com\nZoé;zoe@example.com\n"
        page = desk.page(send(desk, place, rows, "people.csv", "people/import").location)
        answer = desk.submit(page, "Check the lines", category=str(event.categories[0].id))
        work.work()
        assert desk.page(answer.location).texts("tbody td")[::2] == ["Ann Roux", "Jan", "Zoé"]
        desk.submit(desk.page(answer.location), "Import 1 line")
        work.work()
        page = desk.page(f"{answer.location}?lines=cannot")
        assert page.texts("tbody td")[::2] == ["Ann Roux", "", ""]
        assert page.texts("tbody td")[-1] == "Line 4 is about the same already. Zoë"
        assert desk.page(page.link("Zoë")).heading == "Zoë"
        assert "a line without a name is found by its number" in page.text

    def test_it_is_taken_back_after_a_question(self, desk, place, checked):
        answer = desk.submit(checked, "Import 2 lines")
        work.work()
        question = desk.page(desk.page(answer.location).link("Take this import back"))
        assert "Newcomers are deleted" in question.text
        answer = desk.submit(question, "Take the import back")
        work.work()
        page = desk.page(answer.location)
        assert "Taken back" in page.text and not page.all("a[href$='take-back']")
        assert self.there.first_name == "Ann" and db.session.query(Registration).count() == 1

    def test_one_that_somebody_touched_stays_and_says_why(self, desk, checked):
        answer = desk.submit(checked, "Import 2 lines")
        work.work()
        db.session.query(Registration).filter_by(email="zoe@example.com").one().version += 1
        question = desk.page(desk.page(answer.location).link("Take this import back"))
        assert "1 person of this import was changed" in question.text and question.texts("main form button") == []
        assert desk.page(question.one("main .ways a").get("href")).heading == "Zoë Müller"

    def test_one_that_somebody_touches_while_the_question_stands_there_stays_too(self, desk, checked):
        answer = desk.submit(checked, "Import 2 lines")
        work.work()
        question = desk.page(desk.page(answer.location).link("Take this import back"))
        db.session.query(Registration).filter_by(email="zoe@example.com").one().version += 1
        refused = desk.submit(question, "Take the import back").page
        assert "1 person of this import was changed" in refused.text and refused.texts("main .ways b") == ["Zoë Müller"]

    def test_of_many_who_were_touched_the_first_are_named_and_the_others_counted(self, desk, place, event):
        rows = "".join(f"Ada;ada{n:02}@example.com;Roux {n:02}\n" for n in range(12))
        page = desk.page(send(desk, place, f"Prénom;E-mail;NOM\n{rows}", "people.csv", "people/import").location)
        answer = desk.submit(page, "Check the lines", category=str(event.categories[0].id))
        work.work()
        desk.submit(desk.page(answer.location), "Import 12 lines")
        work.work()
        for person in db.session.query(Registration):
            person.version += 1
        question = desk.page(desk.page(answer.location).link("Take this import back"))
        assert question.texts("main .ways b") == [f"Ada Roux {n:02}" for n in range(10)] and "and 2 more" in question.text

    def test_one_is_stopped_on_its_way_and_says_what_was_left_out(self, desk, checked):
        page = desk.page(desk.submit(checked, "Import 2 lines").location)
        page = desk.page(desk.submit(page, "Stop the import").location)
        work.work()
        assert "Stopped" in page.text and "3 lines" in page.text
        assert db.session.query(Registration).count() == 1

    def test_hostile_values_are_shown_as_they_are_and_do_nothing(self, desk, place, event):
        rows = "".join(f"{cell};;p{n}@example.com;;\n" for n, cell in enumerate(HOSTILE))
        page = desk.page(send(desk, place, f"Prénom;NOM;E-mail;Organisation;Couleur\n{rows}", "x.csv", "people/import").location)
        answer = desk.submit(page, "Check the lines", category=str(event.categories[0].id))
        work.work()
        desk.submit(desk.page(answer.location))
        work.work()
        assert "<script>alert" not in desk.page(f"{answer.location}?lines=new").source

    def test_who_may_not_import_is_refused(self, client, event, place):
        client.sign_in(factories.account(event, Role.reception))
        assert client.get(place("people/import")).status_code == 403


HOSTILE = ("<script>alert(1)</script>", "{{7*7}}", "%s%n%x", "' OR 1=1--", "'=HYPERLINK(1)", "\u202etxt.exe", "ﷺ" * 60, "Z\u0321\u0316a")
