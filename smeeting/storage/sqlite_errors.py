"""What SQLite's errors mean for a person, and what to do about them."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from smeeting.domain.errors import BusyError, SmeetingError, StorageError
from smeeting.domain.text import visible
from smeeting.storage.lock_holders import holder_of

_MEANINGS: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_FULL: ("{file} can't grow: the disk is full", "make room, then try again"),
    sqlite3.SQLITE_READONLY: (
        "{file} can't be written",
        "see that the file and its folder are yours to write, then try again",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "{file} can't be opened, or no journal can be made beside it",
        "see that the file and its folder are yours to read and write, then try again",
    ),
    sqlite3.SQLITE_PERM: ("{file} can't be opened", "see that the file is yours to read and write"),
    sqlite3.SQLITE_IOERR: (
        "the disk failed under {file}",
        "see that the disk is there and sound, then try again",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "{file} is damaged",
        "leave it as it is, run `smeeting doctor`, and put a backup in its place",
    ),
    sqlite3.SQLITE_NOTADB: (
        "{file} is no database",
        "leave it as it is, run `smeeting doctor`, and put a backup in its place",
    ),
    sqlite3.SQLITE_TOOBIG: ("the text is too long for {file}", "keep it in a file and note where it is"),
    sqlite3.SQLITE_CONSTRAINT: (
        "this does not fit what {file} holds already",
        "look at what is there and try again",
    ),
}
_NOT_KEPT = "nothing of this was kept"


@contextmanager
def said_plainly(path: Path, *, writing: bool = False) -> Iterator[None]:
    """Turn what SQLite raises inside about the database at `path` into StorageError or BusyError."""
    try:
        yield
    except SmeetingError:
        raise
    except sqlite3.Error as error:
        raise storage_error(error, path, writing=writing) from error
    except UnicodeError as error:
        raise _undecodable(path.name) from error


def storage_error(error: sqlite3.Error, path: Path, *, writing: bool = False) -> StorageError:
    """The error of ours for one of SQLite's."""
    file = path.name
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if code is not None else None
    suffix = f", {_NOT_KEPT}" if writing else ""
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        holder = holder_of(path)
        by = f"by {holder}" if holder else "by another program"
        return BusyError(f"{file} is held {by}{suffix}", "try again in a moment")
    if primary in _MEANINGS:
        message, hint = _MEANINGS[primary]
        return StorageError(message.format(file=file) + suffix, hint)
    if "decode to UTF-8" in str(error):
        return _undecodable(file)
    return StorageError(f"{file}: {visible(str(error))}{suffix}", "run `smeeting doctor`")


def _undecodable(file: str) -> StorageError:
    return StorageError(
        f"{file} holds text that is not UTF-8",
        "another program wrote it; run `smeeting doctor`, and put a backup in its place",
    )
