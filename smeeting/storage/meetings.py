"""Meetings: what happened in one is in `meeting`, with a history; its running time in `clock`, without."""

import datetime as dt
import sqlite3
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from smeeting.domain.agenda import Team
from smeeting.domain.errors import BadMoveError, NotFoundError, StorageError
from smeeting.domain.instants import Instant
from smeeting.domain.meeting import ItemRun, Meeting
from smeeting.domain.people import Attendee, Person, Presence, Rating
from smeeting.domain.text import visible
from smeeting.domain.verdicts import Review
from smeeting.storage.database import Database
from smeeting.storage.people import ensure, person_key
from smeeting.storage.stored_values import (
    Stored,
    read_as,
    read_json,
    stored_date_or_none,
    stored_json,
    stored_time,
    stored_time_or_none,
    unreadable,
)

_SELECT = """
SELECT meeting.*, mark_at, mark_awake_ms, mark_up_ms, mark_boot, used_ms,
  coalesce(paused_ms, 0) AS paused_ms, coalesce(slept_ms, 0) AS slept_ms,
  coalesce(speaking, '') AS speaking, coalesce(talk_ms, '{}') AS talk_ms
FROM meeting LEFT JOIN clock ON clock.meeting_id = meeting.id
"""

_SAVE_CLOCK = """
INSERT INTO clock
  (meeting_id, mark_at, mark_awake_ms, mark_up_ms, mark_boot, used_ms, paused_ms, slept_ms, speaking, talk_ms)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (meeting_id) DO UPDATE SET
  mark_at = excluded.mark_at, mark_awake_ms = excluded.mark_awake_ms, mark_up_ms = excluded.mark_up_ms,
  mark_boot = excluded.mark_boot, used_ms = excluded.used_ms, paused_ms = excluded.paused_ms,
  slept_ms = excluded.slept_ms, speaking = excluded.speaking, talk_ms = excluded.talk_ms
"""


class _Item(msgspec.Struct, frozen=True, omit_defaults=True):
    """An item as stored: without its used time, which is the clock's."""

    kind: str
    title: str
    planned_s: int
    extensions: int = 0
    show: str | tuple[str, ...] | None = None
    review: Review | None = None


def insert(db: Database, meeting: Meeting) -> None:
    """Add a meeting. Raises BadMoveError where its name is taken, or where it is live and another one is."""
    _refuse_second_live(db, meeting)
    if is_taken(db, meeting.name):
        raise BadMoveError(f"there is a meeting {meeting.name} already", "give this one another name")
    db.insert("meeting", {"name": meeting.name, **_columns(meeting)})
    save_clock(db, meeting)


def save(db: Database, meeting: Meeting) -> None:
    """Write what changed of a meeting, its running time aside.

    Raises NotFoundError for an unknown one, BadMoveError where it goes live and another one is.
    """
    _refuse_second_live(db, meeting)
    db.update("meeting", meeting_key(db, meeting.name), _columns(meeting))


def save_clock(db: Database, meeting: Meeting) -> None:
    """Write a meeting's running time: one small row without history. Raises NotFoundError."""
    mark = meeting.mark
    db.conn.execute(
        _SAVE_CLOCK,
        (
            meeting_key(db, meeting.name),
            stored_time(mark.at) if mark else None,
            mark.awake_ms if mark else None,
            mark.up_ms if mark else None,
            mark.boot if mark else None,
            stored_json([item.used_ms for item in meeting.items]),
            meeting.paused_ms,
            meeting.slept_ms,
            meeting.speaking,
            stored_json(meeting.talk_ms),
        ),
    )


def load(db: Database, name: str) -> Meeting:
    """The meeting of this name. Raises NotFoundError."""
    row = db.row(f"{_SELECT} WHERE name = ?", (name,))
    if row is None:
        raise _unknown(name)
    return _meeting(row)


def load_live(db: Database) -> Meeting | None:
    """The meeting that is running or paused."""
    row = db.row(f"{_SELECT} WHERE state IN ('running', 'paused')")
    return _meeting(row) if row else None


def load_newest(db: Database, agenda: str | None = None) -> Meeting | None:
    """The meeting that was started last, of one agenda or of any; it may still be live."""
    row = db.row(
        f"{_SELECT} WHERE started_at IS NOT NULL AND agenda = coalesce(?, agenda)"
        " ORDER BY started_at DESC, id DESC LIMIT 1",
        (agenda,),
    )
    return _meeting(row) if row else None


def list_past(db: Database, limit: int = 200, offset: int = 0) -> tuple[Meeting, ...]:
    """The meetings that are over, newest first."""
    rows = db.rows(
        f"{_SELECT} WHERE state IN ('closed', 'final') ORDER BY held_on DESC, id DESC LIMIT ? OFFSET ?",
        (limit, offset),
    )
    return tuple(map(_meeting, rows))


def talk_before(db: Database, meeting: Meeting, limit: int) -> tuple[tuple[dt.date, dict[str, int]], ...]:
    """Who spoke for how long in meetings of the same agenda before this one: the day, and ms by side.

    The last `limit` of those in which that was said, oldest first.
    """
    rows = db.rows(
        "SELECT held_on, talk_ms FROM meeting JOIN clock ON clock.meeting_id = meeting.id"
        " WHERE agenda = ? AND state IN ('closed', 'final') AND talk_ms <> '{}' AND name <> ?"
        " AND (started_at, meeting.id) <"
        " (SELECT coalesce(started_at, '9999'), id FROM meeting WHERE name = ?)"
        " ORDER BY started_at DESC, meeting.id DESC LIMIT ?",
        (meeting.agenda, meeting.name, meeting.name, limit),
    )
    found = [(read_as(dt.date, row["held_on"]), read_json(dict[str, int], row["talk_ms"])) for row in rows]
    return tuple(reversed(found))


def is_taken(db: Database, name: str) -> bool:
    """Whether there is a meeting of this name."""
    return db.value("SELECT 1 FROM meeting WHERE name = ?", (name,)) is not None


def meeting_key(db: Database, name: str) -> int:
    """The key of the meeting of this name. Raises NotFoundError."""
    key = db.value("SELECT id FROM meeting WHERE name = ?", (name,))
    if key is None:
        raise _unknown(name)
    return int(key)


def meeting_key_or_none(db: Database, name: str | None) -> int | None:
    """Like `meeting_key`; None stays None, for what was recorded between meetings."""
    return None if name is None else meeting_key(db, name)


def attendance(db: Database, name: str) -> tuple[Attendee, ...]:
    """Who was at a meeting, or sent regrets: by side, then name."""
    rows = db.rows(
        "SELECT person.name, person.side, presence FROM attendance JOIN person ON person.id = person_id"
        " WHERE meeting_id = ? ORDER BY side, person.name",
        (meeting_key(db, name),),
    )
    return tuple(
        read_as(Attendee, {"person": {"name": row["name"], "side": row["side"]}, "presence": row["presence"]})
        for row in rows
    )


def attend(db: Database, name: str, person: Person, presence: Presence) -> None:
    """Say whether a person is at a meeting; somebody new becomes known by it. Raises NotFoundError."""
    ensure(db, person)
    keys = (meeting_key(db, name), person_key(db, person.name))
    found = db.value("SELECT id FROM attendance WHERE meeting_id = ? AND person_id = ?", keys)
    if found is None:
        db.insert("attendance", {"meeting_id": keys[0], "person_id": keys[1], "presence": presence})
    else:
        db.update("attendance", found, {"presence": presence})


def ratings(db: Database, name: str) -> tuple[Rating, ...]:
    """What the sides said of a meeting, by side."""
    rows = db.rows(
        "SELECT side, score, reason FROM rating WHERE meeting_id = ? ORDER BY side", (meeting_key(db, name),)
    )
    return tuple(read_as(Rating, dict(row)) for row in rows)


def rate(db: Database, name: str, rating: Rating) -> None:
    """Keep a side's rating of a meeting; a later one replaces it. Raises NotFoundError."""
    columns: dict[str, Stored] = {"score": rating.score, "reason": rating.reason}
    key = meeting_key(db, name)
    found = db.value("SELECT id FROM rating WHERE meeting_id = ? AND side = ?", (key, rating.side))
    if found is None:
        db.insert("rating", {"meeting_id": key, "side": rating.side, **columns})
    else:
        db.update("rating", found, columns)


def _refuse_second_live(db: Database, meeting: Meeting) -> None:
    other = db.value(
        "SELECT name FROM meeting WHERE state IN ('running', 'paused') AND name <> ?", (meeting.name,)
    )
    if meeting.is_live and other is not None:
        raise BadMoveError(f"the meeting {other} is still running", "close it with `smeeting close` first")


def _columns(meeting: Meeting) -> dict[str, Stored]:
    items = [
        _Item(item.kind, item.title, item.planned_s, item.extensions, item.show, item.review)
        for item in meeting.items
    ]
    return {
        "agenda": meeting.agenda,
        "title": meeting.title,
        "held_on": meeting.held_on.isoformat(),
        "teams": stored_json(meeting.teams),
        "items": stored_json(items),
        "state": meeting.state,
        "timezone": meeting.timezone,
        "wall_s": meeting.wall_s,
        "current": meeting.current,
        "started_at": stored_time_or_none(meeting.started_at),
        "closed_at": stored_time_or_none(meeting.closed_at),
        "facilitator": meeting.facilitator,
        "scribe": meeting.scribe,
        "next_on": stored_date_or_none(meeting.next_on),
    }


_CLOCK = ("mark_at", "mark_awake_ms", "mark_up_ms", "mark_boot")


def _meeting(row: sqlite3.Row) -> Meeting:
    columns = {key: row[key] for key in row.keys() if key not in ("id", *_CLOCK)}  # noqa: SIM118
    items = read_json(tuple[_Item, ...], columns.pop("items"))
    used = read_json(list[int], columns.pop("used_ms") or "[]")
    used += [0] * (len(items) - len(used))
    meeting = read_as(
        Meeting,
        {
            **columns,
            "teams": read_json(tuple[Team, ...], columns["teams"]),
            "talk_ms": read_json(dict[str, int], columns["talk_ms"]),
            "items": tuple(
                ItemRun(
                    item.kind, item.title, item.planned_s, used_ms, item.extensions, item.show, item.review
                )
                for item, used_ms in zip(items, used, strict=False)
            ),
            "mark": _mark(row),
        },
    )
    _refuse_senseless(meeting)
    return meeting


def _refuse_senseless(meeting: Meeting) -> None:
    """Raise StorageError for a meeting that is well formed, and that no code could go on with."""
    if not 0 <= meeting.current < len(meeting.items):
        raise unreadable(f"{meeting.name} has no item {meeting.current}")
    try:
        ZoneInfo(meeting.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # Also of a database from a machine that knows newer zones.
        raise StorageError(
            f"{meeting.name} was held in {visible(meeting.timezone)}, no time zone that is known here",
            "bring the time zones of this machine up to date",
        ) from None


def _mark(row: sqlite3.Row) -> Instant | None:
    if row["mark_at"] is None:
        return None
    at, awake_ms, up_ms, boot = (row[name] for name in _CLOCK)
    return read_as(Instant, {"at": at, "awake_ms": awake_ms, "up_ms": up_ms, "boot": boot})


def _unknown(name: str) -> NotFoundError:
    return NotFoundError(f"there is no meeting {name!r}", "`smeeting minutes list` shows them")
