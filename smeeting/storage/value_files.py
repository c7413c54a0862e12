"""Metric values from a CSV file: read strictly, so that what is stored is what the file says."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from smeeting.domain.errors import Fault, FaultsError, SmeetingError
from smeeting.domain.numbers import LARGEST, is_missing
from smeeting.domain.periods import Period
from smeeting.domain.text import folded, nearest, shortened
from smeeting.storage.files import decode, read_bytes

MOST_BYTES = 16_000_000
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
_FORM = "the first line names the columns: period,metric,value[,target][,note]"
_DELIMITERS = ",;\t"
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_GUARDED = re.compile(r"'[=+\-@\t\r]")
"""An apostrophe put there by a program, such as this one, so that no spreadsheet sees a formula."""


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


def read_values_csv(path: Path, shown: str) -> tuple[ValueRow, ...]:
    """All rows of a CSV file of `period,metric,value[,target][,note]`, named `shown` in messages.

    Columns in any order; separated by comma, semicolon or tab. Raises FaultsError with all faults of the
    file: nothing is to be taken from a file that has one.
    """
    data = read_bytes(path, shown, MOST_BYTES)
    if data.startswith(b"PK\x03\x04"):
        raise _refused(shown, "this is a workbook or a zip, not CSV", "save it as CSV UTF-8")
    text = decode(data, shown).removeprefix("\ufeff")
    if not text.strip():
        raise _refused(shown, "the file is empty", _FORM)
    rows = _rows(text, _delimiter(text))
    columns = _read_header(next(rows, _NOTHING), shown)
    return _read_rows(rows, columns, shown)


def _rows(text: str, delimiter: str) -> Iterator[_Row]:
    """The rows that are not blank, in the order of the file."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            yield _Row(line, [], _csv_fault(str(error)))
        else:
            if any(cells):
                yield _Row(line, cells)


def _csv_fault(error: str) -> str:
    if "unexpected end" in error:
        return "a quoted cell that begins in this row is never closed"
    if "field larger" in error:
        return "a cell is longer than 131,072 characters"
    return "after a closing quote comes more text"


def _delimiter(text: str) -> str:
    def known(delimiter: str) -> int:
        row = next(_rows(text, delimiter), _NOTHING)
        return sum(folded(cell) in _COLUMNS for cell in row.cells)

    return max(_DELIMITERS, key=known)


def _read_header(row: _Row, shown: str) -> list[str]:
    """The columns in the order of the file."""
    if row.wrong:
        raise _refused(shown, row.wrong, _FORM, row.line)
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
    if faults:
        raise FaultsError(tuple(faults))
    return columns


def _read_rows(rows: Iterator[_Row], columns: list[str], shown: str) -> tuple[ValueRow, ...]:
    read: dict[tuple[Period, str], ValueRow] = {}
    faults: list[Fault] = []
    some = False
    for row in rows:
        some = True
        found = [(row.wrong, "see the quotes of this row")] if row.wrong else _misfit(row, columns)
        if not found:
            value, found = _read_row(row.line, dict(zip(columns, row.cells, strict=True)))
            if value:
                first = read.setdefault((value.period, folded(value.metric)), value)
                found = _disagreement(first, value)
        faults += [Fault(shown, row.line, 1, message, fix) for message, fix in found]
    if not some:
        raise _refused(shown, "there is a header and no row", "add a row for each period and metric", 1)
    if faults:
        raise FaultsError(tuple(faults))
    return tuple(read.values())


_Found = list[tuple[str, str]]
"""Messages, each with what would be right."""


def _misfit(row: _Row, columns: list[str]) -> _Found:
    if len(row.cells) == len(columns):
        return []
    message = f"this row has {len(row.cells)} cells, the header {len(columns)}"
    return [(message, "quote a cell that holds the separator")]


def _read_row(line: int, cells: dict[str, str]) -> tuple[ValueRow | None, _Found]:
    faults: _Found = []
    period, actual, target = None, None, None
    metric = _unguarded(cells["metric"])
    try:
        period = Period.parse(cells["period"])
    except SmeetingError as error:
        faults.append((error.message, error.hint))
    if not metric:
        faults.append(("the metric is blank", "name a term of the glossary"))
    if cells["value"]:
        actual = _read_number(cells["value"], "value", faults)
    else:
        faults.append(("the value is blank, and a missing value is not 0", "leave the row out"))
    if cells.get("target"):
        target = _read_number(cells["target"], "target", faults)
    if faults or period is None or actual is None:
        return None, faults
    return ValueRow(line, period, metric, actual, target, _unguarded(cells.get("note", ""))), faults


def _read_number(text: str, name: str, faults: _Found) -> float | None:
    # Programs write exponents, which people don't; and one that writes decimal commas means 1.2 by 1,200.
    if _NUMBER.fullmatch(text):
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
    return [
        (f"line {first.line} says something else of {row.metric} in {row.period}", "leave one of the two")
    ]


def _unguarded(text: str) -> str:
    return text[1:] if _GUARDED.match(text) else text


def _refused(shown: str, message: str, fix: str, line: int = 0) -> FaultsError:
    return FaultsError((Fault(shown, line, 0, message, fix),))
