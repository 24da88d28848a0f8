"""`flask owner-link`: the way in when nobody can sign in."""

import click
from flask.cli import with_appcontext

from app.accounts.queries import has_anybody
from app.accounts.service.first_owner import make_link
from app.core.addresses import absolute
from app.core.languages import DEFAULT
from app.extensions import db


@click.command("owner-link")
@click.option("--if-none", is_flag=True, help="Only while nobody can sign in.")
@with_appcontext
def owner_link(if_none: bool) -> None:
    """Print a link that makes an owner of every event. It opens once, within 24 hours; those
    printed before open nothing any more."""
    if if_none and has_anybody():
        return
    token = make_link()
    db.session.commit()
    click.echo(absolute("accounts.welcome", lang=DEFAULT, token=token))
