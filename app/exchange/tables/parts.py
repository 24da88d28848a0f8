"""The parts of a workbook that say how its sheets are to be read. Pure.

Each is what the parser of the standard library calls a target: told of elements as they come.
"""

import re

Attributes = dict[str, str]

_BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
"""What a number format says word for word, and colours, currencies and conditions."""


def local(tag: str) -> str:
    """The name without its namespace: there are two for each, and any prefix."""
    return tag.rpartition("}")[2]


class Part:
    """Elements that nobody asks for pass by; a document type could define entities, and is refused."""

    def doctype(self, *_names: str | None) -> None:
        raise ValueError("a workbook has no document type")

    def start(self, tag: str, attributes: Attributes) -> None: ...

    def end(self, tag: str) -> None: ...

    def data(self, text: str) -> None: ...

    def close(self) -> None: ...


class Book(Part):
    """xl/workbook.xml: which sheet shows first, and since when days are counted."""

    shown = ""
    since_1904 = False

    def start(self, tag: str, attributes: Attributes) -> None:
        if local(tag) == "workbookPr":
            self.since_1904 = attributes.get("date1904") in ("1", "true")
        elif local(tag) == "sheet" and not self.shown and attributes.get("state", "visible") == "visible":
            self.shown = next((value for name, value in attributes.items() if name.endswith("}id")), "")


class Relations(Part):
    """xl/_rels/workbook.xml.rels: where each part lies, by id."""

    def __init__(self) -> None:
        self.targets: dict[str, str] = {}

    def start(self, tag: str, attributes: Attributes) -> None:
        if local(tag) == "Relationship":
            self.targets[attributes["Id"]] = attributes["Target"]


class Styles(Part):
    """xl/styles.xml: which styles of cells show a number as a date."""

    def __init__(self) -> None:
        self.dates: list[bool] = []
        self._formats: dict[str, str] = {}
        self._of_cells = False

    def start(self, tag: str, attributes: Attributes) -> None:
        name = local(tag)
        if name == "numFmt":
            self._formats[attributes["numFmtId"]] = attributes["formatCode"]
        elif name == "xf" and self._of_cells:
            self.dates.append(self._is_date(attributes.get("numFmtId", "0")))
        self._of_cells |= name == "cellXfs"

    def end(self, tag: str) -> None:
        self._of_cells &= local(tag) != "cellXfs"

    def _is_date(self, number: str) -> bool:
        code = self._formats.get(number)
        return int(number) in _BUILT_IN_DATES if code is None else is_date_format(code)


def is_date_format(code: str) -> bool:
    """Whether a number format has days, months, years or hours."""
    return re.search("[dmyhs]", _LITERAL.sub("", code.split(";")[0]), re.IGNORECASE) is not None


class SharedStrings(Part):
    """xl/sharedStrings.xml: texts that cells name by number. Pronunciations are left out."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._in_text = self._in_pronunciation = False

    def start(self, tag: str, attributes: Attributes) -> None:
        name = local(tag)
        self._in_text = name == "t" and not self._in_pronunciation
        self._in_pronunciation |= name == "rPh"

    def data(self, text: str) -> None:
        if self._in_text:
            self._pieces.append(text)

    def end(self, tag: str) -> None:
        name = local(tag)
        self._in_text = False
        self._in_pronunciation &= name != "rPh"
        if name == "si":
            self.texts.append("".join(self._pieces))
            self._pieces.clear()
