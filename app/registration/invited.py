"""Which invitation a browser came with: remembered until its form is sent."""

from flask.sessions import SessionMixin

KEY = "invitations"


def remember(cookie: SessionMixin, event_id: int, code: str) -> None:
    cookie[KEY] = {**cookie.get(KEY, {}), str(event_id): code}


def code_of(cookie: SessionMixin, event_id: int) -> str:
    """Empty without one."""
    code: str = cookie.get(KEY, {}).get(str(event_id), "")
    return code


def forget(cookie: SessionMixin, event_id: int) -> None:
    if str(event_id) in cookie.get(KEY, {}):
        cookie[KEY] = {key: code for key, code in cookie[KEY].items() if key != str(event_id)}
