"""What an owner says about somebody who works for the event."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice

from app.accounts.forms import language_field
from app.accounts.models import Membership
from app.accounts.permissions import ROLE_HINTS, ROLE_LABELS, Role
from app.core.forms import Form, Required, email_field


class RoleForm(Form):
    role = RadioField(
        _l("Role"),
        [Required(_l("Choose a role."))],
        choices=[SelectChoice(role.value, label) for role, label in ROLE_LABELS.items()],
    )
    may_see_needs = BooleanField(
        _l("May read needs"),
        description=_l("Diet and accessibility, with names. Each reading is recorded in the journal."),
    )

    @classmethod
    def showing(cls, membership: Membership) -> "RoleForm":
        return cls(data={"role": membership.role.value, "may_see_needs": membership.may_see_needs})

    @property
    def rights(self) -> dict[str, Any]:
        """What `staff.invite` and `staff.change` take."""
        return {"role": Role(self.role.data), "may_see_needs": self.may_see_needs.data}


class InviteForm(RoleForm):
    email = email_field(_l("E-mail address"), _l("An invitation goes there; its link opens for a week."))
    language = language_field()


HINTS = {role.value: hint for role, hint in ROLE_HINTS.items()}
