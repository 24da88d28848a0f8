"""From a registration to what stands on its badge."""

from collections.abc import Callable, Mapping, Sequence

from flask_babel import force_locale
from flask_babel import gettext as _

from app.badges import queries
from app.badges.content import Back, BadgeContent, CategoryMark
from app.badges.formats import A6_PORTRAIT, Format
from app.badges.marks import mark, title
from app.badges.paper import Paper
from app.badges.render import badge_title, render, render_at_home, render_badge
from app.badges.templating import or_built_in
from app.core import formats
from app.core.errors import DomainError
from app.core.languages import pick
from app.credentials import service as credentials
from app.credentials.models import Credential
from app.credentials.reference import show
from app.events.models import Category, Event
from app.registration.models import Registration, Status


def pdf(registration: Registration, paper: Paper | None = None) -> bytes:
    """The badge of one person on that paper, else A6 alone on its page. Raises DomainError where there is
    none or it cannot be printed."""
    printed, event_id = content(registration), registration.event_id
    if paper is None:
        return or_built_in(event_id, A6_PORTRAIT, printed, lambda badge: render_badge(printed, badge))
    backs = {printed.language: back(registration.event, printed.language)} if paper.sheet.back else {}

    def laid_out(badge: Format) -> bytes:
        title, lang = badge_title(printed), printed.language
        return render([printed], badge, paper.sheet, title, lang, skipped=paper.skipped, backs=backs)

    return or_built_in(event_id, paper.badge, printed, laid_out)


def home_pdf(registration: Registration) -> bytes:
    """As `pdf`, on A4 to print at home and fold twice."""
    printed, behind = content(registration), back(registration.event, registration.language)
    return or_built_in(
        registration.event_id, A6_PORTRAIT, printed, lambda badge: render_at_home(printed, behind, badge)
    )


def own_pdf(registration: Registration) -> bytes:
    """As `home_pdf`, for the person: an entry code is shown to the proven address alone."""
    if registration.status is not Status.confirmed or registration.email_proven_at is None:
        raise _no_badge()
    return home_pdf(registration)


def content(registration: Registration) -> BadgeContent:
    """What is printed, in the person's language. Without a consent to images: no photo."""
    return contents([registration])[0]


def contents(
    registrations: Sequence[Registration], codes: Mapping[int, Credential] | None = None
) -> list[BadgeContent]:
    """As `content` for people of one event, in their order, in two statements for each 500; `codes`:
    theirs, if they are known. Raises DomainError("no_badge") if one has none."""
    ids = [registration.id for registration in registrations]
    codes = queries.codes_of(ids) if codes is None else codes
    if len(codes) < len(ids):
        raise _no_badge()
    return _written(registrations, lambda id_: credentials.read_code(codes[id_]))


def drafts(registrations: Sequence[Registration]) -> list[BadgeContent]:
    """As `contents`, but for the codes: enough to say what can be printed, and for thousands in half the time."""
    return _written(registrations, lambda _id: "")


def _written(registrations: Sequence[Registration], code_of: Callable[[int], str]) -> list[BadgeContent]:
    consents = queries.image_consents([registration.id for registration in registrations])
    made: dict[tuple[int, str], CategoryMark] = {}
    days: dict[str, tuple[str, str]] = {}
    found = []
    for each in registrations:
        lang = each.language
        if (each.category_id, lang) not in made:
            made[each.category_id, lang] = mark(each.category, lang)
        if lang not in days:
            days[lang] = title(each.event, lang)
        (event, date), (first_name, last_name) = days[lang], names(each)
        found.append(BadgeContent(
            event=event, date=date, first_name=first_name, last_name=last_name,
            organisation=each.badge_organisation or each.organisation_name, job_title=each.job_title,
            category=made[each.category_id, lang], no_photo=consents.get(each.id) is not True,
            reference=show(each.reference), code=code_of(each.id), language=lang,
        ))  # fmt: skip
    return found


def blank_contents(category: Category, blanks: Sequence[Credential], lang: str) -> list[BadgeContent]:
    """Badges for nobody yet: no name, no reference; and no photo, as nobody has agreed to any."""
    event, date = title(category.event, lang)
    printed = mark(category, lang)
    return [
        BadgeContent(
            event=event, date=date, first_name="", last_name="", organisation="", job_title="", category=printed,
            no_photo=True, reference="", code=credentials.read_code(blank), language=lang,
        )
        for blank in blanks
    ]  # fmt: skip


def back(event: Event, lang: str) -> Back:
    """What helps on the day."""
    zone, (name, date) = event.zone, title(event, lang)
    with force_locale(lang):
        hours = formats.hours(event.starts_at, event.ends_at, zone, lang)
        facts = [
            (_("When"), (hours, _("Doors open at %(time)s", time=formats.time(event.doors_at, zone, lang)))),
            (_("Where"), (pick(event.venue, lang), *pick(event.address, lang).splitlines())),
            (_("Getting there"), tuple(pick(event.transport, lang).splitlines())),
            (_("On the day"), (event.day_phone,)),
        ]
    said = [(term, tuple(filter(None, lines))) for term, lines in facts]
    return Back(name, date, tuple((term, lines) for term, lines in said if lines), lang)


def names(registration: Registration) -> tuple[str, str]:
    """(large, below). A badge name that ends with the surname is parted there, another stands whole."""
    printed, last = registration.badge_name, registration.last_name
    if not printed:
        return registration.first_name, last
    if last and printed.endswith(f" {last}"):
        return printed.removesuffix(last).strip(), last
    return printed, ""


def _no_badge() -> DomainError:
    return DomainError("no_badge", _("There is no badge yet: it comes with the confirmed place."))
