"""`flask worker`: do what is owed, until told to stop."""

import gc
import signal

import click
from flask import current_app

from app.jobs.worker import Worker, drain


@click.command("worker")
@click.option("--once", is_flag=True, help="Do what is due now, then end.")
def worker(once: bool) -> None:
    """Send mail, run timers and do long work. SIGTERM ends it after the step in work."""
    handlers = current_app.extensions["job_handlers"]
    if once:
        click.echo(f"{drain(handlers)} steps done.")
        return
    process = Worker(
        current_app._get_current_object(), handlers, current_app.extensions.get("standing_jobs", ())
    )
    for stop in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stop, process.stop)
    gc.freeze()  # all that is loaded now stays: the collector need not look at it with each mail
    process.run()
