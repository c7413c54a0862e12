"""What each metric's source makes of the leads, month by month."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from smeeting.domain.formulas import Amount, Formula, FormulaError, evaluate, parse_formula
from smeeting.domain.glossary import Glossary, Metric, Term
from smeeting.domain.lead_times import AnswerTally, CohortTally, LeadTally, WaitTally
from smeeting.domain.periods import Period
from smeeting.domain.text import folded
from smeeting.storage import funnels as store
from smeeting.storage.database import Database


class Counted(NamedTuple):
    """What leads say of one metric in one month."""

    actual: float | None
    note: str = ""
    """Why there is no number, or what to know beside it."""


Months = Mapping[Period, Counted]


class Measure(NamedTuple):
    """How one term is counted from leads."""

    term_id: str
    tally: LeadTally | None
    """What has to be counted in the pass over all leads before the months can be read."""
    months: Callable[[Database], Months]


def measures(glossary: Glossary, reached: Iterable[str], until: int) -> list[Measure]:
    """How each term that can be counted from leads is counted.

    `reached` are the stages and marks of the leads, `until` is the last time anything is known of.
    """
    stages = frozenset(reached)
    made = (_measure(term, glossary, stages, until) for term in glossary)
    return [measure for measure in made if measure is not None]


def _measure(term: Term, glossary: Glossary, reached: frozenset[str], until: int) -> Measure | None:
    metric = term.metric
    if metric is None or (metric.source is None and metric.formula is None):
        return _count(term.id, term.id) if term.id in reached else None
    if metric.source is not None:
        return _of_source(term.id, metric, reached, until)
    return _cohort(term, metric, glossary, reached, until) if metric.basis == "cohort" else None


def _of_source(term_id: str, metric: Metric, reached: frozenset[str], until: int) -> Measure | None:
    source = metric.source
    assert source is not None
    if source.count is not None:
        return _count(term_id, source.count) if source.count in reached else None
    if source.amount is not None:
        return _amount(term_id, source.amount) if source.amount in reached else None
    if source.since is None or source.to is None or source.to not in reached:
        return None
    if source.within is not None:
        return _answers(term_id, AnswerTally(source.since, source.to, source.within, until))
    return _waits(term_id, WaitTally(source.since, source.to, metric.unit))


def _count(term_id: str, stage: str) -> Measure:
    def months(db: Database) -> Months:
        found = store.entered(db, stage)
        return {month: Counted(found.get(month, 0)) for month in _covered(db, stage)}

    return Measure(term_id, None, months)


def _amount(term_id: str, stage: str) -> Measure:
    def months(db: Database) -> Months:
        found = store.worths(db, stage)
        return {month: _worth(found.get(month, store.Worth())) for month in _covered(db, stage)}

    return Measure(term_id, None, months)


def _worth(worth: store.Worth) -> Counted:
    missing = f"{worth.missing} without an amount" if worth.missing else ""
    return Counted(None if worth.missing and not worth.known else worth.total, missing)


def _covered(db: Database, stage: str) -> list[Period]:
    """The months in which it is known how many entered a stage: none is 0 there, and n/a outside.

    From the first month any lead entered anything to the last one in which this stage was entered.
    """
    every, own = store.months(db), store.months(db, stage)
    return [] if every is None or own is None else _months_between(every[0], own[1])


def _months_between(first: Period, last: Period) -> list[Period]:
    return [first.shifted(more) for more in range(last.number - first.number + 1)]


def _waits(term_id: str, tally: WaitTally) -> Measure:
    def months(_: Database) -> Months:
        return {month: Counted(found.median, found.words) for month, found in tally.by_month().items()}

    return Measure(term_id, tally, months)


def _answers(term_id: str, tally: AnswerTally) -> Measure:
    def months(_: Database) -> Months:
        return {
            month: Counted(None if found.share is None else 100 * found.share, found.words)
            for month, found in tally.by_month().items()
        }

    return Measure(term_id, tally, months)


def _cohort(
    term: Term, metric: Metric, glossary: Glossary, reached: frozenset[str], until: int
) -> Measure | None:
    try:
        formula = parse_formula(metric.formula or "")
    except FormulaError:
        # Told by the glossary's check; what the leads say of other terms is wanted all the same.
        return None
    by_name = {folded(stage.id): stage for stage in glossary.stages if stage.id in reached}
    stages = {name: by_name[folded(name)] for name in formula.ids if folded(name) in by_name}
    if len(stages) < len(formula.ids) or not stages:
        return None
    ordered = [stage for stage in glossary.stages if stage in stages.values()]
    tally = CohortTally(ordered[0].id, [stage.id for stage in ordered[1:]], metric.window, until)
    ids = {name: stage.id for name, stage in stages.items()}

    def months(db: Database) -> Months:
        every, came = store.months(db), tally.months
        if every is None or not came:
            return {}
        lookup = _lookup(tally, ids, ordered[0].term)
        return {
            month: _evaluated(formula, month, lookup, tally) for month in _months_between(came[0], every[1])
        }

    return Measure(term.id, tally, months)


def _lookup(tally: CohortTally, ids: Mapping[str, str], base: str) -> Callable[[str, Period], Amount]:
    """What a formula is told of a month's cohort."""

    def look(name: str, month: Period) -> Amount:
        if not tally.reached(tally.stages[0], month):
            return Amount(None, f"no lead entered {base} in {month}")
        open_until = tally.open_until(month)
        if open_until is not None:
            return Amount(None, f"the leads of {month} have until {open_until}")
        return Amount(float(tally.reached(ids[name], month)))

    return look


def _evaluated(
    formula: Formula, month: Period, lookup: Callable[[str, Period], Amount], tally: CohortTally
) -> Counted:
    amount = evaluate(formula, month, lookup)
    if amount.value is None:
        return Counted(None, amount.reason)
    undated = tally.undated(month)
    return Counted(amount.value, f"{undated} without a date" if undated else "")
