"""What changed on paper since a batch."""

from collections.abc import Sequence

from app.badges import queries
from app.badges.content import BadgeContent
from app.registration.models import Registration


def changed_since(
    event_id: int, number: int, people: Sequence[Registration], contents: Sequence[BadgeContent]
) -> list[int]:
    """Which of these people, by index, would get another badge now than the one they had after batch
    `number`; who had none by then is among them."""
    before = queries.fingerprints_until(event_id, number)

    def differs(person: Registration, content: BadgeContent) -> bool:
        fingerprint, lines = before.get(person.id, ("", ()))
        return content.fingerprint(lines) != fingerprint

    pairs = enumerate(zip(people, contents, strict=True))
    return [index for index, (person, content) in pairs if differs(person, content)]
