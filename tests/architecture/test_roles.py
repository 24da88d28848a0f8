"""Every route × every role stands in route_roles.csv: what the role finds there.

    open     the page, a form with mistakes, a redirect onwards
    sign-in  the sign-in page
    token    asks for the token of a link or device (401)
    refused  not for this role (403)
    absent   nothing there (404): one has no role at that event, or the link is no good
    a name   the page shows a reader who has registered; no row may say so

A new or changed route fails until its row says what is right; WRITE=1 writes the table as it is
now, to be read before it is committed.
"""

import csv
import os
from pathlib import Path
from typing import Any

from app.accounts.passwords import hash_password
from app.accounts.permissions import Role
from app.extensions import db
from tests import factories
from tests.architecture.walk import Route, routes
from tests.client import Answer, Client

TABLE = Path(__file__).with_name("route_roles.csv")
ROLES = ["nobody", "outsider", *Role]
PASSWORD = "a lighthouse keeps its own hours"


def test_every_role_finds_what_the_table_says(app, event, attendee, known):
    clients = {role: browser(app, event, role) for role in ROLES}
    hidden = dict.fromkeys(ROLES, "") | {Role.reader: attendee.last_name}
    found = {
        route.name: [finds(clients[role], route, route.address(app, known), hidden[role]) for role in ROLES]
        for route in routes(app)
    }
    if os.environ.get("WRITE"):
        write(found)
    expected = read()
    assert sorted(found) == sorted(expected)
    wrong = {name: (got, expected[name]) for name, got in found.items() if got != expected[name]}
    assert not wrong, f"found, expected: {wrong}"


def test_nobody_finds_more_than_those_who_may_less():
    """The table itself: more rights never open less."""
    for name, outcomes in read().items():
        members = outcomes[ROLES.index(Role.reader):]
        assert "refused" not in members[members.index("open"):] if "open" in members else True, name


def browser(app: Any, event: Any, role: str) -> Client:
    """Somebody of that role, signed in at the sign-in page; an outsider runs another event."""
    client = app.test_client()
    if role == "nobody":
        return client
    place = factories.event() if role == "outsider" else event
    account = factories.account(
        place, Role.owner if role == "outsider" else Role(role), password_hash=hash_password(PASSWORD)
    )
    answer = client.submit(client.page("/fr/sign-in"), email=account.email, password=PASSWORD)
    assert answer.status_code == 302
    return client


def finds(client: Client, route: Route, address: str, hidden: str) -> str:
    """What one request finds; whatever it changes is undone, and so are its cookies. `hidden`: a name that the
    back office has to keep from this role."""
    db.session.commit()
    undone = db.session.get_bind().begin_nested()
    cookies = dict(client._cookies)
    try:
        answer = client.open(address, method=route.method)
        shows_it = hidden and "<event_slug>" in route.name and hidden in answer.text
        return "a name" if shows_it else outcome(answer)
    except Exception as error:  # told with all the others
        return f"broken: {error!r}"
    finally:
        client._cookies = cookies
        db.session.rollback()
        undone.rollback()
        db.session.expire_all()


def outcome(answer: Answer) -> str:
    if answer.status_code in (301, 302, 303) and answer.location.partition("?")[0].endswith("/sign-in"):
        return "sign-in"
    return {401: "token", 403: "refused", 404: "absent"}.get(answer.status_code, "open")


def read() -> dict[str, list[str]]:
    with TABLE.open(newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["route", *ROLES]
    return {row[0]: row[1:] for row in rows[1:]}


def write(found: dict[str, list[str]]) -> None:
    with TABLE.open("w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["route", *ROLES])
        rows.writerows([name, *outcomes] for name, outcomes in found.items())
