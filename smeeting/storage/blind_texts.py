"""What each side wrote in a blind check: read by nobody until all sides have written."""

from typing import TYPE_CHECKING

from smeeting.storage.database import Database
from smeeting.storage.meetings import meeting_key

if TYPE_CHECKING:
    from smeeting.storage.stored_values import Stored


def put(db: Database, meeting: str, term_id: str, side: str, text: str) -> None:
    """Keep a side's text in place of the one it gave before."""
    row: dict[str, Stored] = {
        "meeting_id": meeting_key(db, meeting),
        "term_id": term_id,
        "side": side,
        "text": text,
        "revealed": 0,
    }
    known = db.value(
        "SELECT id FROM blind_text WHERE meeting_id = ? AND term_id = ? AND side = ?",
        (row["meeting_id"], term_id, side),
    )
    if known is None:
        db.insert("blind_text", row)
    else:
        db.update("blind_text", known, row)


def of_term(db: Database, meeting: str, term_id: str) -> dict[str, tuple[str, bool]]:
    """Side to its text and whether a proposal was made of it, in the order they were first given."""
    rows = db.rows(
        "SELECT side, text, revealed FROM blind_text JOIN meeting ON meeting.id = meeting_id"
        " WHERE meeting.name = ? AND term_id = ? ORDER BY blind_text.id",
        (meeting, term_id),
    )
    return {row["side"]: (row["text"], bool(row["revealed"])) for row in rows}


def end(db: Database, meeting: str, term_id: str) -> None:
    """Say that a proposal was made of the texts: what is written from now on begins another check."""
    rows = db.rows(
        "SELECT blind_text.id FROM blind_text JOIN meeting ON meeting.id = meeting_id"
        " WHERE meeting.name = ? AND term_id = ?",
        (meeting, term_id),
    )
    for (key,) in rows:
        db.update("blind_text", key, {"revealed": 1})


def of_meeting(db: Database, meeting: str) -> dict[str, dict[str, str]]:
    """The texts of all checks of a meeting that were read: term id to side to text."""
    rows = db.rows(
        "SELECT term_id, side, text FROM blind_text JOIN meeting ON meeting.id = meeting_id"
        " WHERE meeting.name = ? AND revealed = 1 ORDER BY blind_text.id",
        (meeting,),
    )
    found: dict[str, dict[str, str]] = {}
    for term_id, side, text in rows:
        found.setdefault(term_id, {})[side] = text
    return found
