"""What the owner does in the back office on the way to the door, in French."""

from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

import openpyxl
from playwright.sync_api import Page, expect

from tests.badges.reading import Found, sheets
from tests.whole.registering import EVENT, Person
from tests.whole.running import Running


class BackOffice:
    def __init__(self, owner: Page, running: Running):
        self.page, self.base_url = owner, f"{running.base_url}/fr/organise/{EVENT}"

    def go(self, path: str) -> Page:
        self.page.goto(f"{self.base_url}/{path}")
        return self.page

    def approve(self, person: Person) -> None:
        """Whoever stands before them in the queue is left for later."""
        places = (self.go(f"approve?at={place}") for place in count())
        page = next(page for page in places if person.last_name in page.inner_text("main"))
        page.get_by_role("button", name="Valider").click()

    def print_view(self, query: str) -> list[Found]:
        """The badges of a view of the list, as they lie on the sheets."""
        page = self.go(f"badges/print?{query}")
        page.locator("main form button").click()
        return self._printed()

    def print_blanks(self, number: int) -> list[Found]:
        page = self.go("badges/blanks")
        page.get_by_label("Invité").check()
        page.fill("[name=number]", str(number))
        page.locator("main form button").click()
        return self._printed()

    def _printed(self) -> list[Found]:
        self.page.wait_for_selector("a[href$='/badges.pdf']")
        pdf = self.page.request.get(f"{self.page.url}/badges.pdf").body()
        return [cell for sheet in sheets(pdf) for cell in sheet if cell.codes]

    def pair(self, phone: Page) -> None:
        """Show the code, compare the two words, say at which lane the phone stands."""
        page = self.go("phones/pair")
        page.get_by_label("Référent").check()
        page.locator("main form button").click()
        letters = page.locator(".pairing-letters").inner_text().replace(" ", "")
        address = self.base_url.partition("/fr/")[0]
        phone.goto(f"{address}/door#{letters}")
        phone.get_by_role("button", name="Relier", exact=True).click()
        words = phone.locator(".words").inner_text().replace(" · ", " ")
        self.go("phones").locator("tr", has_text=words).get_by_role("link", name="Dire sa file").click()
        page.locator("[name=lane]").first.check()
        page.locator("main form button").click()
        expect(page.locator("tr", has_text=words)).to_contain_text("File A")

    def export(self, query: str) -> list[dict[str, Any]]:
        """The rows of the Excel workbook, by the words of its first one."""
        page = self.go(f"people/export?{query}")
        page.get_by_label("Classeur Excel").check()
        with page.expect_download() as download:
            page.get_by_role("button", name="Télécharger le fichier").click()
        content = Path(download.value.path()).read_bytes()
        header, *rows = openpyxl.load_workbook(BytesIO(content)).active.iter_rows(values_only=True)
        return [dict(zip(header, row, strict=True)) for row in rows]
