"""Issues: what became of the difficulties that were aired."""

import datetime as dt
import sqlite3
from collections.abc import Collection, Sequence

import msgspec

from smeeting.domain.captures import OPEN_ISSUE_STATES, Issue, IssueState
from smeeting.domain.errors import NotFoundError
from smeeting.storage import captures
from smeeting.storage.captures import CAPTURE_COLUMNS, CAPTURE_JOIN, capture_from
from smeeting.storage.conditions import where
from smeeting.storage.database import Database
from smeeting.storage.meetings import meeting_key_or_none
from smeeting.storage.stored_values import (
    Stored,
    read_as,
    read_json,
    stored_date_or_none,
    stored_json,
    stored_list_or_none,
    stored_time,
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
UNHEARD = """issue.state IN ('aired', 'heard', 'owned')
  AND NOT (issue.heard <> '' AND (issue.understood = 'yes' OR issue.anonymous = 1))
  AND NOT (issue.state = 'owned' AND issue.understood <> 'not quite')"""
"""What `listening.waits` says of one issue, for all of them."""


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


def due(db: Database, first: dt.date, last: dt.date, limit: int = 200) -> tuple[Issue, ...]:
    """Open issues that are to be answered by a day from `first` to `last`, the first due first."""
    rows = db.rows(
        f"{_SELECT} WHERE issue.state IN ('aired', 'heard', 'owned') AND answer_by BETWEEN ? AND ?"
        " ORDER BY answer_by, issue.id LIMIT ?",
        (first.isoformat(), last.isoformat(), limit),
    )
    return tuple(map(_issue, rows))


def of_meeting(db: Database, meeting: str) -> tuple[Issue, ...]:
    """The issues aired in a meeting, by number."""
    return tuple(map(_issue, db.rows(f"{_SELECT} WHERE meeting.name = ? ORDER BY issue.id", (meeting,))))


def unheard(db: Database, limit: int = 200) -> tuple[Issue, ...]:
    """The issues that wait to be heard (`smeeting.domain.listening.waits`), oldest first."""
    return _open_where(db, UNHEARD, limit)


def unanswered(db: Database, limit: int = 200) -> tuple[Issue, ...]:
    """The open issues that wait to be heard no longer, but for an answer; oldest first."""
    return _open_where(db, f"NOT ({UNHEARD})", limit)


def _open_where(db: Database, condition: str, limit: int) -> tuple[Issue, ...]:
    clause, values = where(
        ("state IN (SELECT value FROM json_each(?))", stored_list_or_none(OPEN_ISSUE_STATES))
    )
    page = f"SELECT id FROM issue {clause} AND {condition} ORDER BY id LIMIT ?"
    rows = db.rows(f"{_SELECT} WHERE issue.id IN ({page}) ORDER BY issue.id", (*values, limit))
    return tuple(map(_issue, rows))


def count_unheard(db: Database) -> int:
    """How many issues wait to be heard."""
    return int(db.value(f"SELECT count(*) FROM issue WHERE {UNHEARD}"))


def carry_over(db: Database, meeting: str, at: dt.datetime) -> int:
    """Keep of each issue that waits to be heard that a meeting carries it over, once a meeting; how many."""
    key = meeting_key_or_none(db, meeting)
    # One statement: after ten years there may be thousands.
    made = db.conn.execute(
        "INSERT INTO issue_move (issue_id, verb, who, text, meeting_id, at)"
        f" SELECT id, 'carried', '', '', ?, ? FROM issue WHERE {UNHEARD} AND NOT EXISTS"
        " (SELECT 1 FROM issue_move WHERE issue_id = issue.id AND verb = 'carried' AND meeting_id = ?)"
        " ORDER BY id",
        (key, stored_time(at), key),
    )
    return made.rowcount


def carry_no_more(db: Database, meeting: str) -> None:
    """Forget what a meeting carried over: it goes on, and may hear it after all."""
    db.conn.execute(
        "DELETE FROM issue_move WHERE verb = 'carried' AND meeting_id = ?",
        (meeting_key_or_none(db, meeting),),
    )


def last_heard(db: Database) -> Issue | None:
    """The issue that was heard last: agreed to, or said back where nobody is asked."""
    row = db.row(
        "SELECT issue_id FROM issue_move JOIN issue ON issue.id = issue_id"
        " WHERE verb = 'yes' OR (verb = 'heard' AND anonymous) ORDER BY issue_move.id DESC LIMIT 1"
    )
    return get(db, row["issue_id"]) if row else None


def merged_into(db: Database, number: int) -> tuple[Issue, ...]:
    """The duplicates for which this issue goes on, by number."""
    return tuple(map(_issue, db.rows(f"{_SELECT} WHERE merged_into = ? ORDER BY issue.id", (number,))))


def goes_on_as(db: Database, numbers: Collection[int]) -> dict[int, int]:
    """Those of these issues that were merged, with the number of the one that goes on."""
    rows = db.rows(
        "SELECT id, merged_into FROM issue WHERE merged_into IS NOT NULL"
        " AND id IN (SELECT value FROM json_each(?))",
        (stored_json(sorted(numbers)),),
    )
    return {row["id"]: row["merged_into"] for row in rows}


def ages(db: Database, numbers: Collection[int]) -> dict[int, int]:
    """How old these records are now, in meetings; also those that are no issues by now."""
    rows = db.rows(
        f"SELECT capture.id, {_AGE} AS age FROM {CAPTURE_JOIN}"
        " WHERE capture.id IN (SELECT value FROM json_each(?))",
        (stored_json(sorted(numbers)),),
    )
    return {row["id"]: row["age"] for row in rows}


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
