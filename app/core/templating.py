"""How templates are read, and how they look into what they are given."""

from typing import Any

from flask import Flask
from flask.templating import Environment as FlaskEnvironment
from jinja2 import StrictUndefined
from jinja2 import Template as JinjaTemplate


class Template(JinjaTemplate):
    def _get_default_module(self, context: Any = None) -> Any:
        """What templates import is the same for all of them. Jinja looks, at each import, whether the page was
        given globals that the component lacks: none is."""
        return super()._get_default_module()


class Environment(FlaskEnvironment):
    """What a template is given is mostly dictionaries. Jinja would look for an attribute of that name first,
    and fail, each time: a tenth of what a long list costs."""

    template_class = Template

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict:
            try:
                return obj[attribute]
            except KeyError:
                pass
        return super().getattr(obj, attribute)


def init_app(app: Flask) -> None:
    app.jinja_environment = Environment
    app.jinja_env.add_extension("jinja2.ext.do")
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
