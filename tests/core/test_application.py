"""Addresses are written as Flask's own rules write them, and no view is one that Flask would have to wait for."""

from inspect import iscoroutinefunction
from itertools import chain

import pytest
from werkzeug.routing import Map, Rule

from app.core.application import Address

GET_CODE = Rule._get_func_code
VALUES = [{"lang": "fr", "n": 7}, {"lang": "en", "n": 7}, {"lang": "fr", "n": 7, "q": "é /?", "more": ["a", "b"], "rule": "x", "self": "y"}]


@pytest.mark.parametrize("values", VALUES)
def test_an_address_is_the_one_that_the_rule_itself_would_write(values):
    def written(kind: type[Rule]) -> str:
        rules = [kind("/<lang>/people/<int:n>/", endpoint="one"), kind("/people/<int:n>", endpoint="one", defaults={"lang": "fr"})]
        return Map(rules).bind("example.org").build("one", values)

    assert written(Address) == written(Rule)


def test_the_application_has_such_addresses_alone(app):
    assert {type(rule) for rule in app.url_map.iter_rules()} == {Address}


def test_nothing_that_answers_is_a_coroutine(app):
    by_room = (app.before_request_funcs, app.after_request_funcs, app.teardown_request_funcs)
    around = chain.from_iterable(functions for rooms in by_room for functions in rooms.values())
    errors = chain.from_iterable(kinds.values() for rooms in app.error_handler_spec.values() for kinds in rooms.values())
    called = [*app.view_functions.values(), *around, *errors, *app.teardown_appcontext_funcs]
    assert len(called) > 250
    assert not [function for function in called if iscoroutinefunction(function)]


def test_whoever_writes_one_address_compiles_no_other(monkeypatch):
    compiled = []
    monkeypatch.setattr(Rule, "_get_func_code", staticmethod(lambda code, name: compiled.append(name) or GET_CODE(code, name)))
    rooms = Map([Address(f"/{name}", endpoint=name) for name in "abc"]).bind("example.org")
    assert compiled == []
    assert (rooms.build("b"), rooms.build("b"), len(compiled)) == ("/b", "/b", 1)
