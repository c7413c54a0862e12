"""Me-too: a side says that it has a difficulty too."""

import datetime as dt
from collections.abc import Collection

from smeeting.storage.database import Database
from smeeting.storage.meetings import meeting_key_or_none
from smeeting.storage.stored_values import stored_json, stored_time


def add(db: Database, number: int, side: str, meeting: str | None, at: dt.datetime) -> None:
    """Keep that a side says so of the issue with this number."""
    db.insert(
        "me_too",
        {
            "issue_id": number,
            "side": side,
            "meeting_id": meeting_key_or_none(db, meeting),
            "at": stored_time(at),
        },
    )


def said_until(db: Database, numbers: Collection[int], until: dt.datetime) -> dict[int, dict[str, int]]:
    """How often each side had said so of each of these issues by a time."""
    rows = db.rows(
        "SELECT issue_id, side, count(*) AS times FROM me_too"
        " WHERE issue_id IN (SELECT value FROM json_each(?)) AND at <= ? GROUP BY issue_id, side",
        (stored_json(sorted(numbers)), stored_time(until)),
    )
    said: dict[int, dict[str, int]] = {}
    for row in rows:
        said.setdefault(row["issue_id"], {})[row["side"]] = row["times"]
    return said
