"""How each term stood when: a row for each state that the glossary file was seen in."""

import datetime as dt
import sqlite3
from collections.abc import Iterable, Mapping

import msgspec

from smeeting.domain.glossary import Agreement, Glossary, Term
from smeeting.domain.term_history import Source, TermVersion, with_words_as_agreed, words_as_agreed
from smeeting.domain.voices import TermAgreement
from smeeting.storage import agreements, settings
from smeeting.storage.database import Database
from smeeting.storage.glossaries import GlossaryFile
from smeeting.storage.meetings import meeting_key_or_none
from smeeting.storage.stored_values import read_as, read_json, stored_time

_RECORDED = "glossary-recorded"
"""The setting with the digest of the file whose terms the newest rows hold."""
_SELECT = """
SELECT term_version.id, term_id, term_version.name, at, source, was, meeting.name AS meeting, side, body
FROM term_version LEFT JOIN meeting ON meeting.id = meeting_id
"""
_NEWEST = "term_version.id IN (SELECT max(id) FROM term_version GROUP BY term_id)"


def is_recorded(db: Database, file: GlossaryFile) -> bool:
    """Whether the newest rows hold the terms of this very file."""
    return settings.read(db, _RECORDED) == file.digest


def unrecorded(
    db: Database, file: GlossaryFile, at: dt.datetime, source: Source, meeting: str | None, side: str
) -> tuple[TermVersion, ...]:
    """The versions that the file's terms would add: those that differ from the newest rows.

    A meeting that agrees on words just as they stand after they were changed is a difference, too.
    """
    if is_recorded(db, file) and source != "meeting":
        return ()
    rows = {row["term_id"]: row for row in db.rows(f"{_SELECT} WHERE {_NEWEST}")}
    settled = agreements.newest_agreed(db)
    found = []
    for term in file.glossary:
        row = rows.pop(term.id, None)
        if row is None or row["body"] != _body(term):
            was = _was(settled.get(term.id), _version(row) if row else None, term, source)
            found.append(TermVersion(term.id, term.term, at, source, term, was, meeting, side))
        elif source == "meeting" and row["was"] and _is_settled(settled.get(term.id), term):
            found.append(TermVersion(term.id, term.term, at, source, term, "", meeting, side))
    gone = [row for row in rows.values() if row["body"] is not None]
    return (
        *found,
        *(TermVersion(row["term_id"], row["name"], at, source, None, "", meeting, side) for row in gone),
    )


def _was(settled: TermAgreement | None, before: TermVersion | None, term: Term, source: Source) -> str:
    """The words as they were agreed, where the text was changed since; `settled` is what a meeting agreed on
    last.
    """
    # What a meeting has just settled may be in the file before it is in the history.
    if source == "meeting" or _is_settled(settled, term):
        return ""
    # The history may have begun after the change, or the entry have been away for a while.
    return words_as_agreed(before, term) or words_as_agreed(_as_settled(settled, term), term)


def _is_settled(settled: TermAgreement | None, term: Term) -> bool:
    """Whether the agreed words of a term are those that a meeting agreed on last."""
    return settled is not None and term.agreed is not None and settled.definition == term.agreed.definition


def _as_settled(settled: TermAgreement | None, term: Term) -> TermVersion | None:
    """The term as it was just when a meeting agreed on it last."""
    if settled is None or settled.at is None or not settled.in_file:
        return None
    agreed = Agreement(settled.definition, settled.on, settled.meeting, settled.voices)
    return TermVersion(
        term.id, term.term, settled.at, "meeting", msgspec.structs.replace(term, agreed=agreed)
    )


def add(db: Database, versions: Iterable[TermVersion]) -> None:
    """Keep versions."""
    for one in versions:
        db.insert(
            "term_version",
            {
                "term_id": one.term_id,
                "name": one.name,
                "at": stored_time(one.at),
                "meeting_id": meeting_key_or_none(db, one.meeting),
                "side": one.side,
                "source": one.source,
                "was": one.was,
                "body": _body(one.term) if one.term else None,
            },
        )


def mark_recorded(db: Database, file: GlossaryFile) -> None:
    """Say that the newest rows hold the terms of this file."""
    settings.write(db, _RECORDED, file.digest)


def with_history(db: Database, file: GlossaryFile) -> Glossary:
    """The terms of a file, those whose agreed text was changed since with the words as they were agreed."""
    was = _changed_since(db, file)
    if not was:
        return file.glossary
    return Glossary(tuple(with_words_as_agreed(term, was.get(term.id, "")) for term in file.glossary))


def _changed_since(db: Database, file: GlossaryFile) -> Mapping[str, str]:
    """Term ids to the words as they were agreed, of the terms whose agreed text was changed since."""
    known = dict(map(tuple, db.rows(f"SELECT term_id, was FROM term_version WHERE was <> '' AND {_NEWEST}")))
    if is_recorded(db, file):
        return known
    epoch = dt.datetime.fromtimestamp(0, dt.UTC)
    for one in unrecorded(db, file, epoch, "file", None, ""):
        known.pop(one.term_id, None)
        if one.was:
            known[one.term_id] = one.was
    return known


def of_term(db: Database, term_id: str) -> tuple[TermVersion, ...]:
    """How a term stood from the beginning on, oldest first."""
    return tuple(map(_version, db.rows(f"{_SELECT} WHERE term_id = ? ORDER BY term_version.id", (term_id,))))


def all_since(db: Database, since: dt.datetime | None) -> tuple[TermVersion, ...]:
    """The versions after a time, each with the one before it where there is one; oldest first."""
    if since is None:
        return tuple(map(_version, db.rows(f"{_SELECT} ORDER BY term_version.id")))
    time = stored_time(since)
    before = (
        "SELECT max(id) FROM term_version WHERE at <= ?1"
        " AND term_id IN (SELECT term_id FROM later) GROUP BY term_id"
    )
    rows = db.rows(
        f"WITH later AS (SELECT id, term_id FROM term_version WHERE at > ?1) {_SELECT}"
        f" WHERE term_version.id IN (SELECT id FROM later) OR term_version.id IN ({before})"
        " ORDER BY term_version.id",
        (time,),
    )
    return tuple(map(_version, rows))


def glossary_at(db: Database, at: dt.datetime) -> Glossary:
    """All terms as they stood at a time; none where the history begins later."""
    newest = "SELECT max(id) FROM term_version WHERE at <= ? GROUP BY term_id"
    rows = db.rows(
        f"{_SELECT} WHERE term_version.id IN ({newest}) AND body IS NOT NULL ORDER BY term_version.id",
        (stored_time(at),),
    )
    versions = map(_version, rows)
    return Glossary(tuple(with_words_as_agreed(one.term, one.was) for one in versions if one.term))


def begins(db: Database) -> dt.datetime | None:
    """When the history begins; None where it has not."""
    rows = db.rows(f"{_SELECT} ORDER BY term_version.id LIMIT 1")
    return _version(rows[0]).at if rows else None


def ends(db: Database) -> dt.datetime | None:
    """When the newest version was kept; None where there is none."""
    rows = db.rows(f"{_SELECT} ORDER BY term_version.id DESC LIMIT 1")
    return _version(rows[0]).at if rows else None


def _body(term: Term) -> str:
    return msgspec.json.encode(term).decode()


def _version(row: sqlite3.Row) -> TermVersion:
    columns = {name: row[name] for name in TermVersion.__struct_fields__ if name != "term"}
    columns["term"] = None if row["body"] is None else read_json(Term, row["body"])
    return read_as(TermVersion, columns)
