"""Searches: captures by the words in them, newest first."""

import datetime as dt
import sqlite3
from collections.abc import Collection

from smeeting.domain.captures import CaptureKind
from smeeting.domain.findings import Found
from smeeting.domain.search_words import Query, match_expression
from smeeting.storage.captures import CAPTURE_COLUMNS, capture_from
from smeeting.storage.conditions import where
from smeeting.storage.database import Database
from smeeting.storage.stored_values import read_as

_PAST_ALL = 2**62
"""More than any number of a capture."""

# CROSS keeps SQLite at the index first: it gives the numbers newest first, so that nothing is sorted, and
# stops with the last row that is wanted.
_FOUND = f"""
SELECT {CAPTURE_COLUMNS}, held_on, coalesce(issue.state, action.state, '') AS state,
  coalesce(heard, '') AS heard, coalesce(answer, '') AS answer, coalesce(outcome, '') AS outcome
FROM (SELECT rowid AS found FROM capture_words WHERE capture_words MATCH ? AND rowid < ? ORDER BY rowid DESC)
  CROSS JOIN capture ON capture.id = found
  LEFT JOIN meeting ON meeting.id = capture.meeting_id
  LEFT JOIN issue ON issue.id = capture.id LEFT JOIN action ON action.id = capture.id
"""


def find(
    db: Database,
    query: Query,
    *,
    kinds: Collection[CaptureKind] = (),
    limit: int = 50,
    before: int | None = None,
    since: dt.date | None = None,
) -> tuple[Found, ...]:
    """Captures that hold every word of the query in one of their texts or another; none for no words.

    Newest first, and of these the first `limit` whose number is below `before`. `since` leaves out what
    was captured before a day: that of its meeting, or between meetings its own in UTC.
    """
    if not query.words:
        return ()
    match = match_expression(query.words, query.prefix_last, kinds)
    clause, values = where(
        ("coalesce(held_on, substr(at, 1, 10)) >= ?", since.isoformat() if since else None)
    )
    rows = db.rows(
        f"{_FOUND} {clause} ORDER BY found DESC LIMIT ?",
        (match, _PAST_ALL if before is None else before, *values, limit),
    )
    return tuple(map(_found, rows))


def _found(row: sqlite3.Row) -> Found:
    own = {name: row[name] for name in Found.__struct_fields__ if name != "capture"}
    return read_as(Found, {**own, "capture": capture_from(row)})
