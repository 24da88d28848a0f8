"""Badges for tests: the people of tests/data/people.csv and whoever else is needed."""

import csv
from pathlib import Path
from typing import Any

from app.badges.content import BadgeContent, CategoryMark

PEOPLE = list(csv.DictReader((Path(__file__).parents[1] / "data/people.csv").open(encoding="utf-8")))

MARKS = [
    CategoryMark("ENT", "Membre · Entreprise", "#27685B", "#FFFFFF", "circle", "solid"),
    CategoryMark("ACA", "Membre · Recherche et soin", "#4EBC97", "#000000", "triangle-up", "diagonal"),
    CategoryMark("COL", "Collectivité territoriale", "#C4FDAF", "#000000", "square", "vertical"),
    CategoryMark("PAR", "Partenaire", "#E59A06", "#000000", "star", "dots"),
    CategoryMark("INV", "Invité", "#FFFFFF", "#000000", "ring", "none"),
]


def badge(**changes: Any) -> BadgeContent:
    """Éloïse's badge, but for what is given."""
    values = {
        "event": "Medicen Day 2027",
        "date": "18 mars 2027",
        "first_name": "Éloïse",
        "last_name": "Lefèvre-d’Orval",
        "organisation": "Institut Curie",
        "job_title": "Directrice de recherche",
        "category": MARKS[0],
        "no_photo": False,
        "reference": "NLRS-GTXB",
        "code": "BCDFGHJKLNPRSTVXBCDFGHJK",
        "language": "fr",
    }
    return BadgeContent(**values | changes)


def badges_of_people() -> list[BadgeContent]:
    """One each, with a code of its own, through all categories, every third without photo."""
    return [
        badge(
            first_name=person["first_name"],
            last_name=person["last_name"],
            organisation=person["organisation"],
            category=MARKS[number % len(MARKS)],
            no_photo=number % 3 == 0,
            code="BCD" + "BCDFGHJKLNPRSTVX"[number % 16] * 20 + "BCD"[number // 16],
        )
        for number, person in enumerate(PEOPLE)
    ]
