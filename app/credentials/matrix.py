"""An entry code as squares: a QR of version 2-Q, 25 x 25, and what draws it. Pure.

Format: ISO/IEC 18004, alphanumeric mode; a fixed mask spares the trial of all eight.
"""

import struct
import zlib
from functools import lru_cache

from qrcode.constants import ERROR_CORRECT_Q
from qrcode.main import QRCode
from qrcode.util import MODE_ALPHA_NUM, QRData

from app.core.qr import QUIET, Matrix, modules_of

SIDE = 25


@lru_cache(maxsize=8)  # a mail draws the same code on the ticket and on the badge
def matrix(code: str) -> Matrix:
    """The 25 x 25 modules of `code`, at most 29 capitals or digits."""
    qr = QRCode(version=2, error_correction=ERROR_CORRECT_Q, mask_pattern=0)
    qr.add_data(QRData(code.encode("ascii"), mode=MODE_ALPHA_NUM))
    qr.make(fit=False)
    return modules_of(qr)


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
