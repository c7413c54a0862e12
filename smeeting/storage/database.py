"""The database: one connection, one thread, every setting said, each error said plainly."""

import datetime as dt
import os
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import msgspec

from smeeting.storage import search_index
from smeeting.storage.connections import check_content, connect, settle
from smeeting.storage.file_header import check_header
from smeeting.storage.migrations import LATEST, migrate
from smeeting.storage.schema import Table
from smeeting.storage.sqlite_errors import said_plainly
from smeeting.storage.stored_values import Stored, refuse_unstorable, stored_time

if TYPE_CHECKING:
    from types import TracebackType

    from sqlite_utils.db import Database as SqliteUtils
    from sqlite_utils.db import Table as SqliteTable

_WAIT_S = 0.25
"""How long SQLite itself waits for a lock; `patience` goes on from there."""
_UNDOING = ("ROLLBACK",)
_UNDOING_PART = ("ROLLBACK TO part", "RELEASE part")
_PAUSES_NS = (500_000, 2_000_000)
"""Between two attempts, by chance: short, because whoever sleeps longest loses the lock to others."""


class Change(msgspec.Struct, frozen=True):
    """Something a person did, as the history keeps it."""

    at: dt.datetime
    verb: str
    """A command's id, such as `capture.add`."""
    label: str
    """What to call it when it is taken back, such as `I14 leads came without phones`."""
    via: str
    """The front end and terminal it came through."""
    meeting: str | None = None
    """The name of the meeting it belongs to."""
    undoes: int | None = None
    """The change that this one takes back."""


class Database:
    """An open smeeting.db."""

    def __init__(self, conn: sqlite3.Connection, path: Path, patience: float) -> None:
        self.conn = conn
        self.path = path
        self._patience = patience
        self._is_together = False
        """Whether a transaction is open that each `write` is a part of."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: "TracebackType | None",
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; what was written is on disk already."""
        self.conn.close()

    @cached_property
    def tables(self) -> "SqliteUtils":
        """The same connection seen through sqlite-utils."""
        # Imported here: 130 ms that a command which only reads does not pay.
        import sqlite_utils

        return sqlite_utils.Database(self.conn, recursive_triggers=False, execute_plugins=False, strict=True)

    def data_version(self) -> int:
        """A number that differs once another connection has written."""
        return int(self.value("PRAGMA data_version"))

    # Reading

    def rows(self, sql: str, values: Sequence[Stored] = ()) -> list[sqlite3.Row]:
        """All rows of a query."""
        with self._said_plainly():
            return self._patiently(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[Stored] = ()) -> sqlite3.Row | None:
        """The first row of a query, or None."""
        found = self.rows(sql, values)
        return found[0] if found else None

    def value(self, sql: str, values: Sequence[Stored] = ()) -> Any:
        """The first column of the first row of a query, or None."""
        found = self.row(sql, values)
        return found[0] if found else None

    # Writing

    @contextmanager
    def write(self, change: Change | None) -> Iterator[int]:
        """One transaction: all of it is on disk when the block is left without an error, else nothing.

        Yields the id of the change, under which the triggers keep the rows' history; 0 where `change` is
        None, for what has no history. A change that left none is not kept: nobody could undo it. Raises
        BusyError when another program holds the database longer than this one's patience.
        """
        with self._whole():
            number = self._begin_change(change) if change else 0
            history = self._history_end()
            yield number
            if change is None and self._history_end() != history:
                raise AssertionError("rows with a history were written outside a change")
            if change is not None and self._history_end() == history:
                self.conn.execute("DELETE FROM change WHERE id = ?", (number,))

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make one transaction of all that is written inside: on disk when the block is left, else nothing.

        The disk is waited for once. What a `write` inside raises takes back that write alone, so it may be
        caught, unless it is a StorageError. Raises what `write` raises.
        """
        with self._whole():
            self._is_together = True
            try:
                yield
            finally:
                self._is_together = False

    def insert(self, table: Table, row: Mapping[str, Stored]) -> int:
        """Add a row; its integer key, which says nothing where the table has another kind of key."""
        refuse_unstorable(row)
        # Not by sqlite-utils, which looks at the table before and after: a millisecond for a capture's three.
        columns = ", ".join('"' + name.replace('"', '""') + '"' for name in row)
        places = ", ".join("?" * len(row))
        before = self._entry(table, row.get("id"))
        made = self.conn.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({places})', tuple(row.values()))
        key = made.lastrowid or 0
        self._index(table, key, before)
        return key

    def update(self, table: Table, key: int, values: Mapping[str, Stored]) -> bool:
        """Set columns of the row with this id; False, and nothing written, where they are so already."""
        refuse_unstorable(values)
        row = self._table(table).get(key)
        differing = {column: value for column, value in values.items() if row[column] != value}
        if differing:
            before = self._entry(table, key)
            self._table(table).update(key, differing)
            self._index(table, key, before)
        return bool(differing)

    def delete(self, table: Table, key: int) -> None:
        """Remove the row with this id."""
        before = self._entry(table, key)
        self._table(table).delete(key)
        self._index(table, key, before)

    def _entry(self, table: Table, key: Stored) -> search_index.Entry | None:
        """What the index of words knows of a capture before one of its rows is written."""
        if table not in search_index.SOURCES or not isinstance(key, int):
            return None
        return search_index.entry(self.conn, key)

    def _index(self, table: Table, key: int, before: search_index.Entry | None) -> None:
        if table in search_index.SOURCES:
            search_index.replace(self.conn, key, before)

    def _table(self, name: Table) -> "SqliteTable":
        return self.tables.table(name)

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """A transaction, or inside `together` a part of one; nothing of it is left after an error."""
        is_part = self._is_together
        if is_part:
            self.conn.execute("SAVEPOINT part")
        else:
            self._begin()
        try:
            yield
            if is_part:
                self.conn.execute("RELEASE part")
            else:
                self._commit()
        except BaseException as error:
            self._roll_back(*_UNDOING_PART if is_part else _UNDOING)
            if isinstance(error, (sqlite3.Error, UnicodeError)):
                with self._said_plainly(writing=True):
                    raise
            raise

    def _begin(self) -> None:
        # SQLite's own waiting sleeps longer each time, up to 100 ms: the program that has waited longest
        # would come last, again and again.
        with self._said_plainly(writing=True):
            self.conn.execute("PRAGMA busy_timeout = 0")
            try:
                self._patiently("BEGIN IMMEDIATE")
            finally:
                self.conn.execute(f"PRAGMA busy_timeout = {round(min(self._patience, _WAIT_S) * 1000):d}")

    def _begin_change(self, change: Change) -> int:
        row = {**msgspec.structs.asdict(change), "at": stored_time(change.at)}
        return self.insert("change", row)

    def _history_end(self) -> int:
        return int(self.conn.execute("SELECT coalesce(max(id), 0) FROM row_history").fetchone()[0])

    def _commit(self) -> None:
        self._patiently("COMMIT")

    def _patiently(self, sql: str, values: Sequence[Stored] = ()) -> sqlite3.Cursor:
        """Run a statement, again and again while another program is in the way."""
        until = time.monotonic() + self._patience
        while True:
            try:
                return self.conn.execute(sql, values)
            except sqlite3.OperationalError as error:
                if not _is_busy(error) or time.monotonic() >= until:
                    raise
                _pause()

    def _roll_back(self, *statements: str) -> None:
        # A full disk or a failing one may have ended the transaction already.
        for statement in statements:
            if self.conn.in_transaction:
                with suppress(sqlite3.Error):
                    self.conn.execute(statement)

    def _said_plainly(self, *, writing: bool = False) -> AbstractContextManager[None]:
        return said_plainly(self.path, writing=writing)


def open_database(path: Path, *, create: bool, patience: float = 2.0) -> Database:
    """Open a database of ours, bringing its tables up to date.

    Everything that can be wrong with it is looked for before a byte is written. With `create` a missing one
    is made. `patience` is how many seconds to wait for another program that holds it. Raises StorageError
    or BusyError.
    """
    if create and not os.path.lexists(path):
        # Imported here, as the backups below: most starts need neither.
        from smeeting.storage.creation import create_database

        create_database(path)
    header = check_header(path, LATEST)
    with said_plainly(path):
        conn = connect(path, patience)
        try:
            check_content(conn, path, header.version)
            # Settled before the tables change: a migration is to outlive a power cut like any write.
            settle(conn, min(patience, _WAIT_S))
            if header.version < LATEST:
                _bring_up_to_date(conn, path, header.version)
        except BaseException:
            conn.close()
            raise
    return Database(conn, path, patience)


def unmade_database(path: Path) -> Database:
    """An empty database in memory, which stands for the one at `path` until something is written."""
    conn = sqlite3.connect(":memory:", isolation_level=None)
    conn.row_factory = sqlite3.Row
    migrate(conn)
    return Database(conn, path, 0)


def _bring_up_to_date(conn: sqlite3.Connection, path: Path, version: int) -> None:
    from smeeting.storage.backups import free_name, make_backup

    make_backup(path, free_name(path, version))
    migrate(conn)
    check_content(conn, path, LATEST)


def _pause() -> None:
    shortest, longest = _PAUSES_NS
    # The clock's last digits are chance enough, and cost no import.
    time.sleep((shortest + time.perf_counter_ns() % (longest - shortest)) / 1e9)


def _is_busy(error: sqlite3.OperationalError) -> bool:
    # The module's own errors, such as text that is not UTF-8, carry no code.
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
