"""What the teams settled about terms, meeting by meeting; glossary.yaml holds only what holds now."""

import datetime as dt
import sqlite3

from smeeting.domain.glossary import VoiceWord
from smeeting.domain.voices import Round, TermAgreement
from smeeting.storage.database import Database
from smeeting.storage.meetings import meeting_key
from smeeting.storage.stored_values import read_as, read_json, stored_json, stored_time

_SELECT = """
SELECT agreement.id, term_id, agreement.name, outcome, definition, "before", voices, "on",
  meeting.name AS meeting, in_file, at, rounds
FROM agreement JOIN meeting ON meeting.id = meeting_id
"""


def add(db: Database, agreement: TermAgreement, at: dt.datetime) -> int:
    """Keep what was settled at this time; its key."""
    return db.insert(
        "agreement",
        {
            "term_id": agreement.term_id,
            "name": agreement.name,
            "outcome": agreement.outcome,
            "definition": agreement.definition,
            "before": agreement.before,
            "voices": stored_json(agreement.voices),
            "on": agreement.on.isoformat(),
            "meeting_id": meeting_key(db, agreement.meeting),
            "in_file": int(agreement.in_file),
            "at": stored_time(at),
            "rounds": stored_json(agreement.rounds),
        },
    )


def mark_in_file(db: Database, term_id: str) -> None:
    """Say that glossary.yaml now holds what was settled about a term."""
    for (key,) in db.rows("SELECT id FROM agreement WHERE term_id = ? AND in_file = 0", (term_id,)):
        db.update("agreement", key, {"in_file": 1})


def of_meeting(db: Database, meeting: str) -> tuple[TermAgreement, ...]:
    """What was settled in a meeting, in the order it was."""
    return _read(db, f"{_SELECT} WHERE meeting.name = ? ORDER BY agreement.id", meeting)


def of_term(db: Database, term_id: str) -> tuple[TermAgreement, ...]:
    """What was ever settled about a term, newest first."""
    return _read(db, f"{_SELECT} WHERE term_id = ? ORDER BY agreement.id DESC", term_id)


def newest_agreed(db: Database) -> dict[str, TermAgreement]:
    """What the teams agreed on last, by term id."""
    newest = "SELECT max(id) FROM agreement WHERE outcome = 'agreed' GROUP BY term_id"
    return {one.term_id: one for one in _read(db, f"{_SELECT} WHERE agreement.id IN ({newest})")}


def redefined(db: Database, until: dt.datetime | None = None) -> dict[str, tuple[dt.date, ...]]:
    """The days on which agreed words were changed for others, by term id; `until` a time, or ever."""
    rows = db.rows(
        "SELECT term_id, \"on\" FROM agreement WHERE outcome = 'agreed'"
        " AND \"before\" NOT IN ('', definition) AND (?1 IS NULL OR at <= ?1) ORDER BY id",
        (None if until is None else stored_time(until),),
    )
    found: dict[str, tuple[dt.date, ...]] = {}
    for term_id, on in rows:
        found[term_id] = (*found.get(term_id, ()), dt.date.fromisoformat(on))
    return found


def pending(db: Database) -> tuple[TermAgreement, ...]:
    """The latest settlement of each term that has one which glossary.yaml does not hold yet."""
    newest = "SELECT max(id) FROM agreement WHERE in_file = 0 GROUP BY term_id"
    return _read(db, f"{_SELECT} WHERE agreement.id IN ({newest}) ORDER BY agreement.id")


def _read(db: Database, sql: str, *values: str) -> tuple[TermAgreement, ...]:
    return tuple(map(_agreement, db.rows(sql, values)))


def _agreement(row: sqlite3.Row) -> TermAgreement:
    columns = {name: row[name] for name in TermAgreement.__struct_fields__}
    columns["voices"] = read_json(dict[str, VoiceWord], row["voices"])
    columns["rounds"] = read_json(tuple[Round, ...], row["rounds"])
    columns["in_file"] = bool(row["in_file"])
    return read_as(TermAgreement, columns)
