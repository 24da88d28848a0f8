"""Two people and a guest, one sheet of paper and one phone: a door that is cut off, a server that dies."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.badges.reading import Found, squeezed
from tests.door.until import until
from tests.whole.back_office import BackOffice
from tests.whole.camera import Camera
from tests.whole.registering import Person, follow_the_mail, register
from tests.whole.running import Running

pytestmark = pytest.mark.browser

MEMBER = Person(
    "Thị Quỳnh-Anh", "d’Œrsted de La Roche-Ébène", "quynh-anh@neurosillage.example",
    "NeuroSillage", "Entreprise", "Directrice des essais",
)  # fmt: skip
PRESS = Person(
    "Łukasz", "Ó Súilleabháin", "lukasz@gazette.example", "La Gazette de NeuroSillage", "Presse", "Rédacteur", "100042",
)
GUEST = "Ada Byron"
VIEW = "q=neurosillage"
SENT = "door.phone.queue.unsent().length === 0"


@pytest.fixture
def office(owner: Page, running: Running) -> BackOffice:
    return BackOffice(owner, running)


@pytest.fixture
def camera(tmp_path: Path) -> Camera:
    return Camera(tmp_path / "film.y4m")


@pytest.fixture
def phone(playwright: Playwright, camera: Camera) -> Iterator[Page]:
    browser, page = camera.phone(playwright)
    yield page
    browser.close()


def test_from_the_form_to_the_workbook(
    running: Running, visitor: Page, office: BackOffice, phone: Page, camera: Camera
):
    take_part(running, visitor, office)
    member, press = printed(office, MEMBER, PRESS)
    [blank] = office.print_blanks(1)
    office.pair(phone)
    until(phone, "globalThis.door?.phone.kept.copied && !door.kind")

    assert camera.sees(phone, member, "ok") == name_of(MEMBER)
    camera.sees(phone, member, "shown_again", "already_in")
    until(phone, SENT)

    phone.context.set_offline(True)
    assert camera.sees(phone, press, "ok") == name_of(PRESS)
    camera.sees(phone, blank, "blank")
    walk_in(phone)
    until(phone, "door.phone.clock.read().mono - door.recent.at(-1).mono > 10_000")  # sooner it is the same showing
    camera.sees(phone, member, "already_in")

    running.kill()
    phone.context.set_offline(False)
    until(phone, "door.phone.sync.online === false && door.phone.queue.unsent().length === 5")
    running.start()
    until(phone, f"door.phone.sync.now() || ({SENT})")
    before = rows_of(office)
    assert {(bool(row["Arrivé le"]), row["Porte"]) for row in before.values()} == {(True, "File\u00a0A")}

    undo(phone, PRESS)
    after = rows_of(office)
    assert {name for name, row in after.items() if row["Arrivé le"]} == {name_of(MEMBER), GUEST}
    assert {row["Statut"] for row in after.values()} == {"Confirmée"}
    assert after[name_of(MEMBER)]["Arrivé le"] == before[name_of(MEMBER)]["Arrivé le"]
    assert after[name_of(PRESS)]["Badge imprimé le"] and after[GUEST]["Catégorie"] == "Invité"


def take_part(running: Running, visitor: Page, office: BackOffice) -> None:
    """Both register and prove their address; somebody says yes to the one who is asked about."""
    for person in (MEMBER, PRESS):
        register(visitor, running, person)
        follow_the_mail(visitor, running, person)
    office.approve(PRESS)
    for person in (MEMBER, PRESS):
        running.mail(person.email, "confirmée")


def printed(office: BackOffice, *people: Person) -> list[Found]:
    """Their badges, cut from the sheet."""
    badges = office.print_view(VIEW)
    return [next(badge for badge in badges if squeezed(person.last_name) in badge.text) for person in people]


def walk_in(phone: Page) -> None:
    """The blank badge becomes somebody's."""
    phone.get_by_role("button", name="Inscrire sur place").click()
    for field, text in zip(("first_name", "last_name"), GUEST.split(), strict=True):
        phone.fill(f"#field-{field}", text)
    phone.fill("#field-organisation", "Cabinet de NeuroSillage")
    phone.get_by_label("Non").check()
    phone.get_by_role("button", name="Attribuer ce badge").click()
    expect(phone.locator(".verdict[data-code=ok] .name")).to_have_text(GUEST)


def undo(phone: Page, person: Person) -> None:
    phone.keyboard.press("Escape")
    phone.get_by_role("button", name="Ouvrir le menu").click()
    phone.get_by_role("button", name="Derniers scans").click()
    phone.locator(".recent li", has_text=person.first_name).get_by_role("button", name="Annuler").click()
    until(phone, SENT)


def name_of(person: Person) -> str:
    return f"{person.first_name} {person.last_name}"


def rows_of(office: BackOffice) -> dict[str, dict[str, Any]]:
    """What the workbook says of the three, by name."""
    found = {f"{row['Prénom']} {row['NOM']}": row for row in office.export(VIEW)}
    return {name: found[name] for name in (name_of(MEMBER), name_of(PRESS), GUEST)}
