"""What people type, made safe to store, to search and to print. Pure."""

import re
import unicodedata

# Control, format, bidirectional and zero-width characters, lone surrogates: all the invisible.
# A joiner between letters of a joining script (Arabic to Myanmar, Khmer, Mongolian) is spelling.
_JOINING = "\u0600-\u109f\u1780-\u18af\ua8e0-\ua8ff"
_SPELLED_JOINER = re.compile(f"(?<=[{_JOINING}])[\u200c\u200d](?=[{_JOINING}])")
# Not "format" by category, yet nothing shows: grapheme joiner, Hangul fillers, blank Braille.
_BLANK = "\u034f\u115f\u1160\u3164\uffa0\u2800"


class _Visible(dict[int, int | None]):
    """A table for `str.translate` that drops what cannot be seen; filled as letters turn up."""

    def __missing__(self, point: int) -> int | None:
        character = chr(point)
        hidden = unicodedata.category(character) in ("Cc", "Cf", "Cs") and not character.isspace()
        self[point] = None if hidden or character in _BLANK else point
        return self[point]


_VISIBLE = _Visible()


def _visible(text: str) -> str:
    pieces = _SPELLED_JOINER.split(text)
    joiners = _SPELLED_JOINER.findall(text)
    kept = [piece.translate(_VISIBLE) for piece in pieces]
    return unicodedata.normalize("NFC", kept[0] + "".join(map(str.__add__, joiners, kept[1:])))


def clean_line(text: str) -> str:
    """One line as typed, NFC, without invisible characters; any white space is one plain space.
    How long it may be is for the form to say."""
    return " ".join(_visible(text).split())


def clean_text(text: str) -> str:
    """Several lines, each cleaned; at most one empty line in a row."""
    lines = "\n".join(clean_line(line) for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n")


def email_key(email: str | None) -> str | None:
    """What makes two addresses the same: case apart (as people understand it, not RFC 5321)."""
    return email.strip().casefold() if email else None


# What a mail program would make a link of. Bare hosts only with the endings that spam uses or
# this country knows: “Dr.Martin” and “Univ.Paris/Inserm” are no addresses.
_LINK = re.compile(
    r"""
      [a-z][a-z0-9+.-]*://                       # any scheme
    | (?:^|\s)//[^\s/]+\.                        # //host.
    | \bwww\d?\.\w                               # www.
    | [a-z0-9-]\.(?-i:[a-z]{2,})(?::\d+)?[/?\#]\w      # host.example/path
    | [\w-]{3,}\.(?:com|net|org|info|biz|xyz|top|online|site|website|shop|store|club|click|link
        |live|icu|vip|win|bid|loan|app|dev|page|ly|gl|(?-i:fr|eu|io|ru|cn|tk|uk|me|cc|tv))
        (?![\w-]|\.\w)                           # host.com
    """,
    re.VERBOSE | re.IGNORECASE,
)


def looks_like_url(text: str) -> bool:
    """Whether a name carries a web address: refused, as our mails would carry it to strangers."""
    return _LINK.search(text) is not None


# Letters that carry no separable accent. `static/` repeats this table for the phone.
_PLAIN = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h",
    "ŧ": "t", "ı": "i", "ȷ": "j", "ŀ": "l", "ŋ": "n", "ς": "σ",
}  # fmt: skip


class _Searched(dict[int, str]):
    """A table for `str.translate`: marks go, letters and digits stay plain, the rest parts words."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        category = unicodedata.category(character)
        if category in ("Mn", "Me", "Cf"):
            self[point] = ""
        elif category[0] in "LN" or category == "Mc":
            self[point] = _PLAIN.get(character, character)
        else:
            self[point] = " "
        return self[point]


_SEARCHED = _Searched()


def search_text(*parts: str | None) -> str:
    """What search matches: words in lower case without accents, apostrophes or hyphens.

    Decompose (NFKD), lower, fold, and nothing that depends on a locale or on `casefold`, so that
    both databases, Python and JavaScript find the same. A query goes through it too.
    """
    joined = unicodedata.normalize("NFKD", " ".join(part for part in parts if part))
    plain = unicodedata.normalize("NFKD", joined.lower()).translate(_SEARCHED)
    return " ".join(plain.split())


def findable(*names: str | None) -> str:
    """The search text of names, with words that signs part in one piece as well: “L’Oréal” is found by “loreal”,
    “A.P.-H.P.” by “aphp”."""
    words = (search_text(word) for name in names if name for word in name.split())
    whole = dict.fromkeys(word.replace(" ", "") for word in words if " " in word)
    return " ".join((search_text(*names), *whole))
