"""Every address of the application, with something real to ask for at each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Flask
from werkzeug.routing import AnyConverter, IntegerConverter, Rule, UUIDConverter

METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}
PART = re.compile(r"<(?:[^<>]+:)?(\w+)>")
"""A variable part of a rule, by its name."""


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
        """Its address. `known` says what stands for a part, "endpoint.part" before "blueprint.part"
        before "part"; what is not known leads to nothing."""
        values = {part: self._value(known, part) for part in self.rule.arguments}
        return app.url_map.bind("localhost").build(self.rule.endpoint, values, self.method)

    def with_part(self, known: dict[str, Any], part: str, text: str) -> str:
        """The address with `text`, quoted already, in the place of a part, whatever the rule says of it."""
        return PART.sub(lambda found: text if found[1] == part else str(self._value(known, found[1])), self.rule.rule)

    def _value(self, known: dict[str, Any], part: str) -> Any:
        blueprint = self.rule.endpoint.rpartition(".")[0] or self.rule.endpoint
        names = (f"{self.rule.endpoint}.{part}", f"{blueprint}.{part}", part)
        return next((known[name] for name in names if name in known), _nothing(self.rule, part))


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
