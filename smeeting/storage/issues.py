"""Issues: what became of the difficulties that were aired."""

import datetime as dt
import sqlite3
from collections.abc import Sequence

import msgspec

from smeeting.domain.captures import OPEN_ISSUE_STATES, Issue, IssueState
from smeeting.domain.errors import NotFoundError
from smeeting.storage import captures
from smeeting.storage.captures import CAPTURE_COLUMNS, CAPTURE_JOIN, capture_from
from smeeting.storage.conditions import where
from smeeting.storage.database import Database
from smeeting.storage.stored_values import (
    Stored,
    read_as,
    read_json,
    stored_date_or_none,
    stored_json,
    stored_list_or_none,
)

# Aired in a meeting: how many were started after it. Aired between two: the next one is its first.
_AGE = """CASE WHEN meeting.id IS NOT NULL
  THEN (SELECT count(*) FROM meeting later WHERE later.started_at > meeting.started_at)
  ELSE max(0, (SELECT count(*) FROM meeting later WHERE later.started_at > at) - 1) END"""
_SELECT = f"""
SELECT {CAPTURE_COLUMNS}, issue.state AS issue_state, anonymous, heard, owner, answer_by, answer, answered_on,
  understood, helps, merged_into, {_AGE} AS age,
  1 + (SELECT count(*) FROM issue twin WHERE twin.merged_into = issue.id) AS times_raised,
  (SELECT json_group_object(side, times) FROM
    (SELECT side, count(*) AS times FROM me_too WHERE me_too.issue_id IN
      (SELECT issue.id UNION ALL SELECT id FROM issue twin WHERE twin.merged_into = issue.id)
      GROUP BY side)) AS me_too
FROM {CAPTURE_JOIN} JOIN issue ON issue.id = capture.id
"""


_AS_STORED = (
    "heard",
    "owner",
    "answer_by",
    "answer",
    "answered_on",
    "age",
    "understood",
    "helps",
    "merged_into",
    "times_raised",
)


def add(db: Database, issue: Issue) -> Issue:
    """Record an issue; its number is given here."""
    return add_with(db, issue, captures.add(db, issue.capture).number)


def add_with(db: Database, issue: Issue, number: int) -> Issue:
    """Make an issue of a capture that is recorded already."""
    db.insert("issue", {"id": number, **_columns(issue)})
    return get(db, number)


def save(db: Database, issue: Issue) -> bool:
    """Write what changed of an issue and its capture; False where nothing did. Raises NotFoundError."""
    get(db, issue.capture.number)
    changed = captures.save(db, issue.capture)
    return db.update("issue", issue.capture.number, _columns(issue)) or changed


def get(db: Database, number: int) -> Issue:
    """The issue of this number. Raises NotFoundError."""
    row = db.row(f"{_SELECT} WHERE issue.id = ?", (number,))
    if row is None:
        raise NotFoundError(f"there is no issue I{number}", "`smeeting issue list` shows them")
    return _issue(row)


def listed(
    db: Database,
    *,
    states: Sequence[IssueState] = (),
    side: str | None = None,
    owner: str | None = None,
    limit: int = 200,
    offset: int = 0,
    newest_first: bool = False,
) -> tuple[Issue, ...]:
    """Issues in these states (all where none is given), of a side, of an owner; by number."""
    order = "DESC" if newest_first else "ASC"
    clause, values = where(
        ("state IN (SELECT value FROM json_each(?))", stored_list_or_none(states)),
        ("(SELECT side FROM capture WHERE capture.id = issue.id) = ?", side),
        ("owner = ?", owner),
    )
    # The page is chosen by numbers alone; the rest, the age above all, is looked up for its rows only.
    page = f"SELECT id FROM issue {clause} ORDER BY id {order} LIMIT ? OFFSET ?"
    rows = db.rows(
        f"{_SELECT} WHERE issue.id IN ({page}) ORDER BY issue.id {order}", (*values, limit, offset)
    )
    return tuple(map(_issue, rows))


def by_numbers(db: Database, numbers: Sequence[int]) -> tuple[Issue, ...]:
    """Those of the issues with these numbers that are there, in any order."""
    sql = f"{_SELECT} WHERE issue.id IN (SELECT value FROM json_each(?))"
    return tuple(map(_issue, db.rows(sql, (stored_json(numbers),))))


def open_issues(db: Database, limit: int = 200, offset: int = 0) -> tuple[Issue, ...]:
    """Issues that wait for an answer, oldest first."""
    return listed(db, states=OPEN_ISSUE_STATES, limit=limit, offset=offset)


def late(db: Database, today: dt.date, limit: int = 200) -> tuple[Issue, ...]:
    """Open issues whose answer-by date has passed, the longest due first."""
    rows = db.rows(
        f"{_SELECT} WHERE issue.state IN ('aired', 'heard', 'owned') AND answer_by < ?"
        " ORDER BY answer_by, issue.id LIMIT ?",
        (today.isoformat(), limit),
    )
    return tuple(map(_issue, rows))


def of_meeting(db: Database, meeting: str) -> tuple[Issue, ...]:
    """The issues aired in a meeting, by number."""
    return tuple(map(_issue, db.rows(f"{_SELECT} WHERE meeting.name = ? ORDER BY issue.id", (meeting,))))


def merged_into(db: Database, number: int) -> tuple[Issue, ...]:
    """The duplicates for which this issue goes on, by number."""
    return tuple(map(_issue, db.rows(f"{_SELECT} WHERE merged_into = ? ORDER BY issue.id", (number,))))


def count(db: Database, states: Sequence[IssueState] = ()) -> int:
    """How many issues are in these states (in any where none is given)."""
    clause, values = where(("state IN (SELECT value FROM json_each(?))", stored_list_or_none(states)))
    return int(db.value(f"SELECT count(*) FROM issue {clause}", values))


def _issue(row: sqlite3.Row) -> Issue:
    columns = {name: row[name] for name in _AS_STORED}
    return read_as(
        Issue,
        {
            **columns,
            "capture": msgspec.to_builtins(capture_from(row)),
            "state": row["issue_state"],
            "anonymous": bool(row["anonymous"]),
            "me_too": read_json(dict[str, int], row["me_too"]),
        },
    )


def _columns(issue: Issue) -> dict[str, Stored]:
    return {
        "state": issue.state,
        "anonymous": int(issue.anonymous),
        "heard": issue.heard,
        "owner": issue.owner,
        "answer_by": stored_date_or_none(issue.answer_by),
        "answer": issue.answer,
        "answered_on": stored_date_or_none(issue.answered_on),
        "understood": issue.understood,
        "helps": issue.helps,
        "merged_into": issue.merged_into,
    }
