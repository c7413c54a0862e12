"""The times of the database's files, kept as they are."""

import os
from pathlib import Path

import pytest

from smeeting.domain.errors import BusyError
from smeeting.storage.file_times import FileTimes
from smeeting.storage.files import locked_folder

OLD = 1_000_000_000_123_456_789


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "smeeting.db"
    path.write_text("before")
    os.utime(path, ns=(OLD, OLD))
    os.utime(tmp_path, ns=(OLD, OLD))
    return path


def changed(path: Path) -> int:
    return path.stat().st_mtime_ns


def test_what_is_written_in_the_block_changes_no_time(database: Path) -> None:
    journal = database.with_name("smeeting.db-journal")
    with FileTimes(database).kept():
        database.write_text("after")
        journal.write_text("")
        assert changed(database) != OLD
    assert database.read_text() == "after"
    assert [changed(path) for path in (database, journal, database.parent)] == [OLD] * 3


def test_a_block_that_fails_changes_none_either(database: Path) -> None:
    def fail() -> None:
        with FileTimes(database).kept():
            database.write_text("after")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert changed(database) == OLD


def test_a_database_made_meanwhile_gets_the_time_of_its_folder(tmp_path: Path) -> None:
    os.utime(tmp_path, ns=(OLD, OLD))
    path = tmp_path / "smeeting.db"
    times = FileTimes(path)
    path.write_text("made")
    with times.kept():
        pass
    assert (changed(path), changed(tmp_path)) == (OLD, OLD)


def test_what_was_written_before_the_block_keeps_its_time(database: Path) -> None:
    """Somebody else's write between the look and the lock is no secret."""
    times = FileTimes(database)
    os.utime(database, ns=(OLD + 5, OLD + 5))
    with times.kept():
        database.write_text("after")
    assert changed(database) == OLD + 5


def test_the_folder_keeps_its_new_time_where_nothing_was_made(database: Path) -> None:
    database.with_name("smeeting.db-journal").touch()
    times = FileTimes(database)
    with times.kept():
        (database.parent / "another").touch()
    assert changed(database.parent) != OLD


def test_two_blocks_wait_for_each_other(database: Path) -> None:
    """Else one would put back the time of the other's write, as that of the file before."""
    with locked_folder(database.parent), pytest.raises(BusyError), FileTimes(database).kept():
        raise AssertionError


def test_files_that_are_not_there_are_passed_over(tmp_path: Path) -> None:
    with FileTimes(tmp_path / "smeeting.db").kept():
        pass
    assert list(tmp_path.iterdir()) == []
