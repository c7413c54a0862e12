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
    """From 1."""
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


_NOTHING = _Row(1, [])


_Found = list[tuple[str, str]]
"""Messages, each with what would be right."""
_Reader = Callable[[_Row], tuple[list[ValueRow], _Found]]
"""What a row of the file says, once the header is known."""


def read_values_csv(path: Path, shown: str) -> tuple[ValueRow, ...]:
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
    rows = _rows(text, _delimiter(text))
    reader = _reader(next(rows, _NOTHING), shown)
    return _read_rows(rows, reader, shown)


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


def _reader(row: _Row, shown: str) -> _Reader:
    """How the rows are read, by the header."""
    if row.wrong:
        raise _refused(shown, row.wrong, _FORM, row.line)
    if any(map(_is_period, row.cells)):
        return partial(_read_wide, _wide_columns(row, shown))
    return partial(_read_long, _long_columns(row, shown))


def _wide_columns(row: _Row, shown: str) -> list[Period | None]:
    """The period of each column; None for that of the metric's name."""
    columns: list[Period | None] = []
    found: _Found = []
    for cell in row.cells:
        try:
            period = None if folded(cell) == "metric" else Period.parse(cell)
        except SmeetingError as error:
            found.append((error.message, error.hint))
            continue
        if period in columns:
            found.append((f"the column {period or 'metric'} is there twice", "leave one"))
        columns.append(period)
    if not found and None not in columns:
        found.append(("the column 'metric' is missing", _FORM))
    _refuse_any([Fault(shown, row.line, 1, message, fix) for message, fix in found])
    return columns


def _long_columns(row: _Row, shown: str) -> list[str]:
    """The columns in the order of the file."""
    columns = [_COLUMNS.get(folded(cell), "") for cell in row.cells]
    faults = []
    for cell, column in zip(row.cells, columns, strict=True):
        if not column:
            like = nearest(folded(cell), _COLUMNS)
            fix = f"did you mean {like!r}? " if like else ""
            faults.append(
                Fault(shown, row.line, 1, f"{shortened(cell, 40)!r} is no column we know", fix + _FORM)
            )
    faults += [
        Fault(shown, row.line, 1, f"the column {column!r} is there twice", "leave one")
        for column in sorted({column for column in columns if column and columns.count(column) > 1})
    ]
    faults += [
        Fault(shown, row.line, 1, f"the column {column!r} is missing", _FORM)
        for column in _NEEDED
        if column not in columns
    ]
    _refuse_any(faults)
    return columns


def _read_rows(rows: Iterator[_Row], reader: _Reader, shown: str) -> tuple[ValueRow, ...]:
    read: dict[tuple[Period, str], ValueRow] = {}
    faults: list[Fault] = []
    some = False
    for row in rows:
        some = True
        values, found = ([], [(row.wrong, "see the quotes of this row")]) if row.wrong else reader(row)
        for value in values:
            first = read.setdefault((value.period, folded(value.metric)), value)
            found += _disagreement(first, value)
        faults += [Fault(shown, row.line, 1, message, fix) for message, fix in found]
    if not some:
        raise _refused(shown, "there is a header and no row", "add a row for each metric", 1)
    _refuse_any(faults)
    if not read:
        raise _refused(shown, "there is not one value in it", "write a number where one is known", 1)
    return tuple(read.values())


def _misfit(row: _Row, columns: Sequence[object]) -> _Found:
    if len(row.cells) == len(columns):
        return []
    message = f"this row has {len(row.cells)} cells, the header {len(columns)}"
    return [(message, "quote a cell that holds the separator")]


def _read_long(columns: list[str], row: _Row) -> tuple[list[ValueRow], _Found]:
    if faults := _misfit(row, columns):
        return [], faults
    cells = dict(zip(columns, row.cells, strict=True))
    metric = _read_metric(cells["metric"], faults)
    period = None
    try:
        period = Period.parse(cells["period"])
    except SmeetingError as error:
        faults.append((error.message, error.hint))
    actual = _read_number(cells["value"], "value", faults)
    target = _read_number(cells.get("target", ""), "target", faults)
    if not cells["value"].strip():
        faults.append(("the value is blank, and a missing value is not 0", "leave the row out"))
    if faults or period is None or actual is None:
        return [], faults
    # A note is kept as it is: also with blanks around it.
    note = cells.get("note", "")
    return [ValueRow(row.line, period, metric, actual, target, restored(note) if note.strip() else "")], []


def _read_wide(columns: list[Period | None], row: _Row) -> tuple[list[ValueRow], _Found]:
    if faults := _misfit(row, columns):
        return [], faults
    metric = _read_metric(row.cells[columns.index(None)], faults)
    values = []
    for period, cell in zip(columns, row.cells, strict=True):
        if period is None or not cell.strip():
            continue
        actual = _read_number(cell, f"value for {period}", faults)
        if actual is not None:
            values.append(ValueRow(row.line, period, metric, actual))
    return values, faults


def _read_metric(cell: str, faults: _Found) -> str:
    metric = restored(cell.strip())
    if not metric:
        faults.append(("the metric is blank", "name a term of the glossary"))
    return metric


def _read_number(cell: str, name: str, faults: _Found) -> float | None:
    """The number in a cell; None where it is blank, or with one fault more where it holds none."""
    text = cell.strip()
    if not text:
        return None
    # Programs write exponents, which people don't; and one that writes decimal commas means 1.2 by 1,200.
    if is_number(text):
        value = float(text)
        if abs(value) < LARGEST:
            return value
        faults.append((f"the {name} {shortened(text, 40)} is too large", "write it in a larger unit"))
        return None
    fix = "write digits with a point, such as 1250.5"
    if re.fullmatch(r"[+-]?[\d.]*,\d+", text, re.ASCII):
        fix = "write a point before the decimals and nothing between thousands, such as 1250.5"
    elif is_missing(text.lstrip("+-")):
        fix = "leave the row out where nothing is known" if name == "value" else "leave the cell blank"
    faults.append((f"the {name} {shortened(text, 40)!r} is no number", fix))
    return None


def _disagreement(first: ValueRow, row: ValueRow) -> _Found:
    same = (first.actual, first.target, first.note) == (row.actual, row.target, row.note)
    if same:
        return []
    where = f"line {first.line}" if first.line != row.line else "another cell"
    return [(f"{where} says something else of {row.metric} in {row.period}", "leave one of the two")]


def _refuse_any(faults: list[Fault]) -> None:
    """Refuse the file that has these faults, telling the first ones."""
    if len(faults) > MOST_FAULTS:
        rest = len(faults) - MOST_FAULTS
        told, next_one = faults[:MOST_FAULTS], faults[MOST_FAULTS]
        more = Fault(
            next_one.file, next_one.line, 1, f"and {counted(rest, 'fault')} more", "mend these first"
        )
        raise FaultsError((*told, more))
    if faults:
        raise FaultsError(tuple(faults))


def _refused(shown: str, message: str, fix: str, line: int = 0) -> FaultsError:
    return FaultsError((Fault(shown, line, 0, message, fix),))
