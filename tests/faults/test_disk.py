"""A disk that is full, a folder that can't be written, a database in use: one line, and it can be retried."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from smeeting.domain.errors import BusyError
from smeeting.services import captures, meetings
from smeeting.services.desk import Desk
from smeeting.services.live import live_meeting
from smeeting.storage.workspace import Workspace
from tests.faults.children import run_child
from tests.faults.conftest import Command, Said

LINES = [f"#note {number} " + "word " * 600 for number in range(6)]
ROOM = 2_000_000
"""Bytes of the small disk."""
LEFT = 81_920
"""Bytes left on it when it is nearly full: enough for some of the lines."""


@pytest.fixture
def running(workspace: Path) -> Path:
    """A workspace with a running meeting."""
    with Desk(Workspace(workspace)) as desk:
        meetings.start(desk, None, desk.now())
    return workspace


@pytest.fixture
def small_disk(running: Path) -> Iterator[Path]:
    """The same on a disk of its own with little room."""
    disk = running.parent / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("a disk can't be mounted here (it takes the rights of root)")
    try:
        yield Path(shutil.copytree(running, disk, dirs_exist_ok=True))
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def _kept(workspace: Path) -> list[str]:
    with Desk(Workspace(workspace)) as desk:
        meeting = meetings.get(desk, None)
        return [f"#note {one.text}" for one in captures.of_item(desk, meeting, meeting.current)]


def _is_whole(workspace: Path) -> bool:
    conn = sqlite3.connect(workspace / "smeeting.db")
    try:
        return bool(conn.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    finally:
        conn.close()


def _assert_only_receipts_are_kept(said: Said, workspace: Path, reason: str) -> list[str]:
    """What was refused was told, a line each with the reason; what got a receipt is there. The refused."""
    taken = said.out.count("\n")
    told = said.err.splitlines()
    assert said.code == 2
    assert len(told) == len(LINES) - taken > 0
    assert all(reason in line and "nothing of this was kept; " in line for line in told), told
    assert [line.strip() for line in LINES[:taken]] == _kept(workspace)
    assert _is_whole(workspace)
    return LINES[taken:]


def test_a_file_that_cannot_grow_keeps_what_got_a_receipt(running: Path) -> None:
    most = (running / "smeeting.db").stat().st_size + 8192
    said = run_child(running, "note", "-", stdin="\n".join(LINES), most_bytes=most)
    refused = _assert_only_receipts_are_kept(said, running, "smeeting.db")
    again = run_child(running, "note", "-", stdin="\n".join(refused))
    assert (again.code, again.err) == (0, "")
    assert _kept(running) == [line.strip() for line in LINES]


def test_a_full_disk_keeps_what_got_a_receipt_and_says_so(small_disk: Path) -> None:
    rest = _filled(small_disk / "rest")
    os.truncate(rest, rest.stat().st_size - LEFT)
    said = run_child(small_disk, "note", "-", stdin="\n".join(LINES))
    refused = _assert_only_receipts_are_kept(said, small_disk, "the disk is full")
    assert len(refused) < len(LINES)
    _filled(rest)
    exported = run_child(small_disk, "minutes", "export")
    assert exported.code == 2
    assert exported.err.count("\n") == 1
    rest.unlink()
    again = run_child(small_disk, "note", "-", stdin="\n".join(refused))
    assert (again.code, again.err) == (0, "")
    assert _kept(small_disk) == [line.strip() for line in LINES]


def _filled(file: Path) -> Path:
    """The file, grown until nothing more fits on its disk."""
    with file.open("ab", buffering=0) as stream, pytest.raises(OSError, match="No space"):
        _write_for_ever(stream)
    return file


def _write_for_ever(stream: BinaryIO) -> None:
    while True:
        stream.write(bytes(4096))


def _as_written(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_disk_that_cannot_be_written_is_told_and_read_all_the_same(small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    before = _as_written(small_disk)
    for arguments in (("note", "#note x"), ("next",), ("minutes", "export")):
        said = run_child(small_disk, *arguments)
        assert said.code == 2
        assert said.err.count("\n") == 1
        assert "can't be" in said.err
    for arguments in (("status",), ("minutes", "show"), ("issue", "list"), ("search", "word")):
        assert run_child(small_disk, *arguments).err == ""
    assert _as_written(small_disk) == before
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    assert run_child(small_disk, "note", "#note x").code == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("what", ["smeeting.db", "."])
def test_what_is_write_protected_is_told_and_read_all_the_same(
    running: Path, command: Command, what: str
) -> None:
    mode = (running / what).stat().st_mode
    (running / what).chmod(mode & 0o500)
    try:
        said = command("note", "#note x")
        assert (said.code, said.err.count("\n")) == (2, 1)
        assert command("status").code == 0
    finally:
        (running / what).chmod(mode)
    assert command("note", "#note x").code == 0


@pytest.fixture
def holder(running: Path) -> Iterator[sqlite3.Connection]:
    """Somebody else who holds the whole database."""
    conn = sqlite3.connect(running / "smeeting.db", isolation_level=None)
    yield conn
    conn.close()


def test_a_line_for_a_database_in_use_is_told_and_taken_later(
    running: Path, holder: sqlite3.Connection
) -> None:
    with Desk(Workspace(running), patience=0.05) as desk:
        assert live_meeting(desk, desk.now())
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(BusyError, match="nothing of this was kept"):
            captures.take(desk, LINES[0], desk.now())
        assert live_meeting(desk, desk.now()), "reading goes on"
        holder.execute("ROLLBACK")
        assert _kept(running) == []
        captures.take(desk, LINES[0], desk.now())
    assert _kept(running) == [LINES[0].strip()]


def test_a_command_names_who_holds_the_database(running: Path, holder: sqlite3.Connection) -> None:
    holder.execute("BEGIN EXCLUSIVE")
    said = run_child(running, "note", "#note x")
    holder.execute("ROLLBACK")
    assert said.code == 2
    assert said.err.count("\n") == 1
    assert f"held by {_my_name()} (process {os.getpid()})" in said.err
    assert run_child(running, "note", "#note x").code == 0


def _my_name() -> str:
    return Path("/proc/self/comm").read_text().strip()
