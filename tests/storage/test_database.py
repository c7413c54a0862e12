"""Transactions: whole or not at all, never silently lost, and every failure said so that it can be mended."""

import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from smeeting.domain.errors import BadMoveError, BusyError, StorageError
from smeeting.storage import captures, settings
from smeeting.storage.database import Database, open_database
from smeeting.storage.schema import AUDITED, TABLES, Table
from smeeting.storage.sqlite_errors import storage_error
from tests.storage.conftest import NOW, capture, change

Opener = Callable[[], Database]


def add(db: Database, text: str) -> int:
    with db.write(change("capture.add", text)) as number:
        captures.add(db, capture(text))
    return number


def test_what_was_written_is_there_for_the_next_program(db: Database, open_again: Opener) -> None:
    add(db, "kept")
    assert [each.text for each in captures.newest(open_again())] == ["kept"]


def test_a_failing_change_leaves_nothing(db: Database) -> None:
    def fail() -> None:
        with db.write(change()):
            captures.add(db, capture("lost"))
            raise BadMoveError("no")

    with pytest.raises(BadMoveError):
        fail()
    assert captures.newest(db) == ()
    assert db.rows("SELECT * FROM change") == []
    assert add(db, "the next works") == 1


def test_a_change_that_alters_nothing_leaves_no_entry_and_no_number(db: Database) -> None:
    number = add(db, "a note")
    with db.write(change()) as nothing:
        captures.save(db, captures.get(db, 1))
    assert nothing > number
    assert [row[0] for row in db.rows("SELECT id FROM change")] == [number]
    assert add(db, "another") > nothing


def test_writing_rows_with_a_history_needs_a_change(db: Database) -> None:
    add(db, "first")
    with pytest.raises(AssertionError), db.write(None):
        captures.add(db, capture("untraced"))
    assert len(captures.newest(db)) == 1


def test_settings_need_no_change(db: Database) -> None:
    with db.write(None) as number:
        settings.write(db, "theme", "dark")
        settings.write(db, "theme", "light")
    assert number == 0
    assert settings.read(db, "theme") == "light"
    assert settings.read(db, "other", "none") == "none"


def test_other_programs_writing_shows_in_the_data_version(db: Database, open_again: Opener) -> None:
    other = open_again()
    before = db.data_version()
    add(db, "mine")
    assert db.data_version() == before
    add(other, "theirs")
    assert db.data_version() != before


def test_a_held_database_is_said_and_nothing_is_kept(db: Database, open_again: Opener) -> None:
    other = open_again()
    other.conn.execute("BEGIN IMMEDIATE")
    with pytest.raises(BusyError) as caught:
        add(db, "waits")
    assert "nothing of this was kept" in caught.value.message
    assert "try again" in caught.value.hint
    other.conn.execute("ROLLBACK")
    assert add(db, "waits") == 1


def test_a_reader_in_the_way_of_the_commit_is_waited_for_then_said(db: Database, open_again: Opener) -> None:
    other = open_again()
    reading = other.conn.execute("SELECT * FROM sqlite_master")
    reading.fetchone()
    with pytest.raises(BusyError):
        add(db, "waits")
    reading.close()
    assert captures.newest(db) == ()
    add(db, "goes through")


def test_a_full_disk_is_said_and_nothing_is_kept(db: Database) -> None:
    (pages,) = db.conn.execute("PRAGMA page_count").fetchone()
    db.conn.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StorageError) as caught:
        add(db, "x" * 100_000)
    assert "disk is full" in caught.value.message
    assert captures.newest(db) == ()
    db.conn.execute("PRAGMA max_page_count = 1000000")
    add(db, "x" * 100_000)
    assert len(captures.newest(db)[0].text) == 100_000


def test_a_limit_on_file_size_is_said_and_the_line_can_be_tried_again(path: Path) -> None:
    """A real refusal by the system, in a program of its own because a limit can't be taken back."""
    program = textwrap.dedent("""
        import resource, signal, sys
        from pathlib import Path
        from smeeting.domain.errors import StorageError
        from smeeting.storage.database import open_database
        from tests.storage.test_database import add
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        path = Path(sys.argv[1])
        db = open_database(path, create=False)
        size = path.stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 8192, resource.RLIM_INFINITY))
        try:
            add(db, "x" * 100_000)
        except StorageError as error:
            print(error)
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        add(db, "tried again")
    """)
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert "nothing of this was kept" in done.stdout
    with open_database(path, create=False) as db:
        assert [each.text for each in captures.newest(db)] == ["tried again"]


def test_a_database_that_may_only_be_read_is_read_and_refuses_to_be_written(db: Database, path: Path) -> None:
    add(db, "there")
    read_only = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)
    read_only.row_factory = sqlite3.Row
    with Database(read_only, path, 0) as other:
        assert captures.newest(other)[0].text == "there"
        with pytest.raises(StorageError, match=r"can't be written, nothing of this was kept"):
            add(other, "refused")


def test_a_folder_where_no_journal_can_be_made_is_said(db: Database, path: Path) -> None:
    # Even root can't make a file where a folder is.
    Path(f"{path}-journal").unlink(missing_ok=True)
    Path(f"{path}-journal").mkdir()
    with pytest.raises(StorageError, match="nothing of this was kept"):
        add(db, "refused")
    Path(f"{path}-journal").rmdir()
    assert add(db, "tried again")


@pytest.mark.parametrize("text", ["a\0b", "half \ud800"])
def test_text_that_can_not_be_kept_is_refused(db: Database, text: str) -> None:
    with pytest.raises(StorageError, match="can't be kept"):
        add(db, text)
    assert captures.newest(db) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "[bold]x",
        "'; DROP TABLE capture; --",
        "\x1b[31m",
        "\u202e\u200b",
        'a"\\\n\r\t',
        "é" * 100_000,
    ],
)
def test_any_other_text_comes_back_as_it_was(db: Database, text: str) -> None:
    add(db, text)
    assert captures.newest(db)[0].text == text


def test_text_that_is_not_utf8_is_said(db: Database) -> None:
    add(db, "a note")
    db.conn.execute("UPDATE capture SET text = CAST(x'ff80' AS TEXT)")
    with pytest.raises(StorageError, match="not UTF-8"):
        captures.newest(db)


def test_a_row_that_makes_no_sense_is_said(db: Database) -> None:
    add(db, "a note")
    db.conn.execute("UPDATE capture SET kind = 'nonsense'")
    with pytest.raises(StorageError, match="can't be read"):
        captures.newest(db)


@pytest.mark.parametrize("name", sorted(name for name in dir(sqlite3) if name.startswith("SQLITE_IOERR")))
def test_every_failure_of_the_disk_is_said(path: Path, name: str) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = getattr(sqlite3, name)
    assert "disk failed" in storage_error(error, path).message


def test_an_error_nobody_foresaw_is_said_without_control_characters(path: Path) -> None:
    said = storage_error(sqlite3.OperationalError("odd \x1b[31m"), path)
    assert "\x1b" not in str(said)


def test_only_tables_of_the_migrations_come_into_being(db: Database) -> None:
    add(db, "through sqlite-utils")
    names = {row[0] for row in db.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
    index = {f"capture_words{part}" for part in ("", "_config", "_data", "_idx")}
    assert names == {*get_args(Table), *index, "_sqlite_migrations", "sqlite_sequence"}


def test_all_tables_are_strict(db: Database) -> None:
    loose = db.rows(
        "SELECT name FROM pragma_table_list WHERE strict = 0 AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    # Those of the index are FTS5's own.
    assert [row[0] for row in loose if not row[0].startswith("capture_words")] == []
    assert set(AUDITED) < set(TABLES)


def test_reading_does_not_import_sqlite_utils(path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from smeeting.storage.database import open_database;"
        "from smeeting.storage import meetings, captures, history;"
        "db = open_database(Path(sys.argv[1]), create=False); meetings.list_past(db); captures.newest(db);"
        "history.last_change(db); sys.exit('sqlite_utils' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program, str(path)], check=True, cwd=Path(__file__).parents[2])


def test_a_time_without_a_zone_is_refused(db: Database) -> None:
    with pytest.raises(ValueError, match="time zone"), db.write(change()):
        captures.add(db, capture(at=NOW.replace(tzinfo=None)))
