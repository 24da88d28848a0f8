"""Languages of the interface, and organisers' own texts in them.

A language is a catalogue in `app/translations/`; its name stands here. Each page's address starts
with its language, so that a link shows the same page to everybody.
"""

from typing import Any
from urllib.parse import urlencode

from flask import Flask, current_app, g, has_request_context, request, url_for
from flask_babel import Domain, get_locale
from jinja2 import pass_context, pass_eval_context
from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from markupsafe import Markup
from werkzeug.routing import BaseConverter

from app.core import formats
from app.extensions import Texts, babel

LANGUAGES = {"fr": "Français", "en": "English"}
DEFAULT = "fr"
PLAIN = "!$'()*,/:;?@"
"""Stand in a question as they are."""


class LanguageConverter(BaseConverter):
    """`<language:lang>` in a rule: one of LANGUAGES, nothing else."""

    regex = "|".join(LANGUAGES)


def current() -> str:
    """The language of this request: from its address, else from the browser's wishes."""
    if not has_request_context():
        return DEFAULT
    if "lang" not in g:
        first = request.path.split("/", 2)[1]
        wished = request.accept_languages.best_match(list(LANGUAGES))
        g.lang = first if first in LANGUAGES else wished or DEFAULT
    return g.lang


def pick(texts: Texts, lang: str, fallback: str = DEFAULT) -> str:
    """An organiser's text: in `lang`, else in the event's first language, else in any."""
    return texts.get(lang) or texts.get(fallback) or next(iter(texts.values()), "")


def links() -> list[tuple[str, str, str, bool]]:
    """(code, native name, this page's address in it, is it the current one), for the switch."""
    endpoint, args = request.endpoint, request.view_args or {}
    if endpoint is None or not current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
        return [(code, name, f"/{code}/", code == current()) for code, name in LANGUAGES.items()]
    return [
        (code, name, with_query(url_for(endpoint, **{**args, "lang": code})), code == current())
        for code, name in LANGUAGES.items()
    ]


def with_query(path: str) -> str:
    """An address with the question of this request. As text: `url_for` would take a `_scheme` or an `endpoint`
    that somebody wrote there for its own."""
    query = urlencode(list(request.args.items(multi=True)), safe=PLAIN)
    return f"{path}?{query}" if query else path


class CountingDomain(Domain):
    """Numbers that a text counts are written as its language writes them: « 6 500 places », “6,500 places”."""

    def get_translations(self) -> Any:
        """Kept by the language alone: a list has a hundred texts, and finding its catalogue cost more than the text."""
        locale = get_locale()
        language = locale and locale.language
        found = self.cache.get(language)
        if found is None:
            found = self.cache[language] = super().get_translations()
        return found

    def ngettext(self, singular: str, plural: str, num: int, **variables: Any) -> str:
        text = self.get_translations().ungettext(singular, plural, num)
        return text % {"num": _written(num), **variables}


def _written(number: int) -> str:
    return formats.number(number, str(get_locale()))


def _speak_in_templates(app: Flask) -> None:
    """Jinja has a `gettext` of its own, that goes a longer way to the same text, and an `ngettext`; numbers outside
    of one are written by `number`."""
    plain, speaks = app.jinja_env.globals["ngettext"], app.extensions["babel"].instance

    @pass_eval_context
    def gettext(evaluation: EvalContext, message: str, /, **variables: Any) -> str:
        text = speaks.domain_instance.get_translations().ugettext(message)
        return (Markup(text) if evaluation.autoescape else text) % variables  # noqa: S704  (our own words)

    @pass_context
    def ngettext(context: Context, singular: str, plural: str, number: int, /, **variables: Any) -> str:
        return plain(context, singular, plural, number, **{"num": _written(number), **variables})

    app.jinja_env.globals |= {"gettext": gettext, "_": gettext, "ngettext": ngettext}
    app.jinja_env.filters["number"] = _written


class PseudoDomain(CountingDomain):
    """Wraps each translated text in ⟦…⟧: what stays outside was forgotten (a test looks)."""

    def get_translations(self) -> Any:
        return _Wrapped(super().get_translations())


class _Wrapped:
    def __init__(self, inner: Any):
        self.inner = inner

    def __getattr__(self, name: str) -> Any:
        method = getattr(self.inner, name)
        if not callable(method) or "gettext" not in name:
            return method
        return lambda *args: f"⟦{method(*args)}⟧"


def init_app(app: Flask) -> None:
    app.url_map.converters["language"] = LanguageConverter
    babel.init_app(app, locale_selector=current, default_translation_directories="translations")
    app.extensions["babel"].instance.domain_instance = PseudoDomain() if app.config["PSEUDO_LOCALE"] else CountingDomain()
    _speak_in_templates(app)

    @app.url_defaults
    def add_language(endpoint: str, values: dict[str, Any]) -> None:
        if "lang" not in values and app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values["lang"] = current()

    @app.url_value_preprocessor
    def take_language(endpoint: str | None, values: dict[str, Any] | None) -> None:
        if values and "lang" in values:
            g.lang = values.pop("lang")

    @app.context_processor
    def names() -> dict[str, Any]:
        return {"lang": current(), "language_links": links, "pick": lambda t: pick(t, current())}
