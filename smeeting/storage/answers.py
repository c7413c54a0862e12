"""Promised answers: which issues had a date to be answered by in some time."""

import datetime as dt

from smeeting.domain.answers import promise
from smeeting.domain.captures import Issue
from smeeting.domain.issue_moves import IssueMove
from smeeting.storage import as_of, issues
from smeeting.storage.database import Database

_PROMISED = "SELECT DISTINCT issue_id FROM issue_move WHERE verb = 'owned' AND text BETWEEN ? AND ?"
_BEFORE_MOVES = """
SELECT id FROM issue WHERE answer_by BETWEEN ? AND ?
  AND NOT EXISTS (SELECT 1 FROM issue_move WHERE issue_id = issue.id AND verb = 'owned')
"""


def moves_of_promised(
    db: Database, first: dt.date, last: dt.date, until: dt.datetime | None = None
) -> tuple[IssueMove, ...]:
    """All that was done with the issues that had an answer-by date from `first` to `last`, oldest first.

    With `until`, as it was known then.
    """
    span = (promise(first), promise(last))
    numbers = {int(row["issue_id"]) for row in db.rows(_PROMISED, span)}
    if until is not None:
        later = as_of.changed_later(db, "issue_move", until).values()
        numbers |= {row["issue_id"] for row in later if row and span[0] <= row["text"] <= span[1]}
    return as_of.moves_of(db, numbers, until)


def promised_without_moves(db: Database, first: dt.date, last: dt.date) -> tuple[Issue, ...]:
    """Issues with a date in that time that were given it before the moves of issues were kept."""
    rows = db.rows(_BEFORE_MOVES, (first.isoformat(), last.isoformat()))
    return tuple(issues.get(db, row["id"]) for row in rows)
