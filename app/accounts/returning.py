"""Where to go after signing in: only ever to an address of our own. Pure."""

from urllib.parse import urlsplit


def is_own(address: str | None) -> bool:
    """Whether it is a path of this site: “//evil.example”, “/\\evil.example” and schemes are not."""
    if not address or not address.startswith("/") or "\\" in address or not address.isprintable():
        return False
    parts = urlsplit(address)
    return not address.startswith("//") and not parts.scheme and not parts.netloc
