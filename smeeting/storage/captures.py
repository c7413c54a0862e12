"""Captures: everything that was recorded. Their numbers are given here, and never given twice."""

import datetime as dt
import sqlite3
from collections.abc import Collection, Sequence

import msgspec

from smeeting.domain.captures import Capture, CaptureKind
from smeeting.domain.errors import NotFoundError
from smeeting.storage.conditions import where
from smeeting.storage.database import Database
from smeeting.storage.meetings import meeting_key_or_none
from smeeting.storage.stored_values import (
    Stored,
    read_as,
    stored_json,
    stored_list_or_none,
    stored_time_or_none,
)

CAPTURE_COLUMNS = (
    "capture.id AS number, kind, text, side, meeting.name AS meeting, item, at, after_room, term_id"
)
CAPTURE_JOIN = "capture LEFT JOIN meeting ON meeting.id = capture.meeting_id"
_SELECT = f"SELECT {CAPTURE_COLUMNS} FROM {CAPTURE_JOIN}"


def add(db: Database, capture: Capture) -> Capture:
    """Record a capture; its number is given here, whatever it carries.

    Only an anonymous issue has no time, and only `anonymous.open_all` adds those.
    """
    if capture.at is None:
        raise ValueError("a capture without a time would leave no history")
    return add_row(db, capture)


def add_row(db: Database, capture: Capture) -> Capture:
    """Like `add`, for anonymous issues too."""
    number = db.insert("capture", _columns(db, capture))
    return msgspec.structs.replace(capture, number=number)


def save(db: Database, capture: Capture) -> bool:
    """Write what changed of a capture; False where nothing did. Raises NotFoundError."""
    get(db, capture.number)
    return db.update("capture", capture.number, _columns(db, capture))


def delete(db: Database, number: int) -> None:
    """Remove a capture with what became of it. Raises NotFoundError."""
    get(db, number)
    if db.value("SELECT 1 FROM action WHERE id = ?", (number,)):
        db.delete("action", number)
    if db.value("SELECT 1 FROM issue WHERE id = ?", (number,)):
        db.delete("issue", number)
    db.delete("capture", number)


def get(db: Database, number: int) -> Capture:
    """The capture of this number. Raises NotFoundError."""
    found = find(db, number)
    if found is None:
        raise unknown_number(number)
    return found


def find(db: Database, number: int) -> Capture | None:
    """The capture of this number; None where nothing has it, or it was taken back."""
    row = db.row(f"{_SELECT} WHERE capture.id = ?", (number,))
    return capture_from(row) if row else None


def by_numbers(db: Database, numbers: Sequence[int]) -> tuple[Capture, ...]:
    """Those of the captures with these numbers that are there, in any order."""
    sql = f"{_SELECT} WHERE capture.id IN (SELECT value FROM json_each(?))"
    return tuple(map(capture_from, db.rows(sql, (stored_json(numbers),))))


def of_item(db: Database, meeting: str, item: int) -> tuple[Capture, ...]:
    """What was recorded in one item of a meeting, oldest first."""
    rows = db.rows(f"{_SELECT} WHERE meeting.name = ? AND item = ? ORDER BY capture.id", (meeting, item))
    return tuple(map(capture_from, rows))


def of_meeting(db: Database, meeting: str, kinds: Sequence[CaptureKind] = ()) -> tuple[Capture, ...]:
    """What was recorded in a meeting, of some kinds or of all, oldest first."""
    clause, values = where(
        ("meeting.name = ?", meeting),
        ("kind IN (SELECT value FROM json_each(?))", stored_list_or_none(kinds)),
    )
    rows = db.rows(f"{_SELECT} {clause} ORDER BY capture.id", values)
    return tuple(map(capture_from, rows))


def of_numbers(db: Database, numbers: Collection[int]) -> tuple[Capture, ...]:
    """Those of these records that there are, by number."""
    rows = db.rows(
        f"{_SELECT} WHERE capture.id IN (SELECT value FROM json_each(?)) ORDER BY capture.id",
        (stored_json(sorted(numbers)),),
    )
    return tuple(map(capture_from, rows))


def from_before(db: Database, started: dt.datetime | None, numbers: Collection[int]) -> tuple[Capture, ...]:
    """Those of these records from before a time, by the start of their meeting or else their own."""
    rows = db.rows(
        f"{_SELECT} WHERE capture.id IN (SELECT value FROM json_each(?))"
        " AND coalesce(meeting.started_at, at) < ? ORDER BY capture.id",
        (stored_json(sorted(numbers)), stored_time_or_none(started)),
    )
    return tuple(map(capture_from, rows))


def newest(
    db: Database, kinds: Sequence[CaptureKind] = (), limit: int = 200, offset: int = 0
) -> tuple[Capture, ...]:
    """What was recorded last, in any meeting or between them, newest first."""
    # One kind has an index in this order. For several, the plus makes SQLite walk the captures from the last
    # one back, where it would otherwise collect and sort all of these kinds.
    sql = "kind = ?" if len(kinds) == 1 else "+kind IN (SELECT value FROM json_each(?))"
    value = next(iter(kinds)) if len(kinds) == 1 else stored_list_or_none(kinds)
    clause, values = where((sql, value))
    rows = db.rows(f"{_SELECT} {clause} ORDER BY capture.id DESC LIMIT ? OFFSET ?", (*values, limit, offset))
    return tuple(map(capture_from, rows))


def last_of(db: Database, meeting: str | None) -> Capture | None:
    """The last capture of a meeting, or of the time between meetings; anonymous issues have no last."""
    row = db.row(
        f"{_SELECT} WHERE capture.meeting_id IS ? AND at IS NOT NULL ORDER BY capture.id DESC LIMIT 1",
        (meeting_key_or_none(db, meeting),),
    )
    return capture_from(row) if row else None


def disputes_of(db: Database, term_id: str) -> tuple[Capture, ...]:
    """The disputes of a term that stand in the records of the latest meeting, oldest first."""
    rows = db.rows(
        f"{_SELECT} WHERE kind = 'dispute' AND term_id = ?"
        " AND capture.meeting_id = (SELECT id FROM meeting ORDER BY started_at DESC, id DESC LIMIT 1)"
        " ORDER BY capture.id",
        (term_id,),
    )
    return tuple(map(capture_from, rows))


def capture_from(row: sqlite3.Row) -> Capture:
    """The capture in the columns of CAPTURE_COLUMNS."""
    columns = {name: row[name] for name in Capture.__struct_fields__}
    return read_as(Capture, {**columns, "after_room": bool(row["after_room"])})


def unknown_number(number: int) -> NotFoundError:
    """The error for a number that nothing has."""
    return NotFoundError(
        f"nothing has the number {number}", "ids look like I14; `smeeting issue list` shows some"
    )


def _columns(db: Database, capture: Capture) -> dict[str, Stored]:
    return {
        "kind": capture.kind,
        "text": capture.text,
        "side": capture.side,
        "meeting_id": meeting_key_or_none(db, capture.meeting),
        "item": capture.item,
        "at": stored_time_or_none(capture.at),
        "after_room": int(capture.after_room),
        "term_id": capture.term_id,
    }
