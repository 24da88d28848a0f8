"""What the contact of an allotment types about a delegate."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from app.core.languages import LANGUAGES
from app.registration.ticket_forms import HandOverForm


class DelegateForm(HandOverForm):
    """`once`: of this page, so that a double click names nobody twice."""

    once = HiddenField()
    language = RadioField(
        _l("Language of the mails"), [InputRequired(_l("Choose a language."))],
        choices=[SelectChoice(*each) for each in LANGUAGES.items()],
    )  # fmt: skip
