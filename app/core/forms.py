"""What every form does the same way: cleaning, and sentences that say what to do."""

import re
from typing import Any

from email_validator import validate_email
from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import EmailField, Field, FileField, HiddenField, PasswordField, StringField, TelField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, StopValidation, ValidationError

from app.core.numbers import whole
from app.core.text import clean_line, clean_text, looks_like_url

_CHOOSE_AGAIN = _l("Choose again: what was chosen is not offered, or not any more.")
_SENTENCES = {
    "Not a valid choice.": _CHOOSE_AGAIN,
    "Invalid Choice: could not coerce.": _CHOOSE_AGAIN,
    "Invalid choice(s): one or more data inputs could not be coerced.": _CHOOSE_AGAIN,
    "'%(value)s' is not a valid choice for this field.": _CHOOSE_AGAIN,
    "'%(value)s' are not valid choices for this field.": _CHOOSE_AGAIN,
    "This field is required.": _l("Fill in this field."),
    "Not a valid integer value.": _l("Type a number, for example “200”."),
}
"""What WTForms says by itself, in our words."""


class _OurWords:
    """Stands where WTForms looks for its own translations."""

    def gettext(self, text: str) -> str:
        return str(_SENTENCES.get(text, text))

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return self.gettext(singular if number == 1 else plural)


class Form(FlaskForm):
    """A form of ours. Radio buttons, not boxes, for one of a few; nothing typed is ever lost."""

    def validate_on_submit(self, *args: Any, **kwargs: Any) -> bool:
        """Whether it was sent, and rightly. The switch of languages only takes along what is typed:
        nothing is judged."""
        return "switch" not in request.form and super().validate_on_submit(*args, **kwargs)

    def process(self, formdata: Any = None, *args: Any, **kwargs: Any) -> None:
        """A file that somebody sends in the place of a text is none of its business."""
        formdata = self.meta.wrap_formdata(self, formdata)
        if formdata and request.files:
            takes_file = {field.name for field in self if isinstance(field, FileField)}
            files = [(name, file) for name, file in request.files.items(multi=True) if name in takes_file]
            formdata = CombinedMultiDict([MultiDict(files), request.form])
        super().process(formdata, *args, **kwargs)

    class Meta(FlaskForm.Meta):
        def get_translations(self, form: Any) -> Any:
            return _OurWords()

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """A form is a form: JSON would bring lists and numbers where texts are cleaned."""
            return None if request.is_json else super().wrap_formdata(form, formdata)

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """Clean each line of text before it is looked at."""
            filters = list(unbound_field.kwargs.get("filters", ()))
            if issubclass(unbound_field.field_class, TextAreaField):
                filters.append(_clean(clean_text))
            elif issubclass(unbound_field.field_class, StringField) and unbound_field.field_class is not PasswordField:
                filters.append(_clean(clean_line))
            return unbound_field.bind(form=form, filters=filters, **options)


class Versioned(Form):
    """Remembers what was seen: who saves second is told."""

    version = HiddenField()

    @property
    def seen(self) -> int | None:
        """The version on the page; None where nothing sensible was sent."""
        sent = self.version.raw_data[0] if self.version.raw_data else ""
        try:
            return whole(sent)
        except ValueError:
            return None

    def look_at(self, version: int) -> None:
        """The page shows this version now: what was typed may be saved over it."""
        self.version.data = self.version.raw_data = None
        self.version.process(None, version)


def _clean(how: Any) -> Any:
    return lambda value: how(value) if isinstance(value, str) else value


class Required(InputRequired):
    """Has to hold something after cleaning."""

    def __call__(self, form: Any, field: Field) -> None:
        if not field.data:
            field.errors[:] = []  # "not a valid choice" says nothing to who chose none
            raise StopValidation(self.message or _("Fill in this field."))


class AtMost(Length):
    """At most so many characters; the box itself stops there too."""

    def __init__(self, most: int):
        super().__init__(max=most)
        self.field_flags = {"maxlength": most}

    def __call__(self, form: Any, field: Field) -> None:
        if field.data and len(field.data) > self.max:
            raise StopValidation(_("Shorten this to %(most)s characters.", most=self.max))


class NoAddress:
    """No web address in a name: mails would carry it to strangers."""

    def __call__(self, form: Any, field: Field) -> None:
        if field.data and looks_like_url(field.data):
            raise ValidationError(_("Remove the web address: only a name belongs here."))


def sound_email(text: str) -> str:
    """As its owner writes it, host in lower case. Raises ValueError where no mail could be sent to it."""
    return validate_email(text, check_deliverability=False).normalized


def is_phone(text: str) -> bool:
    """Digits with the signs that people put between them; six at least."""
    digits = [sign for sign in text if sign.isdigit()]
    return 6 <= len(digits) <= 20 and all(sign in " +-./()  " or sign.isdigit() for sign in text)


class Email:
    """An address that mail can be sent to; stored as its owner writes it, host in lower case."""

    def __call__(self, form: Any, field: Field) -> None:
        try:
            field.data = sound_email(field.data or "")
        except ValueError:
            raise ValidationError(_("Complete the e-mail address, for example “first.last@lab.org”.")) from None


class WebAddress:
    """A page that a link may lead to: nothing but http and https, and a host."""

    def __call__(self, form: Any, field: Field) -> None:
        if not re.fullmatch(r"https?://[^\s/?#]+\S*", field.data, re.IGNORECASE):
            raise ValidationError(_("Begin with https://, for example “https://www.openstreetmap.org”."))


class Phone:
    def __call__(self, form: Any, field: Field) -> None:
        if not is_phone(field.data):
            raise ValidationError(_("Check the number, for example “+33 6 39 98 12 34”."))


def email_field(label: Any, description: Any = "", *, optional: bool = False) -> EmailField:
    checks = (
        [Optional()] if optional else [Required(_l("Fill in your e-mail address, for example “first.last@lab.org”."))]
    )
    return EmailField(
        label,
        [*checks, AtMost(254), Email()],
        description=description,
        render_kw={"autocomplete": "email", "spellcheck": "false"},
    )


def phone_field(label: Any, description: Any = "") -> TelField:
    return TelField(
        label, [Optional(), AtMost(40), Phone()], description=description, render_kw={"autocomplete": "tel"}
    )
