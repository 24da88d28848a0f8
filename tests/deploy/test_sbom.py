"""What we bring along is listed in full, under licences that let everybody use it."""

import json
import subprocess
import sys

import pytest

from app.config import ROOT

FREE = ("MIT", "BSD", "Apache", "ISC", "MPL", "LGPL", "Lesser General", "Unlicense", "PSF", "Zlib", "HPND")


@pytest.fixture(scope="module")
def components():
    done = subprocess.run([sys.executable, ROOT / "deploy/sbom.py"], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)["components"]


def test_every_package_of_ours_is_listed(components):
    names = {component["name"] for component in components}
    assert names >= {"flask", "sqlalchemy", "weasyprint", "typing-extensions", "qrcode", "psycopg"}
    assert len(names) > 50
    assert all(component["hashes"] and "@" in component["purl"] for component in components)


def test_every_licence_is_free(components):
    for component in components:
        licence = component["licenses"][0]["license"]["name"]
        assert any(word in licence for word in FREE), f"{component['name']}: {licence}"
