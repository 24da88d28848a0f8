"""How the parts of a category are called."""

from flask_babel import lazy_gettext as _l

from app.events.models import Entry

ENTRIES = {
    Entry.automatic: _l("At once"),
    Entry.approval: _l("After you approve"),
    Entry.invitation: _l("By invitation"),
}
ENTRY_HINTS = {
    Entry.automatic: _l("Whoever registers has a place if one is free."),
    Entry.approval: _l("You look at each registration first."),
    Entry.invitation: _l("Only with a code or an allotment; the form leads nobody here."),
}
SHAPES = {
    "circle": _l("Disc"),
    "triangle-up": _l("Triangle, point up"),
    "square": _l("Square"),
    "diamond": _l("Diamond"),
    "star": _l("Star"),
    "ring": _l("Ring"),
    "plus": _l("Plus"),
    "triangle-down": _l("Triangle, point down"),
    "cross": _l("Cross"),
    "pentagon": _l("Pentagon"),
}
PATTERNS = {
    "solid": _l("Plain"),
    "diagonal": _l("Slanting bars"),
    "vertical": _l("Upright bars"),
    "dots": _l("Dots"),
}
