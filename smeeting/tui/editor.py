"""Opening a file in the editor somebody has chosen, with the screen put aside meanwhile."""

import subprocess
from pathlib import Path

from textual.app import App, SuspendNotSupported

from smeeting.services.editors import chosen_editor, command_line


class NoEditorError(Exception):
    """There is no editor to open, or it can't be opened from here."""


def edit(app: App[object], path: Path, line: int) -> None:
    """Open a file at a line in $VISUAL or $EDITOR, and wait until it is closed.

    Raises NoEditorError where neither names an editor that starts, or the screen can't be put aside.
    """
    try:
        words = command_line(chosen_editor(), path, line)
    except ValueError:
        raise NoEditorError("$EDITOR can't be read as a command") from None
    if not words:
        raise NoEditorError("$EDITOR names no editor")
    try:
        with app.suspend():
            subprocess.run(words, check=False)
    except OSError as error:
        raise NoEditorError(f"{words[0]} can't be started ({error.strerror})") from error
    except SuspendNotSupported:
        raise NoEditorError("an editor can't be opened from this terminal") from None
