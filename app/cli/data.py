"""`flask data`: what whoever looks after the database needs."""

import click
from flask.cli import AppGroup

from app.credentials.service import new_epoch
from app.extensions import db

data = AppGroup("data", help="The database as a whole.")


@data.command("new-epoch")
def renew() -> None:
    """Say that this database was restored or copied back.

    The phones at the door then load it from nothing and send again all that they did; spare and blank
    badges of before are given to nobody.
    """
    epoch = new_epoch()
    db.session.commit()
    click.echo(f"A new epoch has begun: {epoch[:12]}. The phones at the door start anew by themselves.")
