"""The short form in which somebody registers a colleague: the organisation is known, and nobody answers for
another about photos, newsletter or needs."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField
from wtforms.validators import ValidationError

from app.core.forms import AtMost, NoAddress, Required, email_field
from app.core.text import email_key
from app.core.tokens import random_token, sign
from app.events.models import Event, OrganisationType
from app.registration import form_pages, session_pages
from app.registration.details import Details, category_for, one_time_key
from app.registration.forms import GuardForm, SessionsForm
from app.registration.questions.form import AskingForm


class ColleagueForm(AskingForm, SessionsForm, GuardForm):
    """Files are for the colleague to send, from their own page."""

    asks_files = False
    first_name = StringField(
        _l("First name"),
        [Required(_l("Fill in the first name of your colleague.")), AtMost(100), NoAddress()],
        description=_l("As it should stand on the badge."),
    )
    last_name = StringField(
        _l("Last name"), [AtMost(100), NoAddress()], description=_l("Leave it empty for a single name.")
    )
    email = email_field(_l("E-mail"), _l("Your colleague’s own: the ticket goes there, and we say who registered them."), optional=True)
    managed = BooleanField(_l("I manage this registration"))
    job_title = StringField(_l("Job title"), [AtMost(150), NoAddress()], description=_l("It stands on the badge."))

    def __init__(self, event: Event, sender: str, organisation_type: OrganisationType | None, **kwargs: Any):
        super().__init__(event, category=category_for(event.categories, organisation_type), **kwargs)
        self.sender, self.organisation_type = sender, organisation_type
        self.email.render_kw = {"autocomplete": "off", "spellcheck": "false"}
        self.managed.description = _("Ticket and messages come to %(email)s; leave the address above empty.", email=sender)
        if not self.is_submitted():
            self.submission.data, self.started.data = random_token(), sign("form")

    def validate_managed(self, field: BooleanField) -> None:
        """One of the two, and not the sender's own address: that is somebody registered already."""
        if email_key(self.email.data) == email_key(self.sender):
            raise ValidationError(_("This is your own address: leave it empty and tick “I manage this registration”."))
        if bool(self.email.data) is field.data:
            raise ValidationError(_("Fill in your colleague’s address, or tick “I manage this registration”: one of the two."))

    @property
    def key(self) -> str:
        return one_time_key(self.submission.data, self.first_name.data, self.last_name.data, self.email.data)

    def details(self, organisation_name: str) -> Details:
        return Details(
            first_name=self.first_name.data, last_name=self.last_name.data or "", email=self.email.data or None,
            organisation_name=organisation_name, organisation_type=self.organisation_type,
            job_title=self.job_title.data or "", session_ids=self.sessions.data or [],
            answers=self.data.get("questions") or {},
        )  # fmt: skip


def rows(form: ColleagueForm, event: Event, *, guarded: bool) -> list[dict[str, Any]]:
    """The form's rows. `guarded`: with the box that only robots find."""
    row = form_pages.row
    found = [row("field", form.first_name), row("field", form.last_name), row("field", form.email)]
    found += [row("tick", form.managed), row("field", form.job_title)]
    if form.choosable:
        found.append(row("choices", form.sessions, hints=session_pages.hints(form, event)))
    found += form_pages.question_rows(form)
    return [*found, row("trap", form.website)] if guarded else found
