"""The funnel of the leads, by period or by cohort, of all sources or of one."""

from smeeting.domain.errors import NotFoundError, SmeetingError
from smeeting.domain.funnels import Funnel, funnel_of
from smeeting.domain.glossary import Basis, Term
from smeeting.domain.periods import Period
from smeeting.domain.text import folded, nearest
from smeeting.services.desk import Desk
from smeeting.storage import funnels as store

NO_SOURCE = "no source"
"""The name of the source of leads that have none."""

Months = tuple[Period, Period]


def funnel(
    desk: Desk, *, months: Months | None = None, basis: Basis = "period", source: str | None = None
) -> Funnel:
    """The stages that leads have reached, in the order of the glossary; without `months` of all of them.

    Raises NotFoundError for a source that no lead came from.
    """
    within = months or span(desk)
    terms = _stages(desk)
    if within is None:
        return funnel_of(terms, {}, basis, None, source)
    if source is None:
        return funnel_of(terms, store.reached(desk.db, within, basis), basis, within)
    number, name = _source(desk, source)
    return funnel_of(terms, store.reached(desk.db, within, basis, number), basis, within, name)


def by_source(desk: Desk, *, months: Months | None = None, basis: Basis = "period") -> tuple[Funnel, ...]:
    """A funnel for each source of which any lead is counted in these months, the largest first."""
    within = months or span(desk)
    if within is None:
        return ()
    names, terms = store.sources(desk.db), _stages(desk)
    found = [
        funnel_of(terms, reached, basis, within, names.get(number) or NO_SOURCE)
        for number, reached in store.reached_by_source(desk.db, within, basis).items()
    ]
    counted = [one for one in found if any(step.entered for step in one.steps)]
    return tuple(sorted(counted, key=lambda one: ([-step.entered for step in one.steps], one.source)))


def span(desk: Desk) -> Months | None:
    """The first and the last month in which any lead entered anything; None where there are no leads."""
    return store.months(desk.db)


def sources(desk: Desk) -> tuple[str, ...]:
    """The names of the sources that leads came from, those of most leads first."""
    return tuple(name or NO_SOURCE for name in store.sources(desk.db).values())


def months_between(first: str | None, last: str | None, known: Months | None) -> Months | None:
    """The months a person asks for, an open end being that of the months with leads.

    Raises SmeetingError for what is no month, and for months the wrong way round.
    """
    begin, end = (None if text is None else _month(text) for text in (first, last))
    if known is None and (begin is None or end is None):
        return None
    begin = begin or (known[0] if known else None)
    end = end or (known[1] if known else None)
    assert begin is not None
    assert end is not None
    if begin > end:
        raise SmeetingError(f"{begin} is after {end}", "name the earlier month first")
    return begin, end


def _month(text: str) -> Period:
    period = Period.parse(text)
    if period.unit != "month":
        raise SmeetingError(f"{text!r} is no month", "write a month such as 2026-03")
    return period


def _stages(desk: Desk) -> tuple[Term, ...]:
    """The stages of the glossary that leads have reached."""
    reached = store.stages(desk.db)
    return tuple(term for term in desk.known_terms.stages if term.id in reached)


def _source(desk: Desk, wanted: str) -> tuple[int, str]:
    names = {number: name or NO_SOURCE for number, name in store.sources(desk.db).items()}
    for number, name in names.items():
        if folded(name) == folded(wanted):
            return number, name
    known = {folded(name): name for name in names.values()}
    near = nearest(folded(wanted), known)
    hint = f"did you mean {known[near]}?" if near else "smeeting lead funnel --by-source lists them"
    raise NotFoundError(f"no lead came from {wanted!r}", hint)
