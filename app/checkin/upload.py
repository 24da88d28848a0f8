"""Take in what phones did on their own: any order, any age, each fact once.

A parcel is written in one go. Where that fails, because another lane was faster or because the
database refuses one of them, it is written fact by fact, each in a savepoint.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.checkin import case, clocks, holders, merging, settling, walk_ins
from app.checkin import frame as frames
from app.checkin.at_once import NewScan
from app.checkin.clocks import Corrected, Mark, Reading
from app.checkin.conflicts import keep_conflicts
from app.checkin.facts import Fact, Malformed, hash_of, parse, uuid_of
from app.checkin.frame import Frame
from app.checkin.holders import Bearer, Holder
from app.checkin.merging import Move
from app.checkin.models import Scan
from app.checkin.moments import milliseconds, moment
from app.checkin.quarantine import set_aside
from app.checkin.queries import beside_uuid
from app.checkin.senders import Sender
from app.checkin.set_aside import WalkIn, Why
from app.checkin.settling import Overtaken, deciding_again
from app.checkin.standing import Pass
from app.checkin.terms import CodeKind, Policy, ScanKind, VerdictCode
from app.checkin.verdict import Verdict, judge
from app.core.database import run
from app.extensions import db

TRIES = 3
"""In one go, before each fact goes alone."""

BLANK_TAKEN = "blank_taken"


@dataclass(frozen=True)
class Result:
    """What the phone is told of one fact. `reason` where it needs attention; `differs`: the server
    would have decided otherwise."""

    uuid: str
    verdict: VerdictCode | None = None
    parameters: dict[str, Any] = field(default_factory=dict)
    reason: str | None = None
    differs: bool = False

    def plain(self) -> dict[str, Any]:
        told = {"uuid": self.uuid, "verdict": self.verdict, "parameters": self.parameters}
        if self.reason is None:
            return {**told, "state": "confirmed"}
        return {**told, "state": "attention", "reason": self.reason}

    def correction(self) -> dict[str, Any]:
        """For the screen that still shows what the phone decided."""
        return {"uuid": self.uuid, "verdict": self.verdict, "parameters": self.parameters}


@dataclass(frozen=True)
class Parcel:
    """Who sends, what is known of the event and of the phone's clocks, and when it was received.
    `inside` asks how many people are at a point."""

    sender: Sender
    frame: Frame
    marks: list[Mark]
    at: datetime
    inside: Callable[[int], int]

    def time(self, fact: Fact) -> Corrected:
        reading = Reading(fact.run, fact.wall, fact.mono)
        return clocks.correct(reading, self.marks, milliseconds(self.sender.paired_at), milliseconds(self.at))


def receive(parcel: Parcel, bodies: list[Any]) -> list[Result]:
    """Write the facts down; a result for each, in their order. Flushes; on trouble it has rolled back
    whatever the caller wrote in this transaction."""
    for _ in range(TRIES):
        try:
            return _in_one_go(parcel, bodies)
        except (Overtaken, sa.exc.OperationalError):
            db.session.rollback()
        except sa.exc.DBAPIError:
            db.session.rollback()
            break
    return _one_by_one(parcel, bodies)


class NotAlone(Exception):
    """These facts change more than one statement can write."""


def receive_alone(parcel: Parcel, body: Any, bearers: list[Any]) -> tuple[Result, NewScan]:
    """What the phone is told of one scan, and what is to be written of it. `bearers`: rows of `holders.CODE`.
    Raises NotAlone."""
    fact = _plain_scan(parcel, body)
    taking = _Taking(parcel, {0: fact})
    taking.prepare_new(fact, holders.gather(bearers, [], parcel.frame.with_seats))
    if taking.contested():
        raise NotAlone
    return taking.results[fact.uuid], taking.new_scan()


def _plain_scan(parcel: Parcel, body: Any) -> Fact:
    """Raises NotAlone, also where something is wrong with the fact."""
    try:
        fact = parse(body)
    except Malformed as error:
        raise NotAlone from error
    own = parcel.frame.contested.get((parcel.sender.device_id, fact.code_hash or ""))
    if fact.kind is not ScanKind.scan or fact.person or own or not _has_place(parcel.frame, fact):
        raise NotAlone
    return fact


def receive_one(parcel: Parcel, body: Any) -> Result:
    """As `receive`, within the caller's transaction."""
    return deciding_again(lambda: _in_one_go(parcel, [body]))[0]


def _in_one_go(parcel: Parcel, bodies: list[Any]) -> list[Result]:
    facts, results = _read(parcel, bodies)
    taking = _Taking(parcel, facts)
    taking.prepare()
    taking.write()
    return [results.get(place) or taking.results[facts[place].uuid] for place in range(len(bodies))]


def _one_by_one(parcel: Parcel, bodies: list[Any]) -> list[Result]:
    """Walk-ins and scans first, as in one go; the phones are told when all are there."""
    facts, results = _read(parcel, bodies)
    published: list[int] = []

    def alone(fact: Fact) -> Result:
        taking = _Taking(parcel, {0: fact})
        taking.prepare()
        published.extend(taking.write(publish=False))
        return taking.results[fact.uuid]

    for place, fact in sorted(facts.items(), key=lambda item: _order(item[1])):
        try:
            results[place] = deciding_again(lambda fact=fact: alone(fact))
        except (sa.exc.IntegrityError, sa.exc.DataError):
            results[place] = _aside(parcel, bodies[place], fact.uuid, Why.not_stored)
    if published:
        settling.publish(parcel.frame.event_id, *published)
    return [results[place] for place in range(len(bodies))]


def _read(parcel: Parcel, bodies: list[Any]) -> tuple[dict[int, Fact], dict[int, Result]]:
    """Facts by their place in the parcel, and results of those that cannot be facts."""
    facts, results = {}, {}
    for place, body in enumerate(bodies):
        try:
            fact = parse(body if isinstance(body, dict) else {})
        except Malformed:
            results[place] = _aside(parcel, body, uuid_of(body), Why.malformed)
            continue
        if _has_place(parcel.frame, fact):
            facts[place] = fact
        else:
            results[place] = _aside(parcel, body, fact.uuid, Why.unknown_place)
    return facts, results


def _has_place(frame: Frame, fact: Fact) -> bool:
    staff = {fact.operator, fact.override_by} - {None}
    category = fact.walk_in is None or fact.walk_in.category in frame.categories
    return frame.lanes.get(fact.lane) == fact.point and staff <= frame.operators and category


def _aside(parcel: Parcel, body: Any, uuid: UUID | None, why: Why) -> Result:
    told = body.get("uuid") if isinstance(body, dict) else None
    if uuid is not None:
        set_aside(parcel.sender, uuid, body, hash_of(body), why, parcel.at)
    return Result(str(told)[:64] if uuid is None else str(uuid), reason=why.value)


def _order(fact: Fact) -> tuple[int, int]:
    return (list(ScanKind).index(fact.kind) if fact.kind is not ScanKind.walk_in else -1, fact.wall)


class _Taking:
    """Some facts on their way into the database: first all reads and decisions, then all writes."""

    def __init__(self, parcel: Parcel, facts: dict[int, Fact]):
        self.parcel = parcel
        self.frame = parcel.frame
        self.facts = sorted(facts.values(), key=_order)
        self.results: dict[UUID, Result] = {}
        self.rows: dict[UUID, dict[str, Any]] = {}
        self.touched: dict[int, tuple[Holder, set[int]]] = {}
        self.joined = walk_ins.Joined()
        self.corrected: dict[UUID, tuple[VerdictCode, dict[str, Any]]] = {}
        self.undone: set[UUID] = set()
        self.undid: set[int] = set()

    def prepare(self) -> None:
        stored = self._stored()
        fresh = self._fresh({row.uuid: row for row in stored})
        self.undone = {row.undone_uuid for row in stored} | {fact.undone for fact in fresh}
        self._join(fresh)
        scans = sorted((f for f in fresh if f.kind is ScanKind.scan), key=lambda f: self._time(f).at)
        undos = [fact for fact in fresh if fact.kind is ScanKind.undo]
        targets = {row.uuid: row.registration_id for row in stored if row.registration_id is not None}
        crowd = self._crowd(scans, {targets[fact.undone] for fact in undos if fact.undone in targets})
        for fact in scans:
            self._judge(fact, self._bearer(fact, crowd))
        for fact in undos:
            self._undo(fact, crowd, targets.get(fact.undone))
        for registration_id, points in self.joined.points.items():
            self._touch(crowd.by_id[registration_id].holder, *points)
        self._merge()

    def prepare_new(self, scan: Fact, bearers: holders.Crowd) -> None:
        """Nobody has looked whether it came before, or its undo: `at_once` finds out."""
        self._judge(scan, self._bearer(scan, bearers))
        self._answer()

    def _stored(self) -> list[Any]:
        """Facts that are there already, those they undo, and undos that came before their scan."""
        asked = [fact.uuid for fact in self.facts]
        undone = [fact.undone for fact in self.facts if fact.undone is not None]
        found = {"event_id": self.frame.event_id, "uuids": asked + undone, "asked": asked}
        return list(run(_STORED, found)) if asked else []

    def _fresh(self, known: dict[UUID, Any]) -> list[Fact]:
        fresh: dict[UUID, Fact] = {}
        for fact in self.facts:
            twin = known.get(fact.uuid) or fresh.get(fact.uuid)
            if twin is None:
                fresh[fact.uuid] = fact
            elif twin.body_hash != fact.body_hash:
                self.results[fact.uuid] = _aside(self.parcel, fact.body, fact.uuid, Why.altered)
            elif fact.uuid in known:
                self.results[fact.uuid] = _again(twin)
        return list(fresh.values())

    def _time(self, fact: Fact) -> Corrected:
        return self.parcel.time(fact)

    def _join(self, fresh: list[Fact]) -> None:
        """Blank badges become somebody's. This takes the event's lock, before any person's."""
        for fact in fresh:
            if fact.walk_in is not None:
                values = self._values(fact, None)
                walk_ins.take(fact, fact.walk_in, values, self.frame.languages[0], self.joined)
                reason = BLANK_TAKEN if fact.uuid in self.joined.contested else None
                self.results[fact.uuid] = Result(str(fact.uuid), reason=reason)
            elif fact.person is not None and fact.code_hash and fact.verdict and fact.verdict.passes:
                walk_ins.give_to_known(self.frame.event_id, fact.person, fact.code_hash, self.joined)
        if self.joined.contested:
            self.frame = frames.read(self.frame.event_id, self.parcel.sender.epoch)

    def _crowd(self, scans: list[Fact], ids: set[int]) -> holders.Crowd:
        codes = {fact.code_hash for fact in scans if fact.code_hash and not self._own(fact)}
        people = {fact.person for fact in scans if fact.person and not fact.code_hash}
        own = {found for fact in scans if (found := self._own(fact))}
        wanted = ids | people | own | self.joined.points.keys()
        return holders.load(self.frame.event_id, codes, wanted, self.frame.with_seats)

    def _own(self, fact: Fact) -> int | None:
        """The walk-in whom this phone registered on a badge that is somebody else's by now."""
        return self.frame.contested.get((self.parcel.sender.device_id, fact.code_hash or ""))

    def _bearer(self, fact: Fact, crowd: holders.Crowd) -> Bearer:
        if (own := self._own(fact)) is not None:
            return crowd.by_id[own]
        if fact.code_hash is not None:
            return crowd.by_code.get(fact.code_hash) or Bearer(case.Code(_read_as(fact)))
        if fact.person is not None:
            return crowd.by_id.get(fact.person) or Bearer()
        return Bearer(case.Code(_read_as(fact)))

    def _judge(self, fact: Fact, bearer: Bearer) -> None:
        """Keep the scan with the phone's verdict, and beside it our own."""
        at, sure = self._time(fact).at, self._time(fact).sure
        made = Pass(
            point=fact.point, lane=fact.lane, direction=fact.direction, at=at, verdict=fact.verdict,
            sure=sure, operator=fact.operator,
        )  # fmt: skip
        verdict = self._verdict(fact, bearer, made)
        self.rows[fact.uuid] = self._values(fact, bearer.person and bearer.person.id) | {
            "server_verdict": verdict.code, "server_parameters": verdict.parameters,
        }  # fmt: skip
        if bearer.holder is not None and fact.verdict.passes and fact.uuid not in self.undone:
            bearer.holder.moves[fact.uuid] = Move(
                made, self.parcel.sender.device_id, fact.parameters, verdict.code, verdict.parameters
            )
            self._touch(bearer.holder, fact.point)

    def _verdict(self, fact: Fact, bearer: Bearer, made: Pass) -> Verdict:
        """What the table says with what was there when it happened. A device's `shown_again` is none."""
        point = self.frame.points[fact.point]
        asked = case.Case(
            point=point,
            lane=case.Lane(fact.direction),
            role=self.parcel.sender.role,
            how=fact.how,
            now=made.at,
            code=bearer.code,
            person=bearer.person,
            passes=merging.before(made, bearer.holder.passes) if bearer.holder else (),
            inside=self.parcel.inside(point.id) if point.room_limit is not None else 0,
            override=case.Override(fact.override_by, fact.why) if fact.overridden else None,
        )
        return judge(asked)

    def _undo(self, fact: Fact, crowd: holders.Crowd, registration_id: int | None) -> None:
        made = self.rows.get(fact.undone)
        owner = made["registration_id"] if made else registration_id
        self.rows[fact.uuid] = self._values(fact, owner) | {"server_verdict": None, "server_parameters": {}}
        bearer = crowd.by_id.get(registration_id) if registration_id is not None else None
        if bearer is not None and (move := bearer.holder.moves.pop(fact.undone, None)):
            self._touch(bearer.holder, move.scan.point)
            self.undid.add(bearer.holder.id)

    def _values(self, fact: Fact, registration_id: int | None) -> dict[str, Any]:
        """The columns of a scan, as far as the fact itself tells them."""
        time = self._time(fact)
        values = {
            "event_id": self.frame.event_id, "uuid": fact.uuid, "kind": fact.kind,
            "device_id": self.parcel.sender.device_id, "point_id": fact.point, "lane_id": fact.lane,
            "direction": fact.direction, "operator_id": fact.operator, "how": fact.how,
            "code_hash": fact.code_hash, "wall_at": moment(fact.wall), "run_id": fact.run,
            "monotonic": fact.mono, "verdict": fact.verdict, "parameters": fact.parameters,
            "override_by_id": fact.override_by, "why": fact.why, "undone_uuid": fact.undone,
            "app_version": fact.app_version, "body_hash": fact.body_hash, "received_at": self.parcel.at,
            "corrected_at": moment(time.at), "sure": time.sure,
        }  # fmt: skip
        return values if fact.kind is ScanKind.walk_in else values | {"registration_id": registration_id}

    def _touch(self, holder: Holder | None, *points: int) -> None:
        if holder is not None:
            self.touched.setdefault(holder.id, (holder, set()))[1].update(points)

    def _merge(self) -> None:
        """Which entry stands, now that these scans are among the others."""
        for holder, points in self.touched.values():
            for point in points:
                if self.frame.points[point].policy is Policy.once:
                    self.corrected |= merging.corrected(holder.moves, point)
        for uuid, (verdict, parameters) in self.corrected.items():
            if uuid in self.rows:
                self.rows[uuid] |= {"server_verdict": verdict, "server_parameters": parameters}

    def write(self, publish: bool = True) -> list[int]:
        """Everything, person by person in the order of their ids, so that two parcels never wait for each
        other; the lock of the cursor comes last. Ids of what the phones have to be told."""
        ids = self._write_all(publish)
        for holder, points in self.contested():
            keep_conflicts(self.frame.event_id, holder, points, self.parcel.at)
        self._answer()
        return ids

    def _answer(self) -> None:
        for uuid, row in self.rows.items():
            said, ours = row["verdict"], row["server_verdict"]
            differs = said is not None and said is not ours
            self.results[uuid] = Result(str(uuid), ours, row["server_parameters"], differs=differs)

    def contested(self) -> list[tuple[Holder, list[int]]]:
        """Who may have conflicts that begin or end here, and at which points."""
        found = [
            (holder, [point for point in points if self._may_conflict(holder, point)])
            for holder, points in self.touched.values()
        ]  # fmt: skip
        return [(holder, points) for holder, points in found if points]

    def _may_conflict(self, holder: Holder, point: int) -> bool:
        several = holder.id in self.undid or len(merging.ways_in(holder.moves, point)) > 1
        return several and self.frame.points[point].policy is Policy.once

    def new_scan(self) -> NewScan:
        """The one that was prepared as new."""
        row, = self.rows.values()
        for holder, points in self.touched.values():
            point, = points
            at = settling.arrival(holder.passes, self.frame.entrances)
            presence = settling.presence_row(point, holder.id, holder.versions.get(point, 0), holder.passes)
            return NewScan(row, presence, at != holder.arrived, None if at is None else moment(at))
        return NewScan(row)

    def _write_all(self, publish: bool) -> list[int]:
        for _id, (holder, points) in sorted(self.touched.items()):
            for point in sorted(points):
                settling.write_standing(point, holder.id, holder.versions.get(point, 0), holder.passes)
            settling.write_arrival(holder.id, holder.arrived, holder.passes, self.frame.entrances)
        told = self.joined.facts if self.rows or self.joined.facts else []
        revision = settling.next_revision(self.frame.event_id) if publish and (self.rows or told) else None
        ids = settling.keep_many([row | {"revision": revision} for row in self.rows.values()])
        old = {uuid: said for uuid, said in self.corrected.items() if uuid not in self.rows}
        told = told + settling.correct(self.frame.event_id, old)
        if revision is not None and told:
            settling.stamp(revision, told)
        return [*ids, *told]


def _read_as(fact: Fact) -> CodeKind:
    """What a phone read that is in no table: it never sends the text itself."""
    odd = {VerdictCode.unreadable: CodeKind.unreadable, VerdictCode.other_event: CodeKind.other_event}
    return odd.get(fact.verdict, CodeKind.unknown)


def _again(row: Any) -> Result:
    """The answer to a fact that came before."""
    reason = BLANK_TAKEN if row.contested else None
    differs = row.verdict is not None and row.verdict is not row.server_verdict
    return Result(str(row.uuid), row.server_verdict, row.server_parameters, reason, differs)


_STORED = (
    sa.select(
        Scan.uuid, Scan.body_hash, Scan.verdict, Scan.server_verdict, Scan.server_parameters, Scan.undone_uuid,
        Scan.registration_id, WalkIn.contested,
    )
    .outerjoin(WalkIn, WalkIn.scan_id == Scan.id)
    .where(
        beside_uuid(Scan, sa.bindparam("event_id")),
        Scan.uuid.in_(sa.bindparam("uuids", expanding=True))
        | Scan.undone_uuid.in_(sa.bindparam("asked", expanding=True)),
    )
)  # fmt: skip
