"""What a meeting saw of the leads, kept when it closes."""

from smeeting.domain.minutes import LeadNumbers
from smeeting.storage.database import Database
from smeeting.storage.meetings import meeting_key
from smeeting.storage.stored_values import read_json, stored_json


def put(db: Database, meeting: str, numbers: LeadNumbers) -> None:
    """Keep the numbers in place of those known, inside the open transaction."""
    db.conn.execute(
        "INSERT INTO lead_snapshot (meeting_id, numbers) VALUES (?, ?)"
        " ON CONFLICT (meeting_id) DO UPDATE SET numbers = excluded.numbers",
        (meeting_key(db, meeting), stored_json(numbers)),
    )


def get(db: Database, meeting: str) -> LeadNumbers | None:
    """What the meeting saw; None where it saw no leads."""
    text = db.value(
        "SELECT numbers FROM lead_snapshot JOIN meeting ON meeting.id = meeting_id WHERE name = ?", (meeting,)
    )
    return None if text is None else read_json(LeadNumbers, text)
