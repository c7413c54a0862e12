"""How long something took, of many: the middle one beside the mean, and how many are not known."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Self

import msgspec

from smeeting.domain.text import counted

MINUTES_A_DAY = 24 * 60
_EPOCH = dt.date(1970, 1, 1).toordinal()
_MINUTES = {"minute": 1, "min": 1, "hour": 60, "hr": 60, "h": 60, "week": 7 * MINUTES_A_DAY}
"""What a metric's unit stands for; any other unit stands for days."""


class Durations(msgspec.Struct, frozen=True):
    """What is known of some durations, all in one unit."""

    known: int = 0
    missing: int = 0
    """How many have no beginning or no end that anybody knows."""
    negative: int = 0
    """How many ended before they began; they count like the others, and are told."""
    median: float | None = None
    mean: float | None = None
    least: float | None = None
    most: float | None = None

    @classmethod
    def of(cls, values: Iterable[float], *, missing: int = 0) -> Self:
        """Of single durations."""
        ordered = sorted(values)
        known = len(ordered)
        if not known:
            return cls(missing=missing)
        return cls(
            known=known,
            missing=missing,
            negative=sum(value < 0 for value in ordered),
            median=(ordered[(known - 1) // 2] + ordered[known // 2]) / 2,
            mean=sum(ordered) / known,
            least=ordered[0],
            most=ordered[-1],
        )

    @classmethod
    def of_counts(cls, counts: Mapping[int, int], *, missing: int = 0) -> Self:
        """Of whole durations with how many took so long, each at least 1."""
        known = sum(counts.values())
        if not known:
            return cls(missing=missing)
        ordered = sorted(counts)
        return cls(
            known=known,
            missing=missing,
            negative=sum(number for value, number in counts.items() if value < 0),
            median=(_at(counts, ordered, (known - 1) // 2) + _at(counts, ordered, known // 2)) / 2,
            mean=sum(value * number for value, number in counts.items()) / known,
            least=ordered[0],
            most=ordered[-1],
        )

    @property
    def words(self) -> str:
        """What to know beside the median, such as `mean 48.4 of 842, 1 negative, 3 without a date`."""
        if self.mean is None:
            return f"{self.missing} without a date" if self.missing else ""
        parts = [f"mean {self.mean:.1f} of {self.known}"]
        if self.negative:
            parts.append(f"{self.negative} negative")
        if self.missing:
            parts.append(f"{self.missing} without a date")
        return ", ".join(parts)


def day_of(at: int) -> int:
    """The day of a time in minutes since 1970-01-01, counted from that day."""
    return at // MINUTES_A_DAY


def date_of(day: int) -> dt.date:
    """The date of a day counted from 1970-01-01."""
    return dt.date.fromordinal(_EPOCH + day)


def minute_of(date: dt.date) -> int:
    """The time at which a date begins, in minutes since 1970-01-01."""
    return (date.toordinal() - _EPOCH) * MINUTES_A_DAY


def elapsed(since: int, to: int, unit: str) -> float:
    """From one time in minutes to another in a metric's unit.

    Days are those of the calendar, as many exports know no hour: from one midnight to the next night is 1.
    """
    minutes = _MINUTES.get(unit.strip().rstrip("s").lower())
    return day_of(to) - day_of(since) if minutes is None else (to - since) / minutes


def days_text(days: float | None) -> str:
    """A number of days as people read it: a dash where there is none."""
    if days is None:
        return "–"
    return counted(int(days), "day") if days == int(days) else f"{days:.1f} days"


def _at(counts: Mapping[int, int], ordered: list[int], position: int) -> int:
    """The duration at a position of all of them in order."""
    for value in ordered:
        position -= counts[value]
        if position < 0:
            return value
    raise AssertionError("there are fewer durations than their numbers say")
