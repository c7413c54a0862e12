"""Examples of terms, and what the sides said of each."""

import sqlite3

from smeeting.domain.term_examples import Example
from smeeting.storage.database import Database
from smeeting.storage.meetings import meeting_key
from smeeting.storage.stored_values import Stored, read_as, read_json, stored_json, stored_time

_SELECT = """
SELECT term_example.id, term_id, text, said, outcome, meeting.name AS meeting, at, lead_key,
  issue_id AS issue, rule
FROM term_example JOIN meeting ON meeting.id = meeting_id
"""


def put(db: Database, example: Example) -> int:
    """Keep an example, in place of the one with its id where that is still there; its id."""
    row: dict[str, Stored] = {
        "meeting_id": meeting_key(db, example.meeting),
        "term_id": example.term_id,
        "text": example.text,
        "lead_key": example.lead_key,
        "said": stored_json(example.said),
        "outcome": example.outcome,
        "issue_id": example.issue,
        "rule": example.rule,
        "at": stored_time(example.at),
    }
    # An undo may have taken the row away meanwhile.
    if db.value("SELECT id FROM term_example WHERE id = ?", (example.id,)) is None:
        return db.insert("term_example", row)
    db.update("term_example", example.id, row)
    return example.id


def of_term(db: Database, term_id: str) -> tuple[Example, ...]:
    """What was ever said of a term's examples, oldest first."""
    return _read(db, "WHERE term_id = ?", term_id)


def of_meeting(db: Database, meeting: str) -> tuple[Example, ...]:
    """What was said of examples in a meeting, in the order it was."""
    return _read(db, "WHERE meeting.name = ?", meeting)


def _read(db: Database, where: str, value: str) -> tuple[Example, ...]:
    return tuple(map(_example, db.rows(f"{_SELECT} {where} ORDER BY term_example.id", (value,))))


def _example(row: sqlite3.Row) -> Example:
    columns = {name: row[name] for name in Example.__struct_fields__}
    return read_as(Example, {**columns, "said": read_json(dict[str, bool], row["said"])})
