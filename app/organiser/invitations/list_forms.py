"""A list of people to invite: the file, what its columns are, and what holds for each line."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional, ValidationError

from app.core.forms import Form
from app.core.languages import LANGUAGES, current, pick
from app.core.numbers import whole
from app.events.models import Event
from app.exchange.guest_list.lines import FIELDS, LABELS
from app.exchange.guest_list.service import Terms
from app.exchange.tables.field import TableField
from app.exchange.tables.headers import suggest
from app.exchange.tables.table import Table, letter
from app.organiser.invitations.forms import SourceForm, TermsForm
from app.registration.grants import AddressSource

NONE = -1
"""No column."""


class FileForm(Form):
    table = TableField(_l("Table"), description=_l(
        "CSV or Excel (.xlsx), one person a line, a header on top. Columns that are understood: first name, last name, "
        "organisation, e-mail, language, category; in French or English, in any order. Others are left aside."
    ))


class ListForm(TermsForm, SourceForm):
    """`column_…`: where each field stands; made by `list_form`. `expected`: how many the page said would be
    invited; `once`: the page's own key, for a second press."""

    expected = HiddenField()
    once = HiddenField()
    category = RadioField(_l("Category, where a line names none"), [Optional()], coerce=int)
    language = RadioField(
        _l("Language, where a line names none"), [InputRequired(_l("Choose the language of the message."))]
    )

    def offer(self, event: Event) -> None:
        everyone = SelectChoice(0, _("None: each line has to name one"))
        self.category.choices = [everyone, *(SelectChoice(each.id, pick(each.label, current())) for each in event.categories)]
        self.language.choices = [SelectChoice(code, LANGUAGES[code]) for code in event.languages]

    def validate_column_email(self, field: SelectField) -> None:
        if field.data == NONE:
            raise ValidationError(_("Say which column has the addresses."))

    def ask_source_later(self) -> None:
        """Who looks again is not asked yet for what the mail will say."""
        if not self.source.data:
            self.source.errors = []

    @property
    def mapping(self) -> dict[str, int]:
        columns = {each.key: self[f"column_{each.key}"].data for each in FIELDS}
        return {key: index for key, index in columns.items() if index is not None and index != NONE}

    @property
    def list_terms(self) -> Terms:
        return Terms(
            AddressSource(self.source.data), self.source_detail.data or "", self.terms["expires_at"],
            self.skips_approval.data, self.send.data,
        )  # fmt: skip

    @property
    def seen_number(self) -> int:
        """What was promised; -1 where nothing sensible was sent."""
        sent = self.expected.raw_data[0] if self.expected.raw_data else ""
        try:
            return whole(sent)
        except ValueError:
            return -1


def list_form(event: Event, table: Table, **data: Any) -> ListForm:
    """A form that begins with what the headers say."""
    choices = [SelectChoice(NONE, _("None")), *(
        SelectChoice(index, f"{letter(index)}: {header}") for index, header in enumerate(table.headers) if header
    )]  # fmt: skip
    needed = {"email": [InputRequired()]}
    fields = {
        f"column_{each.key}": SelectField(LABELS[each.key], needed.get(each.key, []), choices=choices, coerce=int)
        for each in FIELDS
    }
    told = suggest(table.headers, FIELDS)
    begins = {f"column_{each.key}": told.get(each.key, NONE) for each in FIELDS}
    return type("MadeForm", (ListForm,), fields)(event, data={**begins, "category": 0, **data})
