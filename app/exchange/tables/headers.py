"""Which column is which: told by its header in French or English, accents and capitals apart. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.core.text import search_text


@dataclass(frozen=True)
class Field:
    """Something that a table may bring. `names`: what its header may be called; the key is one of them."""

    key: str
    names: tuple[str, ...]


def suggest(headers: Sequence[str], fields: Iterable[Field]) -> dict[str, int]:
    """For each field that some header names, the index of its column. A column serves one field, the first."""
    columns = {_plain(header): index for index, header in enumerate(headers) if header}
    found = {}
    for field in fields:
        name = next((name for name in map(_plain, (field.key, *field.names)) if name in columns), None)
        if name is not None:
            found[field.key] = columns.pop(name)
    return found


def _plain(header: str) -> str:
    """“E-mail *”, “e mail” and “email” are one."""
    return search_text(header).replace(" ", "")
