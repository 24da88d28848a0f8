"""Every address of the application, with something real to ask for at each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Flask
from werkzeug.routing import AnyConverter, IntegerConverter, Rule, UUIDConverter

METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}


@dataclass(frozen=True)
class Route:
    """One method of one rule."""

    method: str
    rule: Rule

    @property
    def name(self) -> str:
        """As the committed tables spell it: "GET /<language:lang>/…"."""
        return f"{self.method} {self.rule.rule}"

    def address(self, app: Flask, known: dict[str, Any]) -> str:
        """Its address. `known` says what stands for a part, "blueprint.part" before "part"; what is
        not known leads to nothing."""
        blueprint = self.rule.endpoint.rpartition(".")[0] or self.rule.endpoint
        values = {
            part: known.get(f"{blueprint}.{part}", known.get(part, _nothing(self.rule, part)))
            for part in self.rule.arguments
        }
        return app.url_map.bind("localhost").build(self.rule.endpoint, values, self.method)


def _nothing(rule: Rule, part: str) -> Any:
    converter = rule._converters[part]
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    if isinstance(converter, UUIDConverter):
        return UUID(int=987_654)
    return 987_654 if isinstance(converter, IntegerConverter) else "nothing"


def routes(app: Flask) -> Iterator[Route]:
    """All of them, by address."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        for method in sorted((rule.methods or set()) & METHODS):
            yield Route(method, rule)
