"""The seat plate draws what its caption says."""

import pytest
from flask import Flask
from lxml.html import HtmlElement, fromstring


@pytest.fixture
def plate(app: Flask):
    def drawn(taken: int, total: int, show_you: bool = True) -> HtmlElement:
        source = '{% from "components/plate.html" import seat_plate %}{{ seat_plate(taken, total, show_you) }}'
        with app.test_request_context("/en/"):
            return fromstring(app.jinja_env.from_string(source).render(taken=taken, total=total, show_you=show_you))

    return drawn


def counted(figure: HtmlElement) -> tuple[int, int, int]:
    """Wells taken, the reader's own, and open."""
    return tuple(len(figure.cssselect(rule)) for rule in (".taken circle", ".plate > .dot", ".open circle"))


def test_each_place_is_one_well_and_the_first_free_one_is_the_readers(plate):
    figure = plate(132, 200)
    assert counted(figure) == (132, 1, 67)
    assert "68 places left of 200" in figure.text_content()


def test_a_full_plate_has_no_place_for_the_reader(plate):
    assert counted(plate(200, 200)) == (200, 0, 0)


def test_more_people_than_places_do_not_spill_over_the_plate(plate):
    assert counted(plate(212, 200)) == (200, 0, 0)


def test_a_closed_door_shows_free_wells_but_nobody_in_blue(plate):
    assert counted(plate(150, 200, show_you=False)) == (150, 0, 50)


@pytest.mark.parametrize(("total", "each", "wells"), [(600, 1, 600), (1000, 5, 200), (5000, 10, 500), (22_000, 50, 440)])
def test_a_big_event_says_how_many_places_a_dot_stands_for(plate, total, each, wells):
    figure = plate(0, total)
    assert sum(counted(figure)) == wells
    assert (f"One dot stands for {each} places." in figure.text_content()) == (each > 1)
