"""In which order the moments of an event follow each other. Pure."""

from collections.abc import Mapping
from datetime import datetime

MOMENTS = ("opens_at", "closes_at", "freeze_at", "doors_at", "starts_at", "ends_at")

FOLLOWS = (
    ("opens_at", "closes_at"),
    ("closes_at", "ends_at"),
    ("freeze_at", "starts_at"),
    ("doors_at", "starts_at"),
    ("starts_at", "ends_at"),
)
"""(what comes first, what may not come before it)"""


def out_of_order(moments: Mapping[str, datetime]) -> list[str]:
    """The moments that stand before something they have to follow; a start may equal the doors."""
    wrong = [later for first, later in FOLLOWS if moments[later] < moments[first]]
    if moments["starts_at"] == moments["ends_at"]:
        wrong.append("ends_at")
    return list(dict.fromkeys(wrong))
