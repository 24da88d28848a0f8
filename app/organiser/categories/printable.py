"""Whether badges can carry the name of a category."""

from flask_babel import gettext as _

from app.badges.content import CategoryMark
from app.badges.labels import check_label
from app.badges.scripts import emoji_in
from app.core.errors import DomainError


def unprintable(label: str, band: str, pattern: str) -> list[str]:
    """Why not, in a sentence; nothing where they can, all of it."""
    if emoji := emoji_in(label):
        return [_("Badges show no emoji: write the name without “%(emoji)s”.", emoji=" ".join(dict.fromkeys(emoji)))]
    try:
        check_label(CategoryMark("", label, band, "", "", pattern))
    except DomainError as refusal:
        return [_("No badge has room for this name: shorten it.") if refusal.code == "badge_overflow" else refusal.message]
    return []
