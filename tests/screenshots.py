"""`make screenshots`: the pictures that README and docs show, of the demonstration event, in each language;
`make screenshots ONLY=badges`: those of printed badges alone.

They are taken of a whole installation in a folder of its own, by a visitor who registers and by the
owner, and written to docs/pictures/<language>/<name>.png.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pypdfium2
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from app.badges.paper import DEFAULT
from app.core.languages import LANGUAGES
from tests.badges import pictures as badges
from tests.browser import FLAGS, executable
from tests.door.until import until
from tests.whole.running import ROOT, Running, attachment, link_in, wait_for

PICTURES = ROOT / "docs/pictures"
EVENT = "medicen-day-2027"
DESKTOP = {"viewport": {"width": 1440, "height": 900}}
TALL = {"viewport": {"width": 1440, "height": 1080}}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True}
COLOURS = 96
"""Of the palette: enough for text, marks and the colours of ten categories."""
VISITORS = {
    "fr": {
        "first_name": "Thị Quỳnh-Anh", "last_name": "de La Roche-Ébène", "email": "quynh-anh@neurosillage.example",
        "organisation_name": "NeuroSillage", "job_title": "Directrice des essais cliniques",
    },
    "en": {
        "first_name": "Siobhán", "last_name": "Ó Máille-Whitaker", "email": "siobhan@neurosillage.example",
        "organisation_name": "NeuroSillage", "job_title": "Head of clinical trials",
    },
}  # fmt: skip


@dataclass
class Stage:
    """One installation, looked at in one language."""

    running: Running
    browser: Browser
    language: str

    @property
    def visitor(self) -> dict[str, str]:
        return VISITORS[self.language]

    def address(self, path: str = "") -> str:
        return f"{self.running.base_url}/{self.language}/{path}"

    def organise(self, path: str) -> str:
        return self.address(f"organise/{EVENT}/{path}")

    @contextmanager
    def page(self, **how) -> Iterator[Page]:
        """A browser of somebody new."""
        locale = {"fr": "fr-FR", "en": "en-GB"}[self.language]
        context = self.browser.new_context(locale=locale, reduced_motion="reduce", **(how or DESKTOP))
        yield context.new_page()
        context.close()

    def take(self, page: Page, name: str, **how) -> None:
        self.keep(Image.open(BytesIO(page.screenshot(animations="disabled", **how))), name)

    def keep(self, picture: Image.Image, name: str) -> None:
        """Write it with a palette: a third of the bytes, and no eye sees it."""
        file = PICTURES / self.language / f"{name}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        picture.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=2).save(file, optimize=True)


def event_page(stage: Stage) -> None:
    for name, how in {"event": DESKTOP, "event-dark": DESKTOP | {"color_scheme": "dark"}, "event-phone": PHONE}.items():
        with stage.page(**how) as page:
            page.goto(stage.address(f"{EVENT}/"))
            stage.take(page, name)


def form_with_errors(stage: Stage) -> None:
    for name, how in {"form-errors": TALL, "form-errors-phone": PHONE}.items():
        with stage.page(**how) as page:
            page.goto(stage.address(f"{EVENT}/register/you"))
            page.fill("[name=first_name]", stage.visitor["first_name"])
            page.fill("[name=email]", stage.visitor["email"].removesuffix(".example"))
            send(page)
            stage.take(page, name)


def send(page: Page) -> None:
    """Press the first button of the page."""
    with page.expect_navigation():
        page.locator("main form button").first.click()


def registered(stage: Stage) -> str:
    """Somebody registers and confirms; the entry code on the badge that came by mail."""
    with stage.page() as page:
        fill_in(page, stage)
        stage.take(page, "check")
        page.wait_for_timeout(2_000)  # nobody fills in a form in less
        send(page)
        stage.take(page, "sent")
    proof = mails_to(stage, 1)[0]
    with stage.page(**PHONE) as page:
        page.goto(link_in(proof))
        send(page)
        stage.take(page, "ticket-phone")
    letter = mails_to(stage, 2)[1]
    with stage.page(viewport={"width": 720, "height": 1000}) as page:
        page.set_content(with_pictures(letter))
        stage.take(page, "mail", full_page=True)
    return code_on(attachment(letter, "application/pdf"))


def fill_in(page: Page, stage: Stage) -> None:
    """All four steps, up to the page that shows everything once more."""
    page.goto(stage.address(f"{EVENT}/register"))
    for field in ("first_name", "last_name", "email"):
        page.fill(f"[name={field}]", stage.visitor[field])
    send(page)
    for field in ("organisation_name", "job_title"):
        page.fill(f"[name={field}]", stage.visitor[field])
    page.check("[name=organisation_type][value=company]")
    send(page)
    page.locator("[name=areas]").first.check()
    send(page)
    page.check("[name=image][value=no]")
    send(page)


def mails_to(stage: Stage, number: int) -> list[EmailMessage]:
    """What the visitor was sent, oldest first, once there are so many."""

    def enough() -> list[EmailMessage]:
        mails = stage.running.mails(stage.visitor["email"])
        return mails if len(mails) >= number else []

    return wait_for(enough)


def with_pictures(letter: EmailMessage) -> str:
    """The letter as a mail program shows it: the pictures it carries in their places."""
    html = letter.get_body(("html",)).get_content()
    for part in letter.walk():
        if part["Content-ID"] and part.get_content_maintype() == "image":
            data = "".join(part.get_payload().split())
            html = html.replace(f"cid:{part['Content-ID'].strip('<>')}", f"data:{part.get_content_type()};base64,{data}")
    return html


def paper(pdf: bytes, dpi: int = 110) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        return document[0].render(scale=dpi / 72).to_pil()


def code_on(badge: bytes) -> str:
    return zxingcpp.read_barcodes(paper(badge, dpi=150))[0].text


def sign_in(stage: Stage) -> None:
    with stage.page() as page:
        page.goto(stage.address("sign-in"))
        stage.take(page, "sign-in")


def become_owner(page: Page, running: Running) -> None:
    page.goto(running.owner_link)
    page.fill("[name=name]", "Camille Berthelot")
    page.fill("[name=email]", "camille@example.org")
    page.fill("[name=password]", "une phrase assez longue 7")
    send(page)


def back_office(stage: Stage, owner: Page, code: str) -> None:
    def look(path: str, name: str) -> None:
        owner.goto(stage.address(f"organise/{EVENT}{path}"))
        stage.take(owner, name)

    look("", "dashboard")
    look("/people", "list")
    look("/people?status=pending", "list-pending")
    look("/settings", "settings")
    name_delegates(stage, owner)
    owner.goto(stage.address(f"organise/{EVENT}/people?q={stage.visitor['email']}"))
    with owner.expect_navigation():
        owner.locator(".people-rows tbody th a").click()
    stage.take(owner, "person")
    check_in(stage, owner, on_paper(stage, owner))
    scan_with_a_phone(stage, owner, code)


def name_delegates(stage: Stage, owner: Page) -> None:
    """The contact of an allotment follows the link of the mail."""
    owner.goto(stage.address(f"organise/{EVENT}/allotments"))
    with owner.expect_navigation():
        owner.locator("tr", has_text="Région").locator("button").click()
    mail = wait_for(lambda: stage.running.mails("delegation@region-des-trois-rivieres.example"))[0]
    owner.goto(stage.address(f"organise/{EVENT}/allotments"))
    stage.take(owner, "allotments")
    with stage.page() as page:
        page.goto(link_in(mail, "/a/").replace("/fr/a/", f"/{stage.language}/a/"))
        stage.take(page, "delegates")


def check_in(stage: Stage, owner: Page, code: str) -> None:
    owner.goto(stage.address(f"organise/{EVENT}/check-in"))
    owner.fill("[name=text]", code)
    owner.press("[name=text]", "Enter")
    owner.wait_for_selector(".verdict")
    stage.take(owner, "check-in")


def on_paper(stage: Stage, owner: Page) -> str:
    """Badges are printed; the code of another one for each language."""
    owner.goto(stage.address(f"organise/{EVENT}/badges/print"))
    stage.take(owner, "print")
    pdf = badges.badges_on(stage, owner, DEFAULT)
    stage.keep(paper(pdf, dpi=80), "badges")
    codes = sorted(found.text for found in zxingcpp.read_barcodes(paper(pdf, dpi=150)))
    return codes[list(LANGUAGES).index(stage.language)]


def scan_with_a_phone(stage: Stage, owner: Page, code: str) -> None:
    owner.goto(stage.address(f"organise/{EVENT}/phones/pair"))
    send(owner)
    letters = owner.locator(".pairing-letters").inner_text().replace(" ", "")
    with stage.page(**PHONE) as phone:
        phone.goto(f"{stage.running.base_url}/door#{letters}")
        phone.locator("main form button").click()
        give_lane(stage, owner, phone.locator(".words").inner_text().replace(" · ", " "))
        until(phone, "door.phone.kept.copied && !door.kind")
        stage.take(phone, "door")
        phone.evaluate("code => door.scanned(code)", code)
        phone.wait_for_selector(".verdict")
        stage.take(phone, "door-verdict")
        until(phone, "door.phone.queue.unsent().length === 0")
        phone.wait_for_timeout(11_000)  # what it holds is written down every ten seconds
        phone.evaluate("door.phone.sync.now()")
        phone.wait_for_timeout(1_000)
        owner.reload()
        stage.take(owner, "phones")


def give_lane(stage: Stage, owner: Page, words: str) -> None:
    """“This is Lane A”, for the phone that shows the same two words."""
    owner.goto(stage.address(f"organise/{EVENT}/phones"))
    with owner.expect_navigation():
        owner.locator("tr", has_text=words).locator("a[href$='/lane']").click()
    owner.locator("[name=lane]").first.check()
    owner.fill("[name=name]", {"fr": "Inès, coque bleue", "en": "Inès, blue case"}[stage.language])
    send(owner)


@contextmanager
def installation() -> Iterator[Running]:
    with tempfile.TemporaryDirectory() as folder:
        running = Running(Path(folder), f"sqlite:///{folder}/medicen.sqlite").start()
        try:
            yield running
        finally:
            running.stop()


def rooms(stage: Stage, owner: Page) -> None:
    event_page(stage)
    form_with_errors(stage)
    sign_in(stage)
    back_office(stage, owner, registered(stage))


def printed(stage: Stage, owner: Page) -> None:
    badges.take_template(stage, owner)
    badges.take_formats(stage, owner)


PARTS = {"rooms": rooms, "badges": printed}


def main() -> None:
    with installation() as running, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        owner = browser.new_context(**DESKTOP, reduced_motion="reduce").new_page()
        become_owner(owner, running)
        for language in LANGUAGES:
            stage = Stage(running, browser, language)
            for part in sys.argv[1:] or PARTS:
                PARTS[part](stage, owner)
            print(f"· {PICTURES / language}")
        browser.close()


if __name__ == "__main__":
    main()
