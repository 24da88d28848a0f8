"""The kinds of lists that can be brought."""

from collections.abc import Collection, Sequence
from typing import Protocol

from app.audit.service import Actor
from app.exchange.imports.models import Brings, Import
from app.exchange.imports.organisations import Organisations
from app.exchange.imports.people import People
from app.exchange.imports.verdicts import Record, Target, Verdict


class Kind(Protocol):
    targets: tuple[Target, ...]

    def missing(self, mapping: Collection[str]) -> list[str]:
        """Fields without which no line could be taken."""

    def key(self, record: Record) -> str:
        """Two lines with the same one are about the same; "" is about nobody else."""

    def judge(self, made: Import, records: Sequence[Record]) -> list[Verdict]:
        """The dry run of some lines: reads only."""

    def take(self, made: Import, records: Sequence[Record], by: Actor) -> list[Verdict]:
        """Do what `judge` says now, of the first lines at least: as many as fit into one transaction."""


KINDS: dict[Brings, Kind] = {Brings.people: People(), Brings.organisations: Organisations()}
