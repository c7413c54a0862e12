"""How commands get at the workspace and the time."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click

from smeeting.domain.instants import Instant
from smeeting.services.desk import SHELL, Desk, open_desk


def desk_here(*, anywhere: bool = False) -> Desk:
    """The workspace the command line names; its database is opened when something asks for it.

    `anywhere` is for what is done to files that are named, which needs no workspace.
    """
    return open_desk(click.get_current_context().find_root().obj, via=_terminal(), anywhere=anywhere)


def _terminal() -> str:
    """What undo knows this terminal by: it takes back what was done here, and not another's lines."""
    try:
        return f"{SHELL}-{os.getsid(0)}"
    except (AttributeError, OSError):
        # No sessions on this system, so all shells are one.
        return SHELL


@contextmanager
def desk_and_now() -> Iterator[tuple[Desk, Instant]]:
    """The workspace the command line names, and the time it is there."""
    with desk_here() as desk:
        yield desk, desk.now()
