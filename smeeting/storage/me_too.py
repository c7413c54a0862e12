"""Me-too: a side says that it has a difficulty too."""

import datetime as dt

from smeeting.storage.database import Database
from smeeting.storage.meetings import meeting_key_or_none
from smeeting.storage.stored_values import stored_time


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
