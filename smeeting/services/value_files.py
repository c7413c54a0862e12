"""Values from files and to files: taken whole or not at all, and written so that they can be taken again."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import msgspec

from smeeting.domain.counts import refuse_negative
from smeeting.domain.errors import SmeetingError
from smeeting.domain.instants import Instant
from smeeting.domain.metrics import Value
from smeeting.render.csv_text import csv_text, number_cell
from smeeting.services import targets
from smeeting.services.desk import Desk
from smeeting.services.exports import write_export
from smeeting.services.metrics import nearest_metric
from smeeting.services.value_changes import Place, ValueChanges, changes, keep
from smeeting.storage import values as store
from smeeting.storage.value_files import ValueRow, Wrong, read_values_csv

LONG_HEADER = ("period", "metric", "value", "target", "note")


class ImportReport(msgspec.Struct, frozen=True):
    """What an import did, or with `dry_run` would do."""

    file: str
    new: tuple[Value, ...]
    changed: tuple[tuple[Value, Value], ...]
    """Before and after."""
    same: int
    dry_run: bool


def import_csv(desk: Desk, path: Path, now: Instant, *, dry_run: bool = False) -> ImportReport:
    """Take a file of `period,metric,value[,target][,note]`: all of it or nothing.

    Raises FaultsError with a fault for each row refused; then nothing was stored. A column the file does not
    have, and a target or note left blank, clears nothing.
    """
    shown = desk.shown(path)
    read: dict[Place, ValueRow] = {}
    wrongs: list[Wrong] = []
    file = read_values_csv(path, shown)
    for row in file.rows:
        term = desk.glossary.find(row.metric)
        if term is None or term.metric is None:
            hint = nearest_metric(desk.glossary, row.metric) if term is None else "give it a `metric:`"
            what = f"no metric {row.metric!r}" if term is None else f"{term.term} is not measured"
            wrong = Wrong(row.line, row.metric_cell, what, hint)
            # A wide row has a value in each cell, and one name for all of them.
            if wrongs[-1:] != [wrong]:
                wrongs.append(wrong)
            continue
        try:
            refuse_negative(term, row.actual)
        except SmeetingError as error:
            wrongs.append(Wrong(row.line, row.cell, error.message, error.hint))
        # The file's reader compares rows of one name; a metric may stand there under two.
        first = read.setdefault((term.id, row.period), row)
        if (first.actual, first.target, first.note) != (row.actual, row.target, row.note):
            what = f"another row says something else of {term.term} in {row.period}"
            wrongs.append(Wrong(row.line, row.cell, what, "leave one of the two"))
    file.refuse(wrongs)
    merge = partial(_with_row, path.name)
    made = changes(desk, read, merge)
    if not dry_run and (made.new or made.changed):
        with desk.change(now, "metric.import", f"import of {shown}"):
            # Compared again under the lock: another terminal may have set a target meanwhile.
            made = changes(desk, read, merge)
            _keep_targets(desk, made, now)
            keep(desk, made)
    return ImportReport(shown, *made, dry_run=dry_run)


def _keep_targets(desk: Desk, made: ValueChanges, now: Instant) -> None:
    """Note each target that changes as a change of its own, inside a transaction that is open."""
    for before, after in (*made.changed, *((None, value) for value in made.new)):
        if after.target is not None and (before is None or before.target != after.target):
            term = desk.glossary.get(after.term_id)
            assert term is not None
            targets.keep(desk, term, after.period, after.target, (), now, agreed=True, meeting=None)


def _with_row(source: str, before: Value, row: ValueRow) -> Value:
    return msgspec.structs.replace(
        before,
        actual=row.actual,
        target=before.target if row.target is None else row.target,
        note=row.note or before.note,
        source=source,
    )


class Exported(msgspec.Struct, frozen=True):
    """The known values as CSV."""

    text: str
    values: int
    left_out: tuple[str, ...]
    """Ids of metrics that the glossary no longer has: no import would take them."""


def values_csv(desk: Desk, *, wide: bool = False) -> Exported:
    """All actuals known, in the order of the glossary and of time, in a form that `import_csv` takes.

    Long, with target and note; wide, a row for each metric and a column for each period, alone.
    """
    order = {term.id: place for place, term in enumerate(desk.known_terms.measured)}
    every = store.every(desk.db)
    known = sorted(
        (value for value in every if value.term_id in order and value.actual is not None),
        key=lambda value: (order[value.term_id], value.period),
    )
    left_out = dict.fromkeys(value.term_id for value in every if value.term_id not in order)
    rows = _wide_rows(known) if wide else [LONG_HEADER, *map(_long_row, known)]
    return Exported(csv_text(rows), len(known), tuple(left_out))


def _long_row(value: Value) -> Sequence[str]:
    actual, target = number_cell(value.actual), number_cell(value.target)
    return str(value.period), value.term_id, actual, target, value.note


def _wide_rows(known: Sequence[Value]) -> list[Sequence[str]]:
    periods = sorted({value.period for value in known})
    actuals = {(value.term_id, value.period): value.actual for value in known}
    return [
        ("metric", *map(str, periods)),
        *(
            (term_id, *(number_cell(actuals.get((term_id, period))) for period in periods))
            for term_id in dict.fromkeys(value.term_id for value in known)
        ),
    ]


def export_csv(desk: Desk, path: Path, *, wide: bool = False) -> Exported:
    """Write what `values_csv` gives to a file.

    Raises SmeetingError where the target is one of the workspace's own files, StorageError where it can't be
    written.
    """
    made = values_csv(desk, wide=wide)
    write_export(desk, path, made.text, "the values")
    return made
