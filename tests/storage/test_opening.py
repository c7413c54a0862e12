"""Opening a database: what is refused stays as it was, byte for byte; what is opened is settled."""

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from smeeting.domain.errors import BusyError, StorageError
from smeeting.storage import captures
from smeeting.storage.creation import create_database
from smeeting.storage.database import Database, open_database
from smeeting.storage.migrations import LATEST
from smeeting.storage.schema import APPLICATION_ID
from tests.storage.conftest import capture, change

Opener = Callable[[], Database]


def refused(path: Path, *, create: bool = True) -> StorageError:
    """The error of opening, having seen that nothing was changed by it."""
    before = {each.name: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}
    with pytest.raises(StorageError) as caught:
        open_database(path, create=create, patience=0.05)
    assert {each.name: each.read_bytes() for each in path.parent.iterdir() if each.is_file()} == before
    assert caught.value.hint
    assert "\n" not in str(caught.value)
    return caught.value


def doctored(path: Path, *statements: str) -> Path:
    """The database after another program ran these statements on it."""
    conn = sqlite3.connect(path)
    for statement in statements:
        conn.execute(statement)
    conn.commit()
    conn.close()
    return path


def test_a_missing_database_is_made_only_when_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "smeeting.db"
    assert "no smeeting.db" in refused(path, create=False).message
    assert not path.exists()
    open_database(path, create=True).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir() if each.stat().st_size] == ["smeeting.db"]


def test_new_databases_are_the_same_byte_for_byte(tmp_path: Path) -> None:
    for name in ("a.db", "b.db"):
        open_database(tmp_path / name, create=True).close()
    assert (tmp_path / "a.db").read_bytes() == (tmp_path / "b.db").read_bytes()


def test_opening_and_closing_changes_no_byte(path: Path, open_again: Opener) -> None:
    before = path.read_bytes()
    open_again().close()
    assert path.read_bytes() == before


def test_every_setting_is_said(db: Database) -> None:
    wanted = {
        "journal_mode": "truncate",
        "synchronous": 3,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "secure_delete": 1,
        "recursive_triggers": 1,
        "temp_store": 2,
        "application_id": APPLICATION_ID,
        "user_version": LATEST,
        "busy_timeout": 100,
    }
    assert {name: db.value(f"PRAGMA {name}") for name in wanted} == wanted


@pytest.mark.parametrize("length", [0, 1, 15, 99, 4095, 4097])
def test_a_database_that_was_cut_short_is_refused(path: Path, length: int) -> None:
    path.write_bytes(path.read_bytes()[:length])
    refused(path)


def test_a_database_that_lost_its_last_page_is_refused(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4096])
    assert "damaged" in refused(path).message


def test_a_database_with_a_damaged_page_is_refused(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096 * 3 : 4096 * 3 + 64] = b"\xff" * 64
    path.write_bytes(data)
    assert "damaged" in refused(path).message


@pytest.mark.parametrize("content", [b"SELECT 1;\n" * 20, b"\x80" * 4096, b"x"])
def test_a_file_that_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "smeeting.db"
    path.write_bytes(content)
    assert "no database" in refused(path).message


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = doctored(tmp_path / "smeeting.db", "CREATE TABLE meeting (id INTEGER PRIMARY KEY)")
    assert "another program" in refused(path).message


def test_a_newer_programs_database_is_refused(path: Path) -> None:
    assert "newer" in refused(doctored(path, "PRAGMA user_version = 999")).message


@pytest.mark.parametrize("version", [0, -1])
def test_a_database_without_a_version_is_refused(path: Path, version: int) -> None:
    refused(doctored(path, f"PRAGMA user_version = {version}"))


@pytest.mark.parametrize(
    ("kind", "name", "sql"),
    [
        ("trigger", "evil", "CREATE TRIGGER evil AFTER INSERT ON issue BEGIN DELETE FROM meeting; END"),
        (
            "trigger",
            "evil",
            "CREATE TRIGGER evil AFTER INSERT ON _sqlite_migrations BEGIN DELETE FROM meeting; END",
        ),
        ("view", "v", "CREATE VIEW v AS SELECT load_extension('x')"),
        ("table", "extra", "CREATE TABLE extra (a)"),
        ("index", "extra", "CREATE INDEX extra ON issue (heard)"),
    ],
)
def test_anything_foreign_in_it_is_refused_by_name(path: Path, kind: str, name: str, sql: str) -> None:
    message = refused(doctored(path, sql)).message
    assert kind in message
    assert name in message


def test_a_changed_trigger_is_refused_by_name(path: Path) -> None:
    doctored(
        path,
        "DROP TRIGGER issue_insert_history",
        "CREATE TRIGGER issue_insert_history AFTER INSERT ON issue BEGIN SELECT 1; END",
    )
    assert "issue_insert_history" in refused(path).message


def test_a_missing_table_is_refused_by_name(path: Path) -> None:
    assert "rating" in refused(doctored(path, "DROP TABLE rating")).message


def test_statistics_of_analyze_are_no_foreign_table(path: Path, open_again: Opener) -> None:
    doctored(path, "ANALYZE")
    open_again()


def test_a_folder_in_its_place_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "smeeting.db"
    path.mkdir()
    assert "folder" in refused(path).message


def test_a_pipe_in_its_place_is_refused_without_waiting(tmp_path: Path) -> None:
    path = tmp_path / "smeeting.db"
    os.mkfifo(path)
    with pytest.raises(StorageError, match="no file"):
        open_database(path, create=True)


def test_a_link_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "smeeting.db"
    path.symlink_to(tmp_path / "gone.db")
    with pytest.raises(StorageError):
        open_database(path, create=True)
    assert not (tmp_path / "gone.db").exists()


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="gone"):
        open_database(tmp_path / "gone" / "smeeting.db", create=True)


def test_an_unreadable_file_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Root reads everything, so the refusal is made here.
    def deny(self: Path, *args: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", deny)
    with pytest.raises(StorageError, match="can't be read"):
        open_database(path, create=True)


def test_whoever_makes_the_same_database_first_wins(path: Path, db: Database) -> None:
    with db.write(change()):
        captures.add(db, capture("first"))
    before = path.read_bytes()
    create_database(path)
    assert path.read_bytes() == before


def test_a_folder_that_takes_no_file_is_said_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Root may write everywhere, so the refusal is made here.
    def deny(self: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", deny)
    with pytest.raises(StorageError, match="can't be made here"):
        open_database(tmp_path / "smeeting.db", create=True)
    assert list(tmp_path.iterdir()) == []


def test_a_journal_left_by_a_crash_is_rolled_back(path: Path, db: Database, open_again: Opener) -> None:
    with db.write(change()):
        captures.add(db, capture("kept"))
    db.conn.execute("PRAGMA cache_size = 1")
    db.conn.execute("BEGIN IMMEDIATE")
    for number in range(200):
        captures.add(db, capture(f"cut off {number}" * 50))
    # What a kill leaves: a database half written and its journal.
    crashed = path.parent / "crashed" / path.name
    crashed.parent.mkdir()
    shutil.copy(path, crashed)
    shutil.copy(f"{path}-journal", f"{crashed}-journal")
    db.conn.execute("ROLLBACK")
    assert (crashed.parent / f"{path.name}-journal").stat().st_size
    assert b"cut off" in crashed.read_bytes()
    with open_database(crashed, create=False) as again:
        assert [each.text for each in captures.newest(again)] == ["kept"]


def test_a_log_that_another_program_began_is_played_in(path: Path, open_again: Opener) -> None:
    other = sqlite3.connect(path)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("INSERT INTO setting (name, value) VALUES ('in', 'the log')")
    other.commit()
    kept = path.parent / "copy" / path.name
    kept.parent.mkdir()
    shutil.copy(path, kept)
    shutil.copy(f"{path}-wal", f"{kept}-wal")
    other.close()
    with open_database(kept, create=False) as db:
        assert db.value("SELECT value FROM setting") == "the log"
        assert db.value("PRAGMA journal_mode") == "truncate"
    assert not Path(f"{kept}-wal").exists()


def test_another_databases_log_is_not_played_in(path: Path) -> None:
    Path(f"{path}-wal").write_bytes(b"log of something else" * 100)
    assert "-wal" in refused(path).message


def test_a_held_database_is_busy_and_the_holder_named(path: Path) -> None:
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(BusyError, match="held by"):
        open_database(path, create=False, patience=0.05)
    holder.execute("ROLLBACK")
    holder.close()


def test_a_big_database_is_not_looked_through_at_each_start(
    path: Path, open_again: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("smeeting.storage.connections._QUICK_TO_CHECK", 1)
    data = bytearray(path.read_bytes())
    data[4096 * 3 : 4096 * 3 + 64] = b"\xff" * 64
    path.write_bytes(data)
    open_again()


def test_hostile_files_end_as_their_manifest_says(shared: Path, tmp_path: Path) -> None:
    for source in sorted((shared / "badinput" / "db").glob("*.db")):
        folder = tmp_path / source.stem
        folder.mkdir()
        for each in source.parent.glob(f"{source.name}*"):
            (folder / each.name).write_bytes(each.read_bytes())
        refused(folder / source.name)


def test_swapped_pages_are_refused(path: Path) -> None:
    pages = [path.read_bytes()[at : at + 4096] for at in range(0, path.stat().st_size, 4096)]
    pages[1], pages[2] = pages[2], pages[1]
    path.write_bytes(b"".join(pages))
    assert "damaged" in refused(path).message
