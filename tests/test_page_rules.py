"""The reader of pages finds the faults that it is there for."""

import pytest

from tests.page import Page
from tests.page_rules import faults

SOUND = """<!doctype html><html lang="fr"><head><title>Inscription</title></head>
<body><main><h1>Inscription</h1>{}</main></body></html>"""


def test_a_sound_page_has_no_fault():
    page = Page(SOUND.format('<form><label for="a">Nom</label><input id="a" name="a"><button>Envoyer</button></form>'))
    assert faults(page) == []


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        ("<h1>Encore</h1>", "2 <h1>"),
        ('<input name="a">', 'unlabelled <input name="a">'),
        ('<label for="a"></label><input id="a">', 'unlabelled <input id="a">'),
        ('<select name="s"></select>', 'unlabelled <select name="s">'),
        ("<button></button>", "nameless <button >"),
        ('<a href="/x"></a>', 'nameless <a href="/x">'),
        ('<img src="/x.png">', 'no alternative text for <img src="/x.png">'),
        ('<p id="a"></p><p id="a"></p>', "id 'a' 2 times"),
        ('<p aria-describedby="gone">x</p>', "aria-describedby='gone' leads nowhere"),
        ('<a href="#gone">x</a>', '<a href="#gone"> leads nowhere'),
        ("<script>x()</script>", "inline script"),
        ("<style>p {}</style>", "inline style sheet"),
        ('<p style="x">x</p>', "style= on <p >"),
        ('<p onclick="x">x</p>', "onclick= on <p >"),
        ('<a href=" javascript:x">x</a>', 'script address on <a href=" javascript:x">'),
        ('<script src="https://cdn.example/x.js"></script>', '<script src="https://cdn.example/x.js"> is fetched'),
    ],
)
def test_a_fault_is_named(part, fault):
    assert any(found.startswith(fault) for found in faults(Page(SOUND.format(part))))


def test_a_page_without_language_or_title_is_faulty():
    page = Page("<html><head><title> </title></head><body><main><h1>x</h1></main></body></html>")
    assert faults(page) == ["<html> says no language", "no title"]


def test_a_form_sends_what_it_shows_and_what_a_person_enters():
    form = Page(
        SOUND.format(
            '<form method="post" action="/there"><input name="name" value="old"><input name="kept" value="k">'
            '<input type="checkbox" name="box" value="1"><button name="do" value="send">Send</button></form>'
        )
    ).form("Send")
    assert (form.method, form.action) == ("POST", "/there")
    assert form.filled({"name": "new"}) == {"name": "new", "kept": ["k"], "do": ["send"]}
    with pytest.raises(AssertionError, match="no field"):
        form.filled({"absent": "x"})
