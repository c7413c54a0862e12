"""When things were aired, as a filter asks for it: the meetings, and for what came between them the times.

A capture's row tells its meeting, or its time where it was captured between two. So a condition on ages or
days is settled here once, for each meeting, and not for each capture.
"""

import datetime as dt
from typing import NamedTuple
from zoneinfo import ZoneInfo

from smeeting.storage.conditions import literal
from smeeting.storage.database import Database
from smeeting.storage.stored_values import stored_json, stored_time

_NEVER = ""
"""Sorts before all times."""
_FOREVER = "~"
"""Sorts after all times."""


class Times(NamedTuple):
    """Which captures were aired when it is asked for."""

    meetings: list[int]
    """The keys of the meetings."""
    since: str
    """From when on, for what came between meetings."""
    before: str
    """Up to when, for what came between meetings."""
    timeless: str
    """What stands for the time of what has neither a meeting nor a time."""
    lowest: int
    """No capture with a lower number is one of them."""
    highest: int


def of_ages(db: Database, least: int, most: int | None) -> Times:
    """What is at least so many meetings old, and at most so many where there is a limit."""
    starts = db.rows("SELECT id, started_at FROM meeting")
    later = sorted((row[1] for row in starts if row[1] is not None), reverse=True)
    ages = {row[0]: _age(later, row[1]) for row in starts}
    meant = [key for key, age in ages.items() if least <= age and (most is None or age <= most)]
    # The next meeting is the first of what came between two: it is one meeting younger.
    before = _FOREVER if least <= 0 else _nth(later, least)
    since = _NEVER if most is None else _FOREVER if most < 0 else _nth(later, most + 1)
    return _bounded(db, meant, since, before, timeless="}")


def _age(later: list[str], started: str | None) -> int:
    """How many meetings were started after one, of times from the latest back."""
    if started is None:
        return 0
    low, high = 0, len(later)
    while low < high:
        middle = (low + high) // 2
        if later[middle] > started:
            low = middle + 1
        else:
            high = middle
    return low


def _nth(later: list[str], age: int) -> str:
    """The time before which things are at least so old, aired between meetings; never where none is."""
    return later[age] if age < len(later) else _NEVER


def of_days(db: Database, first: dt.date | None, last: dt.date | None, zone: ZoneInfo) -> Times:
    """What was aired from a first to a last day: that of its meeting, else its own in a time zone."""
    begin, end = (first or dt.date.min).isoformat(), (last or dt.date.max).isoformat()
    rows = db.rows("SELECT id FROM meeting WHERE held_on BETWEEN ? AND ?", (begin, end))
    since = _NEVER if first is None else _midnight(first, zone)
    before = _FOREVER if last is None or last == dt.date.max else _midnight(last + dt.timedelta(1), zone)
    # What has neither a meeting nor a time was aired on no day.
    return _bounded(db, [row[0] for row in rows], since, before, timeless="\x7f")


def _midnight(day: dt.date, zone: ZoneInfo) -> str:
    try:
        return stored_time(dt.datetime.combine(day, dt.time(), zone))
    except OverflowError:
        return _NEVER if day.year == dt.MINYEAR else _FOREVER


def named(db: Database, name: str) -> list[int]:
    """The meetings whose name is or begins so; the latest one for `last`."""
    if name.casefold() == "last":
        rows = db.rows(
            "SELECT id FROM meeting WHERE started_at IS NOT NULL ORDER BY started_at DESC, id DESC LIMIT 1"
        )
    else:
        rows = db.rows("SELECT id FROM meeting WHERE name LIKE ? ESCAPE '\\'", (f"{literal(name)}%",))
    return [row[0] for row in rows]


def _bounded(db: Database, meetings: list[int], since: str, before: str, *, timeless: str) -> Times:
    row = db.row(
        """SELECT min(low), max(high) FROM (
  SELECT (SELECT min(id) FROM capture WHERE meeting_id = value) AS low,
    (SELECT max(id) FROM capture WHERE meeting_id = value) AS high FROM json_each(?)
  UNION ALL SELECT (SELECT min(id) FROM capture WHERE meeting_id IS NULL),
    (SELECT max(id) FROM capture WHERE meeting_id IS NULL))""",
        (stored_json(meetings),),
    )
    low, high = (row[0], row[1]) if row else (None, None)
    return Times(meetings, since, before, timeless, low or 0, high or 0)
