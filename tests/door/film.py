"""What a camera sees: a badge's code on grey, as a film that Chromium plays instead of a camera.

YUV4MPEG2: https://wiki.multimedia.cx/index.php/YUV4MPEG2
"""

from pathlib import Path

from qrcode.constants import ERROR_CORRECT_Q
from qrcode.main import QRCode

WIDTH, HEIGHT = 640, 480
GREY, NEUTRAL = 110, bytes([128]) * (WIDTH * HEIGHT // 2)


def write(path: Path, codes: list[str | None], frames: int = 15) -> Path:
    """Each code for that many frames at 10 a second, over and over; None is nothing but grey."""
    with path.open("wb") as file:
        file.write(b"YUV4MPEG2 W%d H%d F10:1 Ip A1:1 C420jpeg\n" % (WIDTH, HEIGHT))
        for code in codes:
            file.write((b"FRAME\n" + picture(code) + NEUTRAL) * frames)
    return path


def picture(code: str | None, module: int = 7) -> bytes:
    """The luminance of one frame, the code in its middle."""
    rows = [bytearray([GREY]) * WIDTH for _ in range(HEIGHT)]
    for y, line in enumerate(matrix(code) if code else []):
        across = b"".join(bytes([16 if dark else 235]) * module for dark in line)
        left, top = (WIDTH - len(across)) // 2, (HEIGHT - len(line) * module) // 2
        for row in rows[top + y * module : top + (y + 1) * module]:
            row[left : left + len(across)] = across
    return b"".join(rows)


def matrix(code: str) -> list[list[bool]]:
    made = QRCode(version=2, error_correction=ERROR_CORRECT_Q, border=4)
    made.add_data(code)
    return made.get_matrix()
