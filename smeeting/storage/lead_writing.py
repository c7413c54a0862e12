"""Keeping what exports say of leads: first aside, then all at once, so that what changes can be told.

Nothing that a record leaves blank clears what is known. Where a file has an id twice, its last row counts,
so that a file taken twice changes nothing.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from smeeting.domain.leads import LeadRecord
from smeeting.domain.profiles import loose
from smeeting.storage.database import Database
from smeeting.storage.stored_values import stored_json

_ASIDE = (
    "CREATE TEMP TABLE incoming (n INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, link TEXT NOT"
    " NULL, source_id INTEGER, stage TEXT NOT NULL, amount REAL, label TEXT NOT NULL, kept TEXT NOT NULL,"
    " left_stages TEXT NOT NULL, lead_id INTEGER, is_new INTEGER NOT NULL DEFAULT 0) STRICT",
    "CREATE TEMP TABLE incoming_stage (n INTEGER NOT NULL, stage TEXT NOT NULL, at INTEGER,"
    " PRIMARY KEY (n, stage)) STRICT, WITHOUT ROWID",
)
_DIFFERS = """
(incoming.source_id IS NOT NULL AND incoming.source_id IS NOT lead.source_id)
OR (incoming.stage <> '' AND incoming.stage <> lead.stage)
OR (incoming.amount IS NOT NULL AND incoming.amount IS NOT lead.amount)
OR (incoming.label <> '' AND incoming.label <> lead.label)
OR (incoming.link <> '' AND incoming.link <> lead.link)
OR (incoming.kept <> '{}' AND json_patch(lead.kept, incoming.kept) <> json(lead.kept))
OR EXISTS (SELECT 1 FROM incoming_stage AS new LEFT JOIN lead_stage AS old
  ON old.subject = coalesce(lead.lead_id, lead.id) AND old.stage = new.stage AND old.lead_id = lead.id
  WHERE new.n = incoming.n AND (old.stage IS NULL OR (new.at IS NOT NULL AND new.at IS NOT old.at)))
OR EXISTS (SELECT 1 FROM json_each(incoming.left_stages) AS gone JOIN lead_stage AS old
  ON old.subject = coalesce(lead.lead_id, lead.id) AND old.stage = gone.value AND old.lead_id = lead.id)
"""
_MERGE = (
    # What is neither new nor other than before needs no more work.
    "DELETE FROM incoming WHERE is_new = 0 AND n NOT IN (SELECT n FROM differing)",
    "DELETE FROM incoming_stage WHERE n NOT IN (SELECT n FROM incoming)",
    "INSERT INTO lead (key, link, source_id, stage, amount, label, kept) SELECT key, link, source_id, stage,"
    " amount, label, kept FROM incoming WHERE is_new = 1 ORDER BY n",
    "UPDATE incoming SET lead_id = (SELECT id FROM lead WHERE lead.key = incoming.key) WHERE is_new = 1",
    "UPDATE lead SET source_id = coalesce(new.source_id, lead.source_id),"
    " stage = iif(new.stage = '', lead.stage, new.stage), amount = coalesce(new.amount, lead.amount),"
    " label = iif(new.label = '', lead.label, new.label), link = iif(new.link = '', lead.link, new.link),"
    " kept = json_patch(lead.kept, new.kept)"
    " FROM incoming AS new WHERE new.is_new = 0 AND lead.id = new.lead_id",
    "DELETE FROM lead_stage WHERE (subject, stage, lead_id) IN (SELECT coalesce(lead.lead_id, lead.id),"
    " gone.value, lead.id FROM incoming JOIN lead ON lead.id = incoming.lead_id,"
    " json_each(incoming.left_stages) AS gone WHERE incoming.is_new = 0)",
    "INSERT INTO lead_stage (subject, stage, lead_id, at) SELECT coalesce(lead.lead_id, lead.id), new.stage,"
    " lead.id, new.at FROM incoming JOIN lead ON lead.id = incoming.lead_id"
    " JOIN incoming_stage AS new ON new.n = incoming.n WHERE true"
    " ON CONFLICT (subject, stage, lead_id) DO UPDATE SET at = coalesce(excluded.at, at)",
    # When a record came: the first thing known of it.
    "UPDATE lead SET came = (SELECT min(at) FROM lead_stage WHERE subject = coalesce(lead.lead_id, lead.id)"
    " AND lead_stage.lead_id = lead.id) WHERE id IN (SELECT lead_id FROM incoming)",
)
_LINK = (
    "CREATE TEMP TABLE linked AS SELECT deal.id AS id, owner.id AS owner_id FROM lead AS deal"
    " JOIN lead AS owner ON owner.key = deal.link"
    " WHERE deal.link <> '' AND deal.lead_id IS NOT owner.id AND owner.id <> deal.id"
    " AND owner.lead_id IS NULL",
    "UPDATE lead_stage SET subject = (SELECT owner_id FROM linked WHERE linked.id = lead_stage.lead_id)"
    " WHERE (subject, lead_id) IN (SELECT coalesce(lead.lead_id, lead.id), lead.id FROM linked"
    " JOIN lead ON lead.id = linked.id)",
    "UPDATE lead SET lead_id = (SELECT owner_id FROM linked WHERE linked.id = lead.id)"
    " WHERE id IN (SELECT id FROM linked)",
    "DROP TABLE linked",
)


class Merged(NamedTuple):
    """How the records of an export stand beside what was known."""

    new: int
    changed: int
    same: int
    repeated: int
    """Rows whose id a later row has, too."""


@contextmanager
def aside(db: Database) -> Iterator[None]:
    """Room for what an import sets aside, on disk as it may be much; to be made outside a transaction."""
    db.conn.execute("PRAGMA temp_store = FILE")
    for sql in _ASIDE:
        db.conn.execute(sql)
    try:
        yield
    finally:
        # Drops the tables with their file.
        db.conn.execute("PRAGMA temp_store = MEMORY")


def take(db: Database, batches: Iterable[list[LeadRecord]]) -> Merged:
    """Keep the records of one export inside the open transaction, in the room of `aside`.

    A deal is linked to its lead whichever of the two comes first.
    """
    db.conn.execute("DELETE FROM incoming")
    db.conn.execute("DELETE FROM incoming_stage")
    rows, sources = 0, _Sources(db)
    for batch in batches:
        _set_aside(db, batch, rows, sources)
        rows += len(batch)
    merged = _merge(db, rows)
    for sql in _LINK:
        db.conn.execute(sql)
    return merged


def _set_aside(db: Database, batch: list[LeadRecord], before: int, sources: "_Sources") -> None:
    numbered = list(enumerate(batch, before + 1))
    db.conn.executemany(
        # The row that comes later takes the place of the one before, and with it a number of its own.
        "INSERT INTO incoming (n, key, link, source_id, stage, amount, label, kept, left_stages)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET n = excluded.n,"
        " link = excluded.link, source_id = excluded.source_id, stage = excluded.stage,"
        " amount = excluded.amount, label = excluded.label, kept = excluded.kept,"
        " left_stages = excluded.left_stages",
        (
            (
                number,
                record.key,
                record.link,
                sources.id_of(record.source),
                record.stage,
                record.amount,
                record.label,
                stored_json(record.kept) if record.kept else "{}",
                _left_json(record.left),
            )
            for number, record in numbered
        ),
    )
    db.conn.executemany(
        "INSERT INTO incoming_stage (n, stage, at) VALUES (?, ?, ?)",
        ((number, stage, at) for number, record in numbered for stage, at in record.entered.items()),
    )


def _left_json(left: tuple[str, ...]) -> str:
    # The names of stages are ids, which need no escape but would be encoded a million times.
    return stored_json(left) if left else "[]"


def _merge(db: Database, rows: int) -> Merged:
    conn = db.conn
    different = conn.execute("SELECT count(*) FROM incoming").fetchone()[0]
    conn.execute("DELETE FROM incoming_stage WHERE n NOT IN (SELECT n FROM incoming)")
    conn.execute("UPDATE incoming SET lead_id = (SELECT id FROM lead WHERE lead.key = incoming.key)")
    new = conn.execute("UPDATE incoming SET is_new = 1 WHERE lead_id IS NULL").rowcount
    conn.execute(
        "CREATE TEMP TABLE differing AS SELECT incoming.n AS n FROM incoming"
        f" JOIN lead ON lead.id = incoming.lead_id WHERE {_DIFFERS}"
    )
    changed = conn.execute("SELECT count(*) FROM differing").fetchone()[0]
    if new or changed:
        for sql in _MERGE:
            conn.execute(sql)
    conn.execute("DROP TABLE differing")
    return Merged(new, changed, different - new - changed, rows - different)


class _Sources:
    """Sources by their names in any spelling; one that is new is kept as it is first spelled."""

    def __init__(self, db: Database) -> None:
        self._conn = db.conn
        self._ids: dict[str, int] = {row[0]: row[1] for row in db.rows("SELECT folded, id FROM lead_source")}
        self._spelled: dict[str, int] = {}

    def id_of(self, name: str) -> int | None:
        """The id of a source; None where there is none."""
        if not name:
            return None
        found = self._spelled.get(name)
        if found is None:
            key = loose(name) or name
            if key not in self._ids:
                made = self._conn.execute("INSERT INTO lead_source (name, folded) VALUES (?, ?)", (name, key))
                assert made.lastrowid is not None
                self._ids[key] = made.lastrowid
            found = self._spelled[name] = self._ids[key]
        return found
