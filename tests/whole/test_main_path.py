"""From the event page to the list: one person's way through every room, in a real browser."""

import time

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Page, expect

from tests.whole.registering import EVENT, Person, follow_the_mail, register
from tests.whole.running import Running, attachment, link_in

pytestmark = pytest.mark.browser
WHO = Person(
    "Zoë-Łucja", "d’Œuvray Nguyễn", "zoe-lucja@synapse-fils.example", "Synapse & Fils", "Entreprise", "Directrice des essais",
)  # fmt: skip


def code_on(pdf: bytes) -> str:
    """The entry code, read from the badge as a camera would: from its rendered page."""
    page = pypdfium2.PdfDocument(pdf)[0]
    (found,) = zxingcpp.read_barcodes(page.render(scale=150 / 72).to_pil())
    return found.text


def scan(owner: Page, running: Running, code: str) -> str:
    """Type as a keyboard scanner does, with Enter; the verdict's word."""
    owner.goto(f"{running.base_url}/fr/organise/{EVENT}/check-in")
    expect(owner.locator("[name=text]")).to_be_focused()  # by the page itself
    owner.keyboard.type(code)
    owner.keyboard.press("Enter")
    owner.wait_for_selector(".verdict")
    return owner.inner_text(".verdict-word strong")


def test_one_person_goes_through_every_room(running: Running, visitor: Page, owner: Page):
    badge = register_and_confirm(visitor, running)
    change_job_title(visitor, running)
    code = code_on(badge)

    assert scan(owner, running, code) == "Entrez"
    time.sleep(11)  # within ten seconds the same badge is only shown again
    assert scan(owner, running, code) == "Un instant"
    owner.goto(f"{running.base_url}/fr/organise/{EVENT}/check-in")
    owner.get_by_role("button", name="Annuler").first.click()
    assert scan(owner, running, code) == "Entrez"

    history = open_history(owner, running)
    for step in ("Directrice générale", "Entrée, File A", "annulé", "Votre billet (envoyé)", "a vérifié l’adresse"):
        assert step in history
    header, *rows = export(owner, running)
    assert header.startswith("Référence;Statut;")
    (row,) = [row for row in rows if WHO.first_name in row]
    assert "Confirmée" in row and "Directrice générale" in row and "File A" in row

    cancel(owner, running)
    assert scan(owner, running, code) == "Stop"
    running.mail(WHO.email, "annulée")


def register_and_confirm(page: Page, running: Running) -> bytes:
    """Her badge as it came by mail."""
    register(page, running, WHO)
    follow_the_mail(page, running, WHO)
    expect(page.locator("svg.qr")).to_be_visible()
    return attachment(running.mail(WHO.email, "confirmée"), "application/pdf")


def change_job_title(page: Page, running: Running) -> None:
    page.goto(link_in(running.mail(WHO.email, "confirmée")))
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{WHO.first_name} {WHO.last_name}")
    page.get_by_role("link", name="Modifier mes informations").click()
    page.fill("[name=job_title]", "Directrice générale")
    page.get_by_role("button", name="Enregistrer mes informations").click()
    expect(page.get_by_text("Vos informations sont enregistrées.")).to_be_visible()


def open_history(owner: Page, running: Running) -> str:
    owner.goto(f"{running.base_url}/fr/organise/{EVENT}/people")
    owner.get_by_placeholder("Nom, organisation, référence").fill("oeuvray")
    owner.keyboard.press("Enter")
    owner.get_by_role("link", name="Œuvray").click()
    return owner.inner_text("main").replace("\u00a0", " ")


def export(owner: Page, running: Running) -> list[str]:
    """The lines of the sheet for Excel in France."""
    owner.goto(f"{running.base_url}/fr/organise/{EVENT}/people/export?q=oeuvray")
    owner.get_by_label("CSV pour Excel en France").check()
    with owner.expect_download() as download:
        owner.get_by_role("button", name="Télécharger le fichier").click()
    return download.value.path().read_text(encoding="utf-8-sig").replace("\u00a0", " ").splitlines()


def cancel(owner: Page, running: Running) -> None:
    owner.goto(f"{running.base_url}/fr/organise/{EVENT}/people?q=oeuvray")
    owner.get_by_role("link", name="Œuvray").click()
    owner.get_by_role("link", name="Annuler l’inscription").click()
    owner.get_by_role("button", name="Annuler l’inscription").click()
