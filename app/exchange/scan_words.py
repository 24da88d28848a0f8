"""What a list of scans calls things, for people; programs get the codes that the description of the door explains."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l

from app.checkin import wording
from app.checkin.terms import How, ScanKind, VerdictCode

WORDS: dict[StrEnum, Any] = {
    **wording.DIRECTIONS,
    **wording.DOUBTS,
    ScanKind.scan: _l("Scan"),
    ScanKind.undo: _l("Scan taken back"),
    ScanKind.walk_in: _l("Walk-in"),
    How.code: _l("Code"),
    How.reference: _l("Reference"),
    How.search: _l("By name"),
    How.paper: _l("Paper list"),
    VerdictCode.shown_again: _l("Shown again"),
    VerdictCode.ok_exit: _l("Went out"),
    VerdictCode.ok_unlisted: _l("Came in, badge newer than the phone’s copy"),
    VerdictCode.too_early: _l("Too early"),
    VerdictCode.too_late: _l("Too late"),
    VerdictCode.already_in: _l("Already in"),
    VerdictCode.room_full: _l("Room full"),
    VerdictCode.ok_reentry: _l("Came back in"),
    VerdictCode.ok_notice: _l("Came in, with a notice"),
    VerdictCode.ok: _l("Came in"),
    VerdictCode.ok_override: _l("Let in by the lead"),
}
