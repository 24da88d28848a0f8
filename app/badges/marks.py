"""What badges of an event and of a category have in common, in the words of a language."""

from app.badges.content import CategoryMark
from app.core import formats
from app.core.languages import pick
from app.events.models import Category, Event


def title(event: Event, lang: str) -> tuple[str, str]:
    """Its name and its date."""
    return pick(event.name, lang), formats.date(event.starts_at, event.zone, lang)


def mark(category: Category, lang: str) -> CategoryMark:
    return CategoryMark(
        category.code, pick(category.label, lang), category.band, category.text, category.shape, category.pattern
    )
