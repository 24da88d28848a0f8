"""How templates look into what they are given."""

import pytest
from jinja2 import UndefinedError


@pytest.mark.parametrize("given", [{"items": "three"}, {"name": "x"}])
def test_a_key_is_found_whatever_dictionaries_can_do(app, given):
    [(name, value)] = given.items()
    assert app.jinja_env.from_string(f"{{{{ row.{name} }}}}").render(row=given) == value


def test_what_dictionaries_can_do_is_found_where_no_key_is_called_so(app):
    assert app.jinja_env.from_string("{% for key, value in row.items() %}{{ key }}={{ value }}{% endfor %}").render(row={"a": 1}) == "a=1"


def test_what_is_not_there_is_an_error(app):
    with pytest.raises(UndefinedError):
        app.jinja_env.from_string("{{ row.nothing }}").render(row={})
