"""No page is open by oversight."""

from flask import Flask


def test_every_endpoint_says_who_may_open_it(app: Flask):
    silent = sorted(name for name, view in app.view_functions.items() if not hasattr(view, "access"))
    assert not silent, "each needs a decorator of app/accounts/access.py"
