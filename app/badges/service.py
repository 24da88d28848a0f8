"""From a registration to what stands on its badge."""

from flask_babel import gettext as _

from app.badges.content import BadgeContent, CategoryMark
from app.badges.render import render_badge
from app.core import formats
from app.core.errors import DomainError
from app.core.languages import pick
from app.credentials import service as credentials
from app.credentials.reference import show
from app.events.models import Category
from app.registration.models import Registration, Status
from app.registration.particulars import ConsentKind
from app.registration.service.changing import consent_given
from app.registration.service.seating import current_code


def pdf(registration: Registration) -> bytes:
    """The badge of one person. Raises DomainError where there is none or it cannot be printed."""
    return render_badge(content(registration))


def own_pdf(registration: Registration) -> bytes:
    """As `pdf`, for the person: an entry code is shown to the proven address alone."""
    if registration.status is not Status.confirmed or registration.email_proven_at is None:
        raise _no_badge()
    return pdf(registration)


def content(registration: Registration) -> BadgeContent:
    """What is printed, in the person's language. Without a consent to images: no photo."""
    held = current_code(registration)
    if held is None:
        raise _no_badge()
    event, lang = registration.event, registration.language
    first_name, last_name = names(registration)
    return BadgeContent(
        event=pick(event.name, lang),
        date=formats.date(event.starts_at, event.zone, lang),
        first_name=first_name,
        last_name=last_name,
        organisation=registration.badge_organisation or registration.organisation_name,
        job_title=registration.job_title,
        category=mark(registration.category, lang),
        no_photo=consent_given(registration, ConsentKind.image) is not True,
        reference=show(registration.reference),
        code=credentials.read_code(held.credential),
        language=lang,
    )


def names(registration: Registration) -> tuple[str, str]:
    """(large, below). A badge name that ends with the surname is parted there, another stands whole."""
    printed, last = registration.badge_name, registration.last_name
    if not printed:
        return registration.first_name, last
    if last and printed.endswith(f" {last}"):
        return printed.removesuffix(last).strip(), last
    return printed, ""


def mark(category: Category, lang: str) -> CategoryMark:
    return CategoryMark(
        category.code, pick(category.label, lang), category.band, category.text, category.shape, category.pattern
    )


def _no_badge() -> DomainError:
    return DomainError("no_badge", _("There is no badge yet: it comes with the confirmed place."))
