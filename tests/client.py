"""A browser without JavaScript: it reads each page it fetches and refuses a faulty one."""

import re
from contextvars import Context, ContextVar
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from flask import has_app_context
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from werkzeug.test import TestResponse

from app.accounts.models import Account
from app.accounts.service import signing_in
from app.core.database import is_reading
from app.extensions import db
from tests.page import Page
from tests.page_rules import faults

WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b|.*\bFOR (NO KEY )?UPDATE\b", re.DOTALL)
_answering = ContextVar("answering", default=False)
_sound: set[int] = set()
"""Pages without a fault; of those that somebody hostile gets, every second is one that was looked at before."""


@sa.event.listens_for(Engine, "before_cursor_execute")
def _reading_writes_nothing(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
    """PostgreSQL refuses it; within a test's own transaction it cannot, and SQLite never does."""
    assert not (_answering.get() and is_reading() and WRITES.match(statement)), f"a reading view writes: {statement}"


class Answer(TestResponse):
    """A response; an HTML one has its `page`."""

    @cached_property
    def page(self) -> Page:
        return Page(self.text, self.request.full_path.rstrip("?"))


def _look_at(answer: Answer) -> None:
    if (known := hash(answer.text)) in _sound:
        return
    found = faults(answer.page)
    assert not found, f"{answer.request.path}: " + "; ".join(found)
    _sound.add(known)


class Client(FlaskClient):
    def __init__(self, application: Any, _wrapper: Any = None, **options: Any):
        super().__init__(application, type("Answer", (Answer, application.response_class), {}), **options)

    def open(self, *args: Any, **kwargs: Any) -> Answer:
        """Ask as another process would: in a context of its own, seeing what the test has written."""
        if has_app_context():
            db.session.commit()
        answer = Context().run(self._answer, *args, **kwargs)
        if answer.mimetype == "text/html" and answer.text and answer.status_code not in range(300, 400):
            _look_at(answer)
        return answer

    def _answer(self, *args: Any, **kwargs: Any) -> Answer:
        _answering.set(True)
        return super().open(*args, **kwargs)

    def sign_in(self, account: Account) -> "Client":
        """Sign in without typing a password."""
        token = signing_in.start(account.id, "tests").token
        with self.session_transaction() as session:
            session["_user_id"] = token
        return self

    def page(self, address: str, status: int = 200) -> Page:
        """The page at `address`, redirects followed."""
        answer = self.get(address, follow_redirects=True)
        assert answer.status_code == status, f"{address} answered {answer.status}"
        return answer.page

    def submit(self, page: Page, button: str | None = None, /, **values: Any) -> Answer:
        """Fill in and send the form with that button (the page's only form, without one).

        A field that the form does not have is an error, as it would be for a person.
        """
        form = page.form(button)
        if form.method == "GET":  # the fields take the place of the query, as in a browser
            return self.open(form.action.partition("?")[0], query_string=form.filled(values))
        return self.open(form.action, method=form.method, data=form.filled(values))
