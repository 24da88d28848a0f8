"""Components that no page uses are gone."""

import re

from app.config import ROOT

MACRO = re.compile(r"{%-?\s*macro\s+(\w+)")


def test_no_macro_is_unused():
    pages = {path: path.read_text() for path in (ROOT / "templates").rglob("*.*")}
    everything = "\n".join(pages.values())
    unused = [
        f"{path.relative_to(ROOT)}: {name}"
        for path, text in pages.items()
        for name in MACRO.findall(text)
        if len(re.findall(rf"\b{name}\s*\(", everything)) < 2
    ]
    assert unused == []


def test_the_reader_of_macros_finds_them():
    assert MACRO.findall("{% macro field(x) %}{%- macro row() -%}") == ["field", "row"]
