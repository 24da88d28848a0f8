"""An event's logo: read with care and drawn anew, so that what was sent is never passed on."""

import base64
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

from flask_babel import gettext as _
from PIL import Image

from app.badges import svg
from app.core.errors import DomainError

PNG, SVG = "image/png", "image/svg+xml"
MOST_PIXELS = 24_000_000
"""Of what is sent: more is a picture for a poster, or a bomb."""
SHOWN = (1200, 400)
"""Pixels at most that are kept: 600 dpi for the largest logo that fits."""
NARROWEST, WIDEST = 0.25, 8.0
"""Width as a share of the height."""
HEAVIEST = 300_000
"""Bytes once drawn anew: each badge at home carries it."""


@dataclass(frozen=True)
class Logo:
    """`kind`: PNG or SVG. `ratio`: width as a share of the height."""

    kind: str
    content: bytes
    ratio: float

    @cached_property
    def address(self) -> str:
        """For a picture in a page."""
        return f"data:{self.kind};base64,{base64.b64encode(self.content).decode()}"


def read_logo(sent: bytes) -> Logo:
    """The logo in a file of PNG, JPEG or SVG, drawn anew. Raises DomainError saying what to change."""
    logo = _from_svg(sent) if _looks_like_svg(sent) else _from_pixels(sent)
    if not NARROWEST <= logo.ratio <= WIDEST:
        raise DomainError("logo_shape", _("Use a logo that is at most eight times as wide, or four times as high, as the other way."))
    if len(logo.content) > HEAVIEST:
        raise DomainError("logo_heavy", _("This drawing is too heavy for a badge: simplify it, or send it as PNG."))
    return logo


def _looks_like_svg(sent: bytes) -> bool:
    return sent.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"


def _from_svg(sent: bytes) -> Logo:
    drawing = svg.clean(sent)
    return Logo(SVG, drawing.content, drawing.width / drawing.height)


def _from_pixels(sent: bytes) -> Logo:
    """Its size is known before anything is unpacked."""
    try:
        with Image.open(BytesIO(sent), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise DomainError("logo_large", _("This picture has too many pixels: 1,200 across are enough."))
            shown = picture.convert("RGBA")
    except DomainError:
        raise
    except Exception:  # Pillow raises whatever a broken file makes it stumble on
        raise DomainError("logo_unreadable", _("This file cannot be read as a picture: send a PNG, a JPEG or an SVG.")) from None
    shown.thumbnail(SHOWN, Image.Resampling.LANCZOS)
    drawn = BytesIO()
    shown.save(drawn, "PNG", optimize=True)
    return Logo(PNG, drawn.getvalue(), shown.width / shown.height)
