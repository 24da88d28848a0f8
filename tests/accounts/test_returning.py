"""After signing in one goes to a page of ours, never elsewhere."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.returning import is_own


@pytest.mark.parametrize("address", ["/", "/fr/desk/day?status=pending&q=%C3%A9", "/en/a#b", "/fr/x?next=//a"])
def test_a_path_of_this_site_is_ours(address):
    assert is_own(address)


@pytest.mark.parametrize(
    "address",
    [
        None, "", "//evil.example/", "///evil.example", "/\\evil.example", "\\/evil.example", "https://evil.example",
        "javascript:alert(1)", "evil.example", "/\t/evil.example", "/\n/evil.example", " //evil.example", "/\\/x",
        "/a\r\nb",
    ],
)  # fmt: skip
def test_everything_else_is_not(address):
    assert not is_own(address)


@given(st.text("/\\.:@?#ab\t ", max_size=12))
def test_what_is_ours_never_leaves_the_site(address):
    if is_own(address):
        assert urlsplit(urljoin("https://day.example/fr/sign-in", address)).netloc == "day.example"
