"""The history of rows, kept by triggers: what each change did, and how to take it back."""

import datetime as dt
import json
import sqlite3
from collections.abc import Collection
from typing import Any, NamedTuple

import msgspec

from smeeting.domain.errors import BadMoveError, NotFoundError
from smeeting.domain.text import shortened
from smeeting.storage.conditions import where
from smeeting.storage.database import Change, Database
from smeeting.storage.schema import AUDITED, Table, row_as_json
from smeeting.storage.stored_values import (
    Stored,
    read_as,
    stored_json,
    stored_list_or_none,
    stored_time,
    unreadable,
)

Row = dict[str, Any]
"""A row's columns by name."""


class Entry(msgspec.Struct, frozen=True):
    """One change in the history."""

    id: int
    change: Change
    rows: int
    """How many rows it changed with a trace; 0 where an anonymous issue left none."""


class RowChange(msgspec.Struct, frozen=True):
    """What one change did to one row."""

    entry: Entry
    before: Row | None
    """None where the change added the row."""
    after: Row | None
    """None where the change removed the row."""


class RowStep(NamedTuple):
    """One row that a change touched."""

    table: str
    key: int
    before: Row | None
    after: Row | None


_ENTRY = """
SELECT change.id, at, verb, label, via, meeting, undoes,
  (SELECT count(*) FROM row_history WHERE change_id = change.id) AS rows
FROM change
"""
_PAST_ALL = 2**62
"""More than any number of a change."""


def changes(db: Database, limit: int = 200, offset: int = 0) -> tuple[Entry, ...]:
    """What was changed, newest first."""
    return tuple(map(_entry, db.rows(f"{_ENTRY} ORDER BY id DESC LIMIT ? OFFSET ?", (limit, offset))))


def last_change(
    db: Database, *, via: str | None = None, meeting: str | None = None, besides: Collection[str] = ()
) -> Entry | None:
    """The last change that stands, neither taken back nor itself a taking back.

    Of one front end and of one meeting where they are given; verbs in `besides`, and the verbs of nouns in
    it, are passed over.
    """
    passed_over = stored_list_or_none(besides)
    return _newest_standing(
        db,
        ("undoes IS NULL AND id < ?", _PAST_ALL),
        ("via = ?", via),
        ("meeting = ?", meeting),
        ("verb NOT IN (SELECT value FROM json_each(?))", passed_over),
        ("substr(verb, 1, instr(verb, '.') - 1) NOT IN (SELECT value FROM json_each(?))", passed_over),
    )


def last_undo(db: Database, *, via: str | None = None, meeting: str | None = None) -> Entry | None:
    """The last taking back that stands: what a redo takes back."""
    return _newest_standing(
        db,
        ("undoes IN (SELECT id FROM change WHERE undoes IS NULL) AND id < ?", _PAST_ALL),
        ("via = ?", via),
        ("meeting = ?", meeting),
    )


def done_since(
    db: Database,
    change_id: int,
    *,
    via: str | None = None,
    meeting: str | None = None,
    besides: Collection[str] = (),
) -> Entry | None:
    """The first thing that was done anew after a change, whether it stands or not; filtered as `last_change`.

    Taking back and doing again are nothing new.
    """
    clause, values = where(
        ("undoes IS NULL AND id > ?", change_id),
        ("via = ?", via),
        ("meeting = ?", meeting),
        (
            "substr(verb, 1, instr(verb, '.') - 1) NOT IN (SELECT value FROM json_each(?))",
            stored_list_or_none(besides),
        ),
    )
    row = db.row(f"{_ENTRY} {clause} ORDER BY id LIMIT 1", values)
    return None if row is None else _entry(row)


def is_undone(db: Database, change_id: int, *, before: int = _PAST_ALL) -> bool:
    """Whether a change was taken back, and its taking back was not; by changes with ids below `before`."""
    undo = db.value("SELECT max(id) FROM change WHERE undoes = ? AND id < ?", (change_id, before))
    return undo is not None and not is_undone(db, undo, before=before)


def change_that_made(db: Database, table: Table, row_id: int) -> int | None:
    """The change that added a row, or added it again."""
    found = db.value(
        "SELECT max(change_id) FROM row_history JOIN change ON change.id = change_id"
        " WHERE tbl = ? AND row_id = ? AND before IS NULL AND undoes IS NULL",
        (table, row_id),
    )
    return None if found is None else int(found)


def row_history(db: Database, table: Table, row_id: int) -> tuple[RowChange, ...]:
    """Everything that happened to one row, oldest first."""
    found = db.rows(
        "SELECT change_id, before, after FROM row_history WHERE tbl = ? AND row_id = ? ORDER BY id",
        (table, row_id),
    )
    return tuple(
        RowChange(_get(db, row["change_id"]), _columns(row["before"]), _columns(row["after"]))
        for row in found
    )


def last_removal(db: Database, table: Table, row_id: int) -> RowChange | None:
    """The last change that removed a row and stands; None where none does."""
    found = db.rows(
        "SELECT change_id, before FROM row_history JOIN change ON change.id = change_id"
        " WHERE tbl = ? AND row_id = ? AND after IS NULL AND undoes IS NULL ORDER BY row_history.id DESC",
        (table, row_id),
    )
    for row in found:
        if not is_undone(db, row["change_id"]):
            return RowChange(_get(db, row["change_id"]), _columns(row["before"]), None)
    return None


def rows_of_change(db: Database, change_id: int) -> tuple[RowStep, ...]:
    """Every row that a change touched, in the order it did."""
    found = db.rows(
        "SELECT tbl, row_id, before, after FROM row_history WHERE change_id = ? ORDER BY id", (change_id,)
    )
    return tuple(map(row_step, found))


def row_step(row: sqlite3.Row) -> RowStep:
    """One row of the history."""
    return RowStep(row["tbl"], row["row_id"], _columns(row["before"]), _columns(row["after"]))


def entry_of(db: Database, change_id: int) -> Entry:
    """The change of this number. Raises NotFoundError."""
    return _get(db, change_id)


def rows_before(
    db: Database, table: Table, until: dt.datetime, among: Collection[int] | None = None
) -> dict[int, Row | None]:
    """The rows of a table that were changed after a time, by key, as they were at it; None for new ones.

    Only those with the keys in `among`, where it is given.
    """
    clause, values = where(
        ("tbl = ?", table),
        ("row_id IN (SELECT value FROM json_each(?))", None if among is None else stored_json(sorted(among))),
        ("at > ?", stored_time(until)),
    )
    found = db.rows(
        f"SELECT row_id, before FROM row_history JOIN change ON change.id = change_id {clause}"
        " ORDER BY row_history.id",
        values,
    )
    then: dict[int, Row | None] = {}
    for row in found:
        then.setdefault(row["row_id"], _columns(row["before"]))
    return then


def former_values(db: Database, table: Table, column: str) -> list[tuple[int, Any]]:
    """The keys of rows that were changed, each with what one of their columns held before; the last first."""
    found = db.rows(
        "SELECT row_id, before FROM row_history WHERE tbl = ? AND before IS NOT NULL ORDER BY id DESC",
        (table,),
    )
    return [(row["row_id"], (_columns(row["before"]) or {}).get(column)) for row in found]


def rows_before_undoing(db: Database, table: Table, until: dt.datetime) -> dict[int, Row | None]:
    """Like `rows_before`, of those rows alone that were taken back after the time, or back again: few."""
    found = db.rows(
        "SELECT row_id, before FROM row_history JOIN change ON change.id = change_id"
        " WHERE undoes IS NOT NULL AND at > ? AND tbl = ? ORDER BY row_history.id",
        (stored_time(until), table),
    )
    then: dict[int, Row | None] = {}
    for row in found:
        then.setdefault(row["row_id"], _columns(row["before"]))
    return then


def undo_change(
    db: Database, change_id: int, *, at: dt.datetime, via: str, meeting: str | None = None
) -> int:
    """Put every row that a change touched back as it was, as a new change; the id of that.

    Taking back a taking back does the change again. Raises NotFoundError for no such change, BadMoveError
    where it was taken back before, where it left no trace, and where a row was changed since.
    """
    entry = _get(db, change_id)
    undo = Change(
        at, _undo_verb(entry.change), entry.change.label, via, meeting or entry.change.meeting, change_id
    )
    with db.write(undo) as number:
        # Looked at under the lock, so that nobody changes the rows in between.
        label = shortened(entry.change.label, 60)
        if is_undone(db, change_id, before=number):
            raise BadMoveError(f"“{label}” was taken back already", "undo takes back what stands")
        steps = db.rows(
            "SELECT tbl, row_id, before, after FROM row_history WHERE change_id = ? ORDER BY id DESC",
            (change_id,),
        )
        if not steps:
            raise BadMoveError(f"“{label}” left no trace, so it can't be taken back", "put it right by hand")
        for step in steps:
            _take_back(db, entry, step)
    return number


def _newest_standing(db: Database, bound: tuple[str, int], *others: tuple[str, Stored]) -> Entry | None:
    """The newest change that fits and was not taken back; `bound` is the condition on its number."""
    sql, below = bound
    while True:
        clause, values = where((sql, below), *others)
        row = db.row(f"{_ENTRY} {clause} ORDER BY id DESC LIMIT 1", values)
        if row is None:
            return None
        if not is_undone(db, row["id"]):
            return _entry(row)
        below = row["id"]


def _take_back(db: Database, entry: Entry, step: sqlite3.Row) -> None:
    table: Table = step["tbl"]
    if table not in AUDITED:
        raise unreadable(f"the history names a table {table!r}")
    key, before, after = step["row_id"], _columns(step["before"]), _columns(step["after"])
    if not _is_as(_live_row(db, table, key), after):
        raise _changed_since(db, entry, table, key)
    try:
        if before is None:
            if table == "issue":
                # Nobody did this one: closing the meeting did. It goes with what it was about.
                db.conn.execute("DELETE FROM issue_move WHERE issue_id = ? AND verb = 'carried'", (key,))
            db.delete(table, key)
        elif after is None:
            db.insert(table, before)
        else:
            db.update(table, key, before)
    except sqlite3.IntegrityError as error:
        raise BadMoveError(
            f"“{shortened(entry.change.label, 60)}” can't be taken back: something later depends on it",
            "take that back first",
        ) from error


def _live_row(db: Database, table: Table, key: int) -> Row | None:
    text = db.value(f'SELECT {row_as_json(db.conn, table, table)} FROM "{table}" WHERE id = ?', (key,))
    return _columns(text)


def _is_as(live: Row | None, recorded: Row | None) -> bool:
    # A column that a later version added is in the live row alone, and says nothing here.
    if live is None or recorded is None:
        return live is recorded
    return all(live.get(name) == value for name, value in recorded.items())


def _changed_since(db: Database, entry: Entry, table: Table, key: int) -> BadMoveError:
    later = db.value(
        "SELECT max(change_id) FROM row_history WHERE tbl = ? AND row_id = ? AND change_id > ?",
        (table, key, entry.id),
    )
    label = shortened(entry.change.label, 60)
    if later is None:
        return BadMoveError(f"“{label}” can't be taken back: it was changed since", "put it right by hand")
    return BadMoveError(
        f"“{label}” can't be taken back: “{shortened(_get(db, later).change.label, 60)}” came after it",
        "take that back first",
    )


def _undo_verb(change: Change) -> str:
    return "change.undo" if change.undoes is None or change.verb == "change.redo" else "change.redo"


def _get(db: Database, change_id: int) -> Entry:
    row = db.row(f"{_ENTRY} WHERE id = ?", (change_id,))
    if row is None:
        raise NotFoundError(f"there is no change {change_id}", "nothing was taken back")
    return _entry(row)


def _entry(row: sqlite3.Row) -> Entry:
    columns = {name: row[name] for name in Change.__struct_fields__}
    return Entry(row["id"], read_as(Change, columns), row["rows"])


def _columns(text: str | None) -> Row | None:
    if text is None:
        return None
    try:
        columns = json.loads(text, strict=False)
    except ValueError as error:
        raise unreadable(str(error)) from error
    if not isinstance(columns, dict):
        raise unreadable("the history of a row is no row")
    return columns
