"""Metric values: what is known of each metric in each period."""

import datetime as dt
import math
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from smeeting.domain.errors import StorageError
from smeeting.domain.metrics import Value
from smeeting.domain.periods import Period, PeriodUnit
from smeeting.storage import history
from smeeting.storage.database import Database
from smeeting.storage.stored_values import refuse_unstorable, stored_json, unreadable

_SELECT = "SELECT term_id, period, actual, target, note, source FROM metric_value"
_FORMS: dict[PeriodUnit, str] = {"month": "*-[0-9]*", "quarter": "*-Q*", "week": "*-W*"}
"""How the periods of a unit are written, as patterns of GLOB."""


def put(db: Database, value: Value) -> bool:
    """Keep a value in place of the one for its metric and period; False where that one is the same."""
    numbers = (value.actual, value.target)
    if any(number is not None and not math.isfinite(number) for number in numbers):
        raise StorageError("a value must be a number", "leave it out where it is not known")
    refuse_unstorable({"term": value.term_id, "note": value.note, "source": value.source})
    # One statement, because a file may bring thousands; equal values make no history.
    cursor = db.conn.execute(
        "INSERT INTO metric_value (term_id, period, actual, target, note, source) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (term_id, period) DO UPDATE SET actual = excluded.actual, target = excluded.target,"
        " note = excluded.note, source = excluded.source"
        " WHERE (actual, target, note, source)"
        " IS NOT (excluded.actual, excluded.target, excluded.note, excluded.source)",
        (value.term_id, str(value.period), *numbers, value.note, value.source),
    )
    return cursor.rowcount > 0


def put_all(db: Database, values: Iterable[Value]) -> int:
    """Keep values like `put`; how many of them changed something."""
    return sum(put(db, value) for value in values)


def get(db: Database, term_id: str, period: Period) -> Value | None:
    """What is known of a metric in a period."""
    found = of_periods(db, (period,), (term_id,))
    return found.get(term_id, {}).get(period)


def of_periods(
    db: Database,
    periods: Collection[Period],
    term_ids: Collection[str] | None = None,
    *,
    until: dt.datetime | None = None,
) -> dict[str, dict[Period, Value]]:
    """What is known of some metrics, or of all, in these periods: by term id, then period.

    With `until`, what was known at that time.
    """
    rows = db.rows(
        "SELECT id, term_id, period, actual, target, note, source FROM metric_value"
        " WHERE period IN (SELECT value FROM json_each(?1))"
        " AND (?2 IS NULL OR term_id IN (SELECT value FROM json_each(?2)))",
        (
            stored_json(sorted(map(str, periods))),
            None if term_ids is None else stored_json(sorted(term_ids)),
        ),
    )
    later = {} if until is None else history.rows_before(db, "metric_value", until)
    values = [_value(*row[1:]) for row in map(tuple, rows) if row[0] not in later]
    then = (_value_of(row) for row in later.values() if row is not None)
    values += [value for value in then if value.period in periods and _is_asked(value.term_id, term_ids)]
    found: dict[str, dict[Period, Value]] = {}
    for value in values:
        found.setdefault(value.term_id, {})[value.period] = value
    return found


def _is_asked(term_id: str, term_ids: Collection[str] | None) -> bool:
    return term_ids is None or term_id in term_ids


def _value_of(row: Mapping[str, Any]) -> Value:
    return _value(*(row[name] for name in ("term_id", "period", "actual", "target", "note", "source")))


def of_term(db: Database, term_id: str, limit: int = 200) -> tuple[Value, ...]:
    """What is known of one metric, newest period first."""
    rows = db.rows(f"{_SELECT} WHERE term_id = ? ORDER BY period DESC LIMIT ?", (term_id, limit))
    return tuple(_value(*row) for row in rows)


def every(db: Database) -> tuple[Value, ...]:
    """All that is known, by term id and then by period as it is written."""
    return tuple(_value(*row) for row in db.rows(f"{_SELECT} ORDER BY term_id, period"))


def latest_period(
    db: Database, unit: PeriodUnit = "month", *, until: dt.datetime | None = None
) -> Period | None:
    """The last period of this unit for which an actual is known, or with `until` was known at that time."""
    later = {} if until is None else history.rows_before(db, "metric_value", until)
    text = db.value(
        "SELECT max(period) FROM metric_value WHERE actual IS NOT NULL AND period GLOB ?"
        " AND id NOT IN (SELECT value FROM json_each(?))",
        (_FORMS[unit], stored_json(sorted(later))),
    )
    then = (_value_of(row) for row in later.values() if row is not None and row["actual"] is not None)
    periods = [value.period for value in then if value.period.unit == unit]
    return max(periods + ([] if text is None else [stored_period(text)]), default=None)


def _value(
    term_id: str, period: str, actual: float | None, target: float | None, note: str, source: str
) -> Value:
    return Value(term_id, stored_period(period), actual, target, note, source)


def stored_period(text: str) -> Period:
    """The period that a column holds. Raises StorageError where it holds none."""
    try:
        return Period.parse(text)
    except Exception as error:
        raise unreadable(str(error)) from error
