"""Who is expected, and what changed since the venue was told."""

from hypothesis import given
from hypothesis import strategies as st

from app.exchange.access_list.people import Change, Entry, News, changes, dump, expected, load
from app.registration.models import Status
from tests import factories

ZOE, ADAM, EVE = Entry(1, "Müller", "Zoë", "Curie"), Entry(2, "Aïda", "", "Pasteur"), Entry(3, "de La Roche", "Ève", "")


def entries():
    names = st.text(max_size=5)
    return st.lists(st.builds(Entry, st.integers(1, 6), names, names, names), unique_by=lambda each: each.id)


def test_new_gone_and_written_otherwise_follow_each_other():
    other = Entry(1, "Müller-Weiß", "Zoë", "Curie")
    assert changes([ZOE, ADAM], [EVE, other]) == [
        News(Change.added, EVE), News(Change.gone, ADAM), News(Change.now, other, before=ZOE),
    ]  # fmt: skip


@given(entries(), entries())
def test_whoever_follows_the_changes_has_the_new_list(before, after):
    holds = {each.id: each for each in before}
    for news in changes(before, after):
        if news.change is Change.gone:
            del holds[news.entry.id]
        else:
            holds[news.entry.id] = news.entry
    assert holds == {each.id: each for each in after}


@given(entries())
def test_nothing_changes_by_itself_and_what_is_kept_comes_back(listed):
    assert changes(listed, listed) == []
    assert load(dump(listed)) == listed


def test_everybody_confirmed_is_expected_by_the_name_on_the_badge_in_french_order(event):
    factories.registration(event, first_name="Zoë", last_name="Éluard", badge_organisation="CNRS")
    factories.registration(event, first_name="Madonna", last_name="")
    factories.registration(event, first_name="Jean", last_name="de Zélande")
    factories.registration(event, last_name="Waits", status=Status.waitlisted)
    assert [each.line for each in expected(event.id)] == [
        ("Éluard", "Zoë", "CNRS"), ("Madonna", "", "Institut Curie"), ("de Zélande", "Jean", "Institut Curie"),
    ]  # fmt: skip
