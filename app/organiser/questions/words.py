"""How each kind of question is called, and what it asks for."""

from flask_babel import lazy_gettext as _l

from app.events.models import QuestionKind

KINDS = {
    QuestionKind.text: (_l("Text"), _l("One line, up to 200 characters.")),
    QuestionKind.long_text: (_l("Long text"), _l("Several lines, up to 2,000 characters.")),
    QuestionKind.yes_no: (_l("Yes or no"), _l("What follows may depend on it.")),
    QuestionKind.one_of: (_l("One choice"), _l("One of the answers that you write. What follows may depend on it.")),
    QuestionKind.several_of: (_l("Several choices"), _l("Any of the answers that you write. What follows may depend on it.")),
    QuestionKind.number: (_l("Number"), _l("With a least and a greatest, if you like.")),
    QuestionKind.date: (_l("Date"), _l("A day of the calendar.")),
    QuestionKind.country: (_l("Country"), _l("From the list of all countries.")),
    QuestionKind.email: (_l("E-mail address"), _l("Nobody writes to it: it is an answer like others.")),
    QuestionKind.phone: (_l("Phone number"), _l("Nobody calls it: it is an answer like others.")),
    QuestionKind.file: (_l("File"), _l("PDF or picture, up to 4 MB. Only organisers can fetch it.")),
}
