"""An event's template: looked up, changed, set back. One that cannot be used gives way to the built-in one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import structlog
from flask_babel import gettext as _

from app.audit.service import Actor, record
from app.badges import art
from app.badges.content import Art, BadgeContent, CategoryMark
from app.badges.formats import A6_PORTRAIT, Format
from app.badges.labels import compose_art
from app.badges.logos import Logo, read_logo
from app.badges.models import BadgeTemplate
from app.badges.template import Template
from app.core.errors import DomainError
from app.extensions import db

log = structlog.get_logger()


@dataclass(frozen=True)
class Worn:
    """The template of an event; `failed`: why the built-in one stands in for it, a sentence, or empty."""

    template: Template
    failed: str = ""


def worn(event_id: int) -> Worn:
    kept = db.session.get(BadgeTemplate, event_id)
    if kept is None:
        return Worn(Template())
    try:
        return Worn(Template.read(kept.values, _logo(kept)))
    except (TypeError, ValueError):
        log.warning("badge_template_unusable", event_id=event_id)
        return Worn(Template(), _("What is stored of the template cannot be used."))


def settle(event_id: int, badge: Format, arts: Iterable[Art]) -> tuple[Format, str]:
    """The format as the event has it, for badges that share these; or the built-in one and why, a sentence."""
    found = worn(event_id)
    own = found.template.dress(badge)
    try:
        for each in arts if own != badge else ():
            compose_art(each, own)
    except DomainError as refusal:
        return badge, refusal.message
    return (badge, found.failed) if found.failed else (own, "")


def _logo(kept: BadgeTemplate) -> Logo | None:
    return Logo(kept.logo_kind, kept.logo, kept.logo_ratio) if kept.logo and kept.logo_kind and kept.logo_ratio else None


def edit(event_id: int, template: Template, *, by: Actor) -> bool:
    """Store all but the logo; whether anything changed."""
    kept = _kept(event_id)
    before, after = {**Template().values, **kept.values}, template.values
    if {name: _plain(value) for name, value in before.items()} == {name: _plain(value) for name, value in after.items()}:
        return False
    kept.values = {name: _plain(value) for name, value in after.items()}
    _note("badges.template", event_id, by)
    return True


def _plain(value: Any) -> Any:
    """As JSON gives it back."""
    return list(value) if isinstance(value, tuple) else value


def set_logo(event_id: int, sent: bytes, *, by: Actor) -> Logo:
    """Draw what was sent anew, and once on a badge, and keep that. Raises DomainError."""
    logo = read_logo(sent)
    _try_on(logo)
    kept = _kept(event_id)
    kept.logo_kind, kept.logo, kept.logo_ratio = logo.kind, logo.content, logo.ratio
    _note("badges.logo", event_id, by)
    return logo


def _try_on(logo: Logo) -> None:
    mark = CategoryMark("A", "A", "#000000", "#FFFFFF", "circle", "solid")
    try:
        art.forms((Art("A", "1", mark, False, False, "fr"),), (), Template(logo=logo).dress(A6_PORTRAIT))
    except Exception:  # whatever a drawing makes the layout stumble on
        raise DomainError("logo_unreadable", _("This drawing cannot be printed: send it as PNG.")) from None


def remove_logo(event_id: int, *, by: Actor) -> bool:
    kept = _kept(event_id)
    if kept.logo is None:
        return False
    kept.logo_kind = kept.logo = kept.logo_ratio = None
    _note("badges.logo_removed", event_id, by)
    return True


def reset(event_id: int, *, by: Actor) -> bool:
    """Back to the built-in badge, without a logo; whether there was anything else."""
    kept = db.session.get(BadgeTemplate, event_id)
    if kept is None:
        return False
    db.session.delete(kept)
    _note("badges.template_reset", event_id, by)
    return True


def _kept(event_id: int) -> BadgeTemplate:
    kept = db.session.get(BadgeTemplate, event_id)
    if kept is None:
        kept = BadgeTemplate(event_id=event_id, values={})
        db.session.add(kept)
    return kept


def _note(action: str, event_id: int, by: Actor) -> None:
    record(action, by=by, event_id=event_id, object_type="event", object_id=event_id)
    db.session.flush()


def or_built_in(event_id: int, badge: Format, content: BadgeContent, laid_out: Callable[[Format], bytes]) -> bytes:
    """What comes of the event's badge; of the built-in one where that one cannot be laid out."""
    own, _why = settle(event_id, badge, [content.art])
    try:
        return laid_out(own)
    except Exception:
        if own == badge:
            raise
        log.exception("badge_template_failed", event_id=event_id)
        return laid_out(badge)
