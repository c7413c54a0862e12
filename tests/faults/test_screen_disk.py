"""A full disk or a database in use while somebody types: the line stays, says why, and can be sent again."""

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.terminal import Terminal
from tests.faults.screens import kept, note, on_screen, type_note

WORDS = "leads are cold"
LONG = "word " * 1200


@contextmanager
def _full_disk(terminal: Terminal, database: Path) -> Iterator[None]:
    """No file that the program writes may grow meanwhile."""
    size = database.stat().st_size
    _, most = resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, (size, most))
    try:
        yield
    finally:
        resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, (most, most))


def _send_again(terminal: Terminal) -> None:
    terminal.send("enter")
    terminal.shows(rf"✓ N\d+  {WORDS}")


def test_on_a_full_disk_the_line_stays_and_can_be_sent_again(workspace: Path) -> None:
    with on_screen(workspace, "run") as terminal:
        note(terminal, "before")
        type_note(terminal, WORDS)
        terminal.send(f"\x1b[200~ {LONG}\x1b[201~")  # pasted: six thousand keys would take a while
        terminal.settle()
        with _full_disk(terminal, workspace / "smeeting.db"):
            terminal.send("enter")
            terminal.shows("✗ .*smeeting.db.*nothing of this was kept")
            assert [one.text for one in kept(workspace)] == ["before"]
        _send_again(terminal)
    assert [one.text for one in kept(workspace)] == ["before", f"{WORDS} {LONG}".strip()]


def test_with_the_database_in_use_the_line_stays_and_can_be_sent_again(workspace: Path) -> None:
    with on_screen(workspace, "run") as terminal:
        note(terminal, "before")
        type_note(terminal, WORDS)
        holder = sqlite3.connect(workspace / "smeeting.db", isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
        terminal.send("enter")
        terminal.shows("✗ .*held by")
        assert f"▌#note {WORDS}" in terminal.text
        holder.execute("ROLLBACK")
        holder.close()
        _send_again(terminal)
    assert [one.text for one in kept(workspace)] == ["before", WORDS]


def test_with_the_database_in_use_the_keys_say_so_and_go_on(workspace: Path) -> None:
    with on_screen(workspace, "run") as terminal:
        note(terminal, "before")
        type_note(terminal, WORDS)
        holder = sqlite3.connect(workspace / "smeeting.db", isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
        for key in ("escape", "n", "b", "u"):
            terminal.send(key)
            terminal.settle()
        terminal.shows("held by")
        holder.execute("ROLLBACK")
        holder.close()
        terminal.send("n")
        terminal.shows("▶ Key metrics")
        assert not terminal.has_ended()
