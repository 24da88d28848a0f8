"""What an organiser waits for: the list of 20,000 people in every view, and 10,000 of them taken away."""

import http.client
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median
from urllib.parse import urlencode

from app.accounts.models import Account, Membership
from app.accounts.permissions import Role
from app.accounts.service import signing_in
from app.events.models import Event
from app.extensions import db
from app.organiser.people.views import ABOUT_SHOWING, CHOICES, Pair
from benchmarks import cpu, crowd
from benchmarks.badges import peak_mb
from benchmarks.server import ORIGIN, Installation
from tests import factories
from tests.counted import statements

CROWD = {"confirmed": 15_000, "waiting": 3_000, "unverified": 2_000}
TAKEN = 10_000
TIMES, ROUNDS, WARM = 10, 3, 3
"""How often a view is looked at in a round, how many rounds there are of views and of files, and how often a view is asked
before, so that each web process knows it."""
PAIRS: tuple[tuple[Pair, ...], ...] = (
    (("q", "moreau"), ("status", "confirmed")), (("category", "ENT"), ("badge", "missing")),
    (("status", "waitlisted"), ("order", "newest")),
)  # fmt: skip
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')

Say = Callable[[str], None]


def measure(say: Say) -> dict[str, float]:
    with Installation() as installation:
        listed, taken = crowd.make_event("listed", sum(CROWD.values())), crowd.make_event("taken", TAKEN)
        crowd.fill(listed, **CROWD)
        crowd.fill(taken, confirmed=TAKEN)
        organiser = Organiser.of(installation, listed, taken)
        installation.pause_worker()
        return _list(installation, organiser, listed, say) | _exports(installation, organiser, taken, say)


@dataclass
class Organiser:
    """Signed in, at the real server and in this process. `address`: where the questions come from; of one alone, no
    more than so many a minute are answered."""

    installation: Installation
    cookie: str
    connection: http.client.HTTPConnection
    address: str = "127.0.1.1"

    @classmethod
    def of(cls, installation: Installation, *events: Event) -> "Organiser":
        account: Account = factories.account(events[0], Role.organiser)
        factories.add(Membership(account=account, event=events[1], role=Role.organiser))
        app = installation.app
        signed = app.session_interface.get_signing_serializer(app).dumps({"_user_id": signing_in.start(account.id, "bench").token})
        db.session.commit()
        connection = http.client.HTTPConnection("127.0.0.1", installation.server.port)
        return cls(installation, f"{app.config['SESSION_COOKIE_NAME']}={signed}", connection)

    def ask(self, method: str, path: str, body: str | None = None) -> tuple[bytes, http.client.HTTPMessage]:
        headers = {
            "Host": ORIGIN.removeprefix("https://"), "X-Forwarded-Proto": "https", "X-Forwarded-For": self.address,
            "Cookie": self.cookie, "Referer": f"{ORIGIN}{path}",
        } | ({"Content-Type": "application/x-www-form-urlencoded"} if body else {})  # fmt: skip
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        self.cookie = (answer.headers["Set-Cookie"] or self.cookie).partition(";")[0]
        if answer.status != 200:
            raise RuntimeError(f"{method} {path} answered {answer.status}")
        return content, answer.headers


def views(event: Event) -> Iterator[str]:
    """Nobody filtered, every single filter, and the named pairs."""
    single = [(name, value) for name, values in CHOICES.items() if name not in ABOUT_SHOWING for value in values]
    single += [("category", event.categories[0].code), ("session", str(event.sessions[-1].id)), ("q", "moreau-1234")]
    single += [("organisation", "name:groupe 3"), ("order", "organisation"), ("order", "newest")]
    yield from (urlencode(pairs) for pairs in ((), *((pair,) for pair in single), *PAIRS))


def _list(installation: Installation, organiser: Organiser, event: Event, say: Say) -> dict[str, float]:
    costs, asked = dict[str, float](), dict[str, int]()
    for number, view in enumerate(list(views(event)), start=1):
        organiser.address, path = f"127.0.1.{number}", f"/fr/organise/{event.slug}/people?{view}"
        for _process in range(WARM):
            organiser.ask("GET", path)
        costs[view] = median(_look(installation, organiser, path) for _round in range(ROUNDS))
        asked[view] = _statements(installation, organiser, path)
    slow, curious = max(costs, key=costs.__getitem__), max(asked, key=asked.__getitem__)
    say(f"list of {sum(CROWD.values()):,}: {costs['']:.0f} ms; the slowest of {len(costs)} views {slow}, {costs[slow]:.0f} ms")
    return {"organiser.list_cpu_ms": costs[slow], "organiser.list_queries": asked[curious]}


def _look(installation: Installation, organiser: Organiser, path: str) -> float:
    """Milliseconds of CPU of one page among TIMES."""
    with installation.counted() as spent:
        for _time in range(TIMES):
            organiser.ask("GET", path)
    return spent.cpu / TIMES * 1000


def _statements(installation: Installation, organiser: Organiser, path: str) -> int:
    """How many this page sends, asked in this process of the same database."""
    db.session.rollback()
    name, _sign, value = organiser.cookie.partition("=")
    client = installation.app.test_client()
    client.set_cookie(name, value, domain=ORIGIN.removeprefix("https://"))
    with statements() as sent:
        answer = client.get(path, base_url=ORIGIN)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
    return len(sent)


def _exports(installation: Installation, organiser: Organiser, event: Event, say: Say) -> dict[str, float]:
    path = f"/fr/organise/{event.slug}/people/export"
    page = organiser.ask("GET", path)[0].decode()
    columns = re.findall(r'name="columns" value="([^"]+)"', page)
    token = TOKEN.search(page) or re.search(r'value="([^"]+)"[^>]*name="csrf_token"', page)
    seconds = dict[str, float]()
    for form in ("csv", "excel"):
        body = urlencode({"csrf_token": token[1], "format": form, "columns": columns}, doseq=True)
        costs = []
        for _round in range(ROUNDS):
            with installation.counted() as spent:
                content, _headers = organiser.ask("POST", path, body)
            costs.append(spent.cpu)
        seconds[form] = median(costs)
        say(f"{form}: {TAKEN:,} people in {len(columns)} columns, {len(content) / 1e6:.1f} MB, {seconds[form]:.2f} s of CPU")
    workers = [pid for master in cpu.children(installation.server.pid, "gunicorn") for pid in cpu.children(master, "gunicorn")]
    return {
        "organiser.xlsx_cpu_s_10000": seconds["excel"],
        "organiser.xlsx_rss_mb": max(map(peak_mb, workers)),
        "organiser.csv_cpu_s_10000": seconds["csv"],
    }  # fmt: skip

