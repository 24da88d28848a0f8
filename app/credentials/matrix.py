"""An entry code as squares: a QR of version 2-Q, 25 x 25, and what draws it. Pure.

Format: ISO/IEC 18004, alphanumeric mode, with a fixed mask. So each bit of the text turns over squares of its
own, whatever the other bits are; which ones is asked of the library once, and no code is made from the ground up.
"""

import struct
import zlib
from collections.abc import Iterator
from functools import cache, lru_cache

from qrcode.constants import ERROR_CORRECT_Q
from qrcode.main import QRCode
from qrcode.util import MODE_ALPHA_NUM, QRData

from app.core.qr import QUIET, Matrix, modules_of

SIDE = 25
SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
"""Those of the alphanumeric mode, in its order: two of them are a number of eleven bits, a last one of six."""
PAIR, SINGLE = 11, 6


@lru_cache(maxsize=8)  # a mail draws the same code on the ticket and on the badge
def matrix(code: str) -> Matrix:
    """The 25 x 25 modules of `code`, at most 29 capitals or digits."""
    drawn, turned = _squares_of_bits(len(code))
    for bit, squares in zip(_bits(code), turned, strict=True):
        if bit:
            drawn ^= squares
    rows = f"{drawn:0{SIDE * SIDE}b}"
    return tuple(tuple(square == "1" for square in rows[start : start + SIDE]) for start in range(0, SIDE * SIDE, SIDE))


def _bits(code: str) -> Iterator[bool]:
    for start in range(0, len(code), 2):
        number, width = 0, SINGLE if start == len(code) - 1 else PAIR
        for sign in code[start : start + 2]:
            number = number * len(SIGNS) + SIGNS.index(sign)
        yield from (bool(number >> place & 1) for place in reversed(range(width)))


@cache
def _squares_of_bits(length: int) -> tuple[int, list[int]]:
    """The squares of a text of zeros, and those that each of its bits turns over; each a number of 625 bits."""
    zeros = _drawn_by_library("0" * length)
    turned = []
    for start in range(0, length, 2):
        signs = min(2, length - start)
        for place in reversed(range(PAIR if signs == 2 else SINGLE)):
            high, low = divmod(1 << place, len(SIGNS))
            text = (SIGNS[high] + SIGNS[low])[-signs:]
            turned.append(zeros ^ _drawn_by_library("0" * start + text + "0" * (length - start - signs)))
    return zeros, turned


def _drawn_by_library(text: str) -> int:
    qr = QRCode(version=2, error_correction=ERROR_CORRECT_Q, mask_pattern=0)
    qr.add_data(QRData(text.encode("ascii"), mode=MODE_ALPHA_NUM))
    qr.make(fit=False)
    return int("".join("01"[dark] for row in modules_of(qr) for dark in row), 2)


def png(modules: Matrix, scale: int = 8) -> bytes:
    """A black and white PNG with the quiet zone, `scale` pixels a module: 264 x 264 by default."""
    side = (len(modules) + 2 * QUIET) * scale
    margin = (False,) * QUIET
    light = (False,) * (len(modules) + 2 * QUIET)
    rows = [light] * QUIET + [margin + row + margin for row in modules] + [light] * QUIET
    pixels = b"".join((b"\0" + _packed(row, scale, side)) * scale for row in rows)
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)  # one bit of grey, not interlaced
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(pixels)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _packed(row: tuple[bool, ...], scale: int, side: int) -> bytes:
    """One row of pixels, eight a byte, 1 is white."""
    bits = "".join(("0" if dark else "1") * scale for dark in row)
    return int(bits.ljust(-(-side // 8) * 8, "1"), 2).to_bytes(-(-side // 8), "big")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
