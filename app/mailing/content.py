"""What a mail says, in the order in which it says it. Plain values: no database, no HTML.

The templates `mailing/letter.txt` and `mailing/letter.html` draw any of them.
"""

from dataclasses import dataclass, replace

NBSP, NARROW = "\u00a0", "\u202f"


@dataclass(frozen=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True)
class Pass:
    """What opens the door. `code` has 24 letters, `reference` is as shown."""

    code: str
    reference: str

    @property
    def code_lines(self) -> list[str]:
        fours = [self.code[start : start + 4] for start in range(0, len(self.code), 4)]
        return [" ".join(fours[:3]), " ".join(fours[3:])]


@dataclass(frozen=True)
class Fact:
    term: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Ask:
    """A sentence and where to follow it."""

    text: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Attachment:
    """`content_type` may carry parameters; `what` names it in the mail, with its weight."""

    name: str
    content_type: str
    content: bytes
    what: str


@dataclass(frozen=True)
class Content:
    """One mail in one language. Paragraphs are plain text and may hold line breaks."""

    language: str
    sender_name: str
    reply_to: str
    subject: str
    title: str
    paragraphs: tuple[str, ...]
    button: Link | None = None
    after: tuple[str, ...] = ()
    """Paragraphs below the button."""
    entry_pass: Pass | None = None
    facts: tuple[Fact, ...] = ()
    asks: tuple[Ask, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    enclosed: Fact | None = None
    """What is attached and what it weighs."""
    why: str = ""
    unsubscribe: str = ""
    """Where one POST ends this kind of mail (RFC 8058)."""
    privacy: Link | None = None


def masked(content: Content) -> Content:
    """The same mail for somebody else's eyes: no link opens and no code is shown."""
    return replace(
        content,
        unsubscribe="",
        button=content.button and _hidden(content.button),
        entry_pass=content.entry_pass and replace(content.entry_pass, code="•" * len(content.entry_pass.code)),
        asks=tuple(replace(ask, links=tuple(map(_hidden, ask.links))) for ask in content.asks),
    )


def specimen(content: Content, subject: str, url: str) -> Content:
    """The same mail to try out: every link leads to `url` and the code opens nothing."""
    return replace(
        content,
        subject=subject,
        unsubscribe="",
        button=content.button and replace(content.button, url=url),
        entry_pass=content.entry_pass and replace(content.entry_pass, code="SPECIMEN" * 3),
        asks=tuple(replace(ask, links=tuple(replace(link, url=url) for link in ask.links)) for ask in content.asks),
    )


def _hidden(link: Link) -> Link:
    return replace(link, url="…")


def for_old_clients(text: str) -> str:
    """Narrow no-break spaces as wide ones: older mail programs draw a box for them."""
    return text.replace(NARROW, NBSP)
