"""The making of a new database file: whole, or not there at all."""

import os
import secrets
import sqlite3
from pathlib import Path

from smeeting.domain.errors import StorageError
from smeeting.storage.files import locked_folder
from smeeting.storage.migrations import migrate
from smeeting.storage.sqlite_errors import said_plainly


def create_database(path: Path) -> None:
    """Make an empty database of the newest version at `path`, readable by its owner alone.

    It is made under another name and renamed into place, so a program killed in the middle, or a power cut,
    never leaves half of one. Where another program made it first, that one stands.
    """
    making = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    with locked_folder(path.parent):
        if os.path.lexists(path):
            return
        try:
            with said_plainly(path):
                _write_empty(making)
            making.rename(path)
            sync(path.parent)
        except OSError as error:
            raise StorageError(
                f"{path.name} can't be made here ({error.strerror})",
                "see that the folder is there and yours to write",
            ) from error
        finally:
            making.unlink(missing_ok=True)


def make_private_file(path: Path) -> None:
    """Make an empty file that only its owner may read. Raises FileExistsError where there is one."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def copy_into(conn: sqlite3.Connection, path: Path) -> None:
    """Write all of a database, without its free pages, into a new private file, down to the disk."""
    make_private_file(path)
    conn.execute("VACUUM INTO ?", (str(path),))
    sync(path)


def sync(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_empty(path: Path) -> None:
    conn = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(conn)
        # When an empty database was made says nothing, and left out makes equal databases equal files.
        conn.execute("UPDATE _sqlite_migrations SET applied_at = ''")
        copy_into(conn, path)
    finally:
        conn.close()
