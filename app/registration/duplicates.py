"""Who may be one person registered twice, under two addresses. Pure.

A likeness of names alone is never enough: the organisation, the telephone or the address has to agree
as well. Nobody is stopped by it; organisers look and decide.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum, auto
from functools import cached_property
from itertools import combinations, product

from app.core.text import search_text
from app.registration.membership import FREE_MAIL

SHORTEST_NEAR = 8
"""Letters of a whole name from which on one wrong letter is a slip rather than another name."""
TELLING_LOCAL = 5
"""Characters before the @ from which on the same ones at work and at home tell something."""


class Likeness(StrEnum):
    same = auto()
    near = auto()
    """One letter more, less, other, or two swapped."""
    part = auto()
    """An initial, or not all the first names."""


@dataclass(frozen=True)
class Who:
    """What tells people apart. `organisation_key` as in registrations; empty texts are not known."""

    id: int
    first_name: str
    last_name: str
    organisation_key: str = ""
    organisation: str = ""
    email: str = ""
    phone: str = ""

    @cached_property
    def first(self) -> tuple[str, ...]:
        return tuple(search_text(self.first_name).split())

    @cached_property
    def last(self) -> tuple[str, ...]:
        return tuple(search_text(self.last_name).split())

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The same whichever name was typed first."""
        return tuple(sorted(self.first + self.last))

    @cached_property
    def spellings(self) -> tuple[str, str]:
        first, last = "".join(self.first), "".join(self.last)
        return first + last, last + first

    @cached_property
    def local(self) -> str:
        return search_text(self.email.partition("@")[0]).replace(" ", "")

    @cached_property
    def organisation_words(self) -> frozenset[str]:
        return frozenset(search_text(self.organisation).split())

    @cached_property
    def domain(self) -> str:
        return self.email.casefold().partition("@")[2]

    @cached_property
    def digits(self) -> str:
        """The last nine: with and without the country's prefix they are the same."""
        return "".join(filter(str.isdigit, self.phone))[-9:]

    @cached_property
    def ties(self) -> frozenset[tuple[str, str]]:
        """Whoever is known by something, or a colleague by another sign than the organisation’s words, shares one."""
        held = ("digits", "local", "domain", "organisation_key")
        return frozenset((name, value) for name in held if (value := getattr(self, name)))


def pairs(people: Iterable[Who]) -> list[tuple[Who, Who]]:
    """Those who may be one and the same, each pair once, in the order of their ids."""
    found = [pair if pair[0].id < pair[1].id else pair[::-1] for pair in _neighbours(people) if may_be_one(*pair)]
    return sorted(found, key=lambda pair: (pair[0].id, pair[1].id))


def may_be_one(one: Who, other: Who) -> bool:
    if one.organisation and other.organisation and one.ties.isdisjoint(other.ties) and not _same_words(one, other):
        return False  # most pairs, and all else costs more
    known = (one.digits == other.digits and len(one.digits) == 9) or _same_at_home(one, other)
    colleagues = _same_organisation(one, other)
    if not known and not colleagues and one.organisation and other.organisation:
        return False
    like = likeness(one, other)
    if known or like is None:
        return like is not None
    if like is Likeness.near:
        return colleagues and (_writes_as(one, other) or _writes_as(other, one))
    return colleagues or (like is Likeness.same and not (one.organisation and other.organisation))


def likeness(one: Who, other: Who) -> Likeness | None:
    """How alike two names are."""
    if one.words == other.words:
        return Likeness.same
    if one.last == other.last and one.last and _is_part(one.first, other.first):
        return Likeness.part
    long_enough = len(one.spellings[0]) >= SHORTEST_NEAR
    if long_enough and any(set(_one_less(one.spellings[0])) & set(_one_less(spelt)) for spelt in other.spellings):
        return Likeness.near
    return None


def _is_part(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """“Marie” of “Marie-Claire”, “M.” of “Marie”."""
    short, long = sorted((one, other), key=lambda names: (len(names), sum(map(len, names))))
    alike = [a == b or (len(a) == 1 and b.startswith(a)) for a, b in zip(short, long, strict=False)]
    return bool(alike) and all(alike)


def _one_less(text: str) -> Iterator[str]:
    """The text and all that it leaves with a letter taken out: two texts share one of these exactly if
    at most a letter differs, is missing or has changed places with its neighbour (W. Garbe, SymSpell)."""
    yield text
    for place in range(len(text)):
        yield text[:place] + text[place + 1 :]


def _same_at_home(one: Who, other: Who) -> bool:
    """The same words before the @, at work and at a free provider: first.last at two firms are namesakes."""
    at_home = {one.domain, other.domain} & FREE_MAIL
    return bool(at_home) and one.local == other.local and len(one.local) >= TELLING_LOCAL


def _same_organisation(one: Who, other: Who) -> bool:
    if one.organisation_key and one.organisation_key == other.organisation_key:
        return True
    if one.domain and one.domain == other.domain and one.domain not in FREE_MAIL:
        return True
    return _same_words(one, other)


def _same_words(one: Who, other: Who) -> bool:
    """Whether all words of one organisation stand in the other."""
    words, others = one.organisation_words, other.organisation_words
    return bool(words and others) and (words <= others or others <= words)


def _writes_as(one: Who, other: Who) -> bool:
    """Whether the address of one spells a word of the other's name that one's own name has otherwise."""
    differing = set(other.first + other.last) - set(one.first + one.last)
    return any(len(word) > 3 and word in one.local for word in differing)


def _neighbours(people: Iterable[Who]) -> Iterator[tuple[Who, Who]]:
    """Pairs that are worth a look, those of the same name taken together."""
    namesakes: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Who]] = defaultdict(list)
    for who in people:
        namesakes[who.first, who.last].append(who)
    groups, rooms = list(namesakes.values()), defaultdict[str, list[int]](list)
    for number, together in enumerate(groups):
        yield from combinations(together, 2)
        for earlier in _met(together[0], number, rooms):
            yield from product(groups[earlier], together)


def _met(who: Who, number: int, rooms: dict[str, list[int]]) -> set[int]:
    """Names that were here before and share a room with this one, which takes its own rooms. The other way
    round a name is looked for and takes none: `likeness` turns one of two names, never both."""
    own, turned = _keys(who), _one_less(who.spellings[1]) if who.first and who.last else ()
    met = {other for key in (*own, *turned) if key in rooms for other in rooms[key]}
    for key in own:
        rooms[key].append(number)
    return met


def _keys(who: Who) -> list[str]:
    """Two names that are alike share one of these."""
    keys = [f"words {' '.join(who.words)}", *_one_less(who.spellings[0])]
    if who.first and who.last:
        keys.append(f"last {' '.join((*who.last, who.first[0][0]))}")
    return keys
