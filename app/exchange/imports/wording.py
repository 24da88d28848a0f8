"""Why a line cannot be taken, in words."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.exchange.imports.kinds import KINDS
from app.exchange.imports.models import Brings

PROBLEMS = {
    "missing": _l("nothing stands here, and it is needed."),
    "repeats": _l("line %(line)s is about the same already."),
    "long": _l("this is too long."),
    "web_address": _l("this holds a web address: only a name belongs here."),
    "yes_no": _l("write “yes” or “no”."),
    "type": _l("this is no type that we know: company, research or care, local authority, public institution, press, other."),
    "no_name": _l("there are neither letters nor digits in it."),
    "domain": _l("write domains such as “institut.org”, without anything before or after."),
    "free_mail": _l("anybody can have an address there: it proves nothing."),
    "reference": _l("this is no reference: eight letters, such as “NLRS-GTXV”."),
    "no_such_reference": _l("nobody at this event has this reference."),
    "other_address": _l("the person of this reference has another address: correct it on their page."),
    "gone": _l("this person has cancelled or was refused: go on from their page."),
    "email": _l("complete the address, for example “first.last@lab.org”."),
    "phone": _l("check the number, for example “+33 6 39 98 12 34”."),
    "category": _l("this event has no such category."),
    "language": _l("write “fr” or “en”."),
    "areas": _l("this event has no such area; a comma parts several."),
    "sessions": _l("this event has no such session to choose; a comma parts several."),
    "overlap": _l("two of them run at the same time."),
    "no_seat": _l("no place is free in the other category or organisation: raise its number of places first."),
    "not_allowed": _l("this registration has changed meanwhile."),
    "address_in_use": _l("somebody else has this name at the same address."),
    "no_category": _l("this event has no such category."),
    "name_taken": _l("another entry of the directory has one of these names."),
    "changed_meanwhile": _l("somebody else changed it in the same moment: bring this line once more."),
}


def sentence(brings: Brings, problem: dict[str, Any]) -> str:
    """“E-mail: complete the address.”"""
    why = str(PROBLEMS[problem["code"]]) % problem if problem["line"] else str(PROBLEMS[problem["code"]])
    label = next((target.label for target in KINDS[brings].targets if target.key == problem["field"]), None)
    return _("%(field)s: %(why)s", field=label, why=why) if label else why[:1].upper() + why[1:]
