"""The moves of issues: one row each, never changed."""

from smeeting.domain.captures import parse_ref
from smeeting.domain.issue_moves import IssueMove
from smeeting.storage.database import Database
from smeeting.storage.meetings import meeting_key_or_none
from smeeting.storage.stored_values import read_as, stored_time

_SELECT = """
SELECT issue_id AS issue, verb, who, text, meeting.name AS meeting, at
FROM issue_move LEFT JOIN meeting ON meeting.id = meeting_id
"""


def add(db: Database, move: IssueMove) -> None:
    """Keep a move."""
    db.insert(
        "issue_move",
        {
            "issue_id": move.issue,
            "verb": move.verb,
            "who": move.who,
            "text": move.text,
            "meeting_id": meeting_key_or_none(db, move.meeting),
            "at": stored_time(move.at),
        },
    )


def of_issue(db: Database, number: int) -> tuple[IssueMove, ...]:
    """What was done with one issue, oldest first."""
    rows = db.rows(f"{_SELECT} WHERE issue_id = ? ORDER BY issue_move.id", (number,))
    return tuple(read_as(IssueMove, dict(row)) for row in rows)


def of_meeting(db: Database, meeting: str) -> tuple[IssueMove, ...]:
    """What was done with issues in one meeting, oldest first."""
    rows = db.rows(f"{_SELECT} WHERE meeting.name = ? ORDER BY issue_move.id", (meeting,))
    return tuple(read_as(IssueMove, dict(row)) for row in rows)


def taken_in(db: Database, number: int) -> tuple[int, ...]:
    """The numbers of the issues that were ever merged into this one and not taken back, by number."""
    told = [move.text.partition(":")[0] for move in of_issue(db, number) if move.verb == "took in"]
    return tuple(sorted({found for ref in told if (found := parse_ref(ref)) is not None}))
