"""By which letter a person is found: French name order, AFNOR rules for particles. Pure."""

import re
import unicodedata

from app.core.text import search_text

SORT_KEY_LENGTH = 400
"""Characters; longer keys are cut, which only makes very long namesakes equal."""

# “de” and “d’” stand before the name; “du”, “des”, “La”, “Le” and all foreign prefixes belong to
# it. A capital in a mixed name (“De Smet”, “D’Angelo”) says that the family files it under D.
_PARTICLE = re.compile(r"(?:(?P<word>de)\s+|(?P<elided>d['’ʼ])\s*)(?=\w)", re.IGNORECASE)


def split_particle(last: str) -> tuple[str, str]:
    """(particle with what parts it from the name, name it sorts by): ("de ", "La Rochebrune"),
    ("d’", "Arvieu"), ("", "Du Plessis"). Joined again they are `last`."""
    found = _PARTICLE.match(last)
    if found is None or (last[0] == "D" and not last.isupper()):
        return "", last
    return last[: found.end()], last[found.end() :]


def full_name(first: str, last: str) -> str:
    return f"{first} {last}".strip()


def sort_key(first: str, last: str) -> str:
    """Hexadecimal text whose plain order is the order of names, at most SORT_KEY_LENGTH.

    Surname word by word, then first name, then accents decide between namesakes. Scripts follow
    each other as in Unicode: Latin, Greek, Cyrillic, Hebrew, Arabic, … A single name is a surname.
    """
    surname, given = (split_particle(last)[1], first) if last else (first, "")
    letters = [search_text(surname), search_text(given)]
    accents = [_accented(surname), _accented(given)]
    levels = letters if accents == letters else letters + accents
    return "\0".join(levels).encode(errors="surrogatepass").hex()[:SORT_KEY_LENGTH]


def _accented(name: str) -> str:
    """The letters with their accents after them, whatever the capitals and signs between words."""
    text = unicodedata.normalize("NFKD", name).lower()
    return " ".join(re.sub(r"['’ʼ‐-]", " ", text).split())
