"""What a camera sees: a badge's code on grey, as a film that Chromium plays instead of a camera.

YUV4MPEG2: https://wiki.multimedia.cx/index.php/YUV4MPEG2
"""

from pathlib import Path

from PIL import Image
from qrcode.constants import ERROR_CORRECT_Q
from qrcode.main import QRCode

WIDTH, HEIGHT = 640, 480
GREY, NEUTRAL = 110, bytes([128]) * (WIDTH * HEIGHT // 2)
HEAD = b"YUV4MPEG2 W%d H%d F10:1 Ip A1:1 C420jpeg\n" % (WIDTH, HEIGHT)


def write(path: Path, codes: list[str | None], frames: int = 15) -> Path:
    """Each code for that many frames at 10 a second, over and over; None is nothing but grey."""
    path.write_bytes(HEAD + b"".join(frame(picture(code)) * frames for code in codes))
    return path


def instead_of_a_camera(path: Path) -> list[str]:
    """How to start Chromium."""
    return ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={path}"]


class Live:
    """A film of one picture that may be exchanged while it plays: something else before the camera."""

    def __init__(self, path: Path):
        self.path = path
        path.write_bytes(HEAD + frame(picture(None)) * 2)

    def show(self, seen: Image.Image | None) -> None:
        """`seen`: in grey, at most WIDTH × HEIGHT; None: nothing. The player keeps the file open, so it stays."""
        self._play(held_up(seen) if seen else picture(None))

    def cover(self) -> None:
        """A thumb on the lens."""
        self._play(bytes([16]) * WIDTH * HEIGHT)

    def _play(self, luminance: bytes) -> None:
        with self.path.open("r+b") as file:
            file.seek(len(HEAD))
            file.write(frame(luminance) * 2)


def badge(code: str) -> Image.Image:
    """What to hold before it."""
    return Image.frombytes("L", (WIDTH, HEIGHT), picture(code))


def frame(luminance: bytes) -> bytes:
    return b"FRAME\n" + luminance + NEUTRAL


def held_up(seen: Image.Image) -> bytes:
    """The luminance of one frame with this picture in its middle."""
    whole = Image.new("L", (WIDTH, HEIGHT), GREY)
    whole.paste(seen, ((WIDTH - seen.width) // 2, (HEIGHT - seen.height) // 2))
    return whole.tobytes()


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
