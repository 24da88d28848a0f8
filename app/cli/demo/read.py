"""The made-up data beside this file, read. Every address ends in a domain that nobody can own."""

import csv
import json
from pathlib import Path
from typing import Any

DATA = Path(__file__).with_name("data")


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with (DATA / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def document(name: str) -> Any:
    """The content of a JSON file."""
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
