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
    "name_taken": _l("another entry of the directory has one of these names."),
    "changed_meanwhile": _l("somebody else changed it in the same moment: bring this line once more."),
}


def sentence(brings: Brings, problem: dict[str, Any]) -> str:
    """“E-mail: complete the address.”"""
    why = str(PROBLEMS[problem["code"]]) % problem if problem["line"] else str(PROBLEMS[problem["code"]])
    label = next((target.label for target in KINDS[brings].targets if target.key == problem["field"]), None)
    return _("%(field)s: %(why)s", field=label, why=why) if label else why[:1].upper() + why[1:]
