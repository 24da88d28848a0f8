"""Imports point down, never sideways; the order stands in pyproject.toml."""

from pathlib import Path

import grimp
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[2]


def test_the_layers_are_kept(capsys):
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert status == 0, capsys.readouterr().out


def test_nobody_inside_imports_what_puts_it_together():
    graph = grimp.build_graph("app", cache_dir=None)
    assert graph.find_modules_that_directly_import("app") == set()


def test_packages_say_nothing_in_their_init():
    spoken = [path for path in (ROOT / "app").glob("*/**/__init__.py") if path.read_text().strip()]
    assert spoken == []
