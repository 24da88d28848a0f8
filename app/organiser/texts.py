"""Organisers' own texts in a form: a box for each language of the event."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from wtforms import Field, StringField, TextAreaField

from app.core import formats
from app.core.forms import AtMost, Form
from app.core.languages import current
from app.core.text import clean_text
from app.extensions import Texts
from app.organiser.form_page import rows
from app.registration.form_pages import row


def keys(name: str, languages: Sequence[str]) -> list[str]:
    """The names of the boxes of one text."""
    return [f"{name}_{lang}" for lang in languages]


def boxes(
    name: str, label: Any, languages: Sequence[str], *, hint: Any = "", most: int = 254, rows: int = 0, asked: Any = None
) -> dict[str, Field]:
    """`rows`: of a box for several lines; `asked`: what the box of the first language has to hold at least."""
    made: dict[str, Field] = {}
    for key, lang in zip(keys(name, languages), languages, strict=True):
        checks = [asked, AtMost(most)] if asked and not made else [AtMost(most)]
        said = _("%(setting)s, in %(language)s", setting=label, language=formats.language(lang, current()))
        kind, look = (TextAreaField, {"rows": rows}) if rows else (StringField, {})
        made[key] = kind(said, checks, description=hint, render_kw={"lang": lang, **look})
    return made


def shown(name: str, texts: Texts, languages: Sequence[str]) -> dict[str, str]:
    """What the boxes hold of a text."""
    return {f"{name}_{lang}": texts.get(lang, "") for lang in languages}


def typed(form: Form, name: str, languages: Sequence[str], was: Texts) -> Texts:
    """What was typed; empty boxes are no text."""
    said = {lang: kept_or_set(form[f"{name}_{lang}"].data or "", was.get(lang, ""), lang) for lang in languages}
    return {lang: text for lang, text in {**was, **said}.items() if text}


def kept_or_set(text: str, was: str, lang: str) -> str:
    """As its language is set; as it was where nothing of it was changed, for forms make plain spaces of all others."""
    return was if clean_text(was) == text else formats.typeset(text, lang)


def side_by_side(form: Form, name: str, languages: Sequence[str]) -> list[dict[str, Any]]:
    """Rows: the languages of one text stand beside each other."""
    fields = rows(form, *keys(name, languages))
    return [row("pair", fields=fields)] if len(fields) == 2 else fields
