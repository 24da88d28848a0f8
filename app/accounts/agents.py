"""A browser in two words, from what it says of itself. Pure."""

BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {
    "iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows",
    "Mac OS": "Mac", "CrOS": "ChromeOS", "Linux": "Linux",
}  # fmt: skip


def describe(agent: str) -> str:
    """“Firefox, Windows”; empty where it says nothing that we know. Order decides: Edge says
    “Chrome” and “Safari” too."""
    found = [next((name for sign, name in table.items() if sign in agent), "") for table in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, found))
