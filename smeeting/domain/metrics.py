"""Metrics as promises: what one team owes the other, and whether it was kept."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from typing import Literal

import msgspec
from msgspec.structs import replace

from smeeting.domain.agenda import Item
from smeeting.domain.formulas import Amount
from smeeting.domain.glossary import Better, Term
from smeeting.domain.meeting import ItemRun
from smeeting.domain.periods import Period, PeriodUnit

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
    """Where it comes from: `typed`, `leads`, `sql`, or a file's name."""


class Compared(msgspec.Struct, frozen=True):
    """What a metric was at another time, to hold this period against."""

    period: Period
    actual: float | None
    crosses_break: bool = False
    """Whether the term meant something else then: the two numbers do not count the same thing."""


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
    owner: str = ""
    """Who looks after the term."""
    source: str = ""
    """Where the actual comes from: `typed`, `leads`, `sql`, `formula`, or a file's name."""
    reason: str = ""
    """Why there is no actual, where that is known."""
    breaks: tuple[int, ...] = ()
    """Positions in `trend` before which the term's agreed definition changed."""
    before: Compared | None = None
    """The period before."""
    quarter_ago: Compared | None = None
    """The same period a quarter ago; None where periods are longer than that."""
    year_ago: Compared | None = None

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
    def redefined(self) -> bool:
        """Whether the term meant something else in the period before."""
        return len(self.trend) - 1 in self.breaks

    @property
    def moved(self) -> float | None:
        """How far the actual moved since the period before; None where the term meant something else then."""
        before = self.trend[-2] if len(self.trend) > 1 else None
        if self.actual is None or before is None or self.redefined:
            return None
        return self.actual - before


PERIODS_A_YEAR: dict[PeriodUnit, int] = {"month": 12, "quarter": 4, "week": 52}


def promise(
    term: Term,
    period: Period,
    values: dict[Period, Value],
    read: Callable[[Period], Amount] | None = None,
    breaks: Collection[Period] = (),
) -> Promise:
    """The promise a measured term makes in a period; the period's own target wins over the glossary's.

    `read` says what the metric reads where a formula gives it; without one the values alone count. `breaks`
    are the periods from which on a new definition held.
    """
    assert term.metric is not None
    metric, here = term.metric, values.get(period)
    own_target = here.target if here else None

    def reading(at: Period) -> Amount:
        if read is not None:
            return read(at)
        value = values.get(at)
        return Amount(value.actual if value else None)

    def compared(back: int) -> Compared:
        then = period.shifted(-back)
        return Compared(then, reading(then).value, any(then < each <= period for each in breaks))

    year = PERIODS_A_YEAR[period.unit]
    now = reading(period)
    trend = [period.shifted(-back) for back in reversed(range(TREND_PERIODS))]
    is_given = here is not None and here.actual is not None
    return Promise(
        term_id=term.id,
        name=term.term,
        unit=metric.unit,
        better=metric.better,
        promised_by=metric.promised_by,
        promised_to=metric.promised_to,
        period=period,
        actual=now.value,
        target=metric.target if own_target is None else own_target,
        note=here.note if here else "",
        trend=tuple(reading(at).value for at in trend),
        owner=term.owner,
        source=here.source if here and is_given else "formula" if now.value is not None else "",
        reason=now.reason,
        breaks=tuple(place for place, at in enumerate(trend) if place and at in breaks),
        before=compared(1),
        quarter_ago=compared(year // 4) if year >= 12 else None,
        year_ago=compared(year),
    )


BREAK = "╎"
"""Stands between two periods of a trend where the definition changed."""


def sparkline(trend: tuple[float | None, ...], breaks: tuple[int, ...] = ()) -> str:
    """The trend as one character a period, from lowest to highest; a gap where a value is missing.

    A mark stands before each position in `breaks`, so that nobody reads a trend across it.
    """
    known = [value for value in trend if value is not None]
    # Halves, so that the range of the largest values there are is still a number.
    low = min(known, default=0) / 2
    span = max(known, default=0) / 2 - low

    def drawn(value: float | None) -> str:
        if value is None:
            return " "
        return _BARS[round((value / 2 - low) / span * (len(_BARS) - 1))] if span else _BARS[len(_BARS) // 2]

    return "".join(f"{BREAK if place in breaks else ''}{drawn(value)}" for place, value in enumerate(trend))


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
    """How many periods in a row, this one the last, missed this period's target.

    A gap ends the row, and so does a changed definition.
    """
    if made.target is None:
        return 0
    periods = 0
    for place, actual in reversed(list(enumerate(made.trend))):
        if actual is None or replace(made, actual=actual).standing != "behind":
            break
        periods += 1
        if place in made.breaks:
            break
    return periods
