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
        if not calls(name, everything)
    ]
    assert unused == []


def calls(name: str, text: str) -> list[str]:
    """Where the macro is called, under its own name or the one it was imported as."""
    called = [name, *re.findall(rf"\b{name} as (\w+)", text)]
    return [call for each in called for call in re.findall(rf"(?<!macro )\b{each}\s*\(", text)]


def test_a_macro_under_another_name_is_used():
    assert calls("head", "{% macro head(x) %}{% from 'x' import head as top %}{{ top(1) }}") == ["top("]
    assert calls("head", "{% macro head(x) %}") == []


def test_the_reader_of_macros_finds_them():
    assert MACRO.findall("{% macro field(x) %}{%- macro row() -%}") == ["field", "row"]
