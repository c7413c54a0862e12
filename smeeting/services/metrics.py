"""Metrics: the scorecard of promises, and where its values come from."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import msgspec

from smeeting.domain.errors import Fault, FaultsError, NotFoundError
from smeeting.domain.glossary import Glossary, Term
from smeeting.domain.instants import Instant
from smeeting.domain.metrics import TREND_PERIODS, Promise, Value, promise, reported_period
from smeeting.domain.periods import Period
from smeeting.domain.text import folded, nearest
from smeeting.services.desk import Desk
from smeeting.storage import values as store
from smeeting.storage.value_files import read_values_csv


class ImportReport(msgspec.Struct, frozen=True):
    """What an import did, or with `dry_run` would do."""

    file: str
    new: tuple[Value, ...]
    changed: tuple[tuple[Value, Value], ...]
    """Before and after."""
    same: int
    dry_run: bool


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
    raise NotFoundError(f"there is no metric {name!r}", _nearest_metric(desk.glossary, name))


def _nearest_metric(glossary: Glossary, name: str) -> str:
    near = nearest(folded(name), {folded(known): known for t in glossary.measured for known in t.names})
    return f"did you mean {near}?" if near else "smeeting metric list names them"


def scorecard(desk: Desk, period: Period, show: Iterable[str] | None = None) -> tuple[Promise, ...]:
    """The promises of one period, grouped by who made them in the order of the glossary."""
    wanted = tuple(show) if show is not None else None
    terms = [term for term in desk.known_terms.measured if wanted is None or term.id in wanted]
    if wanted is not None:
        terms.sort(key=lambda term: wanted.index(term.id))
    periods = [period.shifted(-back) for back in range(TREND_PERIODS)]
    known = store.of_periods(desk.db, periods, [term.id for term in terms])
    promises = [promise(term, period, known.get(term.id, {})) for term in terms]
    givers = list(dict.fromkeys(made.promised_by for made in promises))
    return tuple(sorted(promises, key=lambda made: givers.index(made.promised_by)))


def history(desk: Desk, term_id: str, *, limit: int = 60) -> tuple[Value, ...]:
    """What is known of one metric, newest period first."""
    return store.of_term(desk.db, term_id, limit)


def period_for(desk: Desk, held_on: dt.date) -> Period:
    """The period a meeting looks at: the month before it, or the last one with values where those are old.

    Old means that not one value would be in the trend: the numbers of a past year are looked at as they are.
    """
    usual = reported_period(held_on)
    latest = store.latest_period(desk.db)
    return latest if latest is not None and latest <= usual.shifted(-TREND_PERIODS) else usual


def set_actual(
    desk: Desk,
    term: Term,
    period: Period,
    actual: float,
    now: Instant,
    *,
    note: str = "",
    meeting: str | None = None,
) -> int:
    """Keep a typed value, and get the change's id; a target known for the period stays."""
    before = store.get(desk.db, term.id, period) or Value(term.id, period)
    after = msgspec.structs.replace(before, actual=actual, note=note or before.note, source="typed")
    with desk.change(now, "metric.set", f"{term.term} {period}: {actual:g}", meeting=meeting) as change:
        store.put(desk.db, after)
    return change


def set_target(
    desk: Desk, term: Term, period: Period, target: float, now: Instant, *, meeting: str | None = None
) -> int:
    """Keep a target for one period, and get the change's id."""
    before = store.get(desk.db, term.id, period) or Value(term.id, period)
    label = f"{term.term} {period}: target {target:g}"
    with desk.change(now, "metric.target", label, meeting=meeting) as change:
        store.put(desk.db, msgspec.structs.replace(before, target=target))
    return change


def import_csv(desk: Desk, path: Path, now: Instant, *, dry_run: bool = False) -> ImportReport:
    """Take a file of `period,metric,value[,target][,note]`: all of it or nothing.

    Raises FaultsError with a fault for each row refused; then nothing was stored. A column the file does not
    have, and a target or note left blank, clears nothing.
    """
    shown = desk.shown(path)
    read: dict[tuple[str, Period], Value] = {}
    faults: list[Fault] = []
    for row in read_values_csv(path, shown):
        term = desk.glossary.find(row.metric)
        if term is None or term.metric is None:
            hint = _nearest_metric(desk.glossary, row.metric) if term is None else "give it a `metric:`"
            what = f"no metric {row.metric!r}" if term is None else f"{term.term} is not measured"
            faults.append(Fault(shown, row.line, 1, what, hint))
            continue
        before = store.get(desk.db, term.id, row.period) or Value(term.id, row.period)
        after = msgspec.structs.replace(
            before,
            actual=row.actual,
            target=before.target if row.target is None else row.target,
            note=row.note or before.note,
            source=path.name,
        )
        # The file's reader compares rows of one name; a metric may stand there under two.
        if read.setdefault((term.id, row.period), after) != after:
            what = f"another row says something else of {term.term} in {row.period}"
            faults.append(Fault(shown, row.line, 1, what, "leave one of the two"))
    if faults:
        raise FaultsError(tuple(faults))
    return _store_import(desk, shown, list(read.values()), now, dry_run=dry_run)


def _store_import(desk: Desk, shown: str, read: list[Value], now: Instant, *, dry_run: bool) -> ImportReport:
    new: list[Value] = []
    changed: list[tuple[Value, Value]] = []
    for after in read:
        before = store.get(desk.db, after.term_id, after.period)
        if before is None:
            new.append(after)
        elif (before.actual, before.target, before.note) != (after.actual, after.target, after.note):
            changed.append((before, after))
    if not dry_run and (new or changed):
        with desk.change(now, "metric.import", f"import of {shown}"):
            store.put_all(desk.db, [*new, *(after for _, after in changed)])
    same = len(read) - len(new) - len(changed)
    return ImportReport(shown, tuple(new), tuple(changed), same, dry_run)
