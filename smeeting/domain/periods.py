"""Periods: the months, quarters and weeks that values belong to."""

import datetime as dt
import re
from typing import Literal, Self

import msgspec

from smeeting.domain.errors import SmeetingError

PeriodUnit = Literal["month", "quarter", "week"]

_FORMS = re.compile(r"(\d{4})-(?:(\d{2})|Q([1-4])|W(\d{2}))", re.ASCII)
_FIRST_YEAR = 1900


class Period(msgspec.Struct, frozen=True, order=True):
    """A month, quarter or ISO week, written `2026-03`, `2026-Q1` or `2026-W09`."""

    unit: PeriodUnit
    number: int
    """Counts on without gaps inside a unit, so that neighbours differ by one."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a written period.

        Raises SmeetingError for anything else, also for a month 13, a week the year does not have, or a year
        so early that the periods before it have no date.
        """
        found = _FORMS.fullmatch(text.strip())
        if not found:
            raise SmeetingError(f"{text!r} is no period", "write 2026-03, 2026-Q1 or 2026-W09")
        year, month, quarter, week = (int(part) if part else None for part in found.groups())
        assert year is not None
        if year < _FIRST_YEAR:
            raise SmeetingError(f"{year:04} is no year of a period", f"years go from {_FIRST_YEAR}")
        if quarter is not None:
            return cls("quarter", year * 4 + quarter - 1)
        if week is not None:
            try:
                monday = dt.date.fromisocalendar(year, week, 1)
            except ValueError:
                raise SmeetingError(f"{year} has no week {week}", "weeks go from W01 to W52 or W53") from None
            return cls("week", _week_number(monday))
        if month is None or not 1 <= month <= 12:
            raise SmeetingError(f"{text!r} is no month", "months go from 01 to 12")
        return cls("month", year * 12 + month - 1)

    @classmethod
    def of(cls, day: dt.date, unit: PeriodUnit = "month") -> Self:
        """The period a day falls in."""
        if unit == "month":
            return cls(unit, day.year * 12 + day.month - 1)
        if unit == "quarter":
            return cls(unit, day.year * 4 + (day.month - 1) // 3)
        return cls(unit, _week_number(day))

    def shifted(self, periods: int) -> Self:
        """The period so many later (or earlier, when negative)."""
        return type(self)(self.unit, self.number + periods)

    @property
    def first_day(self) -> dt.date:
        """The day it begins."""
        if self.unit == "month":
            return dt.date(self.number // 12, self.number % 12 + 1, 1)
        if self.unit == "quarter":
            return dt.date(self.number // 4, self.number % 4 * 3 + 1, 1)
        return dt.date.fromordinal(self.number * 7 + 1)

    def __str__(self) -> str:
        if self.unit == "month":
            return f"{self.number // 12:04}-{self.number % 12 + 1:02}"
        if self.unit == "quarter":
            return f"{self.number // 4:04}-Q{self.number % 4 + 1}"
        year, week, _ = self.first_day.isocalendar()
        return f"{year:04}-W{week:02}"


def _week_number(day: dt.date) -> int:
    # Day 1 of the proleptic calendar is a Monday, so whole weeks since then are ISO weeks.
    return (day.toordinal() - 1) // 7
