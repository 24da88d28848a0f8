"""The bill of materials: every package that this installation brings along, as CycloneDX 1.5 (ECMA-424).

    make sbom > sbom.json

Names, versions and hashes come from requirements.txt, licences from the installed packages.
"""

import json
import re
import sys
from importlib.metadata import distributions, metadata
from pathlib import Path
from typing import Any

REQUIREMENTS = Path(__file__).parent.parent / "requirements.txt"
ENTRY = re.compile(r"^([\w.-]+)(?:\[[\w,]+\])?==([^ ;\\]+)[^\\\n]*((?:\\\n    --hash=sha256:[0-9a-f]+ ?)+)", re.MULTILINE)
HASH = re.compile(r"sha256:([0-9a-f]{64})")


def packages() -> list[dict[str, Any]]:
    """CycloneDX components, by name; not those that another platform would need."""
    installed = {(normal(distribution.name), distribution.version) for distribution in distributions()}
    return [
        component(name, version, HASH.findall(hashes))
        for name, version, hashes in ENTRY.findall(REQUIREMENTS.read_text())
        if (normal(name), version) in installed
    ]


def normal(name: str) -> str:
    """A name as the Python Packaging Authority compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def component(name: str, version: str, hashes: list[str]) -> dict[str, Any]:
    return {
        "type": "library",
        "name": name,
        "version": version,
        "purl": f"pkg:pypi/{normal(name)}@{version}",
        "licenses": [{"license": {"name": licence(name)}}],
        "hashes": [{"alg": "SHA-256", "content": value} for value in hashes],
    }


def licence(name: str) -> str:
    """As the package states it: an SPDX expression, else its classifiers, else its own words."""
    told = metadata(name)
    classifiers = [
        text.rpartition(" :: ")[2] for text in told.get_all("Classifier") or [] if text.startswith("License :: OSI Approved ::")
    ]
    own_words = (told["License"] or "").strip().partition("\n")[0]
    return told["License-Expression"] or ", ".join(classifiers) or own_words or "unknown"


if __name__ == "__main__":
    bill = {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "components": packages()}
    json.dump(bill, sys.stdout, indent=2)
