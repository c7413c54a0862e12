"""Connections to a database file: made, looked through, settled."""

import sqlite3
from pathlib import Path

from smeeting.domain.errors import StorageError
from smeeting.domain.text import visible
from smeeting.storage.migrations import is_ours, reference_schema
from smeeting.storage.schema import schema_of

_RESTORE = "leave it as it is, run `smeeting doctor`, and put a backup in its place"

_BEFORE_READING = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
)
"""Said before anything is read from a file that may be damaged or made to do harm."""

_BEFORE_WRITING = (
    "PRAGMA synchronous = EXTRA",
    "PRAGMA locking_mode = NORMAL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA ignore_check_constraints = OFF",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
)
"""Said whatever the defaults are: builds of SQLite differ."""

_QUICK_TO_CHECK = 16_000_000
"""Bytes: what is looked through in some 30 ms."""


def connect(path: Path, wait: float, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection in autocommit mode to a file that exists; `wait` in seconds for locks of others."""
    mode = "ro" if read_only else "rw"
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    conn = sqlite3.connect(uri, uri=True, timeout=wait, isolation_level=None)
    conn.row_factory = sqlite3.Row
    for pragma in _BEFORE_READING:
        conn.execute(pragma)
    return conn


def check_content(conn: sqlite3.Connection, path: Path, version: int) -> None:
    """Raise StorageError for a damaged database, and for one with anything foreign in it.

    A journal that a crash left is rolled back by the first read. The pages of a file above 16 MB, some
    40,000 captures, are looked through by `smeeting doctor` only: it would take longer than the start.
    """
    small = path.stat().st_size <= _QUICK_TO_CHECK
    found = conn.execute("PRAGMA quick_check(1)").fetchone()[0] if small else "ok"
    if found != "ok":
        raise StorageError(f"{path.name} is damaged ({visible(_first_line(found))})", _RESTORE)
    check_schema(conn, path, version)


def check_schema(conn: sqlite3.Connection, path: Path, version: int) -> None:
    """Raise StorageError where a table, trigger, index or view is not one of `version`, or one is missing."""
    (stored,) = conn.execute("PRAGMA user_version").fetchone()
    if stored != version:
        raise StorageError(f"{path.name} changed while it was opened", "try again")
    schema = schema_of(conn)
    if not is_ours(schema, version):
        _refuse_foreign(schema, path, version)


def settle(conn: sqlite3.Connection, wait: float) -> None:
    """Say every setting that a writer depends on; `wait` in seconds for locks of others from now on."""
    for pragma in _BEFORE_WRITING:
        conn.execute(pragma)
    (mode,) = conn.execute("PRAGMA journal_mode = TRUNCATE").fetchone()
    if mode not in ("truncate", "memory"):
        raise StorageError(
            f"the database keeps a log of the kind {mode!r}, and another program holds it",
            "close the other program, then try again",
        )
    conn.execute(f"PRAGMA busy_timeout = {round(wait * 1000):d}")


def _refuse_foreign(schema: dict[tuple[str, str], str], path: Path, version: int) -> None:
    ours = reference_schema(version) if version else {}
    if not ours:
        raise StorageError(f"{path.name} has no tables of ours", _RESTORE)
    # This SQLite may word a table's SQL in its own way, so what it makes itself has the last word.
    for key in sorted(schema.keys() | ours.keys()):
        kind, name = key
        if key not in ours:
            raise StorageError(
                f"{path.name} holds a {kind} {visible(name)!r} that smeeting did not make",
                f"drop the {kind}, or put a backup in its place",
            )
        if schema.get(key) != ours[key]:
            state = "is not as smeeting makes it" if key in schema else "is missing"
            raise StorageError(f"in {path.name} the {kind} {visible(name)!r} {state}", _RESTORE)


def _first_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line and not line.startswith("***")]
    return lines[0] if lines else text
