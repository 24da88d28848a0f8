"""Codes made of what people call things. Pure."""

from collections.abc import Collection
from itertools import count

from app.core.text import search_text

LONGEST = 30


def code_for(label: str, taken: Collection[str]) -> str:
    """“Which service?” → "which_service", or "which_service_2" where that is taken; ASCII letters,
    digits and low lines alone."""
    plain = "_".join("".join(filter(str.isalnum, word)) for word in search_text(label).encode("ascii", "ignore").decode().split())
    base = plain[:LONGEST].strip("_") or "other"
    return next(code for number in count(1) if (code := base if number == 1 else f"{base}_{number}") not in taken)
