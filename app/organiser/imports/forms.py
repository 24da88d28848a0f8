"""What organisers say about a list that they bring."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from app.core.forms import Form
from app.exchange.imports.verdicts import Target
from app.exchange.tables.field import TableField


class UploadForm(Form):
    file = TableField(
        _l("File"),
        description=_l(
            "A table in CSV or an Excel workbook (.xlsx), with the names of the columns in its first line. "
            "Up to 20,000 rows, 10 MB."
        ),
    )


class MappingForm(Form):
    """A box for each column, which says where it goes. Made by `mapping_form`."""

    targets: Sequence[Target]

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        return super().validate(*args, **kwargs) and self._is_sound()

    def _is_sound(self) -> bool:
        taken: dict[str, int] = {}
        for index, field in enumerate(self.columns):
            if field.data in taken:
                field.errors = [_("Another column goes there already. Choose one of the two.")]
            elif field.data:
                taken[field.data] = index
        missing = [str(target.label) for target in self.targets if target.required and target.key not in taken]
        if missing:
            self.form_errors.append(_("Say which column holds this: %(fields)s.", fields=", ".join(missing)))
        return not missing and not any(field.errors for field in self.columns)

    @property
    def columns(self) -> list[SelectField]:
        return [field for field in self if isinstance(field, SelectField)]

    @property
    def mapping(self) -> dict[str, int]:
        """As `service.map_columns` takes it."""
        return {field.data: index for index, field in enumerate(self.columns) if field.data}


def mapping_form(headers: Sequence[str], targets: Sequence[Target], mapping: dict[str, int]) -> MappingForm:
    """`mapping`: what is chosen already."""
    chosen = {index: key for key, index in mapping.items()}
    choices = [SelectChoice("", _("Not imported")), *(SelectChoice(target.key, target.label) for target in targets)]
    fields = {
        f"column_{index}": SelectField(header, choices=choices, default=chosen.get(index, ""), validate_choice=True)
        for index, header in enumerate(headers)
    }
    form = type("MadeForm", (MappingForm,), {**fields, "targets": targets})()
    return form  # type: ignore[return-value]
