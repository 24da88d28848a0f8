"""A page with nothing on it yet says what to do next."""

import pytest


@pytest.mark.parametrize(
    ("path", "action", "leads"),
    [
        ("to-clarify", "Open the dashboard", ""),
        ("inside", "Open the dashboard", ""),
        ("messages/delivery", "Show everybody", "people"),
        ("duplicates", "Show everybody", "people"),
        ("phones", "Pair the first phone", "phones/pair"),
        ("invitations", "Invite a person", "invitations/guest"),
        ("messages/to-many", "Choose whom to write to", "people"),
        ("messages", "Look at the texts", "messages/texts"),
        ("messages?state=failed", "Show all messages", "messages"),
        ("badges", "Print badges", "badges/print"),
        ("questions", "Add the first question", "questions/kinds"),
    ],
)  # fmt: skip
def test_an_empty_page_leads_on(desk, place, path, action, leads):
    (link,) = [each for each in desk.page(place(path)).all(".empty a") if each.text_content().strip() == action]
    assert link.get("href") == place(leads)
    assert desk.get(link.get("href")).status_code == 200
