"""The doctor's look at a database: everything that is wrong, at once, and nothing changed by looking."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from smeeting.domain.errors import BusyError
from smeeting.storage import captures, lock_holders
from smeeting.storage.database import Database
from smeeting.storage.integrity import examine
from smeeting.storage.lock_holders import holder_of
from tests.storage.conftest import capture, change


def said(path: Path) -> str:
    """All findings, having seen that looking changed nothing."""
    before = {each.name: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}
    findings = examine(path)
    assert {each.name: each.read_bytes() for each in path.parent.iterdir() if each.is_file()} == before
    assert all(finding.message and finding.fix for finding in findings)
    return " | ".join(finding.message for finding in findings)


def spoil(path: Path, *statements: str) -> None:
    conn = sqlite3.connect(path)
    conn.execute("INSERT INTO change (at, verb, label, via) VALUES ('', 'a.b', '', '')")
    for statement in statements:
        conn.execute(statement)
    conn.commit()
    conn.close()


def test_a_sound_database_has_no_findings(db: Database, path: Path) -> None:
    with db.write(change()):
        captures.add(db, capture())
    assert said(path) == ""


def test_a_database_that_others_may_read_is_a_warning(path: Path) -> None:
    path.chmod(0o644)
    assert "0644" in said(path)
    assert [finding.level for finding in examine(path)] == ["warning"]


def test_leftovers_of_a_start_that_was_cut_off_are_named(path: Path) -> None:
    path.with_name(".smeeting.db.0011aabb.new").touch()
    assert ".smeeting.db.0011aabb.new" in said(path)


def test_a_journal_with_something_in_it_is_named(db: Database, path: Path) -> None:
    with db.write(change()):
        captures.add(db, capture())
        found = [finding.message for finding in examine(path)]
    assert "smeeting.db-journal" in " ".join(found)
    assert said(path) == ""


def test_several_faults_are_found_at_once(path: Path) -> None:
    path.chmod(0o640)
    spoil(
        path,
        "INSERT INTO rating (meeting_id, side, score, reason) VALUES (4711, 'sales', 7, '')",
        "DELETE FROM row_history",
        "CREATE VIEW v AS SELECT 1",
        "UPDATE rating SET reason = CAST(x'ff' AS TEXT)",
    )
    found = said(path)
    for part in ("0640", "'v'", "a row of meeting that is gone", "rating holds text that is not UTF-8"):
        assert part in found


def test_damage_that_a_quick_look_misses_is_found(db: Database, path: Path) -> None:
    with db.write(change()):
        captures.add(db, capture())
    db.close()
    spoil(path, "PRAGMA writable_schema = ON", "DELETE FROM sqlite_master WHERE name = 'capture_kind'")
    assert said(path)


def test_an_index_out_of_step_is_found(path: Path) -> None:
    spoil(path, "INSERT INTO person (name, side) VALUES ('Anna', 'sales')", "DELETE FROM row_history")
    data = path.read_bytes()
    assert data.count(b"Anna") >= 2
    # The name in the index, which comes after the table, changes; the row does not.
    at = data.rindex(b"Anna")
    path.write_bytes(data[:at] + b"Bnna" + data[at + 4 :])
    assert "damaged" in said(path)


def test_files_that_are_no_database_of_ours_are_said(tmp_path: Path) -> None:
    path = tmp_path / "smeeting.db"
    assert "there is no smeeting.db" in said(path)
    path.write_bytes(b"")
    assert "empty" in said(path)
    path.write_bytes(b"x" * 5000)
    assert "no database" in said(path)


def test_hostile_files_are_said(shared: Path, tmp_path: Path) -> None:
    for source in (shared / "badinput" / "db").glob("*.db"):
        path = tmp_path / source.name
        path.write_bytes(source.read_bytes())
        assert said(path)


def test_a_program_does_not_name_itself_as_the_holder_of_a_lock(
    db: Database, path: Path, tmp_path: Path
) -> None:
    db.conn.execute("BEGIN IMMEDIATE")
    assert holder_of(path) is None
    db.conn.execute("ROLLBACK")
    assert holder_of(tmp_path / "gone") is None


@pytest.mark.skipif(not Path("/proc/locks").exists(), reason="this system has no table of locks")
def test_the_program_that_holds_the_database_is_named(db: Database, path: Path) -> None:
    program = (
        "import sqlite3, sys; held = sqlite3.connect(sys.argv[1]);"
        "held.execute('BEGIN EXCLUSIVE'); print(flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.read(1) == "\n"
        with pytest.raises(BusyError) as caught:
            db.rows("SELECT * FROM capture")
        holder.communicate("\n")
    if f"(process {holder.pid})" not in caught.value.message:
        # A sandbox may show the table of locks empty; then nobody is named.
        assert "another program" in caught.value.message


def test_the_table_of_locks_is_read_for_the_process_and_its_name(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    status = path.stat()
    place = f"{os.major(status.st_dev):02x}:{os.minor(status.st_dev):02x}:{status.st_ino}"
    table = tmp_path / "locks"
    monkeypatch.setattr(lock_holders, "_LOCKS", table)
    for process, named in ((os.getppid(), f"(process {os.getppid()})"), (999_999_999, "process 999999999")):
        table.write_text(
            f"1: FLOCK ADVISORY WRITE 7 00:01:2 0 EOF\n2: POSIX ADVISORY WRITE {process} {place} 0 EOF\n"
        )
        assert named in str(holder_of(path))
    table.write_text(f"1: POSIX ADVISORY WRITE {os.getpid()} {place} 0 EOF\n")
    assert holder_of(path) is None
