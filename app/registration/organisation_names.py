"""When two names of an organisation are one. Pure."""

from collections.abc import Iterable
from itertools import groupby

from app.core.text import search_text

MOST = 200
"""Characters of a key: what its columns hold."""
AND = {"et", "and", "und"}
LEGAL_FORMS = {
    "sa", "sas", "sasu", "sarl", "eurl", "snc", "scop", "scic", "selarl", "selas", "gie", "gip", "epic", "asbl",
    "ltd", "limited", "inc", "incorporated", "corp", "llc", "llp", "plc", "gmbh", "ag", "kg", "bv", "nv", "srl", "spa",
}  # fmt: skip
FIRST_TOO = {"sa", "sas", "sasu", "sarl", "eurl", "scop", "selarl", "ste", "societe"}
"""Forms that people write before the name as well."""


def name_key(name: str) -> str:
    """“Crédit-Santé S.A.S.” and “CREDIT SANTE” are “credit sante”; “I.N.S.E.R.M.” is “inserm”."""
    words = search_text(name).split()
    kept = _joined([word for word in words if word not in AND] or words)
    while len(kept) > 1 and kept[-1] in LEGAL_FORMS:
        kept.pop()
    if len(kept) > 1 and kept[0] in FIRST_TOO:
        kept.pop(0)
    return " ".join(kept)[:MOST].strip()


def other_names(name: str, names: Iterable[str]) -> dict[str, str]:
    """Those that say something new beside `name`, each once: by key."""
    known = {name_key(each): each for each in names}
    return {key: each for key, each in known.items() if key not in ("", name_key(name))}


def _joined(words: list[str]) -> list[str]:
    """Letters that stand alone one after another are an abbreviation."""
    joined: list[str] = []
    for are_letters, run in groupby(words, key=lambda word: len(word) == 1 and word.isalpha()):
        together = list(run)
        joined.extend(["".join(together)] if are_letters else together)
    return joined
