"""Metrics: the scorecard of promises, and the values that people type."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

import msgspec

from smeeting.domain.errors import FaultsError, NotFoundError
from smeeting.domain.glossary import Glossary, Term
from smeeting.domain.instants import Instant
from smeeting.domain.meeting import Meeting
from smeeting.domain.metrics import (
    PERIODS_A_YEAR,
    TREND_PERIODS,
    Promise,
    Value,
    metrics_shown,
    promise,
    reported_period,
)
from smeeting.domain.periods import Period
from smeeting.domain.readings import Readings, needed
from smeeting.domain.series import Series
from smeeting.domain.text import folded, nearest
from smeeting.services import answers
from smeeting.services.desk import Desk
from smeeting.services.live import during
from smeeting.storage import agreements as agreement_store
from smeeting.storage import values as store


def measured(desk: Desk, name: str) -> Term:
    """The measured term people mean by `name`.

    Raises NotFoundError with the nearest one when there is none.
    """
    term = desk.known_terms.find(name)
    if term is not None and term.metric is not None:
        return term
    if term is not None:
        raise NotFoundError(
            f"{term.term} is not measured", "give it a `metric:` in glossary.yaml, with promised_by and unit"
        )
    raise NotFoundError(f"there is no metric {name!r}", nearest_metric(desk.known_terms, name))


def nearest_metric(glossary: Glossary, name: str) -> str:
    """What would be right for a name that no metric has."""
    near = nearest(folded(name), {folded(known): known for t in glossary.measured for known in t.names})
    return f"did you mean {near}?" if near else "smeeting metric list names them"


def scorecard(
    desk: Desk, period: Period, show: Iterable[str] | None = None, *, until: dt.datetime | None = None
) -> tuple[Promise, ...]:
    """The promises of one period, grouped by who made them; those that `show` names, in its order, or all.

    With `until`, by the values as they were known at that time.
    """
    glossary = desk.known_terms
    terms = _measured_terms(glossary, show)
    look = _Look(desk, glossary, terms, period, max(TREND_PERIODS, PERIODS_A_YEAR[period.unit] + 1), until)
    promises = [
        promise(
            term, period, look.values.get(term.id, {}), partial(look.readings.amount, term), look.breaks(term)
        )
        for term in terms
    ]
    givers = list(dict.fromkeys(made.promised_by for made in promises))
    return tuple(sorted(promises, key=lambda made: givers.index(made.promised_by)))


def series(desk: Desk, term: Term, last: Period, periods: int) -> Series:
    """A metric over so many periods, ready to be drawn; where a period has no target the glossary's holds."""
    assert term.metric is not None
    look = _Look(desk, desk.known_terms, [term], last, periods, None)
    shown = tuple(last.shifted(-back) for back in reversed(range(periods)))
    own = {at: value.target for at, value in look.values.get(term.id, {}).items()}
    actuals = tuple(look.readings.amount(term, at).value for at in shown)
    # Before the first value nothing is known, and a line of targets alone would say nothing.
    first = next((place for place, value in enumerate(actuals) if value is not None), 0)
    breaks = look.breaks(term)
    return Series(
        name=term.term,
        unit=term.metric.unit,
        periods=shown[first:],
        actuals=actuals[first:],
        targets=tuple(term.metric.target if own.get(at) is None else own[at] for at in shown[first:]),
        breaks=tuple(place for place, at in enumerate(shown[first:]) if place and at in breaks),
    )


class _Look:
    """What is known of some metrics, and of all that their formulas rest on, up to a period."""

    def __init__(
        self,
        desk: Desk,
        glossary: Glossary,
        terms: Sequence[Term],
        last: Period,
        periods: int,
        until: dt.datetime | None,
    ) -> None:
        ids, reach = needed(glossary, terms)
        span = [last.shifted(-back) for back in range(periods + reach)]
        stored = store.of_periods(desk.db, span, ids, until=until)
        asked = [term for term in glossary if term.id in ids]
        self.values = answers.with_answers(desk, asked, stored, span, until)
        self.readings = Readings(glossary, self.values)
        self._redefined = agreement_store.redefined(desk.db, until)
        self._unit = last.unit

    def breaks(self, term: Term) -> frozenset[Period]:
        """The periods from which on a new definition of the term held."""
        return frozenset(Period.of(day, self._unit) for day in self._redefined.get(term.id, ()))


def _measured_terms(glossary: Glossary, show: Iterable[str] | None) -> list[Term]:
    if show is None:
        return list(glossary.measured)
    named = {term.id: term for name in show if (term := glossary.find(name)) is not None}
    return [term for term in named.values() if term.metric is not None]


def history(desk: Desk, term_id: str, *, limit: int = 60) -> tuple[Value, ...]:
    """What is known of one metric, newest period first."""
    return store.of_term(desk.db, term_id, limit)


def period_for(desk: Desk, held_on: dt.date, began: dt.datetime | None = None) -> Period:
    """The period a meeting looks at: the month before it, or the last one with values where those are old.

    Old means that not one value would be in the trend: the numbers of a past year are looked at as they are.
    What counts is what was known when the meeting `began`, so that no value changes what it looks at.
    """
    usual = reported_period(held_on)
    latest = store.latest_period(desk.db, until=began)
    return latest if latest is not None and latest <= usual.shifted(-TREND_PERIODS) else usual


def set_actual(
    desk: Desk,
    term: Term,
    period: Period,
    actual: float,
    now: Instant,
    *,
    note: str = "",
    meeting: Meeting | None = None,
) -> int:
    """Keep a typed value, and get the change's id; a target known for the period stays."""
    with changing(desk, meeting, now, "metric.set", f"{term.term} {period}: {actual:g}") as change:
        before = store.get(desk.db, term.id, period) or Value(term.id, period)
        after = msgspec.structs.replace(before, actual=actual, note=note or before.note, source="typed")
        store.put(desk.db, after)
    return change


@contextmanager
def changing(desk: Desk, meeting: Meeting | None, now: Instant, verb: str, label: str) -> Iterator[int]:
    """A change of values, in a live meeting or between two."""
    if meeting is None:
        with desk.change(now, verb, label) as change:
            yield change
    else:
        with during(desk, meeting, now, verb, label) as (change, _):
            yield change


def keep_targets(desk: Desk, meeting: Meeting) -> None:
    """Store the targets that a meeting's promises were held against, inside a transaction that is open.

    A target may stand in glossary.yaml alone and change there; the minutes of this meeting must not.
    """
    period = period_for(desk, meeting.held_on, meeting.started_at)
    try:
        promises = scorecard(desk, period, metrics_shown(meeting.items))
    except FaultsError:
        # The file can't be read; a meeting can be closed all the same.
        return
    for one in promises:
        known = store.get(desk.db, one.term_id, period) or Value(one.term_id, period)
        if known.target is None and one.target is not None:
            store.put(desk.db, msgspec.structs.replace(known, target=one.target))
