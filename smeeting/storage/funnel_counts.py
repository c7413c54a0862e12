"""Counting all leads anew, in one pass: what an import does so that the funnel is read in a blink.

SQLite says, lead by lead, what there is to count; columns of many leads at a time are then counted by
`Counter`, at the speed of C. Nothing is sorted and nothing kept but the counts, so the memory it takes
does not grow with the number of leads.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from smeeting.domain.durations import MINUTES_A_DAY, date_of
from smeeting.domain.glossary import Basis
from smeeting.domain.lead_times import UNDATED, Column, LeadTally
from smeeting.domain.periods import Period
from smeeting.storage.database import Database

NO_SOURCE = 0
ALL_SOURCES = -1
NO_MONTH = 0
"""Stands for the month of what nobody knows the date of."""
_OTHER_SOURCES = -2
_TIMED_SOURCES = 10
"""So many of the largest sources have their days kept, which bounds the memory it takes."""
_LEADS_AT_ONCE = 5_000
_EARLIEST_DAY = 1_000_000
"""So many days before 1970, which no date comes near."""

_Cell = tuple[int, int]
"""A source and the number of a month."""


class _Batch(NamedTuple):
    """What is known of some leads, in columns; a row of each column is one lead."""

    sources: Sequence[int]
    came: Column
    """The day of the first stage of the funnel that has one."""
    entered: Sequence[Column]
    """Stage by stage the day it was entered, counted from 1970-01-01; `UNDATED`'s if nobody knows it."""
    days: Sequence[Column]
    """Stage by stage of the funnel the days from the last stage before that has a date."""
    times: dict[str, Column]
    """When each stage that tallies ask for was entered, in minutes."""


def refresh(db: Database, stages: Sequence[str], *, tallies: Sequence[LeadTally] = ()) -> None:
    """Count anew inside the open transaction; `stages` are those of the funnel, in its order.

    What else leads have reached is counted, too, but no step of the funnel. The tallies are made in the same
    pass.
    """
    others = sorted(set(stages_of_leads(db)).difference(stages))
    counts = [_StageCounts() for _ in (*stages, *others)]
    months, timed = _Months(), _Timed(_largest_sources(db))
    for batch in _batches(db, stages, others, tallies):
        cohorts = [months[day] for day in batch.came]
        keys = [timed[source] for source in batch.sources]
        for position, (count, entered) in enumerate(zip(counts, batch.entered, strict=True)):
            in_months = [months[day] if day is not None else None for day in entered]
            count.leads.update(zip(batch.sources, cohorts, in_months, strict=True))
            if position < len(stages):
                count.add_days(keys, in_months, cohorts, batch.days[position])
        for tally in tallies:
            tally.add(batch.times)
    _write(db, dict(zip((*stages, *others), counts, strict=True)))


def stages_of_leads(db: Database) -> tuple[str, ...]:
    """The stages and marks that any lead has reached, in no order of the funnel."""
    # Each is found by a jump in the index: four million rows are not read to name six.
    rows = db.rows(
        "WITH RECURSIVE found (stage) AS (SELECT min(stage) FROM lead_stage UNION ALL"
        " SELECT (SELECT min(stage) FROM lead_stage WHERE stage > found.stage) FROM found"
        " WHERE found.stage IS NOT NULL) SELECT stage FROM found WHERE stage IS NOT NULL"
    )
    return tuple(row[0] for row in rows)


class _StageCounts:
    """What is counted of one stage."""

    def __init__(self) -> None:
        self.leads: Counter[tuple[int, int, int | None]] = Counter()
        """By source, month of the cohort and month of entering, None for those who did not."""
        self._of_period: defaultdict[_Cell, dict[int, int]] = defaultdict(_numbers)
        self._of_cohort: defaultdict[_Cell, dict[int, int]] = defaultdict(_numbers)

    def add_days(self, sources: Iterable[int], months: Column, cohorts: Iterable[int], days: Column) -> None:
        """Count the days of some leads, None for those who have none."""
        of_period, of_cohort = self._of_period, self._of_cohort
        for source, month, cohort, each in zip(sources, months, cohorts, days, strict=True):
            if each is not None and month is not None:
                of_period[source, month][each] += 1
                of_cohort[source, cohort][each] += 1

    def by_month(self) -> dict[_Cell, list[int]]:
        """How many entered in a month, and how many of its cohort reached, of each source and of all."""
        found: defaultdict[_Cell, list[int]] = defaultdict(lambda: [0, 0])
        for (source, cohort, month), leads in self.leads.items():
            if month is None:
                continue
            for each in (source, ALL_SOURCES):
                found[each, month][0] += leads
                found[each, cohort][1] += leads
        return found

    def by_days(self) -> Iterator[tuple[Basis, _Cell, dict[int, int]]]:
        """Days to how many took so long, of each timed source and of all."""
        kept: tuple[tuple[Basis, dict[_Cell, dict[int, int]]], ...] = (
            ("period", self._of_period),
            ("cohort", self._of_cohort),
        )
        for basis, cells in kept:
            together: defaultdict[int, Counter[int]] = defaultdict(Counter)
            for (source, month), days in cells.items():
                together[month].update(days)
                if source != _OTHER_SOURCES:
                    yield basis, (source, month), days
            for month, days in together.items():
                yield basis, (ALL_SOURCES, month), days


def _numbers() -> dict[int, int]:
    return defaultdict(int)


class _Months(dict[int | None, int]):
    """Day to the number of its month, worked out once a day."""

    def __missing__(self, day: int | None) -> int:
        known = day is not None and day != UNDATED // MINUTES_A_DAY
        self[day] = number = Period.of(date_of(day)).number if known and day is not None else NO_MONTH
        return number


class _Timed(dict[int, int]):
    """A source to itself where its days are kept, else to what stands for all others."""

    def __init__(self, sources: Iterable[int]) -> None:
        super().__init__((source, source) for source in sources)

    def __missing__(self, _source: int) -> int:
        return _OTHER_SOURCES


def _largest_sources(db: Database) -> list[int]:
    cursor = db.conn.execute("SELECT coalesce(source_id, 0) FROM lead")
    cursor.row_factory = None
    return [source for (source,), _ in Counter(cursor).most_common(_TIMED_SOURCES)]


def _batches(
    db: Database, stages: Sequence[str], others: Sequence[str], tallies: Sequence[LeadTally]
) -> Iterator[_Batch]:
    asked = (*stages, *others)
    wanted = sorted({stage for tally in tallies for stage in tally.stages}.intersection(asked))
    cursor = db.conn.cursor()
    # Plain tuples: a million rows with names would take half as long again.
    cursor.row_factory = None
    cursor.execute(_question(asked, len(stages), [asked.index(stage) for stage in wanted]), asked)
    while rows := cursor.fetchmany(_LEADS_AT_ONCE):
        columns: list[tuple[Any, ...]] = list(zip(*rows, strict=True))
        sources, came, *rest = columns
        entered, rest = rest[: len(asked)], rest[len(asked) :]
        days, times = rest[: len(stages)], rest[len(stages) :]
        nobody = (None,) * len(rows)
        absent = {stage: nobody for tally in tallies for stage in tally.stages}
        yield _Batch(sources, came, entered, days, absent | dict(zip(wanted, times, strict=True)))


def _question(stages: Sequence[str], funnel: int, wanted: Sequence[int]) -> str:
    """The SQL that says of each lead what `_Batch` has, for stages given as its values.

    `UNDATED` is later than any time, so the earliest of several is a known one wherever there is one.
    """
    firsts = [f"min(CASE stage WHEN ? THEN coalesce(at, {UNDATED}) END) AS at{n}" for n in range(len(stages))]
    # SQLite divides towards 0, so days before 1970 are first made positive.
    entered = [
        f"(at{n} + {_EARLIEST_DAY * MINUTES_A_DAY}) / {MINUTES_A_DAY} - {_EARLIEST_DAY}"
        for n in range(len(stages))
    ]
    known = [f"nullif({day}, {UNDATED // MINUTES_A_DAY})" for day in entered]
    days = [f"{known[n]} - {_first(reversed(known[:n]))}" for n in range(funnel)]
    times = [f"at{n}" for n in wanted]
    said = ", ".join(["source", _first(known[:funnel]), *entered, *days, *times])
    source = "coalesce((SELECT source_id FROM lead WHERE id = subject), 0) AS source"
    by_lead = f"SELECT {', '.join([source, *firsts])} FROM lead_stage GROUP BY subject"
    return f"SELECT {said} FROM ({by_lead})"


def _first(expressions: Iterable[str]) -> str:
    """The SQL for the first of these that is not NULL; coalesce() wants at least two."""
    return f"coalesce({', '.join(('NULL', 'NULL', *expressions))})"


def _write(db: Database, counts: dict[str, _StageCounts]) -> None:
    db.conn.execute("DELETE FROM funnel_month")
    db.conn.execute("DELETE FROM stage_lag")
    db.conn.executemany(
        "INSERT INTO funnel_month (source_id, month, stage, entered, reached) VALUES (?, ?, ?, ?, ?)",
        (
            (source, month, stage, *numbers)
            for stage, count in counts.items()
            for (source, month), numbers in count.by_month().items()
        ),
    )
    db.conn.executemany(
        "INSERT INTO stage_lag (source_id, basis, month, stage, days) VALUES (?, ?, ?, ?, ?)",
        (
            (source, basis, month, stage, msgspec.json.encode(days).decode())
            for stage, count in counts.items()
            for basis, (source, month), days in count.by_days()
        ),
    )
