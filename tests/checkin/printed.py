"""docs/verdicts.md, from the vectors and the app's words: `python -m tests.checkin.printed` writes it."""

import json
from typing import Any

from app.config import ROOT
from tests.checkin.vectors import VECTORS

PAGE = ROOT / "docs/verdicts.md"
FRENCH, ENGLISH = (json.loads((ROOT / f"static/door/text.{name}.json").read_text()) for name in ("fr", "en"))
HEAD = """# What the door answers

Each line is a vector of `app/checkin/vectors.json`: the server and every phone are tested against the same ones.
Where nothing else is said, it is the first time at an entrance that lets each person in once.

| Situation | Verdict | Kind | In French | In English |
|---|---|---|---|---|
"""


def page() -> str:
    return HEAD + "".join(f"{row(vector)}\n" for vector in VECTORS)


def row(vector: dict[str, Any]) -> str:
    situation = vector["name"].split(": ", 1)[-1]
    verdict, kind = vector["verdict"], vector["signal"]
    key = "word.leaving" if verdict == "ok_exit" else f"word.{kind}"
    return f"| {situation} | `{verdict}` | {kind} | {FRENCH[key]} | {ENGLISH[key]} |"


if __name__ == "__main__":
    PAGE.write_text(page())
