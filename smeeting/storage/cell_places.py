"""Where the cells of a CSV file stand in its text; asked only for faults, as looking takes time."""

import csv
import io
import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

_LINE_END = re.compile(r"\r\n|\r|\n")


class Place(NamedTuple):
    """Where something begins in a file, as editors count."""

    line: int
    """From 1."""
    column: int
    """In characters, from 1."""


def rows_at(text: str, delimiter: str, lines: Collection[int]) -> dict[int, str]:
    """The rows of a CSV text that begin on these lines, as they are written."""
    found: dict[int, str] = {}
    taken: list[str] = []
    reader = csv.reader(_noted(text, taken), delimiter=delimiter, strict=True)
    while len(found) < len(lines):
        line = reader.line_num + 1
        taken.clear()
        try:
            next(reader)
        except StopIteration:
            break
        except csv.Error:
            pass  # such a row is asked for too
        if line in lines:
            found[line] = "".join(taken)
    return found


def _noted(text: str, taken: list[str]) -> Iterator[str]:
    for line in io.StringIO(text, newline=""):
        taken.append(line)
        yield line


def cell_place(row: str, cell: int, *, line: int, delimiter: str) -> Place:
    """Where a cell, counted from 0, begins in a row as written that begins on `line`.

    The place of the last cell for one that is not there. Where the row breaks the rules of quotes, the last
    cell is the one that does.
    """
    written = re.compile(rf'"(?:[^"]+|"")*"?|[^{re.escape(delimiter)}\r\n]*')
    start = 0
    for _ in range(cell):
        found = written.match(row, start)
        if found is None or not row.startswith(delimiter, found.end()):
            break
        start = found.end() + len(delimiter)
    ends = [found.end() for found in _LINE_END.finditer(row, 0, start)]
    return Place(line + len(ends), start - (ends[-1] if ends else 0) + 1)
