"""Files that people send: known by their content, whatever they are called. Pure."""

from dataclasses import dataclass

from app.core.text import clean_line
from app.events.questions import MOST_FILES

MEGABYTE = 1024 * 1024
SIZES = (1, 2, 4)
"""Megabytes that a question may allow."""
MOST_BYTES = MOST_FILES * SIZES[-1] * MEGABYTE
"""Sent at once."""
LONGEST_NAME = 100


@dataclass(frozen=True)
class Type:
    label: str
    media_type: str
    begins: bytes


TYPES = {
    "pdf": Type("PDF", "application/pdf", b"%PDF-"),
    "jpg": Type("JPEG", "image/jpeg", b"\xff\xd8\xff"),
    "png": Type("PNG", "image/png", b"\x89PNG\r\n\x1a\n"),
}
"""By the ending that we give them."""


@dataclass(frozen=True)
class Upload:
    """A file taken in: `name` as its owner calls it, to be shown and nothing else."""

    name: str
    kind: str
    content: bytes


def kind_of(content: bytes) -> str | None:
    """Which of TYPES it is, by how it begins."""
    return next((kind for kind, each in TYPES.items() if content.startswith(each.begins)), None)


def shown_name(name: str | None) -> str:
    """The last part of what a browser calls the file."""
    last = clean_line((name or "").replace("\\", "/").rpartition("/")[2])
    return last[-LONGEST_NAME:] or "?"
