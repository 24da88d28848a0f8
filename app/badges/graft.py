"""Pages of one PDF become drawings (form XObjects) in others, with their fonts.

The objects of a PDF refer to each other by number (ISO 32000-1, 7.3.10), so the numbers are all
that has to change on the way.
"""

import re
from dataclasses import dataclass
from typing import Any

import pydyf

_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_SET_FONT = re.compile(rb"/(\S+) \S+ Tf")
_SUBSET_TAG = re.compile(rb"/([A-Z]{6})\+")


@dataclass(frozen=True)
class _Part:
    head: bytes
    """A dictionary, in which references are found."""
    body: bytes
    """What a stream holds after it, else empty."""


@dataclass(frozen=True)
class Forms:
    """Drawings with everything they need, by their numbers in the PDF that they come from."""

    parts: dict[int, _Part]
    drawings: tuple[int, ...]
    font: int
    """Of the last page, which is no drawing."""

    def add_to(self, pdf: pydyf.PDF) -> tuple[list[bytes], bytes]:
        """Put all of it into `pdf`; answers the references there: of each drawing, and of the font."""
        first = len(pdf.objects)
        numbers = {old: first + index for index, old in enumerate(self.parts)}

        def renumbered(found: re.Match[bytes]) -> bytes:
            return b"%d 0 R" % numbers[int(found[1])]

        for part in self.parts.values():
            pdf.add_object(_Settled(_REFERENCE.sub(renumbered, part.head), part.body))
        return [b"%d 0 R" % numbers[drawing] for drawing in self.drawings], b"%d 0 R" % numbers[self.font]


class _Settled(pydyf.Object):
    """An object of which only its own number is still open."""

    def __init__(self, head: bytes, body: bytes):
        super().__init__()
        self._head, self._body = head, body

    @property
    def data(self) -> bytes:
        return self._head + self._body

    @property
    def compressible(self) -> bool:
        return not self._body


def harvest(pdf: pydyf.PDF) -> Forms:
    """Each page of `pdf` but the last as a drawing of the page's size, its origin the lower left
    corner; of the last one the font that it is set in."""
    parts: dict[int, _Part] = {}
    drawings = []
    *pages, lettered = (pdf.objects[number] for number in pdf.pages["Kids"][::3])
    for page in pages:
        content = int(page["Contents"].split()[0])
        extra = {"Type": "/XObject", "Subtype": "/Form", "BBox": page["MediaBox"], "Resources": page["Resources"]}
        parts[content] = _part(pydyf.Stream(pdf.objects[content].stream, extra, compress=True))
        drawings.append(content)
    font = _font(pdf, lettered)
    parts[font] = _part(pdf.objects[font])
    waiting = [*drawings, font]
    while waiting:
        for found in map(int, _REFERENCE.findall(parts[waiting.pop()].head)):
            if found not in parts:
                parts[found] = _part(pdf.objects[found])
                waiting.append(found)
    return Forms(parts, tuple(drawings), font)


def _font(pdf: pydyf.PDF, page: pydyf.Dictionary) -> int:
    """The number of the font that a page is set in."""
    stream = b"\n".join(part for part in _at(pdf, page["Contents"]).stream if isinstance(part, bytes))
    name = _SET_FONT.findall(stream)[0].decode()
    return int(_at(pdf, _at(pdf, page["Resources"])["Font"])[name].split()[0])


def _at(pdf: pydyf.PDF, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _part(item: pydyf.Object) -> _Part:
    """Fonts get a subset tag of their own: the document that they go to has the same font with
    other letters, and printers tell subsets apart by the tag."""
    head, stream, content = item.data, b"", b""
    if isinstance(item, pydyf.Stream):
        head, stream, content = item.data.partition(b"\nstream\n")
    return _Part(_SUBSET_TAG.sub(lambda found: b"/" + found[1][::-1] + b"+", head), stream + content)
