"""Metrics as promises: what one team owes the other, and whether it was kept."""

import datetime as dt
from collections.abc import Iterable
from typing import Literal

import msgspec
from msgspec.structs import replace

from smeeting.domain.agenda import Item
from smeeting.domain.glossary import Better, Term
from smeeting.domain.meeting import ItemRun
from smeeting.domain.periods import Period

Standing = Literal["ahead", "behind", "missing", "untargeted"]
"""`missing` has no actual; `untargeted` has an actual and nothing to hold it against."""

SIGNS: dict[Standing, str] = {"ahead": "✓", "behind": "✗", "missing": "?", "untargeted": "·"}
TREND_PERIODS = 13
_BARS = "▁▂▃▄▅▆▇█"


class Value(msgspec.Struct, frozen=True):
    """What is known of one metric in one period. None is n/a, never 0."""

    term_id: str
    period: Period
    actual: float | None = None
    target: float | None = None
    note: str = ""
    source: str = ""
    """Where it comes from: `typed`, or a file's name."""


class Promise(msgspec.Struct, frozen=True):
    """One metric in one period, seen as what a team owes the other."""

    term_id: str
    name: str
    unit: str
    better: Better
    promised_by: str | None
    promised_to: str | None
    period: Period
    actual: float | None
    target: float | None
    note: str
    trend: tuple[float | None, ...]
    """The last 13 periods' actuals, oldest first, this one last."""

    @property
    def difference(self) -> float | None:
        """Actual less target."""
        return None if self.actual is None or self.target is None else self.actual - self.target

    @property
    def standing(self) -> Standing:
        """Ahead (target met counts), behind, missing or untargeted."""
        if self.actual is None:
            return "missing"
        if self.target is None:
            return "untargeted"
        met = self.actual >= self.target if self.better == "higher" else self.actual <= self.target
        return "ahead" if met else "behind"

    @property
    def moved(self) -> float | None:
        """How far the actual moved since the period before."""
        before = self.trend[-2] if len(self.trend) > 1 else None
        return None if self.actual is None or before is None else self.actual - before


def promise(term: Term, period: Period, values: dict[Period, Value]) -> Promise:
    """The promise a measured term makes in a period; the period's own target wins over the glossary's."""
    assert term.metric is not None
    metric, here = term.metric, values.get(period)
    actuals = (values.get(period.shifted(-back)) for back in reversed(range(TREND_PERIODS)))
    own_target = here.target if here else None
    return Promise(
        term_id=term.id,
        name=term.term,
        unit=metric.unit,
        better=metric.better,
        promised_by=metric.promised_by,
        promised_to=metric.promised_to,
        period=period,
        actual=here.actual if here else None,
        target=metric.target if own_target is None else own_target,
        note=here.note if here else "",
        trend=tuple(value.actual if value else None for value in actuals),
    )


def sparkline(trend: tuple[float | None, ...]) -> str:
    """The trend as one character a period, from lowest to highest; a gap where a value is missing."""
    known = [value for value in trend if value is not None]
    if not known:
        return " " * len(trend)
    # Halves, so that the range of the largest values there are is still a number.
    low = min(known) / 2
    span = max(known) / 2 - low
    middle = _BARS[len(_BARS) // 2]
    return "".join(
        " "
        if value is None
        else _BARS[round((value / 2 - low) / span * (len(_BARS) - 1))]
        if span
        else middle
        for value in trend
    )


def metrics_shown(items: Iterable[Item | ItemRun]) -> tuple[str, ...] | None:
    """The names of the metrics that an agenda's items of this kind show, each once; None for every one.

    No names where no item is of this kind.
    """
    shown = [item.show for item in items if item.kind == "metrics"]
    if any(not isinstance(names, tuple) for names in shown):
        return None
    return tuple(dict.fromkeys(name for names in shown if isinstance(names, tuple) for name in names))


def reported_period(held_on: dt.date) -> Period:
    """The period a meeting looks at: the month before the one it is held in."""
    return Period.of(held_on).shifted(-1)


def number_text(value: float | None) -> str:
    """A value as people write it: no needless decimals, thousands grouped, a dash for n/a, 0 only for 0."""
    if value is None:
        return "–"
    if 0 < abs(value) < 0.005:
        return f"{value:.2g}"
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def behind_for(made: Promise) -> int:
    """How many periods in a row, this one the last, missed this period's target; a gap ends the row."""
    if made.target is None:
        return 0
    periods = 0
    for actual in reversed(made.trend):
        if actual is None or replace(made, actual=actual).standing != "behind":
            break
        periods += 1
    return periods
