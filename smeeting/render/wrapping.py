"""Lines of styled text wrapped for a width, tables with their columns aligned."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec

from smeeting.render.blocks import Line, LineKind, Span, Spans
from smeeting.render.widths import cut, is_plain, narrowed, padded, width_of

_GAP = "  "
_WIDEST_FLOOR = 12
"""A table's column keeps its longest word whole up to so many cells."""


class Row(msgspec.Struct, frozen=True):
    """One row of the screen."""

    kind: LineKind
    """What it is part of."""
    spans: Spans


def wrap(lines: Sequence[Line], width: int) -> list[Row]:
    """The rows that `lines` take on a screen `width` cells wide (at least 1)."""
    rows: list[Row] = []
    for is_table, group in groupby(lines, key=lambda line: bool(line.cells)):
        if is_table:
            rows += _table_rows(list(group), width)
        else:
            for line in group:
                rows += _line_rows(line, width)
    return rows


def _line_rows(line: Line, width: int) -> Iterator[Row]:
    if line.kind == "blank":
        yield Row(line.kind, ())
        return
    if line.kind == "rule":
        yield Row(line.kind, (("─" * width, ""),))
        return
    first, later = _prefixes(line)
    available = max(width - len(first), 1)
    for number, spans in enumerate(wrapped(line.spans, available)):
        prefix = later if number else first
        yield Row(line.kind, ((prefix, ""), *spans) if prefix else spans)


def _prefixes(line: Line) -> tuple[str, str]:
    """What stands before the first row of a line, and before its others."""
    if line.kind == "quote":
        return "▌ ", "▌ "
    if line.kind == "bullet":
        before = "  " * (line.indent - 1)
        return f"{before}{line.marker} ", " " * (len(before) + len(line.marker) + 1)
    return "  " * line.indent, "  " * line.indent


def wrapped(spans: Spans, width: int) -> list[Spans]:
    """The spans in rows of at most `width` cells, parted at spaces, inside a word where it has to be."""
    text = "".join(part for part, _ in spans)
    return [_sliced(spans, start, end) for start, end in _row_bounds(text, width)]


def _row_bounds(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Where each row of `text` starts and ends; a text always has a row."""
    window, start = _window(text, width), 0
    while True:
        fits, _ = cut(text[start : start + window], width)
        after = start + len(fits)
        if after == len(text):
            yield start, after
            return
        end = start + _row_length(fits, text[after])
        yield start, end
        start = end
        while text[start : start + 1] == " ":
            start += 1
        if start == len(text):
            return


def _window(text: str, width: int) -> int:
    """How many characters to look at for one row, so that a very long text is not measured for each."""
    # Where characters may be narrower than a cell a row has more of them; marks beyond that are parted.
    return width + 1 if is_plain(text) else 8 * width + 64


def _row_length(fits: str, following: str) -> int:
    """How much of what fits belongs to the row: whole words, or all of it where a word is too long."""
    # A single character wider than the row still has to go somewhere.
    whole = len(fits) or 1
    if following == " ":
        return len(fits.rstrip(" ")) or whole
    return len(fits[: max(fits.rfind(" "), 0)].rstrip(" ")) or whole


def _sliced(spans: Spans, start: int, end: int) -> Spans:
    pieces: list[Span] = []
    at = 0
    for text, style in spans:
        low, high = max(start - at, 0), min(end - at, len(text))
        if low < high:
            pieces.append((text[low:high], style))
        at += len(text)
        if at >= end:
            break
    return tuple(pieces)


def _table_rows(lines: Sequence[Line], width: int) -> list[Row]:
    columns = max(len(line.cells) for line in lines)
    right = next((line.right for line in lines if line.kind == "head"), ())
    grid = [[line.cells[at] if at < len(line.cells) else () for at in range(columns)] for line in lines]
    widths = _column_widths(grid, width - len(_GAP) * (columns - 1))
    rows: list[Row] = []
    for line, cells in zip(lines, grid, strict=True):
        wrapped_cells = [wrapped(cell, widths[at]) for at, cell in enumerate(cells)]
        for number in range(max(map(len, wrapped_cells))):
            parts = [cell[number] if number < len(cell) else () for cell in wrapped_cells]
            rows.append(Row(line.kind, _beside(parts, widths, right)))
        if line.kind == "head":
            rows.append(Row("head", ((_GAP.join("─" * cells for cells in widths), ""),)))
    return rows


def _column_widths(grid: Sequence[Sequence[Spans]], available: int) -> list[int]:
    texts = [["".join(part for part, _ in cell) for cell in column] for column in zip(*grid, strict=True)]
    naturals = [max(1, *map(width_of, column)) for column in texts]
    words = [max((width_of(word) for text in column for word in text.split()), default=1) for column in texts]
    floors = [min(word, _WIDEST_FLOOR) for word in words]
    widths = narrowed(naturals, floors, available)
    if sum(widths) > available:
        # Too narrow for whole words: better broken words than columns off the screen.
        widths = narrowed(widths, [1] * len(widths), available)
    return widths


def _beside(parts: Sequence[Spans], widths: Sequence[int], right: Sequence[bool]) -> Spans:
    """One row of a table: its cells' parts side by side, filled to their columns."""
    spans: list[Span] = []
    for at, part in enumerate(parts):
        stands_right = at < len(right) and right[at]
        filling = padded("", widths[at] - sum(width_of(text) for text, _ in part))
        gap = _GAP if at else ""
        spans += [(gap + filling, ""), *part] if stands_right else [(gap, ""), *part, (filling, "")]
    return tuple((text, style) for text, style in spans if text)
