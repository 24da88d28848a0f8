"""Numbers in texts that count."""

import pytest
from flask import render_template_string
from flask_babel import force_locale, ngettext

PAIRS = '{{ ngettext("%(num)s pair", "%(num)s pairs", 2542) }} {{ 15480|number }}'


@pytest.mark.parametrize(
    ("lang", "counted", "alone"), [("fr", "2\u202f542 paires", "15\u202f480"), ("en", "2,542 pairs", "15,480")]
)
def test_a_number_is_written_as_the_language_of_the_text_writes_it(app, lang, counted, alone):
    with app.test_request_context(f"/{lang}/"):
        assert ngettext("%(num)s pair", "%(num)s pairs", 2542) == counted
        assert render_template_string(PAIRS) == f"{counted} {alone}"


def test_a_mail_in_another_language_counts_in_its_own(app):
    with app.app_context(), force_locale("en"):
        assert ngettext("%(num)s pair", "%(num)s pairs", 2542) == "2,542 pairs"
        assert ngettext("%(num)s pair", "%(num)s pairs", 1) == "1 pair"
