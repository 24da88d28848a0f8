"""What is said before it is saved: the page comes back once, and the same press then does it."""

from collections.abc import Sequence

from wtforms import HiddenField

from app.core.forms import Form
from app.core.tokens import digest


class DoubtedForm(Form):
    """`understood`: a digest of what the page has said."""

    understood = HiddenField()

    def is_sure(self, doubts: Sequence[str]) -> bool:
        """Whether nothing speaks against it that the page has not said already. Else it says it now."""
        said = digest("\n".join(doubts)) if doubts else ""
        if not doubts or self.understood.data == said:
            return True
        self.understood.data = said
        return False
