import pytest
from flask import Flask


@pytest.fixture
def english(app: Flask):
    """Sentences in English."""
    with app.test_request_context("/en/"):
        yield
