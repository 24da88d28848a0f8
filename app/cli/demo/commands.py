"""`flask demo create` and `flask demo reset`."""

import click
from flask import current_app
from flask.cli import AppGroup

from app.accounts.service.first_owner import share
from app.cli.demo import create as demonstration
from app.extensions import db

demo = AppGroup("demo", help="An event with made-up people, to try things out.")


@demo.command("create")
@click.option("--if-empty", is_flag=True, help="Do nothing where there is an event.")
def create(if_empty: bool) -> None:
    """Make the demonstration event in an empty database."""
    if not demonstration.is_empty():
        if if_empty:
            return
        raise click.ClickException("There is an event already. To start over: flask demo reset")
    event = demonstration.create()
    share(event.id)
    db.session.commit()
    click.echo(f"The demonstration event is there: {current_app.config['BASE_URL']}/fr/{event.slug}/")


@demo.command("reset")
@click.confirmation_option(prompt="All data of this installation will be gone. Go on?")
@click.pass_context
def reset(context: click.Context) -> None:
    """Forget all data and make the demonstration event anew; never in production."""
    if current_app.config["APP_ENV"] == "production":
        raise click.ClickException("This is a production installation; its data stay.")
    demonstration.forget_everything()
    context.invoke(create)
