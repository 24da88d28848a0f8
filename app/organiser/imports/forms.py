"""What organisers say about a list that they bring."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from app.core.forms import Form
from app.core.languages import LANGUAGES, current, pick
from app.exchange.imports.kinds import KINDS, Kind
from app.exchange.imports.models import Brings, Import
from app.exchange.tables.field import TableField

MARK = "column_"


class UploadForm(Form):
    file = TableField(
        _l("File"),
        description=_l(
            "A table in CSV or an Excel workbook (.xlsx), with the names of the columns in its first line. "
            "Up to 20,000 rows, 10 MB."
        ),
    )


class ColumnsForm(Form):
    """A box for each column, which says where it goes. Made by `columns_form`."""

    kind: Kind

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        return super().validate(*args, **kwargs) and self.is_sound()

    def is_sound(self) -> bool:
        taken = set()
        for field in self.columns:
            if field.data in taken:
                field.errors = [_("Another column goes there already. Choose one of the two.")]
            taken |= {field.data} - {""}
        missing = self.kind.missing(self.mapping)
        if missing:
            labels = [str(target.label) for target in self.kind.targets if target.key in missing]
            self.form_errors.append(_("Say which column holds this: %(fields)s.", fields=", ".join(labels)))
        return not missing and not any(field.errors for field in self.columns)

    @property
    def columns(self) -> list[SelectField]:
        return [field for field in self if field.name.startswith(MARK)]

    @property
    def mapping(self) -> dict[str, int]:
        """As `service.map_columns` takes it."""
        return {field.data: index for index, field in enumerate(self.columns) if field.data}

    @property
    def chosen(self) -> dict[str, Any]:
        """What holds where a line says nothing."""
        return {}


class PeopleColumnsForm(ColumnsForm):
    category = RadioField(
        _l("Category of whoever has none in the list"), [Optional()], coerce=int,
        description=_l("Newcomers alone, who cannot do without; it decides whether they are confirmed or to be approved."),
    )  # fmt: skip
    language = RadioField(
        _l("Language of whoever has none in the list"), [Optional()],
        choices=[SelectChoice(*each) for each in LANGUAGES.items()],
    )  # fmt: skip

    @property
    def chosen(self) -> dict[str, Any]:
        return {"category": self.category.data, "language": self.language.data}


FORMS: dict[Brings, type[ColumnsForm]] = {Brings.people: PeopleColumnsForm, Brings.organisations: ColumnsForm}


class StartForm(Form):
    mails = BooleanField(
        _l("Write to the people concerned"),
        description=_l(
            "Newcomers get their ticket or learn where they stand, others learn of another category. Without it nobody is told."
        ),
    )


def columns_form(made: Import) -> ColumnsForm:
    """With what is chosen already."""
    kind, chosen = KINDS[made.brings], {index: key for key, index in made.mapping.items()}
    choices = [SelectChoice("", _("Not imported")), *(SelectChoice(target.key, target.label) for target in kind.targets)]
    fields = {
        f"{MARK}{index}": SelectField(header, choices=choices, default=chosen.get(index, ""))
        for index, header in enumerate(made.headers)
    }
    form: ColumnsForm = type("MadeForm", (FORMS[made.brings],), fields)(data=_chosen(made))
    form.kind = kind
    if "category" in form:
        form["category"].choices = [SelectChoice(each.id, pick(each.label, current())) for each in made.event.categories]
    return form


def _chosen(made: Import) -> dict[str, Any]:
    return {"language": made.event.languages[0], **made.choices}


def more_fields(form: ColumnsForm) -> Sequence[Any]:
    """The fields beside the columns."""
    return [form[name] for name in ("category", "language") if name in form]
