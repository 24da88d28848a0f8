"""A field of a form that takes a table."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms.validators import ValidationError

from app.core.errors import DomainError
from app.exchange.tables.reading import read
from app.exchange.tables.table import MOST_BYTES, Table

ACCEPTED = ".csv,.tsv,.txt,.xlsx"
_CHOOSE = _l("Choose a file: a table in CSV, or an Excel workbook (.xlsx).")


class TableField(FileField):
    """A CSV file or a workbook. Once valid: `content`, its bytes, and `table`, what stands in it.

    The view needs `@takes_file(MOST_BYTES)` (core/uploads.py), its form multipart/form-data."""

    content: bytes
    table: Table

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, render_kw={"accept": ACCEPTED}, **kwargs)
        self.flags.required = True

    def pre_validate(self, form: Any) -> None:
        if not self.data:
            raise ValidationError(_CHOOSE)
        self.content = self.data.read(MOST_BYTES + 1)
        try:
            self.table = read(self.content)
        except DomainError as refusal:
            raise ValidationError(refusal.message) from None
