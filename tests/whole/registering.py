"""Somebody registers on the event page and follows the mail, as a person does."""

import time
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.whole.running import Running, link_in

EVENT = "medicen-day-2027"
FASTEST = 2.0
"""Seconds; nobody fills in a form in less."""


@dataclass(frozen=True)
class Person:
    first_name: str
    last_name: str
    email: str
    organisation: str
    kind: str
    """Of the organisation, as its label says."""
    job_title: str
    press_card: str = ""
    """What the demonstration asks of the press alone."""


def register(page: Page, running: Running, person: Person) -> None:
    """All four steps, looked over and sent."""
    page.goto(f"{running.base_url}/fr/{EVENT}/")
    page.get_by_role("link", name="S’inscrire").first.click()
    page.fill("[name=first_name]", person.first_name)
    page.fill("[name=last_name]", person.last_name)
    page.fill("[name=email]", person.email)
    page.get_by_role("button", name="Continuer").click()
    begun = time.monotonic()
    page.fill("[name=organisation_name]", person.organisation)
    page.get_by_label(person.kind).check()
    page.fill("[name=job_title]", person.job_title)
    page.get_by_role("button", name="Continuer").click()
    if person.press_card:
        page.get_by_label("Numéro de carte de presse").fill(person.press_card)
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Oui, je peux y figurer").check()
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vérifier et envoyer")
    page.wait_for_timeout(1_000 * max(0.0, begun + FASTEST - time.monotonic()))
    page.get_by_role("button", name="Envoyer mon inscription").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Regardez vos e‑mails")


def follow_the_mail(page: Page, running: Running, person: Person) -> None:
    page.goto(link_in(running.mail(person.email, "Confirmez")))
    page.get_by_role("button", name="Confirmer mon inscription").click()
    expect(page.get_by_role("button", name="Confirmer mon inscription")).to_be_hidden()
