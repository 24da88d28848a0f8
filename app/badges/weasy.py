"""WeasyPrint, the font configuration of this process, and the only files that may be read."""

from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from app.badges.fonts import BUNDLED
from app.badges.logos import Logo

__all__ = ["CSS", "FONT_CONFIGURATION", "HTML", "BundledFiles"]

FONT_CONFIGURATION = FontConfiguration()


class BundledFiles(URLFetcher):
    """Serves the fonts that come with the product, as "bundled:<name>", an event's logo as
    "bundled:logo", and nothing else."""

    def __init__(self, logo: Logo | None = None):
        super().__init__()
        self._logo = logo

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        scheme, _colon, name = url.partition(":")
        if url == "bundled:logo" and self._logo is not None:
            return URLFetcherResponse(url, self._logo.content, {"Content-Type": self._logo.kind})
        if scheme != "bundled" or name not in {path.name for path in BUNDLED.glob("*.ttf")}:
            raise ValueError(f"not a bundled file: {url}")
        return URLFetcherResponse(url, (BUNDLED / name).read_bytes(), {"Content-Type": "font/ttf"})
