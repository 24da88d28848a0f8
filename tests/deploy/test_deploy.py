"""What can be known of the files of `deploy/` without an engine to run them."""

import re
import subprocess
from configparser import ConfigParser

import pytest

from app.config import REQUIRED, ROOT

SCRIPTS = [ROOT / ".ci/run", *sorted((ROOT / "deploy").rglob("*.sh"))]
UNITS = sorted((ROOT / "deploy/systemd").glob("*.service"))
SETTING = re.compile(r"^\| `([A-Z_]+)`", re.MULTILINE)


def documented() -> set[str]:
    return set(SETTING.findall((ROOT / "docs/settings.md").read_text()))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_can_be_read(script):
    done = subprocess.run(["bash", "-n", str(script)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_image_copies_what_there_is_and_what_reaches_it():
    containerfile = (ROOT / "deploy/Containerfile").read_text()
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = {
        source
        for line in re.findall(r"^COPY (?!--from)(.+)$", containerfile, re.MULTILINE)
        for source in line.split()[:-1]
    }
    assert copied == allowed
    assert all((ROOT / source).exists() for source in copied)


def test_the_image_does_not_run_as_root_and_says_whether_it_is_well():
    containerfile = (ROOT / "deploy/Containerfile").read_text()
    assert re.search(r"^USER medicen$", containerfile, re.MULTILINE)
    assert "HEALTHCHECK" in containerfile


def test_compose_sets_all_that_production_requires_and_nothing_unknown():
    compose = (ROOT / "deploy/compose.yaml").read_text()
    settings = compose[compose.index("&settings") : compose.index("volumes:")]
    given = set(re.findall(r"^    +([A-Z_]+):", settings, re.MULTILINE))
    assert set(REQUIRED) < given <= documented()


def test_serve_keeps_all_that_production_requires_and_nothing_unknown():
    serve = (ROOT / "deploy/serve.sh").read_text()
    kept = set(re.search(r"for name in ([A-Z_ ]+);", serve)[1].split())
    assert set(REQUIRED) < kept <= documented() | {"DOMAIN"}


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_units_run_confined_under_an_account_of_their_own(unit):
    service = ConfigParser(strict=False, interpolation=None)
    service.optionxform = str
    service.read(unit)
    assert service["Service"]["User"] == "medicen"
    assert service["Service"]["NoNewPrivileges"] == "yes"
    assert service["Service"]["EnvironmentFile"] == "/etc/medicen-day.env"
    assert service["Service"]["ExecStart"].startswith("/opt/medicen-day/.venv/bin/python -m ")


def test_requirements_are_pinned_hashed_and_name_no_host():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        packages = re.findall(r"^[a-zA-Z0-9][^ ]*", text, re.MULTILINE)
        assert all("==" in package for package in packages)
        assert len(packages) > 40 and text.count("--hash=sha256:") >= len(packages)
        assert not re.search(r"https?:|--(extra-)?index|--find-links| @ ", text)
