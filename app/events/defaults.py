"""The stakeholder groups that a new event begins with; organisers change them as they like."""

import csv
from pathlib import Path

from app.events.models import Category, Entry

CATEGORIES = Path(__file__).with_name("categories.csv")


def categories() -> list[Category]:
    """Fresh categories of no event yet, in their order."""
    with CATEGORIES.open(newline="", encoding="utf-8") as file:
        return [_category(position, row) for position, row in enumerate(csv.DictReader(file))]


def _category(position: int, row: dict[str, str]) -> Category:
    return Category(
        code=row["code"], label={"fr": row["label_fr"], "en": row["label_en"]}, position=position,
        band=row["band"], text=row["text"], shape=row["shape"], pattern=row["pattern"], entry=Entry(row["entry"]),
        member_check=row["member_check"] == "yes", counts=row["counts"] == "yes", public=row["public"] == "yes",
        quota=int(row["quota"]) if row["quota"] else None, organisation_types=row["organisation_types"].split(),
    )
