"""What is said before it is saved: the page comes back once, and the same press then does it."""

from collections.abc import Sequence

from flask_babel import ngettext
from wtforms import HiddenField

from app.core.forms import Form
from app.core.tokens import digest


class DoubtedForm(Form):
    """`doubts`: what the page says now; `understood`: a digest of what it has said."""

    doubts: Sequence[str] = ()
    understood = HiddenField()

    def is_sure(self, doubts: Sequence[str]) -> bool:
        """Whether nothing speaks against it that the page has not said already. Else it says it now."""
        self.doubts = doubts
        said = digest("\n".join(doubts)) if doubts else ""
        if not doubts or self.understood.data == said:
            return True
        self.understood.data = said
        return False


def below(limit: int | None, taken: int) -> list[str]:
    """What a limit below the places taken means."""
    if limit is None or limit >= taken:
        return []
    return [ngettext(
        "%(num)s place is taken already. Nobody loses theirs; nobody gets a new one before enough have left.",
        "%(num)s places are taken already. Nobody loses theirs; nobody gets a new one before enough have left.", taken,
    )]  # fmt: skip
