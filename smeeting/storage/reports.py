"""What was open from before when a meeting was held: the report-back at its opening, and in its minutes."""

import datetime as dt

from smeeting.domain.captures import Action, Issue
from smeeting.domain.meeting import Meeting
from smeeting.storage import actions, issues
from smeeting.storage.database import Database
from smeeting.storage.meetings import load
from smeeting.storage.stored_values import stored_time_or_none

MOST = 500
"""More than this no meeting reports back on."""

_FROM_BEFORE = """
FROM capture JOIN {table} ON {table}.id = capture.id LEFT JOIN meeting ON meeting.id = capture.meeting_id
WHERE coalesce(meeting.started_at, capture.at) < ?1 AND coalesce(meeting.name, '') <> ?2
  AND ({table}.{ended} IS NULL OR {table}.{ended} >= ?3)
ORDER BY capture.id LIMIT ?4
"""


def load_before(db: Database, meeting: Meeting) -> Meeting | None:
    """The meeting that was started last before this one."""
    name = db.value(
        "SELECT name FROM meeting WHERE started_at < ? ORDER BY started_at DESC LIMIT 1",
        (stored_time_or_none(meeting.started_at),),
    )
    return load(db, name) if name else None


def held_up_to(db: Database, meeting: Meeting, limit: int) -> tuple[Meeting, ...]:
    """This meeting and those that were started before it, the last so many of them, oldest first."""
    rows = db.rows(
        "SELECT name FROM meeting WHERE started_at < ? ORDER BY started_at DESC LIMIT ?",
        (stored_time_or_none(meeting.started_at), limit - 1),
    )
    return (*(load(db, row["name"]) for row in reversed(rows)), meeting)


def count_after(db: Database, meeting: Meeting) -> int:
    """How many meetings were started after this one."""
    started = stored_time_or_none(meeting.started_at)
    return int(db.value("SELECT count(*) FROM meeting WHERE started_at > ?", (started,)))


def carried_into(db: Database, meeting: Meeting, since: dt.date | None) -> tuple[Issue, ...]:
    """Issues aired before a meeting that were open at it, or ended since `since`; by number."""
    sql = "SELECT capture.id " + _FROM_BEFORE.format(table="issue", ended="answered_on")
    return tuple(issues.get(db, row["id"]) for row in db.rows(sql, _asked(meeting, since)))


def reported_in(db: Database, meeting: Meeting, since: dt.date | None) -> tuple[Action, ...]:
    """Actions undertaken before a meeting that were open at it, or ended since `since`; by number."""
    sql = "SELECT capture.id " + _FROM_BEFORE.format(table="action", ended="done_on")
    return tuple(actions.get(db, row["id"]) for row in db.rows(sql, _asked(meeting, since)))


def _asked(meeting: Meeting, since: dt.date | None) -> tuple[str | int | None, ...]:
    started = stored_time_or_none(meeting.started_at)
    return (started, meeting.name, (since or dt.date.min).isoformat(), MOST)
