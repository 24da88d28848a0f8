"""The words of a mail to fill in, a column for each language of the event."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, StringField, TextAreaField
from wtforms.validators import ValidationError

from app.core import formats
from app.core.errors import DomainError
from app.core.forms import AtMost, Form, Required
from app.core.languages import current
from app.events.models import Event
from app.mailing import fragment
from app.mailing.texts import FIELDS, Text
from app.mailing.wording import LONGEST
from app.organiser.form_page import rows
from app.registration.form_pages import row

LABELS = {
    "subject": _l("Subject"),
    "title": _l("Heading"),
    "body": _l("Text"),
    "button": _l("Button"),
    "after": _l("Below the button"),
}
LINES = {"body": 9, "after": 3}
MAY_BE_EMPTY = {"after"}
LONGEST_SAMPLE = 120


class OnlyFields:
    """Words and listed fields, nothing else that Jinja knows."""

    def __call__(self, form: Any, field: Field) -> None:
        try:
            fragment.check(field.data or "", FIELDS)
        except DomainError as refusal:
            raise ValidationError(refusal.message) from refusal


class WordsForm(Form):
    """`looked_at`: what was written when the page was opened. `sample`: with whom to fill the preview."""

    looked_at = HiddenField()
    sample = StringField(_l("Show it for"), [AtMost(LONGEST_SAMPLE)], description=_l("A name or a reference of somebody on the list."))

    def words(self, language: str) -> dict[str, str]:
        return {part: self[f"{part}_{language}"].data or "" for part in LONGEST}

    def is_sound(self, language: str) -> bool:
        """Whether what is typed in that language can be shown."""
        return not any(self[f"{part}_{language}"].errors for part in LONGEST)


def words_form(event: Event, base: type[WordsForm], texts: Mapping[str, Text], **data: Any) -> WordsForm:
    """A form that begins with `texts`, by language."""
    fields = {f"{part}_{language}": _field(part, language) for part in LONGEST for language in event.languages}
    shown = {f"{part}_{lang}": text for lang, words in texts.items() for part, text in asdict(words).items()}
    return type("MadeForm", (base,), fields)(data={**shown, **data})


def word_rows(event: Event, form: WordsForm) -> list[dict[str, Any]]:
    """The languages of one part side by side."""
    parts = [rows(form, *(f"{part}_{language}" for language in event.languages)) for part in LONGEST]
    return [row("pair", fields=boxes) for boxes in parts]


def _field(part: str, language: str) -> Field:
    label = _("%(setting)s, in %(language)s", setting=LABELS[part], language=formats.language(language, current()))
    needed = [] if part in MAY_BE_EMPTY else [Required(_l("Write something here."))]
    checks = [*needed, AtMost(LONGEST[part]), OnlyFields()]
    if part in LINES:
        return TextAreaField(label, checks, render_kw={"lang": language, "rows": LINES[part]})
    return StringField(label, checks, render_kw={"lang": language})
