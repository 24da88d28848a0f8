"""Words of a list as people write them, in any of our languages, and as programs do."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any, TypeVar

from flask_babel import force_locale

from app.core.languages import LANGUAGES
from app.core.text import search_text

T = TypeVar("T", bound=Hashable)


def spoken(labels: Mapping[T, Any]) -> dict[str, T]:
    """What each code may be called: its label in each language, and the code itself."""
    found = {}
    for language in LANGUAGES:
        with force_locale(language):
            found |= {search_text(str(label)): code for code, label in labels.items()}
    return found | {search_text(str(code)): code for code in labels}


def written(texts: Iterable[tuple[T, Mapping[str, str]]]) -> dict[str, T]:
    """The same of organisers' own texts: (code, the text by language). Of two alike the first is meant."""
    found: dict[str, T] = {}
    for code, text in texts:
        for said in text.values():
            found.setdefault(search_text(said), code)
    return found


def several(text: str, known: Mapping[str, T]) -> list[T]:
    """Those that are named, parted as our exports part them: “|”, or commas, which may stand within a name.

    Raises ValueError for one that is not known."""
    if "|" in text:
        return list(dict.fromkeys(_known(part, known) for part in text.split("|") if part.strip()))
    found, parts = [], text.split(",")
    while parts:
        for end in range(len(parts), 0, -1):
            name = search_text(",".join(parts[:end]))
            if name in known or end == 1:
                break
        if name:
            found.append(_known(name, known))
        parts = parts[end:]
    return list(dict.fromkeys(found))


def _known(name: str, known: Mapping[str, T]) -> T:
    try:
        return known[search_text(name)]
    except KeyError:
        raise ValueError("not known") from None
