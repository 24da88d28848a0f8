"""What nobody should send, and how a hostile program sends it."""

import os
import re
from pathlib import Path
from urllib.parse import quote

FILE = Path(__file__).parents[1] / "data" / "abuse.txt"
"""One input a line; the first line explains the escapes."""
ESCAPES = {r"\n": "\n", r"\r": "\r", r"\t": "\t", r"\0": "\0"}
NUMBERS = ("-1", "0", "²", "9" * 10, "9" * 25, "1e9", "NaN", "id:²", f"id:{'9' * 25}")
MOMENTS = ("0001-01-01T00:00", "9999-12-31T23:59", "2027-02-30T09:00", "2027-03-28T02:30")
LONG = ("9" * 5_000, "x" * 20_000, "ﷺ" * 5_000)
SHORT_ENOUGH = 4_000
"""Characters of an address that a web server still takes."""
EVERY = 2
"""How manieth of the inputs a form meets, beginning with the first or the second: neighbours in the list are alike."""
FORM = "application/x-www-form-urlencoded"
BODIES = {
    "nothing": {},
    "lists and numbers": {"data": b'{"first_name": [1, {}]}', "content_type": "application/json"},
    "broken JSON": {"data": b"{", "content_type": "application/json"},
    "no UTF-8": {"data": b"\xff\xfe\x00first_name=\xff&=&&%zz=%", "content_type": FORM},
    "parts without a boundary": {"data": b"--x\r\n", "content_type": "multipart/form-data"},
    "half a part": {"data": b"--x\r\nContent-Dis", "content_type": "multipart/form-data; boundary=x"},
    "ten megabytes": {"data": b"first_name=" + b"x" * 10_000_000, "content_type": FORM},
    "many fields": {"data": b"&".join(b"a%d=1" % number for number in range(20_000)), "content_type": FORM},
}
"""Bodies that are no form, as arguments of the test client."""


def inputs() -> list[str]:
    """The lines of the file, and what no line can say. On PostgreSQL those that a database may mind: a
    script or a formula is the same to it as to SQLite, which meets all of them."""
    listed = [_read(line) for line in FILE.read_text(encoding="utf-8").splitlines()[1:]]
    if os.environ.get("TEST_DATABASE_URL"):
        listed = [line for line in listed if not line.isprintable() or set(line) & set("'%\\")]
    return [*listed, "", *NUMBERS, *MOMENTS, *LONG]


def _read(line: str) -> str:
    signs = re.sub(r"\\u([0-9A-Fa-f]{4})", lambda found: chr(int(found[1], 16)), line)
    return re.sub(r"\\[nrt0]", lambda found: ESCAPES[found[0]], signs)


def in_address(value: str) -> str:
    """Quoted; half of a surrogate pair goes out as it is, which is no UTF-8."""
    return quote(value.encode("utf-8", "surrogatepass"), safe="")


def encoded(fields: dict[str, list[str]]) -> str:
    """As the body of a form, or after a question mark."""
    return "&".join(f"{in_address(name)}={in_address(value)}" for name, values in fields.items() for value in values)
