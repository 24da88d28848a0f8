"""Lines of a list read, and what becomes of each. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from app.core.text import looks_like_url, search_text
from app.exchange.imports.models import Outcome
from app.exchange.tables.headers import Field
from app.exchange.tables.table import Cell
from app.exchange.tables.values import text, yes


@dataclass(frozen=True)
class Target(Field):
    """A field that a column may go to. `label`: what it is called (lazy)."""

    label: Any = ""


@dataclass(frozen=True)
class Record:
    """A line of the file with its cells by field."""

    line: int
    cells: dict[str, Cell]
    repeats: int | None = None
    """The line that is about the same already."""

    def holds(self, key: str) -> bool:
        """Whether there is anything to be seen; an empty cell says nothing."""
        return text(self.cells.get(key, "")) != ""


@dataclass(frozen=True)
class Problem:
    """Why a line cannot be taken: a code of imports/wording.py, and the field or other line that it lies in."""

    code: str
    field: str = ""
    line: int | None = None


@dataclass(frozen=True)
class Verdict:
    """What becomes of a line, and of whom. `fields`, `version`, `entries`: as in ImportLine."""

    line: int
    outcome: Outcome
    problems: tuple[Problem, ...] = ()
    registration_id: int | None = None
    fields: tuple[str, ...] = ()
    version: int | None = None
    entries: tuple[int, ...] = ()

    def row(self, import_id: int, *, done: bool) -> dict[str, Any]:
        return {
            "import_id": import_id, "line": self.line, "outcome": self.outcome, "done": done,
            "problems": [asdict(each) for each in self.problems],
            "registration_id": self.registration_id, "fields": list(self.fields), "version": self.version,
            "entries": list(self.entries),
        }  # fmt: skip


def cannot(line: int, *problems: Problem, of: int | None = None) -> Verdict:
    """`of`: the id of the registration that it would have been about."""
    return Verdict(line, Outcome.cannot, problems, of)


class Unfit(ValueError):
    """A cell that means nothing here; `code` as in Problem."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


Readers = Mapping[str, Callable[[Cell], Any]]
"""How each field is read; each raises Unfit."""


def read(record: Record, readers: Readers) -> tuple[dict[str, Any], list[Problem]]:
    """What the filled cells of a line say, and what is wrong with the others."""
    said, problems = {}, []
    for key, reader in readers.items():
        if record.holds(key):
            try:
                said[key] = reader(record.cells[key])
            except Unfit as unfit:
                problems.append(Problem(unfit.code, key))
    return said, problems


def sound(reader: Callable[[Cell], str], cell: Cell) -> str:
    """What a cell says, or nothing where it is wrong: lines with the same mistake are not about the same."""
    try:
        return reader(cell)
    except Unfit:
        return ""


def chosen(known: Mapping[str, Any], code: str) -> Callable[[Cell], Any]:
    """A reader of one of several words."""

    def reader(cell: Cell) -> Any:
        try:
            return known[search_text(text(cell))]
        except KeyError:
            raise Unfit(code) from None

    return reader


def yes_or_no(cell: Cell) -> bool:
    try:
        return yes(cell)
    except ValueError:
        raise Unfit("yes_no") from None


def text_of(most: int) -> Callable[[Cell], str]:
    """A reader of a line of so many characters."""

    def reader(cell: Cell) -> str:
        line = text(cell)
        if len(line) > most:
            raise Unfit("long")
        return line

    return reader


def line_of(most: int) -> Callable[[Cell], str]:
    """The same of what stands on badges and in mails: no web address."""
    read_line = text_of(most)

    def reader(cell: Cell) -> str:
        line = read_line(cell)
        if looks_like_url(line):
            raise Unfit("web_address")
        return line

    return reader
