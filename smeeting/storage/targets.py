"""Changes of targets: who said yes to what, and when."""

import datetime as dt
import sqlite3
from collections.abc import Sequence

from msgspec.structs import asdict

from smeeting.domain.periods import Period
from smeeting.domain.targets import TargetChange
from smeeting.storage.database import Database
from smeeting.storage.meetings import meeting_key
from smeeting.storage.stored_values import read_as, read_json, stored_json, stored_time
from smeeting.storage.values import stored_period

_SELECT = """
SELECT target_change.id, term_id, period, "before", target, yes, agreed, meeting.name AS meeting, at
FROM target_change LEFT JOIN meeting ON meeting.id = meeting_id
"""


def add(
    db: Database,
    term_id: str,
    period: Period,
    before: float | None,
    target: float,
    yes: Sequence[str],
    *,
    agreed: bool,
    meeting: str | None,
    at: dt.datetime,
) -> int:
    """Keep a change; its key."""
    return db.insert(
        "target_change",
        {
            "term_id": term_id,
            "period": str(period),
            "before": before,
            "target": target,
            "yes": stored_json(list(yes)),
            "agreed": int(agreed),
            "meeting_id": None if meeting is None else meeting_key(db, meeting),
            "at": stored_time(at),
        },
    )


def waiting(db: Database, period: Period) -> tuple[TargetChange, ...]:
    """The newest change of each metric for a period, where it is a proposal that waits for a yes."""
    newest = "SELECT max(id) FROM target_change WHERE period = ? GROUP BY term_id"
    return _read(db, f"{_SELECT} WHERE agreed = 0 AND target_change.id IN ({newest}) ORDER BY 1", str(period))


def of_meeting(db: Database, meeting: str) -> tuple[TargetChange, ...]:
    """What was set or proposed in a meeting, in the order it was."""
    return _read(db, f"{_SELECT} WHERE meeting.name = ? ORDER BY target_change.id", meeting)


def of_term(db: Database, term_id: str) -> tuple[TargetChange, ...]:
    """Every change of a metric's target, newest first."""
    return _read(db, f"{_SELECT} WHERE term_id = ? ORDER BY target_change.id DESC", term_id)


def _read(db: Database, sql: str, *values: str) -> tuple[TargetChange, ...]:
    return tuple(map(_change, db.rows(sql, values)))


def _change(row: sqlite3.Row) -> TargetChange:
    columns = {name: row[name] for name in TargetChange.__struct_fields__}
    columns["yes"] = read_json(tuple[str, ...], row["yes"])
    columns["agreed"] = bool(row["agreed"])
    columns["period"] = asdict(stored_period(row["period"]))
    return read_as(TargetChange, columns)
