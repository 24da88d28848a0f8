"""A QR code as squares, and what draws it on a page. Pure. Format: ISO/IEC 18004."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

Matrix = tuple[tuple[bool, ...], ...]
"""Rows from the top, True is dark; without the quiet zone."""

QUIET = 4
"""Light modules that have to stay free on each side."""


def modules_of(qr: QRCode) -> Matrix:
    """Those of a code that has been made."""
    return tuple(tuple(map(bool, row)) for row in qr.modules)


def drawn(text: str) -> dict[str, Any]:
    """The smallest code that holds `text`, of medium correction: its `path`, and the `side` of the viewBox."""
    qr = QRCode(error_correction=ERROR_CORRECT_M)
    qr.add_data(text)
    qr.make()
    modules = modules_of(qr)
    return {"path": svg_path(modules), "side": len(modules) + 2 * QUIET}


def runs(modules: Matrix) -> Iterator[tuple[int, int, int]]:
    """(column, row, length) of each horizontal run of dark modules."""
    for y, row in enumerate(modules):
        x = 0
        for dark, group in groupby(row):
            length = len(list(group))
            if dark:
                yield x, y, length
            x += length


def svg_path(modules: Matrix) -> str:
    """The `d` of a path, in modules with the quiet zone: the viewBox of an entry code is "0 0 33 33"."""
    return "".join(f"M{QUIET + x} {QUIET + y}h{n}v1h-{n}z" for x, y, n in runs(modules))
