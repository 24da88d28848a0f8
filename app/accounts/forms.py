"""The forms of people who run events."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, PasswordField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import ValidationError

from app.accounts import passwords
from app.core.forms import AtMost, Form, NoAddress, Required, email_field
from app.core.languages import LANGUAGES


class Strong:
    """Long, and not what everybody knows. `known` names fields beside it, or is given as texts."""

    def __init__(self, *known_fields: str):
        self.known_fields = known_fields

    def __call__(self, form: Any, field: Field) -> None:
        known = [form[name].data or "" for name in self.known_fields] + list(getattr(form, "known", ()))
        if len(field.data) < passwords.LEAST:
            raise ValidationError(
                _("Use at least %(least)s characters; three or four words do well.", least=passwords.LEAST)
            )
        if passwords.is_weak(field.data, *known):
            raise ValidationError(_("Choose something that your name and address do not give away."))


def name_field() -> StringField:
    return StringField(
        _l("First name and last name"),
        [Required(_l("Fill in your name, as colleagues know it.")), AtMost(100), NoAddress()],
        render_kw={"autocomplete": "name"},
    )


def language_field() -> SelectField:
    return SelectField(_l("Language of mails to you"), choices=[SelectChoice(*each) for each in LANGUAGES.items()])


def password_field(label: Any) -> PasswordField:
    return PasswordField(
        label, [Required(_l("Type your password.")), AtMost(passwords.MOST)],
        render_kw={"autocomplete": "current-password"},
    )  # fmt: skip


def new_password_field(*known_fields: str) -> PasswordField:
    return PasswordField(
        _l("New password"),
        [Required(_l("Choose a password.")), AtMost(passwords.MOST), Strong(*known_fields)],
        description=_l("At least 12 characters. Three or four words do well."),
        render_kw={"autocomplete": "new-password"},
    )


class SignInForm(Form):
    email = email_field(_l("E-mail address"))
    password = password_field(_l("Password"))


def digits_field(label: Any, description: Any, **box: str) -> StringField:
    return StringField(
        label,
        [Required(_l("Type the six digits that the app shows.")), AtMost(20)],
        description=description,
        render_kw={"autocomplete": "one-time-code", "spellcheck": "false"} | box,
    )


class DigitsForm(Form):
    """The second step of signing in."""

    digits = digits_field(
        _l("Six digits, or a recovery code"), _l("The digits change every half minute. A recovery code opens once.")
    )  # fmt: skip


class SwitchOnForm(Form):
    """`key`: signed, so that the code on the page stays the same when the digits were wrong."""

    key = HiddenField()
    digits = digits_field(_l("Six digits"), _l("What the app shows now: that proves that it works."), inputmode="numeric")


class ConfirmForm(Form):
    password = password_field(_l("Password"))


class RecoverForm(Form):
    email = email_field(_l("E-mail address"))


class NewPasswordForm(Form):
    """`known`: what of its owner must not make the password."""

    password = new_password_field()

    def __init__(self, *args: Any, known: tuple[str, ...] = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.known = known


class JoinForm(NewPasswordForm):
    name = name_field()
    password = new_password_field("name")


class WelcomeForm(Form):
    name = name_field()
    email = email_field(_l("E-mail address"))
    password = new_password_field("name", "email")


class ProfileForm(Form):
    name = name_field()
    language = language_field()


class ChangePasswordForm(NewPasswordForm):
    current = password_field(_l("Current password"))
    password = new_password_field()
