"""The event's own questions: added, changed, moved, archived, deleted. What is used stays.

Each takes the event's lock, so that nobody answers meanwhile. How far a question is answered only a room
above can tell: it hands in a function (`Used`).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from app.audit.service import Actor, digest_values, record
from app.core.clock import now
from app.core.errors import DomainError, NotFound
from app.core.languages import current, pick
from app.core.positions import last, number, shifted
from app.events.conditions import codes, first_out_of_order, led_to_by
from app.events.locking import lock
from app.events.models import Event, Question, QuestionKind
from app.events.naming import code_for
from app.extensions import db

FIELDS = ("kind", "label", "hint", "required", "options", "limits", "category_codes", "shown_if")
"""What organisers set of a question."""
MOST = 40
MOST_FILES = 3
"""What is sent at once has an end."""
FEWEST_OPTIONS, MOST_OPTIONS = 2, 40


@dataclass(frozen=True)
class Use:
    """How far a question is answered."""

    answers: int = 0
    options: dict[str, int] = field(default_factory=dict)
    """How often each code was chosen."""


Used = Callable[[Question], Use]


def get(event_id: int, question_id: int) -> Question:
    """A question of this event. Raises NotFound."""
    question = db.session.get(Question, question_id)
    if question is None or question.event_id != event_id:
        raise NotFound("no_question", _("This question does not exist, or not any more."))
    return question


def seen(question: Question) -> str:
    """A digest of what is set, for `change` to tell whether somebody else changed it meanwhile."""
    return digest_values("", {name: getattr(question, name) for name in FIELDS}, {})


def add(event_id: int, values: dict[str, Any], *, by: Actor) -> Question:
    """A question at the end. `values`: FIELDS; options without a code are given one."""
    event = _locked(event_id)
    if len(event.questions) >= MOST:
        raise DomainError("too_many", _("An event may have %(most)s questions.", most=MOST))
    label = pick(values["label"], event.languages[0])
    question = Question(
        code=code_for(label, {each.code for each in event.questions}),
        position=last(event.questions),
        **_with_codes(values, []),
    )
    event.questions.append(question)
    _require_sound(event, question)
    db.session.flush()
    _record("question.add", question, by)
    return question


def change(
    event_id: int, question_id: int, values: dict[str, Any], *, by: Actor, used: Used, looked_at: str | None = None
) -> Question:  # fmt: skip
    """Set FIELDS. Raises DomainError where answers or conditions stand on what would go."""
    event, question = _locked(event_id), get(event_id, question_id)
    if looked_at is not None and looked_at != seen(question):
        raise DomainError("changed_meanwhile", _(
            "Somebody else changed this question meanwhile. Nothing of yours was saved: look at it again, then repeat your change."
        ))
    values = _with_codes(values, question.options)
    _require_unused(question, values, used(question))
    before = {name: getattr(question, name) for name in FIELDS if getattr(question, name) != values[name]}
    for name in before:
        setattr(question, name, values[name])
    _require_sound(event, question)
    db.session.flush()
    if before:
        _record("question.change", question, by, before, {name: values[name] for name in before})
    return question


def _require_unused(question: Question, values: dict[str, Any], use: Use) -> None:
    """Answers keep their kind and the options they chose."""
    if use.answers and values["kind"] is not question.kind:
        raise DomainError("answered", ngettext(
            "%(num)s person has answered: the type stays as it is. Archive the question and add another one.",
            "%(num)s people have answered: the type stays as it is. Archive the question and add another one.", use.answers,
        ))
    left = {option["code"] for option in values["options"]}
    for option in question.options:
        chosen = use.options.get(option["code"], 0)
        if chosen and option["code"] not in left:
            raise DomainError("chosen", ngettext(
                "%(num)s person has chosen “%(option)s”: it cannot be removed.",
                "%(num)s people have chosen “%(option)s”: it cannot be removed.", chosen, option=pick(option["label"], current()),
            ))


def move(event_id: int, question_id: int, by_places: int, *, by: Actor) -> Question:
    """Up (-1) or down (1) among those that are asked; at the end of the list it stays."""
    event, question = _locked(event_id), get(event_id, question_id)
    asked = shifted((each for each in event.questions if each.archived_at is None), question, by_places)
    if asked is None:
        return question
    _require_order(asked)
    number(asked)
    db.session.flush()
    _record("question.move", question, by)
    return question


def archive(event_id: int, question_id: int, *, by: Actor) -> Question:
    """Ask it no more; its answers stay."""
    event, question = _locked(event_id), get(event_id, question_id)
    _require_leads_nowhere(event, question)
    if question.archived_at is None:
        question.archived_at = now()
        db.session.flush()
        _record("question.archive", question, by)
    return question


def restore(event_id: int, question_id: int, *, by: Actor) -> Question:
    """Ask an archived one again, at the end."""
    event, question = _locked(event_id), get(event_id, question_id)
    if question.archived_at is not None:
        question.archived_at = None
        question.position = max(each.position for each in event.questions) + 1
        _require_sound(event, question)
        db.session.flush()
        _record("question.restore", question, by)
    return question


def delete(event_id: int, question_id: int, *, by: Actor, used: Used) -> None:
    """Raises DomainError("answered") if somebody has answered, ("leads_to") if its answer leads to others."""
    event, question = _locked(event_id), get(event_id, question_id)
    _require_leads_nowhere(event, question)
    reasons = why_kept(used(question))
    if reasons:
        raise DomainError("answered", " ".join(reasons))
    _record("question.delete", question, by)
    db.session.delete(question)
    db.session.flush()


def why_kept(use: Use) -> list[str]:
    """What keeps a question from being deleted, in sentences."""
    answered = ngettext(
        "%(num)s person has answered: archive the question instead, and the answers stay.",
        "%(num)s people have answered: archive the question instead, and the answers stay.", use.answers,
    )  # fmt: skip
    return [answered] * bool(use.answers)


def _locked(event_id: int) -> Event:
    lock(event_id)
    return db.session.get_one(Event, event_id)


def _with_codes(values: dict[str, Any], there: list[dict[str, Any]]) -> dict[str, Any]:
    """Options keep the codes they have, so that a label may change; new ones are given one."""
    known, taken, made = {option["code"] for option in there}, set(), []
    for option in values["options"]:
        own = option.get("code") if option.get("code") in known - taken else None
        code = own or code_for(pick(option["label"], current()), known | taken)
        taken.add(code)
        made.append({"code": code, "label": option["label"]})
    return values | {"options": made}


def _require_sound(event: Event, question: Question) -> None:
    """What the form has looked at is looked at again, now that nobody else writes."""
    offers = question.kind in (QuestionKind.one_of, QuestionKind.several_of)
    if offers and not FEWEST_OPTIONS <= len(question.options) <= MOST_OPTIONS:
        raise DomainError("options", _("Give from %(fewest)s to %(most)s answers to choose from.",
                                       fewest=FEWEST_OPTIONS, most=MOST_OPTIONS))  # fmt: skip
    asked = sorted((each for each in event.questions if each.archived_at is None), key=lambda each: each.position)
    if sum(each.kind is QuestionKind.file for each in asked) > MOST_FILES:
        raise DomainError("too_many_files", _("An event may ask for %(most)s files.", most=MOST_FILES))
    _require_order(asked)
    offered = {each.code: set(codes(each)) for each in asked}
    for each in asked:
        if each.shown_if and not set(each.shown_if["values"]) <= offered[each.shown_if["code"]]:
            raise DomainError("leads_to", _(
                "An answer that would go leads to “%(question)s”: change that one first.", question=_name(each)
            ))


def _require_order(asked: list[Question]) -> None:
    wrong = first_out_of_order(asked)
    if wrong is not None:
        raise DomainError("order", _(
            "“%(question)s” is asked only if an earlier question of yes or no, or with answers to choose from, is answered in a "
            "certain way: it has to stand below that one.", question=_name(wrong),
        ))


def _require_leads_nowhere(event: Event, question: Question) -> None:
    others = [other for other in led_to_by(question.code, event.questions) if other.archived_at is None]
    if others:
        raise DomainError("leads_to", _("Its answer leads to “%(question)s”: change that one first.", question=_name(others[0])))


def _name(question: Question) -> str:
    return pick(question.label, current())


def _record(action: str, question: Question, by: Actor, before: Any = None, after: Any = None) -> None:
    record(
        action, by=by, event_id=question.event_id, object_type="question", object_id=question.id, before=before, after=after,
        detail={"question": _name(question)},
    )  # fmt: skip
