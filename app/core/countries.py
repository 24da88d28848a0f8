"""Countries and territories by their ISO 3166 codes, as a language calls and orders them."""

from functools import cache

from babel import Locale

from app.core.text import search_text

NO_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
"""Two letters that Unicode knows besides: unions, islands that belong to a country, tests."""


@cache
def countries(lang: str) -> dict[str, str]:
    """Names by code, in the order of the language: accents do not count."""
    territories = Locale(lang).territories
    named = {code: name for code, name in territories.items() if len(code) == 2 and code not in NO_COUNTRIES}
    return dict(sorted(named.items(), key=lambda country: search_text(country[1])))
