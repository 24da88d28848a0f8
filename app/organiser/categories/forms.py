"""What organisers say about a category."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError
from wtforms.widgets import ColorInput

from app.core import formats
from app.core.forms import Required
from app.core.languages import current
from app.events import marks
from app.events.categories import CODE, COLOUR, NAME_TAKEN, name_taken, seen
from app.events.models import Category, Entry, Event
from app.organiser import texts
from app.organiser.categories.printable import unprintable
from app.organiser.categories.words import ENTRIES, PATTERNS, SHAPES
from app.organiser.doubts import DoubtedForm
from app.organiser.settings.forms import Number
from app.registration.forms import ORGANISATION_TYPES, Boxes

PLAIN = "solid"


class Colour(StringField):
    """As “#RRGGBB”."""

    widget = ColorInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        self.data = (self.data or "").upper()

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        if not COLOUR.fullmatch(self.data or ""):
            raise ValidationError(_("Choose a colour, for example “#0A6EBD”."))


class CategoryForm(DoubtedForm):
    """Made by `category_form`."""

    event: Event
    category: Category | None = None
    looked_at = HiddenField()

    def validate_code(self, field: Field) -> None:
        field.data = field.data.upper()
        if not CODE.fullmatch(field.data):
            raise ValidationError(_("Use from two to twelve letters and digits, a letter first, for example “PRE”."))

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        sound, band, text = super().validate(*args, **kwargs), self["band"].data, self["text"].data
        self._name_apart()
        sound = self._is_printable() and sound
        if self["band"].errors or self["text"].errors or marks.contrast(band, text) >= marks.LEAST_CONTRAST:
            return sound
        self["text"].errors = [_(
            "Nobody can read this on the band: the contrast is %(ratio)s, and at least %(least)s is needed. %(better)s has %(more)s.",
            ratio=_number(marks.contrast(band, text)), least=_number(marks.LEAST_CONTRAST),
            better=_("White") if marks.better_text(band) == marks.WHITE else _("Black"),
            more=_number(marks.contrast(band, marks.better_text(band))),
        )]  # fmt: skip
        return False

    def _name_apart(self) -> None:
        """Two of one name look the same in the form and on the door's list. What stood there before may stay."""
        others = [each for each in self.event.categories if each is not self.category]
        was = self.category.label if self.category else {}
        for language, name in texts.typed(self, "label", self.event.languages, was).items():
            if language in self.event.languages and was.get(language) != name and name_taken(language, name, others):
                self[f"label_{language}"].errors = [NAME_TAKEN]

    def _is_printable(self) -> bool:
        """Whether a badge can carry the name in each language, and none was refused before: one that cannot would
        stop the batches of everybody."""
        names = [self[key] for key in texts.keys("label", self.event.languages)]
        for field in names:
            if field.data and not field.errors:
                field.errors = unprintable(field.data, self["band"].data, self["pattern"].data)
        return not any(field.errors for field in names)

    @property
    def values(self) -> dict[str, Any]:
        """What `events.categories` takes. A code that cannot change is not asked."""
        names = ("band", "text", "shape", "member_check", "counts", "quota", "public")
        was = self.category.label if self.category else {}
        return {
            **{name: self[name].data for name in names},
            "code": self["code"].data if "code" in self else self.category and self.category.code,
            "label": texts.typed(self, "label", self.event.languages, was),
            "entry": Entry(self["entry"].data),
            "organisation_types": self["organisation_types"].data or [],
            "pattern": self._pattern(),
        }

    def _pattern(self) -> str:
        """There are two words for plain: the one that printed badges know stays."""
        was = self.category.pattern if self.category else PLAIN
        return was if self["pattern"].data == PLAIN and was in marks.PLAIN else self["pattern"].data


def _number(ratio: float) -> str:
    return formats.decimal(f"{ratio:.1f}", current())


def category_form(event: Event, category: Category | None = None, *, used: bool = False) -> CategoryForm:
    """A form for a new category, or holding what is set of one; the code of a used one stays."""
    made = type("MadeForm", (CategoryForm,), {**_fields(event, used), "event": event, "category": category})
    return made(data=_shown(category) if category else _fresh(event))


def _fields(event: Event, used: bool) -> dict[str, Field]:
    asked = Required(_l("Write the name in the event’s first language."))
    code = StringField(
        _l("Code"), [Required(_l("Type a short code, for example “PRE”."))],
        description=_l("Short and for good: lists, exports and addresses name the category by it."),
    )  # fmt: skip
    return {
        **texts.boxes("label", _l("Name"), event.languages, most=80, asked=asked,
                      hint=_l("What stands before “ · ” is a small line of its own on the badge.")),
        **({} if used else {"code": code}),
        "entry": _radio(_l("How people get in"), ENTRIES),
        "member_check": BooleanField(
            _l("Check membership"),
            description=_l("Who is not proven to be a member by their address or a code waits for your approval."),
        ),
        "organisation_types": Boxes(
            _l("Organisations that lead here"), choices=[SelectChoice(each.value, said) for each, said in ORGANISATION_TYPES.items()],
            description=_l("Whoever chooses one of these in the form comes into the first category that names it."),
        ),
        "public": BooleanField(_l("Shown on the event page")),
        "counts": BooleanField(
            _l("Takes places of the event"), description=_l("If not, as for staff, people count in the room alone.")
        ),
        "quota": Number(
            _l("Quota"), [Optional(), NumberRange(0, 1_000_000, _l("Type a number from %(min)s to %(max)s."))],
            description=_l("How many places of the event it may take. Empty: as many as there are."),
        ),
        "band": Colour(_l("Colour of the band"), [InputRequired()]),
        "text": Colour(_l("Colour of the text on it"), [InputRequired()]),
        "shape": _radio(_l("Shape"), SHAPES, _l("With the pattern it tells the category where colours do not.")),
        "pattern": _radio(_l("Pattern of the band"), PATTERNS),
    }  # fmt: skip


def _radio(label: Any, words: dict[Any, Any], hint: Any = "") -> Field:
    choices = [SelectChoice(str(value), said) for value, said in words.items()]
    return RadioField(label, [InputRequired(_l("Choose one of these."))], choices=choices, description=hint)


def _fresh(event: Event) -> dict[str, Any]:
    """With a look that no other category has."""
    shape, pattern = marks.free_look([(each.shape, each.pattern) for each in event.categories])
    band = marks.free_band([each.band for each in event.categories])
    return {
        "entry": Entry.approval.value, "public": True, "counts": True,
        "band": band, "text": marks.better_text(band), "shape": shape, "pattern": pattern,
    }  # fmt: skip


def _shown(category: Category) -> dict[str, Any]:
    names = ("code", "member_check", "counts", "quota", "public", "organisation_types", "band", "text", "shape")
    return {
        **{name: getattr(category, name) for name in names},
        **texts.shown("label", category.label, category.event.languages),
        "entry": category.entry.value,
        "pattern": PLAIN if category.pattern in marks.PLAIN else category.pattern,
        "looked_at": seen(category),
    }
