"""The terminal under the program: it must be there before, is watched meanwhile, and is whole again after.

Textual alone leaves the terminal raw on SIGTERM and SIGHUP, spins when the terminal is gone, exits with 0
after a crash, and prints a traceback with local variables, in which an anonymous author's words may stand.
"""

import asyncio
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from rich.text import Text
from textual.app import App
from textual.worker import WorkerFailed

from smeeting.domain.errors import SmeetingError
from smeeting.domain.text import visible

KeepCrash = Callable[[str], str]
"""Keeps a crash report (0600, in the caller's own place) and returns where, as people read it."""

CRASHED = 1
BAD_USE = 2
_TERMINAL_FILES = ((0, "standard input"), (2, "standard error"))
_ENDING_SIGNALS = (signal.SIGTERM, signal.SIGHUP)
_LOOK_EVERY_S = 1.0
_GRACE_S = 3.0

_STOPPED = "smeeting has to stop. What got a receipt is saved."

Result = TypeVar("Result")


def check_terminal() -> None:
    """Raise SmeetingError unless standard input and standard error, which is drawn on, are terminals."""
    for descriptor, name in _TERMINAL_FILES:
        if not is_terminal(descriptor):
            raise SmeetingError(
                f"{name} is no terminal, so the screens can't be shown",
                "run it in a terminal, or use the commands without a screen (smeeting --help)",
            )


def is_terminal(descriptor: int) -> bool:
    """Whether a terminal is behind a file descriptor, and still there."""
    import termios

    try:
        termios.tcgetattr(descriptor)
    except (termios.error, OSError, ValueError):
        return False
    return True


def crash_report(error: BaseException) -> str:
    """Where a program error came from: types, files, lines and functions; no messages, no values, no text."""
    chain: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(chain) < 10:
        frames = traceback.extract_tb(cause.__traceback__)
        places = [f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames]
        chain.append("\n".join([type(cause).__qualname__, *places]))
        # A worker's failure carries the error that made it fail.
        inner = cause.error if isinstance(cause, WorkerFailed) else None
        cause = inner or cause.__cause__ or cause.__context__
    return "\n\n".join(chain) + "\n"


class GuardedApp(App[Result]):
    """An app that leaves the terminal whole however it ends, and says no more of a crash than it may."""

    keep_crash: KeepCrash | None = None
    _crash_words: str = ""

    def on_mount(self) -> None:
        """Watch the signals that end a program, and the terminal itself."""
        if self.is_headless:
            return
        loop = asyncio.get_running_loop()
        for ending in _ENDING_SIGNALS:
            loop.add_signal_handler(ending, self._end_by, ending)
        self.set_interval(_LOOK_EVERY_S, self._look_at_terminal)
        threading.Thread(target=_end_without_terminal, daemon=True).start()

    def _end_by(self, ending: signal.Signals) -> None:
        self.exit(return_code=128 + ending)

    def _look_at_terminal(self) -> None:
        # With SIGHUP ignored, or standard input from elsewhere, reading a terminal that is gone would spin.
        if not is_terminal(0):
            self._end_by(signal.SIGHUP)

    def _handle_exception(self, error: Exception) -> None:
        if not self._crash_words:
            self._crash_words = self._told(error)
        super()._handle_exception(error)
        self._return_code = BAD_USE if isinstance(error, SmeetingError) else CRASHED

    def _fatal_error(self) -> None:
        self.panic(Text(self._crash_words))

    def panic(self, *_: object) -> None:
        """End with the words for a crash, once; what else was to be shown may hold anybody's text."""
        super().panic(*() if self._exit_renderables else (Text(self._crash_words or _STOPPED),))

    def _told(self, error: Exception) -> str:
        if isinstance(error, SmeetingError):
            return visible(str(error))
        words = (
            f"smeeting stopped by a fault of its own ({type(error).__name__}). What got a receipt is saved."
        )
        if self.keep_crash is None:
            return words
        try:
            return f"{words} Where it happened is written in {visible(self.keep_crash(crash_report(error)))}"
        except Exception:  # noqa: BLE001 - a second fault must not hide the first
            return words


def _end_without_terminal() -> None:
    """End the program some time after its terminal is gone, where the loop could not.

    Textual hands frames to a thread; once that has failed at a terminal that is gone, the loop waits for it
    for ever. What got a receipt is on disk, so nothing is lost.
    """
    while is_terminal(0):
        time.sleep(_LOOK_EVERY_S)
    time.sleep(_GRACE_S)
    os._exit(128 + signal.SIGHUP)


def run_app(app: App[Result]) -> int:
    """Run an app in the terminal and return the exit code for the shell.

    Raises SmeetingError where there is no terminal to run it in.
    """
    check_terminal()
    app.run()
    sys.stderr.flush()
    return app.return_code or 0


def _short(filename: str) -> str:
    # The part inside the package or the library; what comes before may be a person's home.
    parts = Path(filename).parts
    for root in ("smeeting", "site-packages"):
        if root in parts[:-1]:
            return "/".join(parts[len(parts) - 1 - parts[::-1].index(root, 1) :])
    return parts[-1]
