"""Flask without two things that it does for others, at a price for all."""

from collections.abc import Callable
from functools import cache
from typing import Any

from flask import Flask
from werkzeug.routing import Rule


class Address(Rule):
    """What writes an address is compiled when the first one is written: for all at the start it took 70 of 1,400 ms."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        compile_now = super()._compile_builder
        compiled = cache(lambda: compile_now(append_unknown))
        return lambda rule, /, **values: compiled()(rule, **values)


class Application(Flask):
    url_rule_class = Address

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """No view here is a coroutine; Flask looks at a dozen functions of each request to see."""
        return func
