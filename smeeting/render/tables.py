"""Aligned tables in plain text, for the shell."""

from collections.abc import Collection, Sequence

from smeeting.domain.text import visible
from smeeting.render.widths import fitted, narrowed, padded, width_of

_GAP = "  "
_NARROWEST = 8
"""A column that gives way keeps at least so many cells, unless it never had them."""


def table_text(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    width: int | None = None,
    right: Collection[int] = (),
) -> str:
    """The rows under their headings, in columns; without a line break at the end.

    Text may come from people: it is made visible here. `width` is the cells there are; where they do not
    suffice the widest columns give way and their text ends in an ellipsis. None cuts nothing, for pipes.
    `right` has the positions of the columns that stand at the right (numbers).
    """
    lines = [[visible(cell) for cell in row] for row in (headings, *rows)]
    columns = range(len(headings))
    widths = [max(width_of(line[column]) for line in lines) for column in columns]
    if width is not None:
        floors = [min(natural, _NARROWEST) for natural in widths]
        widths = narrowed(widths, floors, width - len(_GAP) * (len(widths) - 1))
    return "\n".join(
        _GAP.join(
            padded(fitted(line[at], widths[at]), widths[at], right=at in right) for at in columns
        ).rstrip()
        for line in lines
    )
