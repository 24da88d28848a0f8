"""Whoever runs the product finds every setting and every command explained, and no dead ones."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from app.config import ROOT, from_environment
from tests.checkin import printed

IN_BACKQUOTES = re.compile(r"^\| `([^`]+)`", re.MULTILINE)
OUTSIDE_CONFIG = {"HOST", "WEB_CONCURRENCY", "WEB_THREADS"}


class Recorder(Mapping[str, str]):
    """An environment that remembers what it was asked for."""

    def __init__(self, values: dict[str, str]):
        self.values_, self.asked = values, set[str]()

    def __getitem__(self, name: str) -> str:
        self.asked.add(name)
        return self.values_[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_)

    def __len__(self) -> int:
        return len(self.values_)


def test_every_setting_is_documented_and_no_other(tmp_path):
    trial = Recorder({"INSTANCE_PATH": str(tmp_path)})
    from_environment(trial)
    documented = set(IN_BACKQUOTES.findall((ROOT / "docs/settings.md").read_text()))
    assert documented == trial.asked | OUTSIDE_CONFIG


def test_settings_are_read_in_one_place():
    readers = [path for path in Path(ROOT, "app").rglob("*.py") if re.search(r"os\.environ|getenv", path.read_text())]
    assert [path.name for path in readers if path.parent.name != "cli"] == ["config.py"]


def test_every_command_is_documented_and_no_other(app):
    documented = set(IN_BACKQUOTES.findall((ROOT / "docs/commands.md").read_text()))
    assert {command.split(" <")[0] for command in documented} == set(own_commands(app.cli))


def test_every_verdict_is_printed_as_the_vectors_have_it():
    assert printed.PAGE.read_text() == printed.page(), "python -m tests.checkin.printed"


def own_commands(group: click.Group, path: str = "flask") -> Iterator[str]:
    """The full name of each command that the product adds, e.g. `flask demo create`."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from own_commands(command, f"{path} {name}")
        elif (command.callback.__module__ or "").startswith("app."):
            yield f"{path} {name}"
