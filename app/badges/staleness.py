"""Whether what stands on paper is still what would be printed, asked of the database.

A badge shows columns of the registration, its current code, whether photographs were agreed to, and
what all badges of its category share. The shared part is compared by a few digits of it.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import lru_cache

import sqlalchemy as sa

from app.badges.content import BadgeContent, CategoryMark
from app.badges.marks import mark, title
from app.badges.models import PrintedBadge
from app.badges.queries import printable
from app.core.languages import LANGUAGES
from app.events.models import Category
from app.registration.consents import allows
from app.registration.models import Registration, RegistrationCredential
from app.registration.particulars import ConsentKind

Arts = dict[tuple[int, str], str]
"""The digits of each category (by id) in each language."""


@lru_cache(maxsize=256)
def digits(event: str, date: str, category: CategoryMark) -> str:
    shared = json.dumps([event, date, asdict(category)], sort_keys=True)
    return hashlib.sha256(shared.encode()).hexdigest()[:16]


def digits_of(printed: BadgeContent) -> str:
    return digits(printed.event, printed.date, printed.category)


_name, _last = sa.func.coalesce(Registration.badge_name, ""), Registration.last_name
_before_last = sa.func.length(_name) - sa.func.length(_last)
_ends_with_last = sa.and_(_last != "", sa.func.substr(_name, _before_last) == " " + _last)
LARGE = sa.case(
    (_name == "", Registration.first_name),
    (_ends_with_last, sa.func.trim(sa.func.substr(_name, 1, _before_last))),
    else_=_name,
)
BELOW = sa.case((_name == "", _last), (_ends_with_last, _last), else_="")
"""The two lines of a name, as `service.names` parts them."""
ORGANISATION = sa.func.coalesce(sa.func.nullif(Registration.badge_organisation, ""), Registration.organisation_name)
NO_PHOTO = sa.not_(allows(ConsentKind.image))
_codes = sa.select(RegistrationCredential.registration_id, RegistrationCredential.credential_id).where(
    RegistrationCredential.current
)
_code = sa.tuple_(PrintedBadge.registration_id, PrintedBadge.credential_id)

DIFFERS = sa.or_(
    PrintedBadge.first_name != LARGE,
    PrintedBadge.last_name != BELOW,
    PrintedBadge.organisation != ORGANISATION,
    PrintedBadge.job_title != Registration.job_title,
    PrintedBadge.no_photo != NO_PHOTO,
    _code.not_in(_codes),
)
"""Of a registration joined with its printed badge: all but what badges of a category share."""

ON_PAPER = sa.and_(PrintedBadge.registration_id == Registration.id, PrintedBadge.current)


def is_printed() -> sa.ColumnElement[bool]:
    """Who has a badge on paper. For `registration.queries.search`, as those below.

    Asked as “among those who have one”, also its opposite is a look into one set: of NOT EXISTS, PostgreSQL
    makes a loop as long as it believes that hardly anything was printed."""
    return Registration.id.in_(sa.select(PrintedBadge.registration_id).where(PrintedBadge.current))


def is_stale(categories: Sequence[Category]) -> sa.ColumnElement[bool]:
    """Whose badge on paper is no longer right; `categories`: all of the event."""
    return sa.exists().where(ON_PAPER, _is_wrong(categories))


def _is_wrong(categories: Sequence[Category]) -> sa.ColumnElement[bool]:
    whose = sa.cast(Registration.category_id, sa.String) + Registration.language + PrintedBadge.art
    return DIFFERS | whose.not_in([f"{category}{lang}{art}" for (category, lang), art in arts_of(categories).items()])


def is_due(categories: Sequence[Category]) -> sa.ColumnElement[bool]:
    """Whose badge is to be printed: there is none on paper, or it is no longer right.

    Asked as “not among those who have one that is right”, databases make one set and look at no more of the
    others than who they are. A line that was not printed makes neither true nor false."""
    right = _is_wrong(categories).is_not(sa.true())
    have_one = sa.select(PrintedBadge.registration_id).join(Registration, ON_PAPER).where(right).correlate(None)
    return sa.and_(printable(), Registration.id.not_in(have_one))


def is_void() -> sa.ColumnElement[bool]:
    """Whose badge on paper is good for nothing any more, as the place is gone."""
    return sa.and_(is_printed(), ~printable())


def arts_of(categories: Sequence[Category]) -> Arts:
    """As badges of these categories of one event would be printed now."""
    titles = {lang: title(categories[0].event, lang) for lang in LANGUAGES if categories}
    return {
        (category.id, lang): digits(*titles[lang], mark(category, lang)) for category in categories for lang in LANGUAGES
    }
