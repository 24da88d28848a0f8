"""How large a body may be stands before anybody reads it."""

from io import BytesIO

import pytest
from flask import Flask, request

from app.core import uploads


@pytest.fixture
def small():
    """An application whose pages take 1 kB, but one that takes a file of 100 kB; something reads the body first."""
    app = Flask("small")
    app.config["MAX_CONTENT_LENGTH"] = 1024
    app.before_request(lambda: request.form.get("csrf_token"))
    uploads.init_app(app)

    @app.post("/file")
    @uploads.takes_file(100_000)
    def take():
        return str(len(request.files["file"].read()))

    @app.post("/words")
    def words():
        return "taken"

    return app.test_client()


def sent(client, address, size):
    return client.post(address, data={"file": (BytesIO(b"x" * size), "a.csv")}).status_code


def test_a_file_is_taken_where_one_is_asked_for_and_nowhere_else(small):
    assert (sent(small, "/file", 90_000), sent(small, "/words", 500)) == (200, 200)
    assert sent(small, "/file", 200_000) == 413
    assert sent(small, "/words", 90_000) == 413


def test_a_gigabyte_is_refused_before_it_travels(small):
    body = BytesIO(b"--x" * 1000)
    said = {"CONTENT_LENGTH": str(2**30)}
    answer = small.post("/file", input_stream=body, content_type="multipart/form-data; boundary=x", environ_overrides=said)
    assert (answer.status_code, body.tell()) == (413, 0)
