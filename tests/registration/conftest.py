from datetime import timedelta

import pytest

from app.registration import form_routes


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The person takes as long as the form expects of one."""
    monkeypatch.setattr(form_routes, "FASTEST", timedelta(0))
