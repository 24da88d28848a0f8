"""The load, in a process of its own: `run(scenario, …)` starts it and answers what it saw.

Only to loopback, from many addresses of 127.0.0.0/8, since limits go by address.
"""

import asyncio
import itertools
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from tests.visitor import Answer, Visitor

TYPING = 2.2
"""Seconds that a person takes at least: the form expects it."""
AT_ONCE = 20


def start(scenario: str, **arguments: Any) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "benchmarks.load", scenario, json.dumps(arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def finish(process: subprocess.Popen[str]) -> Any:
    said, _nothing = process.communicate()
    if process.returncode:
        raise RuntimeError("the load broke off")
    return json.loads(said)


def run(scenario: str, **arguments: Any) -> Any:
    return finish(start(scenario, **arguments))


def addresses(count: int = 250) -> Iterable[str]:
    """127.0.1.1, 127.0.1.2, … again and again."""
    return itertools.cycle([f"127.0.{1 + number // 250}.{1 + number % 250}" for number in range(count)])


async def register(
    origin: str, port: int, slug: str, first: int, people: int, every: float, steps: bool = False
) -> dict[str, Any]:
    """People with the numbers from `first` on fill in the form, one every so many seconds."""
    visitors = [Visitor(origin, port, address) for _, address in zip(range(people), addresses(), strict=False)]
    walk = _walk_steps if steps else _fill_one_page
    tasks = []
    for number, visitor in enumerate(visitors, start=first):
        tasks.append(asyncio.create_task(walk(visitor, f"/fr/{slug}", person(number))))
        await asyncio.sleep(every)
    answers = await asyncio.gather(*tasks)
    return {"statuses": [answer.status for answer in answers], "requests": visitors[0].requests}


def person(number: int) -> dict[str, Any]:
    """Somebody of an organisation of their own, so that no limit is met."""
    return {
        "first_name": "Élise", "last_name": f"Durand-{number}", "email": f"p{number}@lab{number % 97}.example",
        "organisation_name": f"Laboratoire {number}", "organisation_type": "company",
        "job_title": "Directrice scientifique", "image": "yes",
    }  # fmt: skip


async def _press_register(visitor: Visitor, event: str) -> Answer:
    """Open the event's page and follow its button."""
    shown = await visitor.get(f"{event}/")
    return await visitor.get(shown.page.all(".hero .actions a")[0].get("href"))


async def _fill_one_page(visitor: Visitor, event: str, values: dict[str, Any]) -> Answer:
    form = await _press_register(visitor, event)
    await asyncio.sleep(TYPING)
    sent = await visitor.send(form.page, **values)
    visitor.close()
    return sent


STEPS = (("first_name", "last_name", "email"), ("organisation_name", "organisation_type", "job_title"), (), ("image",))


async def _walk_steps(visitor: Visitor, event: str, values: dict[str, Any]) -> Answer:
    page = await _press_register(visitor, event)
    for names in STEPS:
        page = await visitor.send(page.page, **{name: values[name] for name in names})
    await asyncio.sleep(TYPING)
    sent = await visitor.send(page.page)
    visitor.close()
    return sent


async def press(origin: str, port: int, links: list[str], within: float, open_first: bool) -> dict[str, Any]:
    """People with their mailed link open it and press its button, evenly spread over `within` seconds.

    `open_first`: everybody has the page open before the first one presses; then one POST each counts.
    """
    people = [(Visitor(origin, port, address), link) for link, address in zip(links, addresses(), strict=False)]
    tickets = await _in_small_groups(visitor.get(link) for visitor, link in people) if open_first else [None] * len(people)
    presses = []
    for (visitor, link), ticket in zip(people, tickets, strict=True):
        presses.append(asyncio.create_task(_press(visitor, link, ticket)))
        await asyncio.sleep(within / len(links))
    done = await asyncio.gather(*presses)
    return {
        "statuses": [answer.status for answer in done],
        "seconds": [answer.seconds for answer in done],
        "requests": people[0][0].requests,
    }


async def _press(visitor: Visitor, link: str, ticket: Answer | None) -> Answer:
    """With the page open already, the POST alone; else with what comes before and after."""
    if ticket is None:
        opened = await visitor.get(link)
        answer = await visitor.send(opened.page, _button(opened))
    else:
        form = ticket.page.form(_button(ticket))
        answer = await visitor.ask("POST", form.action, form.filled({}))
    visitor.close()
    return answer


def _button(ticket: Answer) -> str:
    """The words on the button that proves the address."""
    for form in ticket.page.all("form"):
        if (form.get("action") or "").endswith("/prove"):
            return " ".join(form.cssselect("button")[0].text_content().split())
    raise LookupError("the page has no such button")


async def _in_small_groups(awaitables: Iterable[Awaitable[Answer]]) -> list[Answer]:
    done: list[Answer] = []
    waiting = iter(awaitables)
    while group := list(itertools.islice(waiting, AT_ONCE)):
        done += await asyncio.gather(*group)
    return done


async def view(origin: str, port: int, path: str, times: int, every: float) -> dict[str, Any]:
    """The same page, by many people, one every so many seconds."""
    visitors = [Visitor(origin, port, address) for _, address in zip(range(50), addresses(), strict=False)]
    tasks = []
    for _, visitor in zip(range(times), itertools.cycle(visitors), strict=False):
        tasks.append(asyncio.create_task(visitor.ask("GET", path)))
        await asyncio.sleep(every)
    answers = await asyncio.gather(*tasks)
    for visitor in visitors:
        visitor.close()
    return {"statuses": [answer.status for answer in answers]}


SCENARIOS: dict[str, Callable[..., Awaitable[Any]]] = {"register": register, "press": press, "view": view}

if __name__ == "__main__":
    print(json.dumps(asyncio.run(SCENARIOS[sys.argv[1]](**json.loads(sys.argv[2])))))
