"""What somebody says about a person, cleaned, before anything is decided."""

from dataclasses import dataclass, field

from app.events.models import Category, Entry, OrganisationType
from app.registration.names import full_name
from app.registration.questions.uploads import Upload


@dataclass(frozen=True)
class Details:
    """One person as typed. Texts are cleaned already (app.core.text)."""

    first_name: str
    last_name: str = ""
    email: str | None = None
    phone: str = ""
    organisation_name: str = ""
    organisation_type: OrganisationType | None = None
    job_title: str = ""
    areas: list[str] = field(default_factory=list)
    session_ids: list[int] = field(default_factory=list)
    image: bool | None = None
    newsletter: bool = False
    needs: str = ""
    needs_consent: bool = False
    invitation: str = ""
    """The code that somebody came with."""
    answers: dict[str, str] = field(default_factory=dict)
    """To the event's own questions, by code (see registration.questions.values)."""
    files: dict[str, Upload] = field(default_factory=dict)

    @property
    def full_name(self) -> str:
        return full_name(self.first_name, self.last_name)


def category_for(categories: list[Category], kind: OrganisationType | None) -> Category | None:
    """Where the form leads this organisation type: the first open, public category that names it,
    else the first that names "other". Never one by invitation."""
    open_ones = [c for c in categories if c.public and c.entry is not Entry.invitation]
    for wanted in (kind, OrganisationType.other):
        for category in open_ones:
            if wanted is not None and wanted.value in category.organisation_types:
                return category
    return None


def one_time_key(submission: str, first_name: str, last_name: str | None, email: str | None) -> str:
    """What makes a form that is sent twice one registration. `submission`: of the page. Whoever sends the page once
    more with another name or address means another person, or the first had a slip in it."""
    return f"{submission}:{first_name}:{last_name}:{email}"
