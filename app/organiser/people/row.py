"""A line of a person's page."""

from typing import Any

Row = dict[str, Any]


def row(term: str, value: str, end: str | None = None, link: tuple[str, str] | None = None) -> Row:
    """For templates/organiser/people/person.html. `end`: what stands at the far end; `link`: (label,
    address) there instead."""
    return {"term": term, "value": value, "end": end, "end_link": link}
