"""What is drawn in WeasyPrint's finisher: art beneath the text, entry codes as vectors.

It is marked up like the rest: art is read first, the code last. The objects are WeasyPrint's own
and no stable interface: its version is pinned and tests look at the result.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

import pydyf

from app.badges import lettering
from app.badges.blocks import Block
from app.badges.formats import POINTS, Format
from app.badges.sheets import Line
from app.core.qr import Matrix, runs

REFERENCE_FONT = "reference"


@dataclass(frozen=True)
class Frame:
    """Left, top, width and height on the page, in mm."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Drawing:
    """PDF operators that draw in a frame, from its lower left corner, and what is read out."""

    frame: Frame
    operators: bytes
    tag: str
    spoken: dict[str, str]


def form_drawing(frame: Frame, name: str, text: str) -> Drawing:
    """A form known to the page, which holds text."""
    return Drawing(frame, f"/{name} Do".encode(), "P", {"ActualText": text})


def reference_drawing(frame: Frame, reference: str, badge: Format, text: str) -> Drawing:
    """A reference in its own font, which the page knows by REFERENCE_FONT."""
    written = lettering.operators(reference, REFERENCE_FONT, badge.reference, badge.rows)
    return Drawing(frame, written, "P", {"ActualText": text})


def code_drawing(frame: Frame, modules: Matrix, text: str) -> Drawing:
    """One path and one fill, so that no seams show; a module is one unit, rows run down."""
    unit = frame.width * POINTS / len(modules)
    path = " ".join(f"{x} {y} {length} 1 re" for x, y, length in runs(modules))
    placed = f"{unit:.4f} 0 0 {-unit:.4f} 0 {frame.height * POINTS:.4f} cm 0 g {path} f"
    return Drawing(frame, placed.encode(), "Figure", {"Alt": text})


XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def settle_document(pdf: pydyf.PDF) -> None:
    """Print dialogues offer the actual size first, instead of “fit to page” (ISO 32000-1, 12.2), and the
    title stands where screen readers look for it, too. No conformance is claimed."""
    map_every_glyph(pdf)
    pdf.catalog["ViewerPreferences"]["PrintScaling"] = "/None"
    described = XMP.format(title=escape(pdf.info["Title"].string)).encode()
    metadata = pydyf.Stream([described], {"Type": "/Metadata", "Subtype": "/XML"})
    pdf.add_object(metadata)
    pdf.catalog["Metadata"] = metadata.reference


def map_every_glyph(pdf: pydyf.PDF) -> None:
    """Where several glyphs make one letter, WeasyPrint says it with the first and nothing with the others.
    They are to have a meaning as well (ISO 14289-1, 7.21.7): a space without width."""
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and b"begincmap" in item.stream[:3]:
            item.stream[:] = [line.removesuffix(b"<>") + b"<200b>" if line.endswith(b" <>") else line for line in item.stream]


class Pages:
    """The pages of a tagged document that is about to be written, and its articles in order."""

    def __init__(self, pdf: pydyf.PDF):
        self._pdf = pdf
        self._pages = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
        self._marks = self._at(self._at(pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
        self.articles = [item for item in pdf.objects if isinstance(item, dict) and item.get("S") == "/Art"]

    def _at(self, reference: bytes) -> Any:
        return self._pdf.objects[int(reference.split()[0])]

    def know(self, forms: Sequence[bytes], font: bytes) -> None:
        """Name forms /art0, /art1 and so on, and the font. All pages share their resources."""
        resources = self._at(self._pages[0]["Resources"])
        resources["XObject"].update({f"art{index}": reference for index, reference in enumerate(forms)})
        self._at(resources["Font"])[REFERENCE_FONT] = font

    def rule(self, lines: Sequence[Line]) -> None:
        """Hairlines on every page, which nobody reads out."""
        for page in self._pages if lines else []:
            height = page["MediaBox"][3]
            path = " ".join(
                f"{x1 * POINTS:.2f} {height - y1 * POINTS:.2f} m {x2 * POINTS:.2f} {height - y2 * POINTS:.2f} l"
                for x1, y1, x2, y2 in lines
            )
            self._at(page["Contents"]).stream.insert(0, f"/Artifact BMC q 0.5 w 0 G {path} S Q EMC".encode())

    def draw(self, number: int, article: pydyf.Dictionary, drawing: Drawing, position: int) -> None:
        """Draw beneath the text of page `number`; read out at `position` among the article's parts."""
        page, marks = self._pages[number], self._marks[2 * number + 1]
        left = drawing.frame.left * POINTS
        bottom = page["MediaBox"][3] - (drawing.frame.top + drawing.frame.height) * POINTS
        self._at(page["Contents"]).stream.insert(0, b"/%s <</MCID %d>> BDC q 1 0 0 1 %.4f %.4f cm %s Q EMC" % (
            drawing.tag.encode(), len(marks), left, bottom, drawing.operators
        ))  # fmt: skip
        element = pydyf.Dictionary({
            "S": f"/{drawing.tag}", "K": len(marks), "P": article.reference, "Pg": article["Pg"],
            **{key: pydyf.String(text) for key, text in drawing.spoken.items()},
        })  # fmt: skip
        if drawing.tag == "Figure":
            right, top = left + drawing.frame.width * POINTS, bottom + drawing.frame.height * POINTS
            element["A"] = pydyf.Dictionary({"O": "/Layout", "BBox": pydyf.Array([left, bottom, right, top])})
        self._pdf.add_object(element)
        marks.append(element.reference)
        article["K"].insert(position, element.reference)

    def gather(self, number: int, part: bytes) -> list[int]:
        """Hang the lines of a paragraph directly below it: elements of their own would be a third of all the
        objects of a batch. Answers the marks of the lines."""
        paragraph, marks = self._at(part), self._marks[2 * number + 1]
        lines = [self._at(line) for line in paragraph["K"]]
        paragraph["K"] = pydyf.Array([line["K"][0] for line in lines])
        for line, mark in zip(lines, paragraph["K"], strict=True):
            marks[mark] = part
            line.clear()  # nothing refers to it any more
        return paragraph["K"]

    def spell(self, number: int, marks: Sequence[int], block: Block) -> None:
        """Keep the letters of a script that joins or reorders them: its glyphs do not tell them."""
        stream = self._at(self._pages[number]["Contents"]).stream
        marked = {item["MCID"]: item for item in stream if isinstance(item, dict) and "MCID" in item}
        for line, mark in zip(block.lines, marks, strict=True):
            marked[mark]["ActualText"] = pydyf.String(line)
