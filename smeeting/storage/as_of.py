"""Rows as they stood at a moment, told by the row history: what comes later must not change minutes."""

import datetime as dt
from collections import Counter
from collections.abc import Collection
from typing import Any

from smeeting.domain.issue_moves import IssueMove
from smeeting.domain.record_links import RecordLink
from smeeting.storage import history
from smeeting.storage.database import Database
from smeeting.storage.history import Row
from smeeting.storage.schema import Table
from smeeting.storage.stored_values import read_as, stored_json, stored_time

_DATED: tuple[Table, ...] = ("issue_move", "me_too")
"""Tables whose rows say when they were added, and that nothing but a taking back removes."""


def changed_later(db: Database, table: Table, until: dt.datetime) -> dict[int, Row | None]:
    """The rows that were added, changed or removed after `until`, as they were then; None for those added.

    Of tables whose rows are dated only those that were taken back, or back again, which are few.
    """
    if table not in _DATED:
        return history.rows_before(db, table, until)
    return history.rows_before_undoing(db, table, until)


def moves_of(db: Database, numbers: Collection[int], until: dt.datetime | None) -> tuple[IssueMove, ...]:
    """What was done with issues, oldest first; with `until`, as it was known then."""
    return _moves(db, _rows(db, "issue_move", "issue_id", numbers, until))


def moves_in(db: Database, meeting: str, until: dt.datetime) -> tuple[IssueMove, ...]:
    """What was done with issues in a meeting, oldest first, as it was known then."""
    key = db.value("SELECT id FROM meeting WHERE name = ?", (meeting,))
    return _moves(db, _rows(db, "issue_move", "meeting_id", {key} - {None}, until))


def _moves(db: Database, rows: list[Row]) -> tuple[IssueMove, ...]:
    keys = sorted({row["meeting_id"] for row in rows if row["meeting_id"] is not None})
    found = db.rows(
        "SELECT id, name FROM meeting WHERE id IN (SELECT value FROM json_each(?))", (stored_json(keys),)
    )
    names = {row["id"]: row["name"] for row in found}
    return tuple(
        read_as(
            IssueMove,
            {
                **{name: row[name] for name in ("verb", "who", "text", "at")},
                "issue": row["issue_id"],
                "meeting": names.get(row["meeting_id"]),
            },
        )
        for row in rows
    )


def me_too_of(db: Database, numbers: Collection[int], until: dt.datetime) -> dict[int, Counter[str]]:
    """How often each side had said me too of each of these issues by then."""
    said: dict[int, Counter[str]] = {}
    for row in _rows(db, "me_too", "issue_id", numbers, until):
        said.setdefault(row["issue_id"], Counter())[row["side"]] += 1
    return said


def links_of(db: Database, numbers: Collection[int], until: dt.datetime) -> dict[int, list[RecordLink]]:
    """What records were linked to by then, by their number."""
    found: dict[int, list[RecordLink]] = {}
    for row in _rows(db, "record_link", "capture_id", numbers, until):
        link = read_as(RecordLink, {"kind": row["kind"], "target": row["target"]})
        found.setdefault(row["capture_id"], []).append(link)
    return found


def links_to(db: Database, numbers: Collection[int], until: dt.datetime) -> dict[int, list[int]]:
    """The numbers of the records that were linked to these by then, by their number."""
    found: dict[int, list[int]] = {}
    for row in _rows(db, "record_link", "target", [str(number) for number in numbers], until):
        if row["kind"] == "record":
            found.setdefault(int(row["target"]), []).append(row["capture_id"])
    return found


def sides(db: Database, until: dt.datetime | None) -> dict[str, str | None]:
    """Each person's side by name, also a former one; with `until`, as it was known then."""
    later = {} if until is None else changed_later(db, "person", until)
    rows = [dict(row) for row in db.rows("SELECT id, name, side FROM person")]
    rows = [row for row in rows if row["id"] not in later] + [row for row in later.values() if row]
    sides = {row["name"]: row["side"] for row in rows}
    # What somebody promised under a former name stays theirs, unless somebody else is called so by now.
    now = {row["id"]: row["side"] for row in rows}
    for key, former in history.former_values(db, "person", "name"):
        if key in now:
            sides.setdefault(former, now[key])
    return sides


def _rows(
    db: Database, table: Table, column: str, values: Collection[Any], until: dt.datetime | None
) -> list[Row]:
    """The rows of a table whose `column` has one of the values, in the order they were added."""
    if not values:
        return []
    sql = f'SELECT * FROM "{table}" WHERE "{column}" IN (SELECT value FROM json_each(?)) ORDER BY id'
    rows = [dict(row) for row in db.rows(sql, (stored_json(sorted(values)),))]
    if until is None:
        return rows
    if table in _DATED:
        rows = [row for row in rows if row["at"] <= stored_time(until)]
    later = changed_later(db, table, until)
    then = [row for row in later.values() if row is not None and row[column] in values]
    return sorted([row for row in rows if row["id"] not in later] + then, key=lambda row: int(row["id"]))
