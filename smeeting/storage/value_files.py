"""Metric values from a CSV file: read strictly, so that what is stored is what the file says."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from smeeting.domain.errors import Fault, FaultsError, SmeetingError
from smeeting.domain.numbers import LARGEST, is_missing
from smeeting.domain.periods import Period
from smeeting.domain.spreadsheets import is_number, restored
from smeeting.domain.text import counted, folded, nearest, shortened
from smeeting.storage.cell_places import cell_place, rows_at
from smeeting.storage.files import decode, read_bytes
from smeeting.storage.text_tables import csv_fault

MOST_BYTES = 16_000_000
MOST_COLUMNS = 2_000
"""Weeks of 38 years, wide; a row with more is no table of values."""
MOST_FAULTS = 20
"""So many are told; who has mended them sees the rest."""
_COLUMNS = {
    "period": "period",
    "month": "period",
    "metric": "metric",
    "value": "value",
    "target": "target",
    "note": "note",
}
"""Header to column; case aside."""
_NEEDED = ("period", "metric", "value")
_FORM = "the first line names the columns: period,metric,value[,target][,note] or metric,2026-01,2026-02,..."
_DELIMITERS = ",;\t"
_LIKE_PERIOD = re.compile(r"\s*\d{4}-[\dQW]", re.ASCII)


class ValueRow(msgspec.Struct, frozen=True):
    """One row of the file."""

    line: int
    """On which its row begins, from 1."""
    cell: int
    """The one with the value, from 0; so is the next."""
    metric_cell: int
    period: Period
    metric: str
    """As written: an id, a name or a synonym of a term."""
    actual: float
    target: float | None = None
    note: str = ""


class _Row(NamedTuple):
    """A row as the CSV form has it: the line it starts on, and its cells or what is wrong with it."""

    line: int
    cells: list[str]
    wrong: str = ""


class Wrong(NamedTuple):
    """What is wrong with a cell, and what would be right."""

    line: int
    """On which its row begins."""
    cell: int
    """From 0."""
    message: str
    fix: str


_NOTHING = _Row(1, [])
_LAST_CELL = MOST_COLUMNS
"""Of a row that is short enough; else the first that is too much."""
_Found = list[Wrong]


class _Text(NamedTuple):
    """The file as text, for the places of faults."""

    shown: str
    text: str
    delimiter: str

    def refuse(self, wrongs: Sequence[Wrong], count: int) -> None:
        """Refuse the file if anything is wrong; `count` things are, of which the first are told."""
        if not wrongs:
            return
        told = wrongs[:MOST_FAULTS]
        rows = rows_at(self.text, self.delimiter, {wrong.line for wrong in told})
        faults = []
        for line, cell, message, fix in told:
            place = cell_place(rows.get(line, ""), cell, line=line, delimiter=self.delimiter)
            faults.append(Fault(self.shown, *place, message, fix))
        if len(wrongs) > len(told):
            more = f"and {counted(count - len(told), 'fault')} more"
            faults.append(Fault(self.shown, wrongs[len(told)].line, 1, more, "mend these first"))
        raise FaultsError(tuple(faults))


class ValuesFile(NamedTuple):
    """A file of values that was read."""

    rows: tuple[ValueRow, ...]
    text: _Text

    def refuse(self, wrongs: Sequence[Wrong]) -> None:
        """Refuse the file for what is wrong with its values, if anything is, telling the first faults."""
        self.text.refuse(wrongs, len(wrongs))


_Reader = Callable[[_Row], tuple[list[ValueRow], _Found]]
"""What a row of the file says, once the header is known."""


def read_values_csv(path: Path, shown: str) -> ValuesFile:
    """All values of a CSV file, named `shown` in messages.

    Long, a row for each value: `period,metric,value[,target][,note]`, the columns in any order. Or wide, a
    row for each metric: `metric,2026-01,2026-02,...`, where a blank cell says nothing. Separated by comma,
    semicolon or tab. Raises FaultsError with the faults of the file: nothing is to be taken from one that
    has any.
    """
    data = read_bytes(path, shown, MOST_BYTES)
    if data.startswith(b"PK\x03\x04"):
        raise _refused(shown, "this is a workbook or a zip, not CSV", "save it as CSV UTF-8")
    text = decode(data, shown).removeprefix("\ufeff")
    if not text.strip():
        raise _refused(shown, "the file is empty", _FORM)
    file = _Text(shown, text, _delimiter(text))
    rows = _rows(text, file.delimiter)
    reader = _reader(next(rows, _NOTHING), file)
    return ValuesFile(_read_rows(rows, reader, file), file)


def _rows(text: str, delimiter: str) -> Iterator[_Row]:
    """The rows that are not blank, in the order of the file."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _Row(line, [], csv_fault(error))
        else:
            if len(cells) > MOST_COLUMNS:
                yield _Row(line, [], f"this row has {len(cells):,} cells, more than {MOST_COLUMNS:,}")
            elif any(cell.strip() for cell in cells):
                yield _Row(line, cells)


def _delimiter(text: str) -> str:
    def known(delimiter: str) -> int:
        row = next(_rows(text, delimiter), _NOTHING)
        return sum(folded(cell) in _COLUMNS or _is_period(cell) for cell in row.cells)

    return max(_DELIMITERS, key=known)


def _is_period(cell: str) -> bool:
    """Whether a header's cell is meant to be a period, well written or not."""
    return _LIKE_PERIOD.match(cell) is not None


def _reader(row: _Row, file: _Text) -> _Reader:
    """How the rows are read, by the header."""
    if row.wrong:
        file.refuse([Wrong(row.line, _LAST_CELL, row.wrong, _FORM)], 1)
    if any(map(_is_period, row.cells)):
        return partial(_read_wide, _wide_columns(row, file))
    return partial(_read_long, _long_columns(row, file))


def _wide_columns(row: _Row, file: _Text) -> list[Period | None]:
    """The period of each column; None for that of the metric's name."""
    columns: list[Period | None] = []
    found: _Found = []
    for number, cell in enumerate(row.cells):
        try:
            period = None if folded(cell) == "metric" else Period.parse(cell)
        except SmeetingError as error:
            found.append(Wrong(row.line, number, error.message, error.hint))
            continue
        if period in columns:
            what = f"the column {period or 'metric'} is there twice"
            found.append(Wrong(row.line, number, what, "leave one"))
        columns.append(period)
    if not found and None not in columns:
        found.append(Wrong(row.line, 0, "the column 'metric' is missing", _FORM))
    file.refuse(found, len(found))
    return columns


def _long_columns(row: _Row, file: _Text) -> list[str]:
    """The columns in the order of the file."""
    columns: list[str] = []
    found: _Found = []
    for number, cell in enumerate(row.cells):
        column = _COLUMNS.get(folded(cell), "")
        if not column:
            like = nearest(folded(cell), _COLUMNS)
            fix = (f"did you mean {like!r}? " if like else "") + _FORM
            found.append(Wrong(row.line, number, f"{shortened(cell, 40)!r} is no column we know", fix))
        elif column in columns:
            found.append(Wrong(row.line, number, f"the column {column!r} is there twice", "leave one"))
        columns.append(column)
    found += [
        Wrong(row.line, 0, f"the column {column!r} is missing", _FORM)
        for column in _NEEDED
        if column not in columns
    ]
    file.refuse(found, len(found))
    return columns


def _read_rows(rows: Iterator[_Row], reader: _Reader, file: _Text) -> tuple[ValueRow, ...]:
    read: dict[tuple[Period, str], ValueRow] = {}
    wrongs: list[Wrong] = []
    count, some = 0, False
    for row in rows:
        some = True
        values, found = _read_row(row, reader)
        for value in values:
            first = read.setdefault((value.period, folded(value.metric)), value)
            found += _disagreement(first, value)
        count += len(found)
        # Who has a million faults has the first ones told, and the others only counted.
        wrongs += found[: MOST_FAULTS + 1 - len(wrongs)]
    if not some:
        raise _refused(file.shown, "there is a header and no row", "add a row for each metric", 1)
    file.refuse(wrongs, count)
    if not read:
        raise _refused(file.shown, "there is not one value in it", "write a number where one is known", 1)
    return tuple(read.values())


def _read_row(row: _Row, reader: _Reader) -> tuple[list[ValueRow], _Found]:
    if row.wrong:
        return [], [Wrong(row.line, _LAST_CELL, row.wrong, "see the quotes of this row")]
    return reader(row)


def _misfit(row: _Row, columns: Sequence[object]) -> _Found:
    if len(row.cells) == len(columns):
        return []
    message = f"this row has {len(row.cells)} cells, the header {len(columns)}"
    return [Wrong(row.line, len(columns), message, "quote a cell that holds the separator")]


def _read_long(columns: list[str], row: _Row) -> tuple[list[ValueRow], _Found]:
    if faults := _misfit(row, columns):
        return [], faults
    at = {column: number for number, column in enumerate(columns)}
    metric = _read_metric(row, at["metric"], faults)
    period = None
    try:
        period = Period.parse(row.cells[at["period"]])
    except SmeetingError as error:
        faults.append(Wrong(row.line, at["period"], error.message, error.hint))
    actual = _read_number(row, at["value"], "value", faults)
    target = _read_number(row, at["target"], "target", faults) if "target" in at else None
    if not row.cells[at["value"]].strip():
        what = "the value is blank, and a missing value is not 0"
        faults.append(Wrong(row.line, at["value"], what, "leave the row out"))
    if faults or period is None or actual is None:
        return [], faults
    # A note is kept as it is: also with blanks around it.
    note = row.cells[at["note"]] if "note" in at else ""
    kept = restored(note) if note.strip() else ""
    return [ValueRow(row.line, at["value"], at["metric"], period, metric, actual, target, kept)], []


def _read_wide(columns: list[Period | None], row: _Row) -> tuple[list[ValueRow], _Found]:
    if faults := _misfit(row, columns):
        return [], faults
    metric_cell = columns.index(None)
    metric = _read_metric(row, metric_cell, faults)
    values = []
    for number, period in enumerate(columns):
        if period is None or not row.cells[number].strip():
            continue
        actual = _read_number(row, number, f"value for {period}", faults)
        if actual is not None:
            values.append(ValueRow(row.line, number, metric_cell, period, metric, actual))
    return values, faults


def _read_metric(row: _Row, cell: int, faults: _Found) -> str:
    metric = restored(row.cells[cell].strip())
    if not metric:
        faults.append(Wrong(row.line, cell, "the metric is blank", "name a term of the glossary"))
    return metric


def _read_number(row: _Row, cell: int, name: str, faults: _Found) -> float | None:
    """The number in a cell; None where it is blank, or with one fault more where it holds none."""
    text = row.cells[cell].strip()
    if not text:
        return None
    # Programs write exponents, which people don't; and one that writes decimal commas means 1.2 by 1,200.
    if is_number(text):
        value = float(text)
        if abs(value) < LARGEST:
            return value
        what = f"the {name} {shortened(text, 40)} is too large"
        faults.append(Wrong(row.line, cell, what, "write it in a larger unit"))
        return None
    fix = "write digits with a point, such as 1250.5"
    if re.fullmatch(r"[+-]?[\d.]*,\d+", text, re.ASCII):
        fix = "write a point before the decimals and nothing between thousands, such as 1250.5"
    elif is_missing(text.lstrip("+-")):
        fix = "leave the row out where nothing is known" if name == "value" else "leave the cell blank"
    faults.append(Wrong(row.line, cell, f"the {name} {shortened(text, 40)!r} is no number", fix))
    return None


def _disagreement(first: ValueRow, row: ValueRow) -> _Found:
    same = (first.actual, first.target, first.note) == (row.actual, row.target, row.note)
    if same:
        return []
    where = f"line {first.line}" if first.line != row.line else "another cell"
    message = f"{where} says something else of {row.metric} in {row.period}"
    return [Wrong(row.line, row.cell, message, "leave one of the two")]


def _refused(shown: str, message: str, fix: str, line: int = 0) -> FaultsError:
    return FaultsError((Fault(shown, line, 0, message, fix),))
