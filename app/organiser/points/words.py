"""How kinds and policies are called."""

from flask_babel import lazy_gettext as _l

from app.checkin.terms import PointKind, Policy

KINDS = {
    PointKind.entrance: _l("Entrance"),
    PointKind.session: _l("Room of a session"),
    PointKind.lunch: _l("Lunch"),
    PointKind.cloakroom: _l("Cloakroom"),
}
KIND_HINTS = {PointKind.entrance: _l("Whoever comes in here has arrived.")}
POLICIES = {
    Policy.once: _l("Once"),
    Policy.re_entry: _l("As often as they like"),
    Policy.in_and_out: _l("In and out"),
}
POLICY_HINTS = {
    Policy.once: _l("One entry that stands; coming back is told, and a badge shared by two is found."),
    Policy.re_entry: _l("Coming back is welcome, whether or not anybody scanned them out."),
    Policy.in_and_out: _l("Both ways are scanned: nobody comes in twice without having gone out."),
}
