"""The first 100 bytes of a database file, looked at before SQLite may touch it.

SQLite takes a file of 0 or 1 byte for a valid, empty database and many a damaged one for a sound one;
what is refused here stays as it was, byte for byte.
"""

import struct
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import NamedTuple

from smeeting.domain.errors import StorageError
from smeeting.storage.schema import APPLICATION_ID

_MAGIC = b"SQLite format 3\0"
_LENGTH = 100
_RESTORE = "leave it as it is, run `smeeting doctor`, and put a backup in its place"


class Header(NamedTuple):
    """What is of use in the header."""

    page_size: int
    """Bytes."""
    version: int
    """PRAGMA user_version."""
    is_wal: bool
    """Whether another program switched it to a write-ahead log."""


def check_header(path: Path, latest: int) -> Header:
    """The header of a database of ours that may be opened.

    Raises StorageError for anything else: no file, a folder, empty, cut short, not SQLite, another program's,
    or written by a newer version than `latest`.
    """
    shown = path.name
    start, size = _read_start(path)
    if size == 0:
        raise StorageError(f"{shown} is empty, so what it held is lost", _RESTORE)
    if len(start) < _LENGTH or not start.startswith(_MAGIC):
        raise StorageError(f"{shown} is no database, or its beginning is damaged", _RESTORE)
    stored_size, write_version, read_version = struct.unpack_from(">HBB", start, 16)
    (version,) = struct.unpack_from(">i", start, 60)
    (application,) = struct.unpack_from(">I", start, 68)
    page_size = 65536 if stored_size == 1 else stored_size
    if application != APPLICATION_ID:
        raise StorageError(
            f"{shown} is a database of another program",
            "move it away, or name another workspace with -C",
        )
    if version > latest:
        raise StorageError(
            f"{shown} was written by a newer smeeting (version {version}; this one knows {latest})",
            "update smeeting",
        )
    header = Header(page_size, version, 2 in (write_version, read_version))
    _check_size(path, size, header)
    _check_log(path, header)
    return header


def _read_start(path: Path) -> tuple[bytes, int]:
    shown = path.name
    try:
        status = path.stat()
        if S_ISDIR(status.st_mode):
            raise StorageError(f"{shown} is a folder", "move it away, or name another workspace with -C")
        if not S_ISREG(status.st_mode):
            raise StorageError(f"{shown} is no file", "move it away, or name another workspace with -C")
        with path.open("rb") as file:
            return file.read(_LENGTH), status.st_size
    except FileNotFoundError:
        raise StorageError(f"there is no {shown} here yet", "start a meeting with `smeeting run`") from None
    except OSError as error:
        raise StorageError(
            f"{shown} can't be read ({error.strerror})", "see that it is yours to read"
        ) from error


def _check_size(path: Path, size: int, header: Header) -> None:
    # A file that lost whole pages SQLite refuses itself, by the count of pages in the header. With a journal
    # beside it the file may end anywhere: SQLite cuts it back when it rolls back.
    torn = header.page_size < 512 or size % header.page_size
    if torn and not has_content(path, "-journal"):
        raise StorageError(f"{path.name} was cut short or added to", _RESTORE)


def _check_log(path: Path, header: Header) -> None:
    # SQLite would play any log with a valid header into the database, also another database's.
    if not header.is_wal and has_content(path, "-wal"):
        raise StorageError(
            f"{path.name}-wal lies beside {path.name} and is not its own",
            "move it to another folder, then try again",
        )


def has_content(path: Path, suffix: str) -> bool:
    """Whether the file with this suffix lies beside the database and holds something."""
    try:
        return path.with_name(path.name + suffix).stat().st_size > 0
    except OSError:
        return False
