"""The editor somebody has chosen: how it is started, and how it writes a text that nobody else is to see."""

import os
import shlex
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from smeeting.domain.errors import SmeetingError
from smeeting.storage.private_text import private_text

_PLUS_LINE = frozenset(
    ("vi", "vim", "nvim", "view", "nano", "pico", "emacs", "emacsclient", "joe", "jed", "mg", "kak", "ne")
)
"""Editors that take `+LINE FILE`."""
_COLON_LINE = {"hx", "helix", "subl", "zed"}
"""Editors that take `FILE:LINE`."""
_GOTO = {"code", "codium", "code-insiders"}
"""Editors that take `--goto FILE:LINE`, and that come back at once unless told to wait."""
_FORGETFUL = dict.fromkeys(
    ("vim", "nvim"), ("-n", "-i", "NONE", "-c", "set noundofile nobackup nowritebackup")
)
"""What keeps an editor from leaving copies of a text in its own folders, for those that can be told."""


def chosen_editor() -> str:
    """The command in $VISUAL or $EDITOR; empty where there is none."""
    return os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""


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


def written_in_editor() -> str:
    """A text as somebody wrote it in their editor, of which no file is left.

    To be called at a terminal. Raises SmeetingError where no editor is named or it does not start, and where
    it ended with a fault: then what it wrote was not meant to be kept.
    """
    try:
        words = shlex.split(chosen_editor())
    except ValueError:
        raise SmeetingError("$EDITOR can't be read as a command", "see its quotes") from None
    if not words:
        raise SmeetingError("no editor is named", "set EDITOR, or give the text on standard input")
    with _stopped_by_signals(), private_text() as text:
        forgetful = _FORGETFUL.get(Path(words[0]).name, ())
        try:
            ended = subprocess.run(command_line(shlex.join([*words, *forgetful]), text.path, 1), check=False)
        except OSError as error:
            raise SmeetingError(f"{words[0]} can't be started ({error.strerror})", "see EDITOR") from error
        if ended.returncode:
            raise SmeetingError(f"{words[0]} ended with a fault, so nothing was kept", "try again")
        return text.read()


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """Let a closed terminal stop the block as Ctrl-C does, so that what it cleans up is cleaned up."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {ending: signal.signal(ending, stop) for ending in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for ending, handler in before.items():
            signal.signal(ending, handler)
