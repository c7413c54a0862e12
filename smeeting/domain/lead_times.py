"""What metrics say of the times at which leads entered their stages, counted many leads at a time.

Times are minutes since 1970-01-01 in the time of the export.
"""

import datetime as dt
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Protocol

import msgspec

from smeeting.domain.durations import Durations, date_of, day_of, elapsed, minute_of
from smeeting.domain.periods import Period

UNDATED = 2**62
"""Stands for the time of a stage that was reached nobody knows when; later than any time."""

Column = Sequence[int | None]
"""Of one lead after the other: a time, `UNDATED`, or None for a stage that was not reached."""


class LeadTally(Protocol):
    """Something that is counted of leads in one pass over them all."""

    @property
    def stages(self) -> tuple[str, ...]:
        """The stages and marks whose times it asks for."""
        ...

    def add(self, times: Mapping[str, Column]) -> None:
        """Count some leads, by the times at which they entered the stages asked for."""
        ...


class WaitTally:
    """How long leads took from one stage to another, by the month in which they entered the other."""

    def __init__(self, since: str, to: str, unit: str) -> None:
        self.stages = (since, to)
        self._unit = unit
        self._waits: defaultdict[Period, array[float]] = defaultdict(lambda: array("d"))
        self._missing: Counter[Period] = Counter()

    def add(self, times: Mapping[str, Column]) -> None:
        """Count some leads; one that got there without a known beginning is missing."""
        since, to = self.stages
        for began, ended in zip(times[since], times[to], strict=True):
            if ended is None or ended == UNDATED:
                continue
            if began is None or began == UNDATED:
                self._missing[month_of(ended)] += 1
            else:
                self._waits[month_of(ended)].append(elapsed(began, ended, self._unit))

    def by_month(self) -> dict[Period, Durations]:
        """What is known of each month in which any lead got there."""
        months = sorted(self._waits.keys() | self._missing.keys())
        return {
            month: Durations.of(self._waits.get(month, ()), missing=self._missing[month]) for month in months
        }


class Answers(msgspec.Struct, frozen=True):
    """How many leads got to a stage in the time that was agreed."""

    within: int = 0
    late: int = 0
    """How many got there afterwards."""
    never: int = 0
    """How many did not get there, though their time is over."""
    waiting: int = 0
    """How many still have time: they count neither way."""
    undated: int = 0
    """How many got there nobody knows when: they count neither way."""

    @property
    def share(self) -> float | None:
        """The share of those within, of all that can be told; None where there are none."""
        decided = self.within + self.late + self.never
        return self.within / decided if decided else None

    @property
    def words(self) -> str:
        """What to know beside the share, such as `9 of 12, 2 never, 1 still has time`."""
        decided = self.within + self.late + self.never
        parts = [f"{self.within} of {decided}"] if decided else []
        named = ((self.never, "never"), (self.waiting, "with time left"), (self.undated, "without a date"))
        return ", ".join(parts + [f"{number} {words}" for number, words in named if number])


class Speed(msgspec.Struct, frozen=True):
    """How soon leads got from one stage to another: never an average alone."""

    source: str | None
    """The one source it is of; None for all."""
    hours: Durations
    """Of those that got there."""
    answers: Answers
    """Held against the time that was agreed."""


def speed_of(
    waits: Iterable[tuple[int, int | None]], agreed_hours: float, until: int, source: str | None = None
) -> Speed:
    """The speed of leads by when they began and when they got there; see `AnswerTally` for `until`."""
    began, ended = tuple(zip(*waits, strict=True)) or ((), ())
    tally = AnswerTally("since", "to", agreed_hours, until)
    judged = Counter(map(tally.judged, began, ended))
    known = [
        elapsed(since, to, "hours")
        for since, to in zip(began, ended, strict=True)
        if to is not None and to != UNDATED
    ]
    return Speed(source, Durations.of(known, missing=judged["undated"]), Answers(**judged))


class AnswerTally:
    """How many leads got from one stage to another in so many hours, by the month in which they began."""

    def __init__(self, since: str, to: str, hours: float, until: int) -> None:
        """`until` is the last time of which anything is known: after it nobody can be late."""
        self.stages = (since, to)
        self._minutes = hours * 60
        self._until = until
        self._found: defaultdict[Period, Counter[str]] = defaultdict(Counter)

    def add(self, times: Mapping[str, Column]) -> None:
        """Count some leads; one whose beginning nobody knows belongs to no month."""
        since, to = self.stages
        for began, ended in zip(times[since], times[to], strict=True):
            if began is not None and began != UNDATED:
                self._found[month_of(began)][self.judged(began, ended)] += 1

    def judged(self, began: int, ended: int | None) -> str:
        """Which of the numbers of `Answers` a lead belongs to."""
        if ended is None:
            return "waiting" if began + self._minutes > self._until else "never"
        if ended == UNDATED:
            return "undated"
        return "within" if ended - began <= self._minutes else "late"

    def by_month(self) -> dict[Period, Answers]:
        """What is known of each month in which any lead began."""
        return {month: Answers(**counts) for month, counts in sorted(self._found.items())}


class CohortTally:
    """How many of the leads that entered one stage in a month got to others in a number of days."""

    def __init__(self, base: str, others: Iterable[str], window: int | None, until: int) -> None:
        """Without a `window` they may take for ever; `until` is the last time anything is known of."""
        self.stages = tuple(dict.fromkeys((base, *others)))
        self._base = base
        self._window = window
        self._until = until
        self._reached: dict[str, Counter[Period]] = {stage: Counter() for stage in self.stages}
        self._undated: Counter[Period] = Counter()

    def add(self, times: Mapping[str, Column]) -> None:
        """Count some leads; one whose beginning nobody knows belongs to no cohort."""
        began = times[self._base]
        self._reached[self._base].update(month_of(at) for at in began if at is not None and at != UNDATED)
        for stage in self.stages[1:]:
            for since, at in zip(began, times[stage], strict=True):
                if at is not None and since is not None and since != UNDATED:
                    self._add_reached(stage, since, at)

    def _add_reached(self, stage: str, since: int, at: int) -> None:
        month = month_of(since)
        if self._window is None or (at != UNDATED and day_of(at) - day_of(since) <= self._window):
            self._reached[stage][month] += 1
        elif at == UNDATED:
            self._undated[month] += 1

    @property
    def months(self) -> tuple[Period, ...]:
        """The months in which any lead came, in order."""
        return tuple(sorted(self._reached[self._base]))

    def reached(self, stage: str, month: Period) -> int:
        """How many of a month's leads got to a stage in time."""
        return self._reached[stage][month]

    def undated(self, month: Period) -> int:
        """How many times one of a month's leads got to a stage nobody knows when."""
        return self._undated[month]

    def open_until(self, month: Period) -> dt.date | None:
        """The last day on which a month's leads may still get there; None where that day is over."""
        if self._window is None:
            return None
        last = first_day(month.shifted(1)) + dt.timedelta(days=self._window - 1)
        return last if last >= date_of(day_of(self._until)) else None


def month_of(at: int) -> Period:
    """The month of a time in minutes."""
    return _month_of_day(day_of(at))


def first_day(month: Period) -> dt.date:
    """The day a month begins."""
    return dt.date(month.number // 12, month.number % 12 + 1, 1)


def first_minute(month: Period) -> int:
    """The time at which a month begins, in minutes."""
    return minute_of(first_day(month))


@cache
def _month_of_day(day: int) -> Period:
    return Period.of(date_of(day))
