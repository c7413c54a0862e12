"""The program on its screens, in a real terminal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.terminal import Terminal
from smeeting.domain.captures import Capture
from smeeting.services import captures, meetings
from smeeting.services.desk import Desk
from smeeting.storage.workspace import Workspace

LEAVING = (b"\x1b[?1049l", b"\x1b[?1000l", b"\x1b[?25h", b"\x1b[?2004l")
"""What a program has to say at its end, so that the terminal is as it was."""


@contextmanager
def on_screen(workspace: Path, *arguments: str, size: tuple[int, int] = (100, 30)) -> Iterator[Terminal]:
    """The program on a workspace, at its first screen or where the arguments lead."""
    command = [sys.executable, "-m", "smeeting", "-C", str(workspace), *arguments]
    with Terminal(command, size=size) as terminal:
        terminal.shows("captured here" if "run" in arguments else "quit")
        yield terminal


def begin(terminal: Terminal, key: str, words: str) -> None:
    """Go into the capture line by a key, which types the first word."""
    terminal.send(key)
    terminal.shows(f"▌#{words}")


def type_note(terminal: Terminal, text: str) -> None:
    """Type a note and wait until the line shows all of it; it is not sent."""
    begin(terminal, "o", "note")
    terminal.send(text)
    terminal.shows(f"▌#note {text}")


def note(terminal: Terminal, text: str) -> None:
    """Keep a note, and wait for its receipt."""
    type_note(terminal, text)
    terminal.send("enter")
    terminal.shows(rf"✓ N\d+  {text}")


def kept(workspace: Path) -> list[Capture]:
    """What was captured in the first item of the last meeting, oldest first."""
    with Desk(Workspace(workspace)) as desk:
        return list(captures.of_item(desk, meetings.get(desk, None), 0))


def assert_whole(terminal: Terminal) -> None:
    """The terminal is as it was before the program."""
    assert terminal.left_on() == ()
    assert all(leaving in terminal.written for leaving in LEAVING)
