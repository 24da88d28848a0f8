"""JSON as a program reads it back."""

import io
import json
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from app.exchange import json_format

PARIS = ZoneInfo("Europe/Paris")
NINE = datetime(2027, 3, 18, 8, 5, tzinfo=UTC)


def read_back(header, *rows):
    file = io.BytesIO()
    assert json_format.FORMAT.write(file, header, rows, PARIS) == len(rows)
    return json.loads(file.getvalue())


def test_each_row_is_an_object_with_typed_values():
    header = ["name", "at", "day", "member", "ratio", "phone", "sessions"]
    row = ["L’Œuvre; “Fils”", NINE, date(2027, 3, 18), True, 1.5, None, ["Produire", "Soigner"]]
    assert read_back(header, row) == [{
        "name": "L’Œuvre; “Fils”", "at": "2027-03-18T09:05:00+01:00", "day": "2027-03-18", "member": True,
        "ratio": 1.5, "phone": None, "sessions": ["Produire", "Soigner"],
    }]  # fmt: skip


def test_nobody_is_an_empty_list():
    assert read_back(["name"]) == []


@given(st.lists(st.text(), max_size=5))
def test_any_text_comes_back_as_it_was(texts):
    texts = [text.encode("utf-8", "ignore").decode() for text in texts]
    assert read_back(["name"], *([text] for text in texts)) == [{"name": text} for text in texts]
