"""Texts that organisers may write: words, listed fields and `if field`, nothing else.

    Hello{% if name %} {{ name }}{% endif %},
    doors open at {{ doors }}.

A text is parsed by Jinja but never run by it: its tree is checked and then walked here, so that no
expression can be smuggled in (a sandbox alone let one take 400 MB).
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from flask_babel import gettext as _
from jinja2 import Environment, TemplateSyntaxError, nodes

from app.core.errors import DomainError

DEEPEST = 5
"""Conditions inside each other: what is shallow here is so in every process that fills it."""

_parser = Environment(autoescape=False)  # noqa: S701 (nothing is rendered with it)


def check(text: str, fields: Iterable[str]) -> None:
    """Raise DomainError("bad_text") with the line of what is not allowed."""
    _check(_parse(text).body, frozenset(fields))


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its fields filled in, as plain text. It was checked when it was saved."""
    return _walk(_parse(text).body, values)


def paragraphs(text: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """The filled text parted at its empty lines."""
    parts = (part.strip() for part in fill(text, values).split("\n\n"))
    return tuple(part for part in parts if part)


@lru_cache(maxsize=500)
def _parse(text: str) -> nodes.Template:
    try:
        return _parser.parse(text)
    except TemplateSyntaxError as error:
        raise _refusal(error.lineno) from error
    except (RecursionError, ValueError) as error:  # brackets without end, a number of 5,000 digits
        raise _refusal(1) from error


def _check(body: list[nodes.Node], fields: frozenset[str], inside: int = 0) -> None:
    for node in body:
        match node:
            case nodes.Output(nodes=parts):
                _check(parts, fields, inside)
            case nodes.TemplateData():
                pass
            case nodes.Name(name=name) if name in fields:
                pass
            case nodes.If(test=nodes.Name(name=name), elif_=[]) if name in fields and inside < DEEPEST:
                _check([*node.body, *node.else_], fields, inside + 1)
            case nodes.Name(name=name) | nodes.If(test=nodes.Name(name=name)) if name not in fields:
                sentence = _("Line %(line)s: there is no field “%(name)s”.", line=node.lineno, name=name)
                raise DomainError("bad_text", sentence)
            case _:
                raise _refusal(node.lineno)


def _refusal(line: int) -> DomainError:
    allowed = "{{ name }}, {% if name %}…{% endif %}"
    return DomainError(
        "bad_text",
        _("Line %(line)s: a text holds words and such things as %(allowed)s, nothing else.", line=line, allowed=allowed),
    )


def _walk(body: list[nodes.Node], values: Mapping[str, str]) -> str:
    return "".join(_filled(node, values) for node in body)


def _filled(node: nodes.Node, values: Mapping[str, str]) -> str:
    match node:
        case nodes.Output(nodes=parts):
            return _walk(parts, values)
        case nodes.TemplateData(data=data):
            return data
        case nodes.Name(name=name):
            return values[name]
        case nodes.If(test=test):
            return _walk(node.body if values[test.name] else node.else_, values)
        case _:
            raise TypeError(f"{type(node).__name__} was not checked")
