"""The attendance sheet: how many people one has room for."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import aliased

from app.core.errors import DomainError
from app.exchange import attendance
from app.registration.models import Registration
from tests import factories


def test_how_many_people_a_sheet_takes_is_written_as_numbers_are_in_the_language(app, event):
    for _person in range(39):
        factories.registration(event)
    everybody_with_everybody = sa.select(Registration).join(aliased(Registration), sa.true())
    for lang, said in (("en", "room for 1,500 people"), ("fr", "contient au plus 1\u202f500 personnes")):
        with app.app_context(), app.test_request_context(f"/{lang}/"), pytest.raises(DomainError) as refused:
            attendance.people(everybody_with_everybody)
        assert said in refused.value.message
