"""Opening the screen: the one place where a command imports textual."""

import secrets

from smeeting.services.desk import open_desk

SCREEN_PATIENCE = 0.25
"""Seconds a write waits for another program while somebody looks at the screen."""


def open_program(workspace: str | None) -> int:
    """Open the program at its home screen; the exit code."""
    return _open(workspace, meeting=False, agenda=None)


def open_meeting(workspace: str | None, agenda: str | None) -> int:
    """Open the program in today's meeting, started or come back to; the exit code."""
    return _open(workspace, meeting=True, agenda=agenda)


def _open(workspace: str | None, *, meeting: bool, agenda: str | None) -> int:
    from smeeting.tui.app import run_app

    # Each screen has a name of its own, so that undo takes back what was done from it and nothing else.
    via = f"screen-{secrets.token_hex(4)}"
    with open_desk(workspace, via=via, patience=SCREEN_PATIENCE) as desk:
        return run_app(desk, meeting=meeting, agenda=agenda)
