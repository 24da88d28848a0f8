"""`flask mail`: what a mail server hands over."""

import sys
from enum import IntEnum

import click
from flask.cli import AppGroup
from sqlalchemy.exc import OperationalError

from app.core.clock import now
from app.extensions import db
from app.mailing import bounces, returning
from app.mailing.returning import Fate

mail = AppGroup("mail", help="What a mail server hands over.")


class Exit(IntEnum):
    """As mail servers understand them (sysexits.h)."""

    done = 0
    unreadable = 65
    unknown = 67
    later = 75
    forged = 77


ANSWERS = {
    Fate.flagged: (Exit.done, "The address is flagged: no mail arrives there."),
    Fate.not_final: (Exit.done, "The mail is only late, or arrived: nothing to do."),
    Fate.unknown: (Exit.unknown, "This mail is not known here any more. Nothing was changed."),
    Fate.too_early: (Exit.later, "This mail is not written down yet. Try again."),
}


@mail.command("bounce")
@click.option("--to", "given", default="", help="The address that the report came to, if its headers do not say it.")
def bounce(given: str) -> None:
    """Read the report about a mail that came back, from standard input, and flag its address.

    Nobody is cancelled by that. 0: done; 65: no report, or longer than 256 kB; 67: a mail that is not known
    here; 75: not now, try again; 77: not about a mail of ours, or of one that left more than 14 days ago.
    """
    content = sys.stdin.buffer.read(bounces.LARGEST + 1)
    try:
        fate = returning.take(content, given, now())
        db.session.commit()
    except bounces.NoReport as why:
        _answer(Exit.unreadable, f"This is no report of a mail that came back: {why}. Nothing was changed.")
    except bounces.Forged:
        _answer(Exit.forged, "This report came to no address of ours. Nothing was changed.")
    except bounces.TooOld:
        _answer(Exit.forged, "This report is about a mail of long ago. Nothing was changed.")
    except OperationalError:
        _answer(Exit.later, "The database does not answer. Try again.")
    else:
        _answer(*ANSWERS[fate])


def _answer(code: Exit, sentence: str) -> None:
    click.echo(sentence, err=code is not Exit.done)
    sys.exit(code)
