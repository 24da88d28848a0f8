"""What a list of people may hold, column by column. A new column is a line here; questions bring their own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.core.languages import pick
from app.events.models import Event, Question
from app.exchange.register import Register, read
from app.registration.names import split_particle
from app.registration.questions.values import typed

Value = str | bool | int | float | date | datetime | list[str] | None
"""What a cell holds; how a moment or a number is written is for the format to say."""

Cell = Callable[[Any, Register], Value]
"""From a row of `register.people` and the register to the value."""


@dataclass(frozen=True)
class Column:
    key: str
    fr: str
    en: str
    value: Cell
    looks_up: str | None = None
    """Which of `register.LOOK_UPS` its cells ask."""
    question_id: int | None = None
    """Of the question that it holds the answers to."""

    def header(self, lang: str) -> str:
        return self.fr if lang == "fr" else self.en

    def label(self, lang: str) -> str:
        """The header as a page sets it; files keep the apostrophe that other programs know."""
        return self.header(lang).replace("'", "’")


def sort_name(first: str, last: str) -> str:
    """As an index of names writes it: “La Rochebrune, Jean-Baptiste de”."""
    particle, surname = split_particle(last)
    given = f"{first} {particle.strip()}".strip() if particle else first
    return f"{surname}, {given}" if surname and given else surname or given


COLUMNS = (
    Column("reference", "Référence", "Reference", lambda row, _: row.reference),
    Column("status", "Statut", "Status", lambda row, register: register.statuses[row.status]),
    Column("category_code", "Code catégorie", "Category code", lambda row, register: register.codes[row.category_id]),
    Column("category", "Catégorie", "Category", lambda row, register: register.labels[row.category_id]),
    Column("first_name", "Prénom", "First name", lambda row, _: row.first_name),
    Column("last_name", "NOM", "Last name", lambda row, _: row.last_name),
    Column("sort_name", "Nom de tri", "Sort name", lambda row, _: sort_name(row.first_name, row.last_name)),
    Column("organisation", "Organisation", "Organisation", lambda row, _: row.organisation_name),
    Column(
        "organisation_type", "Type d'organisation", "Organisation type",
        lambda row, register: register.organisation_types.get(row.organisation_type),
    ),
    Column("member", "Adhérent", "Member", lambda row, _: bool(row.member)),
    Column("job_title", "Fonction", "Job title", lambda row, _: row.job_title),
    Column("email", "Adresse électronique", "E-mail", lambda row, _: row.email),
    Column("phone", "Téléphone", "Phone", lambda row, _: row.phone),
    Column("areas", "Domaines", "Areas", lambda row, register: [register.areas.get(area, area) for area in row.areas]),
    Column("sessions", "Sessions", "Sessions", lambda row, register: register.sessions.get(row.id, []), "sessions"),
    Column("registered_at", "Inscrit le", "Registered at", lambda row, _: row.created_at),
    Column(
        "badge_printed_at", "Badge imprimé le", "Badge printed at", lambda row, register: register.printed.get(row.id),
        "printed",
    ),
    Column("arrived_at", "Arrivé le", "Arrived at", lambda row, _: row.arrived_at),
    Column("lane", "Porte", "Lane", lambda row, register: register.lanes.get(row.id), "lanes"),
)  # fmt: skip
BY_KEY = {column.key: column for column in COLUMNS}


def columns_of(event: Event) -> list[Column]:
    """All that a list of this event may hold: the questions stand last, archived ones among them."""
    return [*COLUMNS, *(_answers(question) for question in event.questions)]


def _answers(question: Question) -> Column:
    def value(row: Any, register: Register) -> Value:
        text = register.answers.get((row.id, question.id))
        return None if text is None else typed(question, text, register.lang)

    return Column(f"q_{question.code}", pick(question.label, "fr"), pick(question.label, "en"), value, question_id=question.id)


def chosen(keys: list[str], among: Sequence[Column] = COLUMNS) -> list[Column]:
    """The columns of those keys in their usual order; all of them where none is named."""
    wanted = set(keys) & {column.key for column in among}
    return [column for column in among if not wanted or column.key in wanted]


def register_of(
    event: Event, columns: Sequence[Column], lang: str, *, in_words: bool = True, ids: Sequence[int] | None = None
) -> Register:
    """What these columns look up, and nothing besides; `ids`: of these people alone."""
    return read(
        event, lang, in_words=in_words, looked_up={column.looks_up for column in columns if column.looks_up},
        question_ids=[column.question_id for column in columns if column.question_id is not None], ids=ids,
    )  # fmt: skip
