"""Somebody who sends anything anywhere, and writes down each answer that is no clear page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from flask import Flask

from app.extensions import db
from tests.architecture.walk import Route, routes
from tests.client import Answer, Client
from tests.page import Form

SCRIPTS = ("<script>alert", "<img src=x", "<!--#exec")
"""What must not arrive in a page as it was sent."""
SPEAKS = re.compile(r'<html lang="([^"]*)"')
NOT_READY = "/readyz"
"""Answers 503 here, and rightly so: no worker runs."""


@dataclass
class Attacker:
    app: Flask
    client: Client
    lang: str
    known: dict[str, Any]
    wrong: dict[str, str] = field(default_factory=dict)

    def send(self, method: str, address: str, **body: Any) -> Answer | None:
        """Send it, and undo whatever it did; the answer, unless it broke."""
        db.session.commit()
        undone, cookies, answer = db.session.get_bind().begin_nested(), dict(self.client._cookies), None
        try:
            answer = self.client.open(address, method=method, **body)
            fault = self._fault(answer)
        except Exception as error:  # told with all the others
            fault = repr(error)
        finally:
            self.client._cookies = cookies
            db.session.rollback()
            undone.rollback()
            db.session.expire_all()
        if fault and not address.startswith(NOT_READY):
            self.wrong.setdefault(f"{method} {address[:200]}", f"{fault[:200]} {str(body)[:200]}")
        return answer

    def _fault(self, answer: Answer) -> str | None:
        if answer.status_code >= 500:
            return answer.status
        if answer.mimetype != "text/html" or not answer.text or answer.status_code in range(300, 400):
            return None
        if any(script in answer.text for script in SCRIPTS):
            return "lets a script through"
        spoken = SPEAKS.findall(answer.text)
        return f"answers in {spoken}" if answer.request.path.startswith(f"/{self.lang}/") and spoken != [self.lang] else None

    def routes(self, *methods: str) -> Iterator[tuple[int, Route]]:
        """Numbered, so that each may be sent a share of something."""
        return enumerate(route for route in routes(self.app) if route.method in methods)

    def addresses(self, *methods: str) -> Iterator[tuple[int, str]]:
        return ((turn, route.address(self.app, self.known)) for turn, route in self.routes(*methods))

    def forms(self) -> Iterator[Form]:
        """Each form that posts, of each page, once."""
        seen = set()
        for _turn, address in self.addresses("GET"):
            answer = self.send("GET", address)
            if answer is None or answer.mimetype != "text/html" or answer.status_code != 200:
                continue
            for form in answer.page.forms():
                if form.method == "POST" and form.action not in seen:
                    seen.add(form.action)
                    yield form
