"""What the desk types: one field for a scanner, a reference or a name; and a reason."""

from uuid import UUID, uuid4

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField
from wtforms.validators import ValidationError

from app.checkin.reading import Kind, Reading, read
from app.core.forms import AtMost, Form, Required


class DeskForm(Form):
    """`page` names the very page that it was sent from: sent twice, it happens once."""

    page = HiddenField()

    @property
    def page_id(self) -> UUID:
        try:
            return UUID(self.page.data or "")
        except ValueError:
            return uuid4()


class ScanForm(DeskForm):
    text = StringField(
        _l("Badge, reference or name"),
        [Required(_l("Scan a badge, or type a reference or a name.")), AtMost(200)],
        description=_l("A scanner types here by itself. A reference has eight letters, such as NLRS-GTXV."),
        render_kw={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false", "enterkeyhint": "go"},
    )

    def validate_text(self, field: StringField) -> None:
        if self.reading.kind is Kind.mistyped:
            raise ValidationError(_("One letter of this reference is wrong: compare it with the badge or the mail."))

    @property
    def reading(self) -> Reading:
        return read(self.text.data or "")


class ReasonForm(DeskForm):
    why = StringField(_l("Reason"), [Required(_l("Say why, in a few words.")), AtMost(200)])
