"""Addresses as people type them, and the other language of a page."""

import pytest


@pytest.mark.parametrize(("typed", "page"), {
    "/en/organise/": "/en/organise",
    "/en/organise/day-2027/": "/en/organise/day-2027",
    "/en/organise/day-2027/people/?q=Ren%C3%A9e&status=confirmed": "/en/organise/day-2027/people?q=Ren%C3%A9e&status=confirmed",
    "/door/": "/door",
}.items())  # fmt: skip
def test_a_slash_too_many_leads_to_the_page(client, typed, page):
    answer = client.get(typed)
    assert (answer.status_code, answer.location) == (308, page)


@pytest.mark.parametrize("address", ["/nowhere/", "/en/no-event/", "/en/organise/a/b/c/", "/%2Fevil.example/"])
def test_where_there_is_no_page_no_slash_helps(client, address):
    answer = client.get(address, follow_redirects=True)
    assert answer.status_code == 404 and answer.request.host == "localhost"


def test_what_is_sent_goes_nowhere_else(client):
    assert client.post("/en/sign-in/").status_code in (404, 405)


@pytest.mark.parametrize("query", ["endpoint=1", "_scheme=javascript", "_external=1&_scheme=ftp", "_anchor=x", "_method=PUT", "lang=de"])
def test_the_switch_of_languages_takes_no_order_from_the_address(client, query):
    page = client.page(f"/en/accessibility?{query}")
    assert page.one("[hreflang=fr]").get("href") == f"/fr/accessibility?{query}"
