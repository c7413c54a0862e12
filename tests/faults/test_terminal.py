"""The terminal goes, a signal comes, the program crashes: the terminal is whole, and nothing is lost."""

import os
import pty
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bench.terminal import Terminal
from smeeting.services.desk import Desk
from smeeting.services.live import live_meeting, the_live
from smeeting.storage.workspace import Workspace
from tests.faults.children import run_child
from tests.faults.screens import assert_whole, kept, note, on_screen, type_note
from tests.faults.sweeps import seeds

WORDS = "leads are cold"


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("place", ["home", "meeting"])
def test_a_signal_ends_it_with_the_terminal_whole(
    workspace: Path, ending: signal.Signals, place: str
) -> None:
    with on_screen(workspace, *(["run"] if place == "meeting" else [])) as terminal:
        if place == "meeting":
            note(terminal, WORDS)
        terminal.signal(ending)
        assert terminal.code() == 128 + ending
        assert_whole(terminal)
    if place == "meeting":
        assert [one.text for one in kept(workspace)] == [WORDS]


def test_leaving_leaves_the_terminal_whole(workspace: Path) -> None:
    with on_screen(workspace) as terminal:
        terminal.send("q")
        assert terminal.code() == 0
        assert_whole(terminal)


@pytest.mark.parametrize("ignoring", [False, True], ids=["told", "told nothing"])
def test_a_window_that_is_closed_ends_it_with_nothing_lost(workspace: Path, ignoring: bool) -> None:
    command = [sys.executable, "-m", "smeeting", "-C", str(workspace), "run"]
    shell = ["/bin/sh", "-c", 'trap "" HUP; exec "$@"', "sh", *command]
    with Terminal(shell if ignoring else command) as terminal:
        terminal.shows("captured here")
        note(terminal, WORDS)
        terminal.hang_up()
        assert terminal.code() != 0, "and it does not go on without a terminal"
    assert [one.text for one in kept(workspace)] == [WORDS]
    with Desk(Workspace(workspace)) as desk:
        assert the_live(desk, desk.now()).state == "running"


def test_stopped_and_back_the_terminal_is_whole_and_nothing_is_lost(workspace: Path) -> None:
    with on_screen(workspace, "run") as terminal:
        type_note(terminal, WORDS)
        terminal.signal(signal.SIGTSTP)
        assert terminal.is_stopped()
        terminal.settle()
        assert_whole(terminal)
        terminal.screen.reset()
        terminal.signal(signal.SIGCONT)
        terminal.shows(f"▌#note {WORDS}")
        terminal.send("enter")
        terminal.shows(rf"✓ N\d+  {WORDS}")
    assert [one.text for one in kept(workspace)] == [WORDS]


CRASHING = """
import sys
from smeeting.cli.program import main
from smeeting.tui.app import SmeetingApp

def crash(self):
    words = "the words of an anonymous author"
    raise ValueError(words)

SmeetingApp.action_app_keys = crash
main(["-C", sys.argv[1], "run"])
"""


def test_a_crash_leaves_the_terminal_whole_and_what_got_a_receipt(workspace: Path) -> None:
    with Terminal([sys.executable, "-c", CRASHING, str(workspace)]) as terminal:
        terminal.shows("captured here")
        note(terminal, WORDS)
        terminal.send("?")
        assert terminal.code() == 1
        assert_whole(terminal)
        after = terminal.written.rpartition(b"\x1b[?1049l")[2].decode()
    assert "smeeting stopped by a fault of its own (ValueError)" in after
    assert "Traceback" not in after
    assert "anonymous author" not in terminal.written.decode()
    assert [one.text for one in kept(workspace)] == [WORDS]


@pytest.mark.parametrize("arguments", [(), ("run",)], ids=["home", "run"])
@pytest.mark.parametrize("without", ["input", "error"])
def test_without_a_terminal_it_says_so_in_a_line(
    workspace: Path, arguments: tuple[str, ...], without: str
) -> None:
    master, slave = pty.openpty()
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "smeeting", "-C", str(workspace), *arguments],
            stdin=subprocess.DEVNULL if without == "input" else slave,
            stdout=slave,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    finally:
        os.close(slave)
        os.close(master)
    assert ended.returncode == 2
    assert f"standard {without} is no terminal" in ended.stderr
    assert ended.stderr.count("\n") == 1
    if arguments:
        with Desk(Workspace(workspace)) as desk:
            assert live_meeting(desk, desk.now()) is None, "no meeting was begun that nobody sees"


def test_a_tiny_terminal_says_so_and_loses_nothing(workspace: Path) -> None:
    with on_screen(workspace, "run") as terminal:
        type_note(terminal, WORDS)
        terminal.resize(20, 5)
        terminal.shows("needs more")
        terminal.resize(100, 30)
        terminal.shows(f"▌#note {WORDS}")
        terminal.send("enter")
        terminal.shows(rf"✓ N\d+  {WORDS}")


def test_a_terminal_that_is_tiny_from_the_start_says_so(workspace: Path) -> None:
    command = [sys.executable, "-m", "smeeting", "-C", str(workspace), "run"]
    with Terminal(command, size=(20, 5)) as terminal:
        terminal.shows("needs more")
        terminal.resize(80, 24)
        terminal.shows("captured here")
        note(terminal, WORDS)


def test_two_terminals_see_each_others_captures(workspace: Path) -> None:
    with on_screen(workspace, "run") as one, on_screen(workspace, "run") as other:
        note(one, "from one")
        other.shows("from one")
        note(other, "from the other")
        one.shows("from the other")
        assert run_child(workspace, "note", "#note from the shell").code == 0
        one.shows("from the shell")
        other.shows("from the shell")
        assert run_child(workspace, "next").code == 0
        one.shows("▶ Key metrics")


@seeds(small=3, full=30)
def test_what_showed_a_receipt_outlives_a_kill(workspace: Path, seed: int) -> None:
    chance = random.Random(seed)
    shown: list[str] = []
    with on_screen(workspace, "run") as terminal:
        for number in range(chance.randrange(1, 4)):
            note(terminal, f"note {number}")
            shown.append(f"note {number}")
        type_note(terminal, "the last")
        terminal.send("enter")
        terminal.read(chance.uniform(0, 0.03))
        if "✓ N" in terminal.text and "the last" in terminal.text.rpartition("✓ N")[2]:
            shown.append("the last")
        terminal.signal(signal.SIGKILL)
        assert terminal.code() == -signal.SIGKILL
    found = [one.text for one in kept(workspace)]
    assert found in (shown, [*shown, "the last"])
    with on_screen(workspace, "run") as terminal:
        terminal.shows(shown[-1])
        note(terminal, "we are back")
    assert kept(workspace)[-1].text == "we are back"
