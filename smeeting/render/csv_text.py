"""CSV that is safe to open in a spreadsheet: no cell is a formula, and our own import restores each."""

import csv
import io
from collections.abc import Iterable, Sequence

from smeeting.domain.spreadsheets import defused


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Rows of cells as CSV, separated by commas, each line ended as RFC 4180 has it."""
    text = io.StringIO()
    # A carriage return inside a cell is quoted only where it ends the lines.
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([defused(cell) for cell in row] for row in rows)
    return text.getvalue()


def number_cell(value: float | None) -> str:
    """A number so that reading it gives the same one: digits with a point; blank where there is none."""
    if value is None:
        return ""
    return repr(float(value)).removesuffix(".0")
