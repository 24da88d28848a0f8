"""No address vanishes: people have printed, mailed and bookmarked them.

`addresses.txt` holds every address there ever was. A new one is added with
`python -m tests.architecture.addresses`; an old one may move, but then has to lead to where it went.
"""

import re
from itertools import chain

from app.config import ROOT
from tests.architecture.addresses import FILE
from tests.architecture.walk import routes


def test_every_address_is_written_down(app):
    unwritten = {route.name for route in routes(app)} - set(FILE.read_text().splitlines())
    assert not unwritten, "run: python -m tests.architecture.addresses"


def test_no_address_has_vanished(app):
    vanished = set(FILE.read_text().splitlines()) - {route.name for route in routes(app)}
    assert not vanished


def test_every_address_that_code_names_exists(app):
    named = re.compile(r'\b(?:url_for|absolute)\(\s*"(\w[\w.]*)"')
    files = chain((ROOT / "app").rglob("*.py"), (ROOT / "templates").rglob("*.*"))
    absent = {
        (str(file.relative_to(ROOT)), name)
        for file in files
        for name in named.findall(file.read_text())
        if name not in app.view_functions
    }
    assert absent == set()
