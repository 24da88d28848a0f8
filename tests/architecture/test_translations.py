"""Every text stands in the French catalogue, set as French is set."""

import re
from collections.abc import Iterator
from functools import cache

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from app.config import ROOT

KEYWORDS = {
    "_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2), "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2), "lazy_pgettext": ((1, "c"), 2),
}  # fmt: skip
PLAIN_BLANK = {
    "a plain apostrophe": r"\w'\w",
    "three points": r"\.\.\.",
    "an exclamation mark": r"!",
    "a plain blank or none before a sign": r"(?<![\u202f?])[;?](?!\w)",
    "a plain blank before a colon": r" :",
    "a quotation mark without its narrow blank": r"«(?!\u202f)|(?<!\u202f)»",
    "English quotation marks": r"[“”\"]",
}


@cache
def catalogue() -> Catalog:
    with open(ROOT / "app/translations/fr/LC_MESSAGES/messages.po", "rb") as file:
        return read_po(file, locale="fr")


@cache
def texts() -> dict[str, str]:
    """Every text of code and templates, and where it stands."""
    with open(ROOT / "deploy/babel.cfg") as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(ROOT, methods, options, KEYWORDS, directory_filter=is_ours)
    return {
        message if isinstance(message, str) else message[0]: f"{path}:{line}" for path, line, message, _, _ in found
    }


def is_ours(folder: str) -> bool:
    return not re.search(r"/(\.\w+|node_modules|instance|static|tests|docs)(/|$)", str(folder))


def french() -> Iterator[Message]:
    for message in catalogue():
        if message.id:
            yield message


def strings(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def test_every_text_is_translated():
    done = {message.id if isinstance(message.id, str) else message.id[0] for message in french() if all(strings(message))}
    missing = {text: place for text, place in texts().items() if text not in done}
    assert missing == {}


def test_nothing_is_translated_that_nobody_says():
    unsaid = {message.id if isinstance(message.id, str) else message.id[0] for message in french()} - set(texts())
    assert unsaid == set()


def test_the_same_is_filled_in():
    filled_in = [message for message in french() if "%(" in str(message.id)]  # "50% off" is no placeholder
    problems = [(message.id, str(error)) for message in filled_in for error in message.check(catalogue())]
    assert problems == []


@pytest.mark.parametrize("what", PLAIN_BLANK)
def test_french_is_set_as_french_is_set(what):
    faulty = [text for message in french() for text in strings(message) if re.search(PLAIN_BLANK[what], text)]
    assert faulty == []
