"""Pages have one shape where axe would say the same of them, and two where it might not."""

import pytest

from tests.page import Page
from tests.shape import shape

PAGE = '<html lang="fr"><title>{}</title><main><h1 class="title">{}</h1>{}</main></html>'
ROW = '<tr><th scope="row"><a href="/{0}">{0}</a></th><td>{1}</td></tr>'


def shape_of(inside: str = "", title: str = "Liste") -> str:
    return shape(Page(PAGE.format(title, title, inside)))


def table(*rows: tuple[str, str]) -> str:
    return shape_of(f"<table><tbody>{''.join(ROW.format(*row) for row in rows)}</tbody></table>")


def test_words_addresses_and_the_number_of_rows_change_nothing():
    assert shape_of(title="Liste") == shape_of(title="List")
    assert table(("Ada", "1")) == table(("Łukasz", "2"), ("Zoé", "3"))


@pytest.mark.parametrize(
    "other", ["", '<p class="warn">x</p>', "<p></p>", "<p lang>x</p>", '<p role="status">x</p>', "<b>x</b>", "<p>x</p><p>x</p>"]
)
def test_an_element_a_class_a_role_or_words_that_lack_make_another(other):
    assert shape_of(other) != shape_of("<p>x</p>")


def test_a_row_unlike_the_others_makes_another():
    assert table(("Ada", "1"), ("Zoé", "2")) != table(("Ada", "1"), ("Zoé", ""))


def test_an_empty_label_is_told_from_one_with_words():
    assert shape_of('<a aria-label="x"></a>') == shape_of('<a aria-label="y"></a>') != shape_of('<a aria-label=""></a>')


def test_of_parts_alone_only_they_matter():
    one, other = (Page(f"<html><body><header>{each}</header><main>x</main></body></html>") for each in ("<p>x</p>", "<b>x</b>"))
    assert shape(one, "main") == shape(other, "main") != shape(one, "header")
    assert shape(one, "header, main") != shape(other, "header, main")
