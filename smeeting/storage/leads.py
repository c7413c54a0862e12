"""Leads as they are kept: one by one, and a small sample of them to look at in the room."""

import datetime as dt
import random
from collections.abc import Collection, Iterator
from pathlib import Path

from smeeting.domain.errors import NotFoundError
from smeeting.domain.leads import FileImport, Lead, SampleOrder, when
from smeeting.domain.profiles import loose
from smeeting.domain.text import why_unstorable
from smeeting.storage.database import Database
from smeeting.storage.stored_values import Stored, read_json, stored_json, stored_list_or_none, stored_time

_LEAD = """
SELECT lead.id, lead.key, coalesce(lead_source.name, '') AS source, stage, amount, label, kept
FROM lead LEFT JOIN lead_source ON lead_source.id = lead.source_id
"""
_FITS = """
lead.lead_id IS NULL
AND (?1 IS NULL OR coalesce((SELECT folded FROM lead_source WHERE id = source_id), '')
  IN (SELECT value FROM json_each(?1)))
AND (?2 IS NULL OR lead.id NOT IN (SELECT value FROM json_each(?2)))
"""
_TRIES = 20
"""For each lead wanted, before all that fit are listed: they may be few among many."""


def get(db: Database, lead_id: int) -> Lead:
    """The lead with this id. Raises NotFoundError where there is none."""
    found = listed(db, (lead_id,))
    if not found:
        raise NotFoundError(f"there is no lead {lead_id}", "it may have come with another database")
    return found[0]


def with_key(db: Database, key: str) -> Lead | None:
    """The lead that its CRM calls so; None where there is none."""
    if why_unstorable(key):
        return None
    lead_id = db.value("SELECT id FROM lead WHERE key = ?", (key,))
    return None if lead_id is None else get(db, int(lead_id))


def count(db: Database) -> int:
    """How many leads there are; a deal that belongs to one is not counted beside it."""
    return int(db.value("SELECT count(*) FROM lead WHERE lead_id IS NULL"))


def sources(db: Database) -> tuple[str, ...]:
    """The names of all sources, as they were first spelled."""
    return tuple(row[0] for row in db.rows("SELECT name FROM lead_source ORDER BY name"))


def source_key(name: str) -> str:
    """What two spellings of one source have in common: case, spaces, hyphens and underscores aside."""
    return loose(name)


def sample(
    db: Database,
    order: SampleOrder,
    how_many: int,
    *,
    seed: int = 0,
    sources: Collection[str] = (),
    exclude: Collection[int] = (),
) -> tuple[Lead, ...]:
    """Some leads to look at: the newest, those worth most, or any; the same for the same seed and leads.

    Of some sources alone where they are given, in any spelling; those with an id in `exclude` are left out.
    """
    folded = stored_list_or_none({source_key(name) for name in sources})
    left_out = stored_json(sorted(exclude)) if exclude else None
    if order == "random":
        ids = _random_ids(db, how_many, seed, folded, left_out)
    else:
        column = "came" if order == "newest" else "amount"
        rows = db.rows(
            f"SELECT id FROM lead WHERE {column} IS NOT NULL AND {_FITS}"
            f" ORDER BY {column} DESC, id DESC LIMIT ?3",
            (folded, left_out, how_many),
        )
        ids = [row[0] for row in rows]
    return listed(db, ids)


def note_import(db: Database, made: FileImport, at: dt.datetime) -> None:
    """Note that an export was taken, inside the open transaction."""
    row: dict[str, Stored] = {
        "at": stored_time(at),
        # The folder it lay in is nobody's business later.
        "file": Path(made.file).name,
        "profile": made.profile,
        "new": made.new,
        "changed": made.changed,
        "same": made.same,
        "refused": len(made.refused),
    }
    db.insert("lead_import", row)


def last_import(db: Database) -> dt.datetime | None:
    """When an export was last taken; None where none was."""
    at = db.value("SELECT max(at) FROM lead_import")
    return None if at is None else dt.datetime.fromisoformat(at)


def _random_ids(db: Database, wanted: int, seed: int, folded: str | None, left_out: str | None) -> list[int]:
    """Ids by chance: numbers are drawn until enough are leads that fit, which is quick also for a million."""
    last = db.value("SELECT max(id) FROM lead") or 0
    chance = random.Random(seed)
    fits = f"SELECT 1 FROM lead WHERE {_FITS} AND lead.id = ?3"
    found: dict[int, None] = {}
    for _ in range(wanted * _TRIES if last else 0):
        drawn = chance.randint(1, last)
        if drawn not in found and db.value(fits, (folded, left_out, drawn)):
            found[drawn] = None
        if len(found) == wanted:
            return list(found)
    every = [row[0] for row in db.rows(f"SELECT id FROM lead WHERE {_FITS} ORDER BY id", (folded, left_out))]
    return random.Random(seed).sample(every, min(wanted, len(every)))


def listed(db: Database, ids: Collection[int]) -> tuple[Lead, ...]:
    """The leads with these ids, in their order; those that are not there are left out."""
    found = {lead.id: lead for lead in _each(db, ids)}
    return tuple(found[lead_id] for lead_id in ids if lead_id in found)


def _each(db: Database, ids: Collection[int]) -> Iterator[Lead]:
    asked = stored_json(list(ids))
    entered: dict[int, dict[str, int | None]] = {}
    # A deal's stages are those of the lead it belongs to; of two times the earlier one holds.
    stages = db.rows(
        "SELECT subject, stage, min(at) FROM lead_stage WHERE subject IN (SELECT value FROM json_each(?))"
        " GROUP BY subject, stage ORDER BY min(at) IS NULL, min(at), stage",
        (asked,),
    )
    for subject, stage, at in stages:
        entered.setdefault(subject, {})[stage] = at
    for row in db.rows(f"{_LEAD} WHERE lead.id IN (SELECT value FROM json_each(?))", (asked,)):
        yield Lead(
            row["id"],
            row["key"],
            row["source"],
            row["stage"],
            row["amount"],
            row["label"],
            read_json(dict[str, str], row["kept"]),
            {stage: when(at) for stage, at in entered.get(row["id"], {}).items()},
        )
