"""A thorough look at a database, for `smeeting doctor`: what is wrong with it, all at once."""

import contextlib
import sqlite3
from pathlib import Path
from stat import S_IMODE
from typing import Literal

import msgspec

from smeeting.domain.errors import SmeetingError
from smeeting.domain.text import visible
from smeeting.storage.connections import check_schema, connect
from smeeting.storage.file_header import check_header, has_content
from smeeting.storage.migrations import LATEST
from smeeting.storage.schema import AUDITED
from smeeting.storage.sqlite_errors import said_plainly

_WAIT_S = 2.0
_MOST = 20
"""Faults of one kind that are worth reading."""
_RESTORE = "put a backup in its place"


class Finding(msgspec.Struct, frozen=True):
    """Something about the database that is not as it should be."""

    message: str
    fix: str
    level: Literal["error", "warning"] = "error"


def examine(path: Path) -> tuple[Finding, ...]:
    """Everything that is wrong with the database at `path`; nothing is changed."""
    beside = (*_modes(path), *_leftovers(path))
    try:
        header = check_header(path, LATEST)
        with said_plainly(path), contextlib.closing(connect(path, _WAIT_S, read_only=True)) as conn:
            return (*beside, *_content(conn, path, header.version))
    except SmeetingError as error:
        return (*beside, Finding(error.message, error.hint))


def _modes(path: Path) -> tuple[Finding, ...]:
    """The database and its backups, where others on this machine may read them."""
    found = []
    with contextlib.suppress(OSError):
        for file in (path, *sorted(path.parent.glob(f"{path.name}.backup*"))):
            mode = S_IMODE(file.stat().st_mode)
            if mode & 0o077:
                found.append(
                    Finding(
                        f"others on this machine may read {file.name} (its mode is {mode:04o})",
                        f"`chmod 600 {file.name}`, unless you chose so: smeeting leaves it as it is",
                        "warning",
                    )
                )
    return tuple(found)


def _leftovers(path: Path) -> tuple[Finding, ...]:
    found = []
    if has_content(path, "-journal"):
        found.append(
            Finding(
                f"{path.name}-journal holds a change that was cut off, or one that is being written",
                "leave it there: the next start takes that change back",
                "warning",
            )
        )
    with contextlib.suppress(OSError):
        found += [
            Finding(f"{left.name} was left by a start that was cut off", "remove it", "warning")
            for left in sorted(path.parent.glob(f".{path.name}.*.new*"))
        ]
    return tuple(found)


def _content(conn: sqlite3.Connection, path: Path, version: int) -> tuple[Finding, ...]:
    damage = [row[0] for row in conn.execute(f"PRAGMA integrity_check({_MOST})")]
    if damage != ["ok"]:
        # Nothing else that is read from a damaged file can be believed.
        return tuple(Finding(f"{path.name} is damaged ({visible(text)})", _RESTORE) for text in damage)
    found = []
    try:
        check_schema(conn, path, version)
    except SmeetingError as error:
        found.append(Finding(error.message, error.hint))
    orphans = conn.execute("PRAGMA foreign_key_check").fetchmany(_MOST)
    found += [
        Finding(f"row {row_id} of {table} belongs to a row of {parent} that is gone", _RESTORE)
        for table, row_id, parent, _ in orphans
    ]
    found += _not_text(conn)
    if version < LATEST:
        found.append(
            Finding(
                f"{path.name} is of version {version}, this program's is {LATEST}",
                "the next start brings it up to date, after a backup",
                "warning",
            )
        )
    return tuple(found)


def _not_text(conn: sqlite3.Connection) -> list[Finding]:
    """Tables of people's words in which SQLite keeps bytes that are no UTF-8."""
    found = []
    names = {name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for table in (*AUDITED, "anonymous_issue", "setting", "change", "row_history"):
        if table in names:
            try:
                for _ in conn.execute(f'SELECT * FROM "{table}"'):
                    pass
            except (sqlite3.OperationalError, UnicodeDecodeError) as error:
                if "UTF-8" not in str(error) and not isinstance(error, UnicodeDecodeError):
                    raise
                found.append(Finding(f"the table {table} holds text that is not UTF-8", _RESTORE))
    return found
