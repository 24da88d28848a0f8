"""What is true of every page: `faults(page)` lists what is not, in words."""

from collections import Counter
from collections.abc import Iterator

from lxml.etree import XPath
from lxml.html import HtmlElement

from tests.page import Page, plain

UNLABELLED_KINDS = {"hidden", "submit", "reset", "button", "image"}
REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-errormessage", "for", "list", "form")
DATA_SCRIPTS = {"application/json", "application/ld+json"}

# Attributes alone: to make an object of each element of a page costs more than all the rules.
IDS = XPath("//@id", smart_strings=False)
REFERRING = XPath(" | ".join(f"//@{name}" for name in REFERENCES))
INLINE = XPath("//@style | //@*[starts-with(name(), 'on')]")
LEADING = XPath("//@href | //@src | //@action")


def faults(page: Page) -> list[str]:
    return [fault for rule in (frame, names, identities, policy) for fault in rule(page)]


def frame(page: Page) -> Iterator[str]:
    """Title, language, one heading, one main part."""
    if not page.root.get("lang"):
        yield "<html> says no language"
    if not any(page.texts("head > title")):
        yield "no title"
    for element in ("h1", "main"):
        if len(page.all(element)) != 1:
            yield f"{len(page.all(element))} <{element}>"
        elif not plain(page.one(element)):
            yield f"empty <{element}>"


def names(page: Page) -> Iterator[str]:
    """Whatever can be operated or looked at has a name."""
    labelled = {label.get("for") for label in page.all("label[for]") if plain(label)}
    for control in page.all("input, select, textarea"):
        if control.get("type") in UNLABELLED_KINDS or control.get("id") in labelled or _named(control):
            continue
        if not any(plain(label) for label in control.iterancestors("label")):
            yield f"unlabelled {_show(control)}"
    for element in page.all("button, a[href], summary"):
        if not plain(element) and not _named(element) and not element.cssselect("img[alt]:not([alt='']), svg title"):
            yield f"nameless {_show(element)}"
    for image in page.all("img:not([alt])"):
        yield f"no alternative text for {_show(image)}"


def identities(page: Page) -> Iterator[str]:
    """Ids are unique, and whatever refers to one finds it."""
    ids = Counter(IDS(page.root))
    known = set(ids)
    for name, times in ids.items():
        if times > 1:
            yield f"id {name!r} {times} times"
    for reference in REFERRING(page.root):
        for name in set(reference.split()) - known:
            yield f"{reference.attrname}={name!r} leads nowhere"
    for link in page.all('a[href^="#"]'):
        if link.get("href")[1:] not in known:
            yield f"{_show(link)} leads nowhere"


def policy(page: Page) -> Iterator[str]:
    """Nothing inline, nothing from elsewhere: the content security policy would stop it."""
    for script in page.all("script:not([src])"):
        if script.get("type") not in DATA_SCRIPTS:
            yield "inline script"
    if page.all("style"):
        yield "inline style sheet"
    for value in INLINE(page.root):
        yield f"{value.attrname}= on {_show(value.getparent())}"
    for value in LEADING(page.root):
        if value.lstrip().lower().startswith("javascript:"):
            yield f"script address on {_show(value.getparent())}"
    for element in page.all("script[src], link[rel~=stylesheet], link[rel~=icon], img[src], iframe[src], source[src]"):
        if "//" in (element.get("src") or element.get("href") or "").split("?")[0][:8]:
            yield f"{_show(element)} is fetched from elsewhere"


def _named(element: HtmlElement) -> bool:
    return bool((element.get("aria-label") or element.get("aria-labelledby") or element.get("title") or "").strip())


def _show(element: HtmlElement) -> str:
    shown = " ".join(f'{key}="{element.get(key)}"' for key in ("id", "name", "href", "src") if element.get(key))
    return f"<{element.tag} {shown}>"
