"""Batches: what is owed, laid out in steps, joined, stopped."""

import signal
from io import BytesIO

import pikepdf
import pytest
import sqlalchemy as sa

from app.audit.service import SYSTEM
from app.badges import keeping, printing, queries, service
from app.badges.formats import A6_PORTRAIT
from app.badges.models import BatchItem, BatchState, PrintBatch, Reason
from app.badges.ordering import Order
from app.badges.paper import Paper
from app.badges.places import find_on_paper
from app.badges.printing import Run
from app.badges.sheets import Sheet
from app.badges.trays import Tray
from app.credentials.models import Credential, CredentialState
from app.extensions import db
from app.jobs.files import find_file
from app.jobs.models import JobAttempt, StoredFile
from app.jobs.worker import drain
from app.registration.models import Registration, Status
from tests import factories
from tests.badges.reading import sheets
from tests.counted import statements
from tests.jobs.farm import Farm
from tests.refusals import refused

PAPER, RUN = Paper(), Run()


@pytest.fixture
def small_steps(monkeypatch):
    monkeypatch.setattr(printing, "CHUNK", 4)


def people(event, number):
    return [factories.badge_holder(event, first_name=f"Ada {index}") for index in range(number)]


def start(event, account, holders, paper=PAPER, run=RUN):
    return printing.start(event.id, [each.id for each in holders], paper, run, language="fr", account=account, by=SYSTEM)


def work(app):
    return drain(app.extensions["job_handlers"])


def pdf_of(batch):
    db.session.refresh(batch)
    return find_file(batch.file_id).content


def test_many_contents_take_few_statements(event):
    holders = people(event, 8)
    alone = [service.content(each) for each in holders]
    db.session.expire_all()
    found = list(db.session.scalars(sa.select(Registration).order_by(Registration.id)))
    with statements() as sent:
        assert service.contents(found) == alone
    assert len(sent) <= 4, sent  # codes, consents; the event and the category they share


def test_a_batch_becomes_one_pdf_in_its_order(app, event, organiser, small_steps):
    holders = people(event, 10)[::-1]
    batch = start(event, organiser, holders)
    assert work(app) == 4  # 4, 4 and 2 badges, then the whole
    cells = [cell for page in sheets(pdf_of(batch)) for cell in page]
    assert [cell.codes[0] for cell in cells[:10]] == [service.content(each).code for each in holders]
    assert batch.state is BatchState.done
    assert db.session.scalars(sa.select(StoredFile.id)).all() == [batch.file_id]  # its parts are gone


def test_what_was_printed_is_remembered(app, event, organiser, small_steps):
    holders = people(event, 5)
    batch = start(event, organiser, holders)
    work(app)
    printed = db.session.execute(
        sa.select(BatchItem.registration_id, BatchItem.fingerprint).where(BatchItem.batch_id == batch.id)
    ).all()
    assert dict(map(tuple, printed)) == {each.id: service.content(each).fingerprint() for each in holders}
    holders[0].job_title = "Directrice"
    assert service.content(holders[0]).fingerprint() != dict(map(tuple, printed))[holders[0].id]


def test_batches_are_numbered_within_their_event(event, organiser):
    holders, other = people(event, 1), factories.event()
    assert [start(event, organiser, holders).number for _ in range(2)] == [1, 2]
    assert start(other, organiser, people(other, 1)).number == 1


def test_nobody_makes_no_batch(event, organiser):
    with refused("nobody_to_print"):
        start(event, organiser, [])


def test_who_lost_the_place_meanwhile_is_not_printed(app, event, organiser):
    staying, leaving = people(event, 2)
    batch = start(event, organiser, [staying, leaving])
    leaving.codes[0].current, leaving.status = False, Status.cancelled
    work(app)
    (page,) = sheets(pdf_of(batch))
    assert [cell.codes for cell in page] == [[service.content(staying).code], [], [], []]


def test_a_name_that_cannot_be_printed_any_more_leaves_no_half_pdf(app, event, organiser, small_steps):
    holders = people(event, 6)
    batch = start(event, organiser, holders)
    holders[5].first_name = "Ana \U00012000"
    work(app)
    db.session.refresh(batch)
    assert batch.state is BatchState.failed and "\U00012000" in batch.failure
    assert db.session.scalars(sa.select(StoredFile.id)).all() == []


def test_problems_are_known_before(event):
    contents = service.contents([*people(event, 2), factories.badge_holder(event, first_name="Ana \U00012000")])
    assert list(printing.problems(contents, A6_PORTRAIT)) == [2]


def test_a_stopped_batch_does_no_more(app, event, organiser):
    batch = start(event, organiser, people(event, 1))
    printing.cancel(batch, SYSTEM)
    assert work(app) == 0
    assert (batch.state, batch.file_id) == (BatchState.cancelled, None)
    with refused("batch_ended"):
        printing.cancel(batch, SYSTEM)


def test_a_step_in_work_does_not_undo_the_stop(app, event, organiser, small_steps, monkeypatch):
    batch = start(event, organiser, people(event, 6))
    real = keeping.keep_part

    def stop_meanwhile(*arguments):
        printing.cancel(batch, SYSTEM)
        return real(*arguments)

    monkeypatch.setattr(keeping, "keep_part", stop_meanwhile)
    assert work(app) == 1
    db.session.refresh(batch)
    assert batch.state is BatchState.cancelled


def test_blanks_have_codes_that_nobody_else_gets(app, event, organiser):
    people(event, 1)
    batch = printing.start_blanks(event.categories[0], 5, Paper(), language="en", account=organiser, by=SYSTEM)
    work(app)
    blanks = list(db.session.scalars(sa.select(Credential).where(Credential.state == CredentialState.blank)))
    assert {(each.category_id, each.batch) for each in blanks} == {(event.categories[0].id, "1")}
    printed = [cell.codes[0] for page in sheets(pdf_of(batch)) for cell in page if cell.codes]
    assert printed == [each.code for each in service.blank_contents(event.categories[0], blanks, "en")]


TRAYS = (Tray(1, "", "A", "K"), Tray(2, b"l".hex(), "L", "Z"))


def test_trays_begin_on_a_sheet_of_their_own_after_a_page_that_names_them(app, event, organiser, small_steps):
    holders = [factories.badge_holder(event, last_name=name) for name in ("Abel", "Bo", "Cy", "Do", "Eck", "Lam", "Zola")]
    batch = start(event, organiser, holders, run=Run(Order.trays, TRAYS, dividers=True))
    work(app)
    pages = sheets(pdf_of(batch))
    assert [sum(bool(cell.codes) for cell in page) for page in pages] == [0, 4, 1, 0, 2]
    first, second = pages[0], pages[3]
    assert "Bureau1" in first[0].text and "5badges" in "".join(cell.text for cell in first)
    assert "Bureau2" in second[0].text and "2badges" in "".join(cell.text for cell in second)
    with pikepdf.open(BytesIO(pdf_of(batch))) as opened:
        tree = opened.Root.StructTreeRoot
        assert [int(page.StructParents) for page in opened.pages] == list(range(5))
        assert [len(tree.ParentTree.Nums), len(tree.K[0].K)] == [10, 5]


def test_without_such_pages_the_sheets_go_on(app, event, organiser):
    holders = [factories.badge_holder(event, last_name=name) for name in ("Abel", "Lam", "Zola")]
    batch = start(event, organiser, holders, run=Run(Order.trays, TRAYS))
    work(app)
    assert [len(page) for page in sheets(pdf_of(batch))] == [4]
    assert [find_on_paper(each).tray for each in holders] == [TRAYS[0], TRAYS[1], TRAYS[1]]


def test_the_first_sheet_goes_on_where_it_was_begun(app, event, organiser, small_steps):
    holders = people(event, 6)
    batch = start(event, organiser, holders, Paper(first=3))
    work(app)
    pages = sheets(pdf_of(batch))
    assert [[bool(cell.codes) for cell in page] for page in pages] == [[False, False, True, True], [True] * 4]


def test_a_batch_to_be_folded_has_a_back_in_each_persons_language(app, event, organiser):
    holders = [factories.badge_holder(event, language=lang) for lang in ("fr", "en")]
    batch = start(event, organiser, holders, Paper("home-fold"))
    work(app)
    french, english = sheets(pdf_of(batch), Sheet(210, 297, ((0, 0), (105, 0))))
    assert french[0].codes and "Accueildès" in french[1].text
    assert english[0].codes and "Doorsopen" in english[1].text


def test_who_has_a_badge_already_gets_another_with_a_reason_alone(app, event, organiser):
    holders = people(event, 2)
    start(event, organiser, holders[:1])
    work(app)
    with refused("reason_missing"):
        start(event, organiser, holders)
    assert start(event, organiser, holders[1:], run=Run(reason=Reason.lost)).reason is None
    assert start(event, organiser, holders, run=Run(reason=Reason.lost)).reason is Reason.lost


def test_phones_hear_of_badges_that_came_out_of_the_printer(app, event, organiser):
    person, other = people(event, 2)
    before, version = event.revision, person.version
    start(event, organiser, [person])
    work(app)
    db.session.expire_all()
    assert person.revision > before and person.version == version  # nobody else edited anything
    assert other.revision <= before


@pytest.fixture
def farm(own_app, tmp_path):
    made = Farm(own_app(), tmp_path)
    yield made
    made.end()


def test_a_worker_killed_half_way_is_taken_over_from(farm):
    with farm.app.app_context():
        event = factories.event()
        category = factories.category(event)
        factories.badge_holder(event)
        batch = printing.start_blanks(
            category, 300, Paper(), language="fr", account=factories.account(event), by=SYSTEM
        )  # fmt: skip
        db.session.commit()
        batch_id = batch.id

    def laid_out():
        with farm.app.app_context():
            return queries.find_job(db.session.get(PrintBatch, batch_id)).progress

    first = farm.start()
    farm.wait_until(laid_out, seconds=60)
    first.kill()
    assert farm.end_of(first) == -signal.SIGKILL
    farm.start()
    farm.wait_until_done(60)
    with farm.app.app_context():
        batch = db.session.get(PrintBatch, batch_id)
        found = sheets(find_file(batch.file_id).content)
        assert len({code for page in found for cell in page for code in cell.codes}) == 300 == 4 * len(found)
        broken_off = sa.select(sa.func.count()).where(JobAttempt.ended_at.is_(None))
        assert (batch.state, db.session.scalar(broken_off)) == (BatchState.done, 1)
        assert db.session.scalar(sa.select(sa.func.count(StoredFile.id))) == 1
