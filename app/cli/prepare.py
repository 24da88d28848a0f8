"""`flask prepare`: what has to be so before web and worker start, in one process."""

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from app.accounts.queries import has_anybody
from app.badges import engine
from app.cli.demo.commands import create as create_demo
from app.cli.owner import owner_link


@click.command("prepare")
@click.option("--demo/--no-demo", default=True, help="Make the demonstration event in an empty database.")
@click.pass_context
@with_appcontext
def prepare(context: click.Context, demo: bool) -> None:
    """Bring the database up to date and say where everything is; harmless to repeat."""
    _require_print_libraries()
    click.echo("· Bringing the database up to date")
    upgrade()
    if demo:
        context.invoke(create_demo, if_empty=True)
    base_url = current_app.config["BASE_URL"]
    click.echo(f"· Event page:  {base_url}/")
    click.echo(f"· Back office: {base_url}/fr/sign-in")
    if not has_anybody():
        click.echo("· The owner's way in, good once, for a day:")
        context.invoke(owner_link)


def _require_print_libraries() -> None:
    """What the system lacks is told now, not with somebody's first badge."""
    try:
        engine.weasyprint()
    except OSError as missing:
        told = f"Badges cannot be drawn; deploy/setup/print-libraries.sh installs what that takes. {missing}"
        raise click.ClickException(told) from missing
