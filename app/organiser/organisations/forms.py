"""What organisers say about an organisation."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from app.core.errors import DomainError
from app.core.forms import AtMost, Form, NoAddress, Required
from app.events.models import OrganisationType
from app.organiser.settings.forms import Number
from app.registration.forms import ORGANISATION_TYPES
from app.registration.membership import domains_in, is_domain
from app.registration.service.directory import Entry, require_own

MOST = 50
"""Domains, and other names, of one organisation."""


class EntryForm(Form):
    """`looked_at`: what the page showed; who saves second is told."""

    name = StringField(
        _l("Name"), [Required(_l("Fill in the name, as it should be proposed in the form.")), AtMost(200), NoAddress()]
    )
    type = RadioField(
        _l("Type"), [InputRequired(_l("Choose a type."))],
        choices=[SelectChoice(kind.value, label) for kind, label in ORGANISATION_TYPES.items()],
    )  # fmt: skip
    member = BooleanField(
        _l("Member of the cluster"),
        description=_l("Its people are let in by their address, where the category asks for it."),
    )
    domains = TextAreaField(
        _l("E-mail domains"), [AtMost(4_000)], render_kw={"rows": 3, "spellcheck": "false"},
        description=_l("One a line, for example “institut.org”. Whoever has an address there belongs to it."),
    )  # fmt: skip
    aliases = TextAreaField(
        _l("Other names"), [AtMost(4_000)], render_kw={"rows": 3},
        description=_l("One a line: an abbreviation, its name in English. Capitals, accents and “SAS” make no difference."),
    )  # fmt: skip
    looked_at = HiddenField()

    def validate_domains(self, field: Field) -> None:
        domains = domains_in(field.data or "")
        for domain in domains:
            if not is_domain(domain):
                raise ValidationError(_("“%(text)s” is no domain. Type what follows the @, for example “institut.org”.", text=domain))
            try:
                require_own(domain)
            except DomainError as refusal:
                raise ValidationError(refusal.message) from None
        if len(domains) > MOST:
            raise ValidationError(_("Leave at most %(most)s of them.", most=MOST))

    def validate_aliases(self, field: Field) -> None:
        if any(len(name) > 200 for name in lines_in(field.data)):
            raise ValidationError(_("Shorten each name to %(most)s characters.", most=200))
        if len(lines_in(field.data)) > MOST:
            raise ValidationError(_("Leave at most %(most)s of them.", most=MOST))

    @property
    def entry(self) -> Entry:
        return Entry(
            self.name.data, OrganisationType(self.type.data), self.member.data, domains_in(self.domains.data or ""),
            lines_in(self.aliases.data),
        )  # fmt: skip


def lines_in(typed: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for line in (typed or "").splitlines() if line))


def shown(entry: Entry) -> dict[str, Any]:
    """As the boxes show it."""
    return {
        "name": entry.name, "type": entry.type.value, "member": entry.member, "domains": "\n".join(entry.domains),
        "aliases": "\n".join(entry.aliases),
    }  # fmt: skip


class LimitForm(Form):
    seats = Number(
        _l("Places at this event"), [Optional(), NumberRange(0, 10_000, _l("Type a number from %(min)s to %(max)s."))],
        description=_l("Leave it empty for the usual number, which stands in the settings."),
    )  # fmt: skip


class UniteForm(Form):
    """`looked_at`: the entry whose consequences the page has shown."""

    into = StringField(
        _l("Merge it into"), [Required(_l("Type the name of the entry that stays.")), AtMost(200)],
        description=_l("The name of the entry that stays, as it stands in the directory."),
    )  # fmt: skip
    looked_at = HiddenField()
