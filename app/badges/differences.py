"""What stands on a printed badge and would stand there no more. Pure."""

from difflib import SequenceMatcher
from enum import StrEnum

from app.badges.content import BadgeContent
from app.badges.models import PrintedBadge
from app.badges.scripts import on_paper
from app.badges.staleness import digits_of

Words = list[tuple[str, bool]]
"""Words in their order; True: struck, it stands on paper alone."""


class Part(StrEnum):
    name = "name"
    organisation = "organisation"
    job = "job"
    photo = "photo"
    shared = "shared"
    """The category, or the event's name and date."""
    code = "code"


def differences(printed: PrintedBadge, content: BadgeContent, credential_id: int) -> list[Part]:
    """`content` and `credential_id`: as they would be printed now."""
    first, last = on_paper(printed.first_name), on_paper(printed.last_name)
    changed = {
        Part.name: ((first, last) if first else (last, "")) != content.names,
        Part.organisation: _differs(printed.organisation, content.line("organisation")),
        Part.job: _differs(printed.job_title, content.line("job")),
        Part.photo: printed.no_photo != content.no_photo,
        Part.shared: printed.art != digits_of(content),
        Part.code: printed.credential_id != credential_id,
    }
    return [part for part, differs in changed.items() if differs]


def _differs(printed: str | None, now: str) -> bool:
    """A line that was not printed cannot be wrong."""
    return printed is not None and on_paper(printed) != now


def merged(before: str | None, now: str) -> Words:
    """The words of both, those of `before` alone struck where they stood."""
    old, new = on_paper(now if before is None else before).split(), on_paper(now).split()
    words: Words = []
    for kind, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            words += [(word, True) for word in old[old_start:old_end]]
        words += [(word, False) for word in new[new_start:new_end]]
    return words
