"""Metrics: the scorecard of promises, and where its values come from."""

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from smeeting.domain.errors import Fault, FaultsError, NotFoundError
from smeeting.domain.glossary import Glossary, Term
from smeeting.domain.instants import Instant
from smeeting.domain.meeting import Meeting
from smeeting.domain.metrics import TREND_PERIODS, Promise, Value, metrics_shown, promise, reported_period
from smeeting.domain.periods import Period
from smeeting.domain.text import folded, nearest
from smeeting.services.desk import Desk
from smeeting.services.live import during
from smeeting.storage import values as store
from smeeting.storage.value_files import ValueRow, read_values_csv


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
    raise NotFoundError(f"there is no metric {name!r}", _nearest_metric(desk.known_terms, name))


def _nearest_metric(glossary: Glossary, name: str) -> str:
    near = nearest(folded(name), {folded(known): known for t in glossary.measured for known in t.names})
    return f"did you mean {near}?" if near else "smeeting metric list names them"


def scorecard(
    desk: Desk, period: Period, show: Iterable[str] | None = None, *, until: dt.datetime | None = None
) -> tuple[Promise, ...]:
    """The promises of one period, grouped by who made them; those that `show` names, in its order, or all.

    With `until`, by the values as they were known at that time.
    """
    terms = _measured_terms(desk.known_terms, show)
    periods = [period.shifted(-back) for back in range(TREND_PERIODS)]
    known = store.of_periods(desk.db, periods, [term.id for term in terms], until=until)
    promises = [promise(term, period, known.get(term.id, {})) for term in terms]
    givers = list(dict.fromkeys(made.promised_by for made in promises))
    return tuple(sorted(promises, key=lambda made: givers.index(made.promised_by)))


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
    with _changing(desk, meeting, now, "metric.set", f"{term.term} {period}: {actual:g}") as change:
        before = store.get(desk.db, term.id, period) or Value(term.id, period)
        after = msgspec.structs.replace(before, actual=actual, note=note or before.note, source="typed")
        store.put(desk.db, after)
    return change


def set_target(
    desk: Desk, term: Term, period: Period, target: float, now: Instant, *, meeting: Meeting | None = None
) -> int:
    """Keep a target for one period, and get the change's id."""
    label = f"{term.term} {period}: target {target:g}"
    with _changing(desk, meeting, now, "metric.target", label) as change:
        before = store.get(desk.db, term.id, period) or Value(term.id, period)
        store.put(desk.db, msgspec.structs.replace(before, target=target))
    return change


@contextmanager
def _changing(desk: Desk, meeting: Meeting | None, now: Instant, verb: str, label: str) -> Iterator[int]:
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


def import_csv(desk: Desk, path: Path, now: Instant, *, dry_run: bool = False) -> ImportReport:
    """Take a file of `period,metric,value[,target][,note]`: all of it or nothing.

    Raises FaultsError with a fault for each row refused; then nothing was stored. A column the file does not
    have, and a target or note left blank, clears nothing.
    """
    shown = desk.shown(path)
    read: dict[tuple[str, Period], ValueRow] = {}
    faults: list[Fault] = []
    for row in read_values_csv(path, shown):
        term = desk.glossary.find(row.metric)
        if term is None or term.metric is None:
            hint = _nearest_metric(desk.glossary, row.metric) if term is None else "give it a `metric:`"
            what = f"no metric {row.metric!r}" if term is None else f"{term.term} is not measured"
            faults.append(Fault(shown, row.line, 1, what, hint))
            continue
        # The file's reader compares rows of one name; a metric may stand there under two.
        first = read.setdefault((term.id, row.period), row)
        if (first.actual, first.target, first.note) != (row.actual, row.target, row.note):
            what = f"another row says something else of {term.term} in {row.period}"
            faults.append(Fault(shown, row.line, 1, what, "leave one of the two"))
    if faults:
        raise FaultsError(tuple(faults))
    report = _compared(desk, shown, read, path.name, dry_run=dry_run)
    if dry_run or not (report.new or report.changed):
        return report
    with desk.change(now, "metric.import", f"import of {shown}"):
        # Compared again under the lock: another terminal may have set a target meanwhile.
        report = _compared(desk, shown, read, path.name, dry_run=False)
        store.put_all(desk.db, [*report.new, *(after for _, after in report.changed)])
    return report


def _compared(
    desk: Desk, shown: str, read: dict[tuple[str, Period], ValueRow], source: str, *, dry_run: bool
) -> ImportReport:
    """What the rows would change of what is known now."""
    new: list[Value] = []
    changed: list[tuple[Value, Value]] = []
    for (term_id, period), row in read.items():
        before = store.get(desk.db, term_id, period)
        after = _with_row(before or Value(term_id, period), row, source)
        if before is None:
            new.append(after)
        elif (before.actual, before.target, before.note) != (after.actual, after.target, after.note):
            changed.append((before, after))
    same = len(read) - len(new) - len(changed)
    return ImportReport(shown, tuple(new), tuple(changed), same, dry_run)


def _with_row(before: Value, row: ValueRow, source: str) -> Value:
    return msgspec.structs.replace(
        before,
        actual=row.actual,
        target=before.target if row.target is None else row.target,
        note=row.note or before.note,
        source=source,
    )
