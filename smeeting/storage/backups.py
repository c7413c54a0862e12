"""Backups: whole copies that are proved, not hoped, to open."""

import contextlib
import itertools
import os
import sqlite3
import tempfile
from pathlib import Path

from smeeting.domain.errors import StorageError
from smeeting.storage.connections import check_content, connect
from smeeting.storage.creation import copy_into, sync
from smeeting.storage.file_header import check_header
from smeeting.storage.migrations import LATEST
from smeeting.storage.schema import TABLES
from smeeting.storage.sqlite_errors import said_plainly

_WAIT_S = 2.0


def make_backup(path: Path, target: Path) -> None:
    """Copy the database at `path` to the new file `target`, readable by its owner alone.

    A plain copy of the file could miss what lies in a journal; this one can't. Raises StorageError, also
    where `target` exists: a backup never overwrites.
    """
    try:
        with said_plainly(path), contextlib.closing(connect(path, _WAIT_S, read_only=True)) as conn:
            copy_into(conn, target)
        sync(target.parent)
    except FileExistsError:
        raise StorageError(f"{target.name} is there already", "name another file") from None
    except BaseException as error:
        target.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise StorageError(
                f"{target.name} can't be made ({error.strerror})", "see that its folder is yours to write"
            ) from error
        raise


def free_name(path: Path, version: int) -> Path:
    """A name beside the database for its backup before it leaves `version`, of no file that is there."""
    first = path.with_name(f"{path.name}.backup-v{version}")
    names = itertools.chain([first], (first.with_name(f"{first.name}-{n}") for n in itertools.count(2)))
    return next(name for name in names if not os.path.lexists(name))


def prove_restorable(path: Path, folder: Path) -> dict[str, int]:
    """Back up the database into `folder`, open the backup as a database, compare all rows, remove it.

    Returns the number of rows by table. Raises StorageError where the backup is not the same.
    """
    # Before SQLite touches it: even to read a file with a log it would make another file beside it.
    check_header(path, LATEST)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".smeeting-backup-") as scratch:
        backup = Path(scratch) / path.name
        make_backup(path, backup)
        header = check_header(backup, LATEST)
        with said_plainly(backup), contextlib.closing(connect(backup, _WAIT_S, read_only=True)) as copy:
            check_content(copy, backup, header.version)
            found = _count(copy)
        with said_plainly(path), contextlib.closing(connect(path, _WAIT_S, read_only=True)) as conn:
            expected = _count(conn)
    if found != expected:
        raise StorageError(
            "the backup does not hold what the database holds", "try again with nothing running"
        )
    return found


def _count(conn: sqlite3.Connection) -> dict[str, int]:
    names = {name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return {
        table: int(conn.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])
        for table in TABLES
        if table in names
    }
