"""Badges in the pictures of the documentation: a sheet of each format, and the page that changes how badges look."""

import pypdfium2
from PIL import Image, ImageOps
from playwright.sync_api import Page

from app.badges.formats import FORMATS

WIDTH = 480
"""Pixels of a page."""
LOGO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 150 40">
<path fill="#0A6EBD" d="M0 0h40v40H0z"/><circle cx="20" cy="20" r="11" fill="#FFF"/>
<path fill="none" stroke="#0A6EBD" stroke-width="7" d="M54 37V7l16 20L86 7v30M100 3.5v33M117 37V7l28 30V3"/></svg>"""


def take_formats(stage, owner: Page) -> None:
    """`stage`: where (tests/screenshots.py); `owner`: somebody who may print, at their browser."""
    for code in FORMATS:
        stage.keep(first_page(badges_on(stage, owner, code)), f"badges-{code}")


def badges_on(stage, owner: Page, code: str) -> bytes:
    """Everybody's badges, printed anew in that format."""
    owner.goto(stage.organise("badges/print"))
    owner.check(f"[name=format][value={code}]")
    if owner.locator("[name=reason]").count():
        owner.check("[name=reason][value=anew]")
    with owner.expect_navigation():
        owner.locator("main form button").first.click()
    owner.wait_for_selector("a[href$='/badges.pdf']")
    return owner.request.get(f"{owner.url}/badges.pdf").body()


def first_page(pdf: bytes) -> Image.Image:
    """With a line where the paper ends."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        return ImageOps.expand(page.render(scale=WIDTH / page.get_width()).to_pil(), 1, "#8B97A1")


def take_template(stage, owner: Page) -> None:
    """With a logo, and the built-in badge again afterwards."""
    address = stage.organise("badges/template")
    owner.goto(address)
    owner.set_input_files("[name=logo]", {"name": "logo.svg", "mimeType": "image/svg+xml", "buffer": LOGO.encode()})
    with owner.expect_navigation():
        owner.locator(".logo-form button").click()
    stage.take(owner, "badge-template", full_page=True)
    with owner.expect_navigation():
        owner.locator("form[action$='/reset'] button").click()
