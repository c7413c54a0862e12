"""Opening a file in the editor somebody has chosen, with the screen put aside meanwhile."""

import os
import shlex
import subprocess
from pathlib import Path

from textual.app import App, SuspendNotSupported

_PLUS_LINE = frozenset(
    ("vi", "vim", "nvim", "view", "nano", "pico", "emacs", "emacsclient", "joe", "jed", "mg", "kak", "ne")
)
"""Editors that take `+LINE FILE`."""
_COLON_LINE = {"hx", "helix", "subl", "zed"}
"""Editors that take `FILE:LINE`."""
_GOTO = {"code", "codium", "code-insiders"}
"""Editors that take `--goto FILE:LINE`, and that come back at once unless told to wait."""


class NoEditorError(Exception):
    """There is no editor to open, or it can't be opened from here."""


def edit(app: App[object], path: Path, line: int) -> None:
    """Open a file at a line in $VISUAL or $EDITOR, and wait until it is closed.

    Raises NoEditorError where neither names an editor that starts, or the screen can't be put aside.
    """
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        words = command_line(chosen, path, line)
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


def command_line(editor: str, path: Path, line: int) -> list[str]:
    """The words of the command that opens a file at a line; none where no editor is named.

    Raises ValueError for an editor whose quotes do not match.
    """
    words = shlex.split(editor)
    if not words:
        return []
    name = Path(words[0]).name
    if name in _PLUS_LINE:
        return [*words, f"+{line}", str(path)]
    if name in _COLON_LINE:
        return [*words, f"{path}:{line}"]
    if name in _GOTO:
        return [*words, "--wait", "--goto", f"{path}:{line}"]
    return [*words, str(path)]
