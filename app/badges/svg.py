"""A drawing in SVG, taken apart and written anew from a small part of the language: shapes, fills and
gradients. What could reach out, run or hide (links, pictures, scripts, styles, entities) is refused;
what editors leave in it for themselves is dropped. Pure.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from flask_babel import gettext as _

from app.core.errors import DomainError

NAMESPACE = "http://www.w3.org/2000/svg"
MOST_ELEMENTS, DEEPEST = 5_000, 40
MOST_REPEATED = 20_000
"""Stops of gradients and shapes that clip, times what refers to them: each time they are drawn anew."""

DRAWN = frozenset({
    "svg", "g", "defs", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "linearGradient",
    "radialGradient", "stop", "clipPath",
})  # fmt: skip
SILENT = frozenset({"title", "desc", "metadata"})
"""Dropped with all that is in them, like every element of another language."""
STYLED = frozenset({
    "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap", "stroke-linejoin",
    "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "opacity", "clip-path", "clip-rule", "stop-color",
    "stop-opacity", "color",
})  # fmt: skip
"""What a `style` attribute may say, too."""
KEPT = STYLED | {
    "id", "d", "points", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "width", "height",
    "viewBox", "transform", "offset", "gradientUnits", "gradientTransform", "spreadMethod", "clipPathUnits", "href",
}  # fmt: skip
_VALUE = re.compile(r"(?:[\w\s.,+\-#%()]|url\(\s*[\"']?#[\w.\-]+[\"']?\s*\))*")
_LOCAL = re.compile(r"#[\w.\-]+")
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px|pt|mm|cm|in)?\s*")


@dataclass(frozen=True)
class Drawing:
    """`width` and `height` in units of its own."""

    content: bytes
    width: float
    height: float


def clean(sent: bytes) -> Drawing:
    """Raises DomainError with a sentence that names what has to go."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.EntityDeclHandler = _no_doctype
    parser.ProcessingInstructionHandler = _no_instruction
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    try:
        parser.Parse(sent, True)
    except expat.ExpatError:
        raise DomainError("logo_unreadable", _("This file cannot be read as a picture: send a PNG, a JPEG or an SVG.")) from None
    return reader.drawing()


def _no_doctype(*_declared: object) -> None:
    raise DomainError("logo_entities", _("This SVG declares a document type or entities: export it without."))


def _no_instruction(*_said: str) -> None:
    raise DomainError("logo_refused", _refusal("<?xml-stylesheet?>"))


def _too_heavy() -> DomainError:
    return DomainError("logo_heavy", _("This drawing is too heavy for a badge: simplify it, or send it as PNG."))


def _refusal(name: str) -> str:
    return _(
        "This SVG holds %(name)s, which a logo may not: turn texts into paths, write styles as attributes, and leave out"
        " pictures, scripts and links. Or send it as PNG.",
        name=name,
    )


class _Reader:
    """Writes what it is told of, element by element."""

    def __init__(self) -> None:
        self._written: list[str] = []
        self._open: list[str] = []
        self._dropped = 0
        """How deep inside something that is dropped."""
        self._referring = self._referred = 0
        self._size = (0.0, 0.0, 1.0, 1.0)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        namespace, _space, name = tag.rpartition(" ")
        if self._dropped or namespace != NAMESPACE or name in SILENT:
            if not self._open:
                raise DomainError("logo_unreadable", _("This file cannot be read as a picture: send a PNG, a JPEG or an SVG."))
            self._dropped += 1
            return
        self._require_allowed(name)
        kept = _kept(attributes)
        self._weigh(name, kept)
        if not self._open:
            self._size = _size(kept)
            kept = {"viewBox": " ".join(f"{number:g}" for number in self._size)}
            self._written.append(f'<svg xmlns="{NAMESPACE}"{_written(kept)}>')
        else:
            self._written.append(f"<{name}{_written(kept)}>")
        self._open.append(name)

    def _require_allowed(self, name: str) -> None:
        if name not in DRAWN or (self._open and name == "svg") or (not self._open and name != "svg"):
            raise DomainError("logo_refused", _refusal(f"<{name}>"))
        if len(self._written) >= MOST_ELEMENTS or len(self._open) >= DEEPEST:
            raise _too_heavy()

    def _weigh(self, name: str, kept: Mapping[str, str]) -> None:
        """What clips is not clipped itself: thirty of them, each by two, would take all night."""
        clips = "clipPath" in (*self._open, name)
        if clips and "clip-path" in kept:
            raise DomainError("logo_refused", _refusal("clip-path"))
        self._referred += clips or name in ("stop", "linearGradient", "radialGradient")
        self._referring += any("url(" in value for value in kept.values())
        if self._referring * self._referred > MOST_REPEATED:
            raise _too_heavy()

    def end(self, tag: str) -> None:
        if self._dropped:
            self._dropped -= 1
            return
        self._open.pop()
        self._written.append(f"</{tag.rpartition(' ')[2]}>")

    def drawing(self) -> Drawing:
        return Drawing("".join(self._written).encode(), self._size[2], self._size[3])


def _kept(attributes: Mapping[str, str]) -> dict[str, str]:
    """Attributes of shape and colour; what else there is says nothing, or is refused."""
    kept = {}
    for full, value in attributes.items():
        name = full.rpartition(" ")[2]
        if name.lower().startswith("on"):
            raise DomainError("logo_refused", _refusal(name))
        if name == "style":
            kept |= _styles(value)
        elif name == "href" and not _LOCAL.fullmatch(value):
            raise DomainError("logo_refused", _refusal("href"))
        elif name in KEPT:
            kept[name] = value
    for name, value in kept.items():
        if not _VALUE.fullmatch(value) or ("url" in value.lower() and "url(#" not in re.sub(r"[\s\"']", "", value)):
            raise DomainError("logo_refused", _refusal(f"{name}=“{value[:30]}”"))
    return kept


def _styles(text: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in text.split(";"))
    return {name.strip(): value.strip() for name, _colon, value in pairs if name.strip() in STYLED}


def _size(kept: Mapping[str, str]) -> tuple[float, float, float, float]:
    """Left, top, width and height of the drawing in its units."""
    numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", kept.get("viewBox", ""))]
    if len(numbers) != 4:
        found = [_LENGTH.fullmatch(kept.get(name, "")) for name in ("width", "height")]
        numbers = [0.0, 0.0, *(float(each[1]) if each else 0.0 for each in found)]
    if min(numbers[2:]) <= 0 or max(map(abs, numbers)) > 1e6:
        raise DomainError("logo_shape", _("This SVG does not say how large it is: export it with a width and a height."))
    left, top, width, height = numbers
    return left, top, width, height


def _written(attributes: Mapping[str, str]) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
