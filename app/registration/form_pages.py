"""The form put into words: rows, steps and the check page, as the templates take them."""

from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.core import formats
from app.core.languages import current, pick
from app.events.models import Event, OrganisationType, Question, QuestionKind
from app.registration import session_pages
from app.registration.forms import ORGANISATION_TYPES, STEPS
from app.registration.membership import domain_of
from app.registration.questions.form import PREFIX, WITHOUT
from app.registration.questions.values import in_words
from app.registration.recognition import recognise

ROW = {
    "hint": None,
    "example": None,
    "advice": None,
    "columns": 1,
    "optional": None,
    "autocomplete": None,
    "hints": {},
    "disabled": {},
    "title": None,
    "fields": [],
}


def row(kind: str, field: Any = None, **more: Any) -> dict[str, Any]:
    return {**ROW, "kind": kind, "field": field, **more}


def rows_of(name: str, form: Any, event: Event) -> list[dict[str, Any]]:
    """The rows of one step."""
    return {"you": _you, "organisation": _organisation, "participation": _participation, "choices": _choices}[name](
        form, event
    )


def _you(form: Any, event: Event) -> list[dict[str, Any]]:
    return [
        row("field", form.first_name),
        row("field", form.last_name),
        row("field", form.email),
        row("field", form.phone),
    ]


def _organisation(form: Any, event: Event) -> list[dict[str, Any]]:
    return [
        _organisation_row(form, event),
        row("choices", form.organisation_type, columns=2),
        row("field", form.job_title),
    ]


def _organisation_row(form: Any, event: Event) -> dict[str, Any]:
    """The name, with what the address tells of it."""
    found = recognise(form.address, form.organisation_name.data)
    return row(
        "organisation", form.organisation_name,
        advice=found and found.advice,
        question=(found and found.question) or "",
        owners=[owner.name for owner in found.owners] if found and found.question else [],
        domain=domain_of(form.address) or "",
        propose_url=url_for("registration_form.propose", slug=event.slug),
    )  # fmt: skip


def _participation(form: Any, event: Event) -> list[dict[str, Any]]:
    rows = []
    if form.choosable:
        rows.append(row("choices", form.sessions, hints=session_pages.hints(form, event)))
    if form.areas.choices:
        rows.append(row("choices", form.areas, columns=2))
    return [*rows, *question_rows(form)]


def question_rows(form: Any) -> list[dict[str, Any]]:
    """Every question that may be asked here, with what leads to it (for the browser to follow)."""
    asked = form.asked
    return [
        row("asked", fields=_question(form, question), code=question.code, conditions=conditions, shown=question in asked)
        for question, conditions in form.askable
    ]


def _question(form: Any, question: Question) -> list[dict[str, Any]]:
    field = form[PREFIX + question.code]
    return _file(form, question, field) if question.kind is QuestionKind.file else [_field_of_question(field)]


def _file(form: Any, question: Question, field: Any) -> list[dict[str, Any]]:
    """With what is there already, and what has to be chosen once more."""
    kept, lost, without = form.kept_file(question), form.lost_file(question), WITHOUT + question.code
    there = kept and _("We have “%(file)s”; choose another one to replace it.", file=kept)
    again = lost and _("Choose “%(file)s” once more: it was not kept.", file=lost)
    rows = [row("field", field, hint=" ".join(filter(None, (there, field.description))), advice=again or None)]
    return [*rows, row("tick", form[without])] if without in form else rows


def _field_of_question(field: Any) -> dict[str, Any]:
    """Many short answers stand in two columns."""
    choices = getattr(field, "choices", None)
    if choices is None or field.type == "SelectField":
        return row("field", field)
    short = len(choices) > MANY and all(len(choice.label) <= SHORT for choice in choices)
    return row("choices", field, columns=2 if short else 1)


MANY, SHORT = 3, 30
"""How many choices stand in two columns, if none has more characters."""


def _choices(form: Any, event: Event) -> list[dict[str, Any]]:
    return [
        row("choices", form.image),
        row("tick", form.newsletter),
        row("field", form.needs),
        row("tick", form.needs_consent),
    ]


def step_context(name: str, event: Event, saved_at: datetime | None) -> dict[str, Any]:
    """The frame of one step: number, titles, ways forward and back."""
    names = list(STEPS)
    number = names.index(name) + 1
    following = STEPS[names[number]][0] if number < len(names) else None
    return {
        "number": number,
        "title": STEPS[name][0],
        "intro": None,
        "steps": [(STEPS[n][0], step_url(event, n)) for n in names],
        "why": _why(name),
        "next_label": _("Continue to: %(step)s", step=following) if following else _("Continue to the check"),
        "back": (_("Back to step %(number)s", number=number - 1), step_url(event, names[number - 2]))
        if number > 1
        else None,
        "saved": saved_at and _("Draft saved at %(time)s.", time=formats.time(saved_at, event.zone, current())),
    }


def step_url(event: Event, name: str) -> str:
    return url_for("registration_form.step", slug=event.slug, name=name)


def _why(name: str) -> str:
    return {
        "you": _("Your name stands on your badge. Your ticket goes to your address; nobody else sees it."),
        "organisation": _("Organisation and job title are printed on the badge. Nothing else is shown to attendees."),
        "participation": _("Sessions have few places: choose only what you will attend."),
        "choices": _("Each choice is yours alone; none of them changes your place."),
    }[name]


def single_rows(form: Any, event: Event) -> list[dict[str, Any]]:
    """All steps under each other, a group each."""
    groups = [(STEPS[name][0], rows_of(name, form, event)) for name in STEPS]
    guard = row("trap", form.website)
    return [row("group", title=title, fields=fields) for title, fields in groups if fields] + [guard]


def check_context(
    event: Event, answers: dict[str, Any], questions: list[Question], needs: str, needs_consent: bool
) -> dict[str, Any]:
    """What was answered, step by step, before it is sent. `questions`: the event's own that were asked."""
    return {
        "steps": [(STEPS[n][0], step_url(event, n)) for n in STEPS],
        "intro": None,
        "seat": None,
        "answers": [
            {"title": STEPS[name][0], "edit_url": step_url(event, name), "rows": rows}
            for name, rows in _answer_rows(event, answers, questions, needs, needs_consent).items()
        ],
        "legal": legal_sentence(event),
        "legal_url": url_for("registration.privacy", slug=event.slug),
        "back": (_("Back to step %(number)s", number=len(STEPS)), step_url(event, list(STEPS)[-1])),
    }


def legal_sentence(event: Event) -> str:
    return _(
        "%(controller)s uses these answers to run this event and deletes them twelve months after it.",
        controller=event.controller,
    )


def _chosen(label: str, offered: dict[Any, str], chosen: Any, between: str) -> list[tuple[str, str | None]]:
    """No row where nothing was offered."""
    return [(label, between.join(offered[each] for each in chosen or () if each in offered))] if offered else []


def _answer_rows(
    event: Event, answers: dict[str, Any], questions: list[Question], needs: str, needs_consent: bool
) -> dict[str, list[tuple[str, str | None]]]:
    lang = current()
    sessions = {s.id: pick(s.title, lang) for s in event.sessions if s.capacity is not None}
    areas = {a["code"]: pick(a["label"], lang) for a in event.areas}
    return {
        "you": [
            (_("Name"), f"{answers['first_name']} {answers['last_name'] or ''}".strip()),
            (_("E-mail"), answers["email"]),
            (_("Phone"), answers["phone"]),
        ],
        "organisation": [
            (_("Organisation"), answers["organisation_name"]),
            (_("Type of organisation"), str(ORGANISATION_TYPES[OrganisationType(answers["organisation_type"])])),
            (_("Job title"), answers["job_title"]),
        ],
        "participation": [
            *_chosen(_("Sessions"), sessions, answers["sessions"], "\n"),
            *_chosen(_("What you work on"), areas, answers["areas"], ", "),
            *said_rows(questions, answers.get("questions") or {}),
        ],
        "choices": [
            (_("Photos and films"), _("Yes") if answers["image"] == "yes" else _("No")),
            (_("Newsletter"), _("Yes") if answers["newsletter"] else _("No")),
            (_("Needs"), needs if needs_consent else _("Not stored") if needs else None),
        ],
    }


def said_rows(questions: list[Question], said: dict[str, str]) -> list[tuple[str, str | None]]:
    """Questions with what was answered to each, in words."""
    lang = current()
    return [
        (pick(question.label, lang), in_words(question, said[question.code], lang) if said.get(question.code) else None)
        for question in questions
    ]
