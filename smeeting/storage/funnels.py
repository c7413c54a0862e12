"""What was counted of the leads' funnel, read in a blink; `storage.funnel_counts` counts it."""

import math
from collections import Counter, defaultdict
from itertools import groupby

import msgspec

from smeeting.domain.durations import Durations
from smeeting.domain.funnels import Reached
from smeeting.domain.glossary import Basis
from smeeting.domain.lead_times import UNDATED, first_minute, month_of
from smeeting.domain.periods import Period
from smeeting.storage.database import Database
from smeeting.storage.funnel_counts import ALL_SOURCES, NO_MONTH, NO_SOURCE, stages_of_leads
from smeeting.storage.stored_values import read_json

Months = tuple[Period, Period]
"""The first and the last of some months."""


def stages(db: Database) -> frozenset[str]:
    """The stages and marks that any lead has reached."""
    rows = db.rows("SELECT DISTINCT stage FROM funnel_month WHERE source_id = ?", (ALL_SOURCES,))
    return frozenset(row[0] for row in rows)


def months(db: Database, stage: str | None = None) -> Months | None:
    """The first and the last month in which any lead entered anything, or one stage; None where none did."""
    row = db.row(
        "SELECT min(month), max(month) FROM funnel_month"
        " WHERE source_id = ?1 AND month > ?2 AND entered > 0 AND (?3 IS NULL OR stage = ?3)",
        (ALL_SOURCES, NO_MONTH, stage),
    )
    if row is None or row[0] is None:
        return None
    return Period("month", row[0]), Period("month", row[1])


def entered(db: Database, stage: str) -> dict[Period, int]:
    """How many leads entered a stage in each month in which any did."""
    rows = db.rows(
        "SELECT month, entered FROM funnel_month"
        " WHERE source_id = ? AND month > ? AND stage = ? AND entered > 0",
        (ALL_SOURCES, NO_MONTH, stage),
    )
    return {Period("month", row[0]): row[1] for row in rows}


def undated(db: Database) -> dict[str, int]:
    """By stage how many leads reached it nobody knows when."""
    rows = db.rows(
        "SELECT stage, entered FROM funnel_month WHERE source_id = ? AND month = ? AND entered > 0",
        (ALL_SOURCES, NO_MONTH),
    )
    return {row[0]: row[1] for row in rows}


def sources(db: Database) -> dict[int, str]:
    """The sources that leads came from by their ids, those of most leads first; '' for none."""
    rows = db.rows(
        "SELECT source_id, coalesce((SELECT name FROM lead_source WHERE id = source_id), '')"
        " FROM funnel_month WHERE source_id >= ? GROUP BY source_id ORDER BY sum(entered) DESC, source_id",
        (NO_SOURCE,),
    )
    return {row[0]: row[1] for row in rows}


def reached(db: Database, within: Months, basis: Basis, source: int = ALL_SOURCES) -> dict[str, Reached]:
    """What was counted of each stage in some months, of one source or of all."""
    counts = _counts(db, within, basis, (source, source))
    return _with_days(db, within, basis, source, counts.get(source, {}))


def reached_by_source(db: Database, within: Months, basis: Basis) -> dict[int, dict[str, Reached]]:
    """What was counted of each stage in some months, source by source."""
    # Larger than any id that a source may have.
    counts = _counts(db, within, basis, (NO_SOURCE, 2**62))
    return {source: _with_days(db, within, basis, source, stages) for source, stages in counts.items()}


def _counts(
    db: Database, within: Months, basis: Basis, source_range: tuple[int, int]
) -> dict[int, dict[str, tuple[int, int]]]:
    """By source and stage: how many in these months, and how many that nobody knows the date of."""
    column = "entered" if basis == "period" else "reached"
    rows = db.rows(
        f"SELECT source_id, stage, sum({column} * (month BETWEEN ?3 AND ?4)), sum(entered * (month = ?5))"
        " FROM funnel_month WHERE source_id BETWEEN ?1 AND ?2 GROUP BY source_id, stage",
        (*source_range, within[0].number, within[1].number, NO_MONTH),
    )
    found: defaultdict[int, dict[str, tuple[int, int]]] = defaultdict(dict)
    for source, stage, number, undated in rows:
        found[source][stage] = number, undated
    return found


def _with_days(
    db: Database, within: Months, basis: Basis, source: int, counts: dict[str, tuple[int, int]]
) -> dict[str, Reached]:
    days: defaultdict[str, Counter[int]] = defaultdict(Counter)
    rows = db.rows(
        "SELECT stage, days FROM stage_lag WHERE source_id = ? AND basis = ? AND month BETWEEN ? AND ?",
        (source, basis, within[0].number, within[1].number),
    )
    for stage, text in rows:
        days[stage].update(read_json(dict[int, int], text))
    return {
        stage: Reached(number, undated, Durations.of_counts(days[stage]))
        for stage, (number, undated) in counts.items()
    }


class Worth(msgspec.Struct, frozen=True):
    """What the records that entered a stage in a month are worth together."""

    total: float = 0.0
    known: int = 0
    missing: int = 0
    """How many have no amount, which is not 0."""


def worths(db: Database, stage: str) -> dict[Period, Worth]:
    """What the leads and deals that entered a stage are worth, by the month in which each record did."""
    cursor = db.conn.cursor()
    cursor.row_factory = None
    cursor.execute(
        "SELECT at, amount FROM lead_stage JOIN lead ON lead.id = lead_stage.lead_id"
        " WHERE lead_stage.stage = ? AND at IS NOT NULL ORDER BY at, lead.id",
        (stage,),
    )
    found: dict[Period, Worth] = {}
    for month, records in groupby(cursor, key=lambda record: month_of(record[0])):
        amounts = [amount for _, amount in records]
        known = [amount for amount in amounts if amount is not None]
        found[month] = Worth(math.fsum(known), len(known), len(amounts) - len(known))
    return found


def last_time(db: Database) -> int | None:
    """The last time at which any lead entered anything, in minutes; None where there is none."""
    rows = [
        db.value("SELECT max(at) FROM lead_stage WHERE stage = ?", (stage,)) for stage in stages_of_leads(db)
    ]
    return max((at for at in rows if at is not None), default=None)


def waits(db: Database, since: str, to: str, within: Months) -> list[tuple[int, int, int | None]]:
    """The leads that entered a stage in some months: source, when, and when they first entered another.

    That is `UNDATED` where nobody knows it, and None for those who did not.
    """
    rows = db.rows(
        "SELECT coalesce((SELECT source_id FROM lead WHERE id = subject), 0), min(at),"
        " (SELECT min(coalesce(at, ?5)) FROM lead_stage AS other"
        "  WHERE other.subject = lead_stage.subject AND other.stage = ?2)"
        " FROM lead_stage WHERE stage = ?1 AND at >= ?3 AND at < ?4 AND NOT EXISTS ("
        "  SELECT 1 FROM lead_stage AS earlier WHERE earlier.subject = lead_stage.subject"
        "  AND earlier.stage = ?1 AND earlier.at < ?3) GROUP BY subject",
        (since, to, first_minute(within[0]), first_minute(within[1].shifted(1)), UNDATED),
    )
    return [(row[0], row[1], row[2]) for row in rows]
