"""Verdicts on leads: one for each lead and meeting."""

import datetime as dt
import sqlite3

from smeeting.domain.verdicts import Verdict
from smeeting.storage.database import Database
from smeeting.storage.meetings import meeting_key
from smeeting.storage.stored_values import Stored, read_as, stored_time

_SELECT = """
SELECT lead_id, lead_key, source, verdict, reason, worked, did_not, meeting.name AS meeting, at
FROM verdict JOIN meeting ON meeting.id = meeting_id
"""


def put(db: Database, verdict: Verdict, item: int, at: dt.datetime) -> None:
    """Keep a verdict in place of the one for its lead and meeting; `item` is the item's position."""
    row: dict[str, Stored] = {
        "lead_id": verdict.lead_id,
        "lead_key": verdict.lead_key,
        "source": verdict.source,
        "meeting_id": meeting_key(db, verdict.meeting),
        "item": item,
        "verdict": verdict.verdict,
        "reason": verdict.reason,
        "worked": verdict.worked,
        "did_not": verdict.did_not,
        "at": stored_time(at),
    }
    known = db.value(
        "SELECT id FROM verdict WHERE meeting_id = ? AND lead_id = ?", (row["meeting_id"], verdict.lead_id)
    )
    if known is None:
        db.insert("verdict", row)
    else:
        db.update("verdict", known, row)


def of_meeting(db: Database, meeting: str) -> tuple[Verdict, ...]:
    """What was said in a meeting, in the order it was."""
    return tuple(map(_verdict, db.rows(f"{_SELECT} WHERE meeting.name = ? ORDER BY verdict.id", (meeting,))))


def before(db: Database, held_on: dt.date, meeting: str, meetings: int) -> tuple[Verdict, ...]:
    """What was said in the last so many meetings with verdicts that were held up to a day, but for one."""
    rows = db.rows(
        f"{_SELECT} WHERE meeting_id IN (SELECT DISTINCT meeting_id FROM verdict JOIN meeting AS held"
        " ON held.id = meeting_id WHERE held.name <> ?1 AND held.held_on <= ?2"
        " ORDER BY held.held_on DESC, held.id DESC LIMIT ?3) ORDER BY verdict.id",
        (meeting, held_on.isoformat(), meetings),
    )
    return tuple(map(_verdict, rows))


def judged_elsewhere(db: Database, meeting: str) -> frozenset[int]:
    """The ids of the leads on which there is a verdict of another meeting."""
    rows = db.rows(
        "SELECT DISTINCT lead_id FROM verdict JOIN meeting ON meeting.id = meeting_id"
        " WHERE meeting.name <> ?",
        (meeting,),
    )
    return frozenset(row[0] for row in rows)


def last_meeting(db: Database) -> str | None:
    """The name of the last meeting with verdicts; None where there is none."""
    name: str | None = db.value(
        "SELECT meeting.name FROM verdict JOIN meeting ON meeting.id = meeting_id"
        " ORDER BY held_on DESC, verdict.id DESC LIMIT 1"
    )
    return name


def _verdict(row: sqlite3.Row) -> Verdict:
    return read_as(Verdict, {name: row[name] for name in Verdict.__struct_fields__})
