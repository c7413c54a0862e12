"""What a company's own engine says of a metric: rows of period and value, taken strictly or not at all."""

import datetime as dt
import math
import numbers
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from smeeting.domain.errors import SmeetingError
from smeeting.domain.numbers import LARGEST
from smeeting.domain.periods import Period, PeriodUnit
from smeeting.domain.text import counted, folded, shortened

MOST_ROWS = 10_000
"""Weeks of 190 years; a query with more rows does not group by period."""

_UNITS: dict[str, PeriodUnit | None] = {
    "period": None,
    "month": "month",
    "quarter": "quarter",
    "week": "week",
}
"""What the first column may be called, and the unit of a date in it."""
_FORM = "write SELECT ... AS period, ... AS value"
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ T]00:00(?::00(?:\.0+)?)?)?", re.ASCII)


class PulledValues(NamedTuple):
    """A query's values."""

    values: dict[Period, float]
    unknown: int
    """Periods whose value is NULL: nothing is known of them."""


def read_rows(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> PulledValues:
    """The values in a query's rows: columns `period` and `value` in any order, one row a period.

    A period is written like 2026-03, or is the first day of one in a column that is called month, quarter or
    week; `period` itself takes first days of months. Raises SmeetingError at the first row that is otherwise.
    """
    period_at, value_at, unit = _places(columns)
    values: dict[Period, float] = {}
    unknown: set[Period] = set()
    dates = 0
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS:
            raise SmeetingError(f"it gives more than {MOST_ROWS:,} rows", "group by period: one row for each")
        period = _period(row[period_at], unit)
        dates += not _is_written(row[period_at])
        if period in values or period in unknown:
            raise SmeetingError(f"it gives two rows for {period}", "group by period: one row for each")
        if row[value_at] is None:
            unknown.add(period)
        else:
            values[period] = _number(row[value_at], period)
    if unit is None and dates > 1:
        _refuse_quarters([*values, *unknown])
    return PulledValues(values, len(unknown))


def _places(columns: Sequence[str]) -> tuple[int, int, PeriodUnit | None]:
    """Where the period and the value stand, and the unit of a date in the first, if its name says one."""
    names = [folded(name) for name in columns]
    periods = [place for place, name in enumerate(names) if name in _UNITS]
    if len(names) != 2 or len(periods) != 1 or names[1 - periods[0]] != "value":
        shown = ", ".join(shortened(name, 30) for name in columns[:5]) + ", …" * (len(columns) > 5)
        many = counted(len(columns), "column")
        raise SmeetingError(f"it gives {many} ({shown}), not period and value", _FORM)
    return periods[0], 1 - periods[0], _UNITS[names[periods[0]]]


def _is_written(value: object) -> bool:
    return isinstance(value, str) and _DATE.fullmatch(value.strip()) is None


def _period(value: object, unit: PeriodUnit | None) -> Period:
    if value is None:
        raise SmeetingError("a row has no period", "leave it out: WHERE ... IS NOT NULL")
    if isinstance(value, str):
        found = _DATE.fullmatch(value.strip())
        if found is None:
            return _written(value, unit)
        value = _day(found[1])
    if isinstance(value, dt.datetime):
        if value.time() != dt.time():
            raise SmeetingError(f"{value:%Y-%m-%d %H:%M} is no period", "cut it: date_trunc('month', ...)")
        value = value.date()
    if not isinstance(value, dt.date):
        raise SmeetingError(
            f"{shortened(str(value), 30)!r} is no period", "write it as text, such as 2026-03"
        )
    # Written and read again, which refuses years without a past.
    period = Period.parse(str(Period.of(value, unit or "month")))
    if value != period.first_day:
        name = unit or "month"
        hint = "cut it with date_trunc, and call the column month, quarter or week"
        raise SmeetingError(f"{value} is not the first day of a {name}", hint)
    return period


def _written(text: str, unit: PeriodUnit | None) -> Period:
    period = Period.parse(text)
    if unit is not None and period.unit != unit:
        raise SmeetingError(f"{period} is no {unit}, as its column is called", "call the column period")
    return period


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise SmeetingError(f"{text} is no day of the calendar", "write a period such as 2026-03") from None


def _number(value: object, period: Period) -> float:
    if isinstance(value, bool) or not isinstance(value, numbers.Real | Decimal):
        shown = shortened(str(value), 30)
        raise SmeetingError(
            f"the value of {period} is no number ({shown!r})", "see the query's second column"
        )
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    except ValueError:  # a Decimal that signals
        number = math.nan
    if math.isnan(number):
        hint = "a division by zero? NULLIF makes it NULL, which is: nothing known"
        raise SmeetingError(f"the value of {period} is NaN", hint)
    if abs(number) >= LARGEST:
        raise SmeetingError(f"the value of {period} is too large", "use a larger unit")
    return number


def _refuse_quarters(periods: Sequence[Period]) -> None:
    """A wrong guess would put a quarter's value into its first month."""
    if all(period.unit == "month" and period.number % 3 == 0 for period in periods):
        raise SmeetingError(
            "its dates may be months or quarters", "call the column month or quarter instead of period"
        )
