"""How many spare codes an event keeps ready. Pure.

Door copies hold the hashes of all spares, so a phone offline since yesterday recognises a badge
issued this morning: there have to be as many as may be issued before it hears from us again.
"""

from datetime import timedelta

LEAST = 50
LOOKS_BACK = timedelta(hours=24)


def needed(issued_lately: int) -> int:
    """Spares to keep, from how many codes were issued within LOOKS_BACK."""
    return max(LEAST, 2 * issued_lately)


def to_draw(spares: int, issued_lately: int) -> int:
    """How many to draw now: none, or some more than are missing, so that few issues have to."""
    least = needed(issued_lately)
    return 0 if spares >= least else least - spares + least // 5
