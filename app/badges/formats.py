"""Where things stand on a badge of each format. Millimetres, text in points."""

from dataclasses import dataclass
from functools import cached_property

from app.badges.content import LINES
from app.badges.logos import Logo
from app.core.qr import QUIET
from app.credentials.matrix import SIDE

POINTS = 72 / 25.4
"""Points in a millimetre."""

WIDEST_REFERENCE = 6.65
"""Em, on one line."""


@dataclass(frozen=True)
class Format:
    """One badge. Names, organisation and job fill the column from `names_top` on; the code stands
    flush right above the band, the reference at its left.

    `beside`: the text stands left of the code all the way down, and the “no photo” sign right of the
    reference; else the text runs the whole column above the code, and the sign stands above.
    `foot` and `foot_signed`: how far above the code's lower edge the text ends, without the sign and
    with it. `sign` is its height, `sign_above` its upper edge from the code's lower one.
    `written`: where people write on a blank, from `names_top` on. `job` 0: none is printed.
    `black`: for printers that know no other ink.

    What an event's own template may change: `order` of the lines below the name, `surname_first`: it
    stands large, `titled`: whether event and date stand at the head, `band_on_top`, and the `logo`.
    """

    width: float
    height: float
    margin: float
    head: float
    names_top: float
    first_largest: float
    first_least: float
    organisation: float
    job: float
    code_side: float
    code_gap: float
    band: float
    strip: float
    label: float
    long_label: float
    shape: float
    reference: float
    foot: float
    foot_signed: float
    sign: float
    sign_above: float
    sign_text: float
    written: tuple[float, ...]
    apart: float = 0.85
    beside: bool = False
    captioned: bool = False
    rows: int = 1
    black: bool = False
    order: tuple[str, ...] = LINES
    surname_first: bool = False
    titled: bool = True
    band_on_top: bool = False
    logo: Logo | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """Which of `content.LINES` stand below the name."""
        return tuple(name for name in self.order if getattr(self, name))

    @cached_property
    def column(self) -> float:
        """Width inside the margins."""
        return self.width - 2 * self.margin

    @cached_property
    def eye(self) -> float:
        """The side of the word mark's square, which is as high as the line beside it."""
        return self.head * 0.46

    @cached_property
    def head_top(self) -> float:
        return self.margin + (self.band + self.band_gap if self.band_on_top else 0)

    @cached_property
    def band_gap(self) -> float:
        """Below a band on top."""
        return 1 + self.band / 10

    @cached_property
    def mark(self) -> tuple[float, float]:
        """Width and height of what stands before the event's name: the square of the word mark, or the
        logo, which may be higher than the line as long as it stays clear of names and code."""
        if self.logo is None:
            return self.eye, self.eye
        room = [self.eye * 1.7, self.names_top - self.head_top - 1.2]
        if self.quiet_top - self.head_top >= self.eye:
            room.append(self.quiet_top - self.head_top)
        height = min(*room, self.beside_code * 0.4 / self.logo.ratio)
        return height * self.logo.ratio, height

    @cached_property
    def head_left(self) -> float:
        """Where the event's name begins, from the margin."""
        return self.mark[0] + self.eye * 0.43

    @cached_property
    def head_column(self) -> float:
        """Width of the line with event and date: not into the white around the code."""
        return self.column if self.quiet_top >= self.head_top + self.eye else self.beside_code

    @cached_property
    def band_top(self) -> float:
        return self.margin if self.band_on_top else self.height - self.margin - self.band

    @cached_property
    def shape_left(self) -> float:
        """From the band's left edge."""
        return self.band * 0.214

    @cached_property
    def words_left(self) -> float:
        """From the band's left edge."""
        return self.shape_left + self.shape + self.band * 0.205

    @cached_property
    def words(self) -> float:
        """Width of the words in the band."""
        return self.column - self.words_left - self.band * 0.18

    @cached_property
    def frame(self) -> float:
        """Of the black line around a white band."""
        return 1.0 if self.band > 10 else 0.7

    @cached_property
    def code_left(self) -> float:
        return self.width - self.margin - self.code_side

    @cached_property
    def code_top(self) -> float:
        return self.code_bottom - self.code_side

    @cached_property
    def code_bottom(self) -> float:
        return self.height - self.margin if self.band_on_top else self.band_top - self.code_gap

    @cached_property
    def module(self) -> float:
        return self.code_side / SIDE

    @cached_property
    def quiet_top(self) -> float:
        """Down to here a text may run the whole column."""
        return self.code_top - QUIET * self.module

    @cached_property
    def beside_code(self) -> float:
        """Width of the column left of the code and its quiet zone."""
        return self.column - self.code_side - QUIET * self.module

    @cached_property
    def sign_left(self) -> float:
        """Of the “no photo” sign: right of the widest reference, or above it."""
        return self.margin + (WIDEST_REFERENCE * self.reference / POINTS + self.sign * 0.6 if self.beside else 0)

    @cached_property
    def names_column(self) -> float:
        return self.beside_code if self.beside else self.column

    def names_bottom(self, no_photo: bool) -> float:
        """Down to here the names may run."""
        return self.foot_top(no_photo) if self.beside else self.quiet_top

    def foot_top(self, no_photo: bool) -> float:
        """Where the reference begins, or the sign above it."""
        return self.code_bottom - (self.foot_signed if no_photo else self.foot)


_A6 = dict(
    margin=8, head=10, names_top=19.5, first_largest=48, first_least=24, organisation=15, job=12, code_side=30,
    code_gap=6, band=22, strip=4.6, label=20, long_label=17, shape=12, reference=15, foot=13, sign=7, sign_text=11,
    captioned=True,
)  # fmt: skip
_CARD = dict(
    margin=4, head=7.5, names_top=9.4, first_largest=28, first_least=16, organisation=10.5, job=8.5, code_side=25,
    code_gap=4, band=9, strip=1.9, label=12, long_label=10.5, shape=6, reference=10, foot=4.9, foot_signed=4.9,
    sign=4, sign_above=4, sign_text=8, apart=0.6, beside=True,
)  # fmt: skip

_SMALL = dict(job=0, beside=True)

A6_PORTRAIT = Format(width=105, height=148.5, foot_signed=22.7, sign_above=21.6, written=(15, 35, 53), **_A6)
FORMATS = {
    "a6-portrait": A6_PORTRAIT,
    "a6-landscape": Format(
        width=148.5, height=105, beside=True, foot_signed=13, sign_above=6.3, written=(11, 22, 33),
        **_A6 | {"names_top": 17.5},
    ),
    "a7-landscape": Format(
        width=105, height=74.25, margin=6, head=8.5, names_top=12, first_largest=36, first_least=20, organisation=12,
        job=9.5, code_side=25, code_gap=4, band=13, strip=2.7, label=15, long_label=13, shape=8, reference=12, foot=6,
        foot_signed=6, sign=5, sign_above=4.9, sign_text=9, written=(10, 20, 30), beside=True,
    ),
    "durable-1445": Format(width=90, height=54, written=(8.5, 17.5, 26), **_CARD),
    "durable-1456": Format(width=90, height=60, written=(9, 19, 28), **_CARD),
    "durable-1453": Format(
        width=75, height=40, margin=3, head=6.5, names_top=7.4, first_largest=22, first_least=13, organisation=9,
        code_side=20, code_gap=3.2, band=7, strip=1.5, label=10, long_label=9, shape=5, reference=8.5, foot=4,
        foot_signed=4, sign=3.4, sign_above=3.4, sign_text=7, written=(7, 14.5), apart=0.45, **_SMALL,
    ),
    "herma-4412": Format(
        width=80, height=50, margin=4, head=7, names_top=8.8, first_largest=26, first_least=15, organisation=10,
        code_side=22.5, code_gap=3.6, band=8, strip=1.7, label=11, long_label=9.5, shape=5.5, reference=9, foot=4.4,
        foot_signed=4.4, sign=3.6, sign_above=3.6, sign_text=7.5, written=(8, 16.5), apart=0.6, **_SMALL,
    ),
    "card": Format(width=86, height=54, written=(8.5, 17.5, 26), **_CARD),
    "label-62": Format(
        width=62, height=100, margin=4, head=8, names_top=10.2, first_largest=30, first_least=16, organisation=12,
        job=10, code_side=30, code_gap=4.8, band=14, strip=2.9, label=14, long_label=12, shape=9, reference=14,
        foot=12.4, foot_signed=24, sign=6, sign_above=22.4, sign_text=8, written=(12, 23), rows=2, black=True,
    ),
    "home-fold": A6_PORTRAIT,
}  # fmt: skip
"""By code, in the order in which they are offered; what is folded at home has the front of an A6."""
