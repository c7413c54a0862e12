"""A metric's values over time, ready to be drawn: what is missing, and where the series breaks."""

import math
from collections.abc import Iterator

import msgspec

from smeeting.domain.periods import Period

_STEPS = (1, 2, 2.5, 5, 10)
"""Ticks lie so many tens, hundreds or tenths apart: numbers that are read at a glance."""


class Series(msgspec.Struct, frozen=True):
    """One metric, period by period, oldest first; all tuples are as long as `periods`."""

    name: str
    unit: str
    periods: tuple[Period, ...]
    actuals: tuple[float | None, ...]
    targets: tuple[float | None, ...]
    breaks: tuple[int, ...] = ()
    """Positions before which the term's definition changed: no line is drawn across."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is known."""
        return not any(value is not None for value in (*self.actuals, *self.targets))

    def last(self, periods: int) -> "Series":
        """The newest periods alone."""
        cut = max(len(self.periods) - periods, 0)
        return Series(
            self.name,
            self.unit,
            self.periods[cut:],
            self.actuals[cut:],
            self.targets[cut:],
            tuple(place - cut for place in self.breaks if place > cut),
        )


def runs(values: tuple[float | None, ...], breaks: tuple[int, ...] = ()) -> Iterator[tuple[int, list[float]]]:
    """The stretches that one line may join: each with the position it begins at.

    A missing value ends a stretch, and so does a break.
    """
    start, stretch = 0, list[float]()
    for position, value in enumerate(values):
        if stretch and (value is None or position in breaks):
            yield start, stretch
            stretch = []
        if value is not None:
            start = start if stretch else position
            stretch.append(value)
    if stretch:
        yield start, stretch


def ticks(low: float, high: float, most: int) -> list[float]:
    """Round numbers from `low` or below it to `high` or above it, evenly apart, about `most` at most."""
    span = (high - low) or abs(high) or 1.0
    # Half steps: the range of the largest numbers there are would be no number any more.
    power = 10.0 ** math.floor(math.log10(span / max(most - 1, 1)))
    step = next(each * power for each in _STEPS if each * power * max(most - 1, 1) >= span)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [round(number * step, 12) for number in range(first, last + 1)]
