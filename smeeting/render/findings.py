"""What a search found, in lines: id, meeting, and the part of a text that holds the words."""

from collections.abc import Sequence
from typing import NamedTuple

from smeeting.domain.findings import Found, Holding
from smeeting.domain.search_words import Query, excerpt_start
from smeeting.domain.text import visible
from smeeting.render.widths import fitted, padded, width_of

_GAP = "  "
_LEAST = 20
"""Cells that a text keeps in the narrowest terminal."""
_HEADINGS = ("Id", "Meeting", "Text")


class Piece(NamedTuple):
    """Some of a line, made visible already."""

    text: str
    is_marked: bool = False
    """Whether it is one of the words that were looked for."""


Line = tuple[Piece, ...]


def found_lines(found: Sequence[Found], query: Query, width: int | None = None) -> list[Line]:
    """A line for the headings and one for each that was found.

    In `width` cells a text begins shortly before the first mark and is cut; None shows all of it.
    """
    heads = [_HEADINGS[:2], *((one.ref, one.capture.meeting or "between meetings") for one in found)]
    shown = [tuple(map(visible, head)) for head in heads]
    widths = [max(width_of(head[at]) for head in shown) for at in (0, 1)]
    room = None if width is None else max(width - sum(widths) - 2 * len(_GAP), _LEAST)
    texts = [(Piece(_HEADINGS[2]),), *(excerpt(one.holding(query), room) for one in found)]
    return [
        (Piece("".join(padded(head[at], widths[at]) + _GAP for at in (0, 1))), *pieces)
        for head, pieces in zip(shown, texts, strict=True)
    ]


def excerpt(holding: Holding, room: int | None = None) -> Line:
    """A text with its marks, after the name of what it is where it is not the capture's own."""
    label = "" if holding.part == "text" else f"{holding.part}: "
    start = 0
    if room is not None:
        start = excerpt_start(holding.text, holding.spans, room - len(label) - 1)
    pieces = [Piece(label + ("…" if start else ""))]
    for begin, end in holding.spans:
        if begin >= start:
            pieces += [
                Piece(visible(holding.text[start:begin])),
                Piece(visible(holding.text[begin:end]), True),
            ]
            start = end
    pieces.append(Piece(visible(holding.text[start:])))
    return _cut([piece for piece in pieces if piece.text], room)


def _cut(pieces: Sequence[Piece], room: int | None) -> Line:
    if room is None:
        return tuple(pieces)
    kept: list[Piece] = []
    for at, piece in enumerate(pieces):
        width = width_of(piece.text)
        is_last = at == len(pieces) - 1
        if width > room or (width == room and not is_last):
            kept.append(piece._replace(text=fitted(piece.text + "…" * (not is_last), room)))
            break
        kept.append(piece)
        room -= width
    return tuple(kept)
