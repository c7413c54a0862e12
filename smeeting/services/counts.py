"""Values counted from leads and deals: written after each import, never over what people said."""

import math
from collections.abc import Iterable, Mapping

import msgspec

from smeeting.domain.glossary import Glossary
from smeeting.domain.lead_times import Speed, speed_of
from smeeting.domain.leads import MARKS, TOUCH
from smeeting.domain.metrics import Value
from smeeting.domain.periods import Period
from smeeting.services.desk import Desk
from smeeting.services.funnels import NO_SOURCE
from smeeting.services.measures import Counted, measures
from smeeting.storage import funnel_counts, values
from smeeting.storage import funnels as leads

SOURCE = "leads"
"""What the values written here say of where they come from."""
_USUAL_HOURS = 24.0
_EVERY_MONTH = 100_000


class Difference(msgspec.Struct, frozen=True):
    """A value that was typed or imported, and what the leads say instead."""

    value: Value
    counted: float


class CountReport(msgspec.Struct, frozen=True):
    """What counting the leads came to."""

    terms: tuple[str, ...] = ()
    """The ids of those that were counted, in the order of the glossary."""
    written: int = 0
    """How many values are new, other than before, or gone."""
    kept: tuple[Difference, ...] = ()
    """Values of other sources that the leads do not bear out; they stay as they are."""
    undated: Mapping[str, int] = {}
    """By stage how many leads reached it nobody knows when, so that no month counts them."""
    unstaged: tuple[str, ...] = ()
    """What leads reached that is no stage of the glossary, so that no funnel shows it."""


def store(desk: Desk) -> CountReport:
    """Count all leads anew inside the open transaction: the funnel, and the values of each month.

    Terms that are stages get how many leads entered them, metrics what their source or their formula of a
    cohort makes. Months alone are counted: meetings, weekly ones too, look at months.
    """
    db, glossary = desk.db, desk.known_terms
    until = leads.last_time(db)
    reached = funnel_counts.stages_of_leads(db)
    made = measures(glossary, reached, 0 if until is None else until)
    stages = [term.id for term in glossary.stages]
    funnel_counts.refresh(db, stages, tallies=[one.tally for one in made if one.tally is not None])
    written, kept = 0, []
    for measure in made:
        changed, differing = _keep(desk, measure.term_id, measure.months(db))
        written += changed
        kept += differing
    written += _forget(desk, {measure.term_id for measure in made})
    return CountReport(
        terms=tuple(measure.term_id for measure in made),
        written=written,
        kept=tuple(kept),
        undated=leads.undated(db),
        unstaged=tuple(sorted(set(reached).difference(stages, MARKS))),
    )


def _keep(desk: Desk, term_id: str, months: Mapping[Period, Counted]) -> tuple[int, list[Difference]]:
    """Write the values of one term; how many changed, and the values of others that differ."""
    written, kept = 0, []
    before = {one.period: one for one in values.of_term(desk.db, term_id, _EVERY_MONTH)}
    for period, counted in months.items():
        known = before.pop(period, None) or Value(term_id, period)
        if known.actual is not None and known.source != SOURCE:
            if counted.actual is not None and not math.isclose(counted.actual, known.actual, rel_tol=1e-9):
                kept.append(Difference(known, counted.actual))
        else:
            written += values.put(desk.db, _counted_value(known, counted))
    return written + _clear(desk, before.values()), kept


def _counted_value(known: Value, counted: Counted) -> Value:
    """The value with what was counted; its target, and a note of people on it, stay."""
    note = known.note if known.source != SOURCE and known.note else counted.note
    return msgspec.structs.replace(known, actual=counted.actual, note=note, source=SOURCE)


def _forget(desk: Desk, counted: set[str]) -> int:
    """Take back the values of terms that are no longer counted."""
    return _clear(desk, (one for one in values.every(desk.db) if one.term_id not in counted))


def _clear(desk: Desk, known: Iterable[Value]) -> int:
    """Make those of these values n/a that were counted before; how many were not yet."""
    cleared = (msgspec.structs.replace(one, actual=None, note="") for one in known if one.source == SOURCE)
    return sum(values.put(desk.db, one) for one in cleared)


def speed(desk: Desk, months: tuple[Period, Period], hours: float | None = None) -> tuple[Speed, ...]:
    """How soon leads of some months were first touched: all of them, then source by source, largest first.

    `hours` is the time that was agreed, else the glossary's. Empty where no lead came.
    """
    since, agreed = _first_touch(desk.known_terms)
    until = leads.last_time(desk.db)
    waits = leads.waits(desk.db, since, TOUCH, months) if until is not None else []
    if until is None or not waits:
        return ()
    names = leads.sources(desk.db)
    by_source: dict[int, list[tuple[int, int | None]]] = {}
    for source, began, ended in waits:
        by_source.setdefault(source, []).append((began, ended))
    limit = agreed if hours is None else hours
    of_each = sorted(by_source.items(), key=lambda item: (-len(item[1]), item[0]))
    return (
        speed_of([(began, ended) for _, began, ended in waits], limit, until),
        *(speed_of(found, limit, until, names.get(source) or NO_SOURCE) for source, found in of_each),
    )


def _first_touch(glossary: Glossary) -> tuple[str, float]:
    """From which stage on the first touch is awaited, and within how many hours, as the glossary says."""
    asked = [
        term.metric.source
        for term in glossary.measured
        if term.metric and term.metric.source and term.metric.source.to == TOUCH
    ]
    since = next((source.since for source in asked if source.since), None)
    hours = next((source.within for source in asked if source.within), _USUAL_HOURS)
    return since or "lead", hours
