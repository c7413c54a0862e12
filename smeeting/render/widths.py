"""How many cells of a terminal a text takes, and texts cut or filled to a number of cells."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

_JOINER = "\u200d"
_EMOJI_STYLE = "\ufe0f"
_NO_WIDTH = ("Mn", "Me", "Cf")


_PLAIN = re.compile(
    r"[\x20-\x7e\u00a0-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u21ff\u2500-\u259f]*"
)
"""Latin letters, punctuation, currencies, arrows and the bars of sparklines: one character, one cell."""


def is_plain(text: str) -> bool:
    """Whether every character of `text` takes one cell, as in nearly all text; the quick way to know."""
    return _PLAIN.fullmatch(text) is not None


def width_of(text: str) -> int:
    """The cells `text` takes: 2 for wide characters, 0 for marks that sit on others, 1 for the rest."""
    return len(text) if is_plain(text) else sum(width for _, width in _clusters(text))


def _character_width(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.category(character) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _clusters(text: str) -> Iterator[tuple[str, int]]:
    """`text` in pieces that must not be parted (a letter and its marks, a joined emoji), with their cells."""
    piece, cells = "", 0
    for character in text:
        width = _character_width(character)
        joins = width == 0 or (piece.endswith(_JOINER) and cells == width == 2)
        if piece and not joins:
            yield piece, cells
            piece, cells = "", 0
        # The emoji style makes a sign such as the heart as wide as other emoji.
        cells = max(cells, 2 if character == _EMOJI_STYLE and piece else width)
        piece += character
    if piece:
        yield piece, cells


def cut(text: str, cells: int) -> tuple[str, str]:
    """`text` in two: as much as fits into `cells`, and the rest."""
    if is_plain(text):
        return text[:cells], text[cells:]
    used, taken = 0, 0
    for piece, width in _clusters(text):
        if used + width > cells:
            break
        used, taken = used + width, taken + len(piece)
    return text[:taken], text[taken:]


def fitted(text: str, cells: int) -> str:
    """`text` in at most `cells` cells, the last one an ellipsis where some of it is cut."""
    if width_of(text) <= cells:
        return text
    return cut(text, cells - 1)[0] + "…" if cells > 0 else ""


def padded(text: str, cells: int, *, right: bool = False) -> str:
    """`text` filled with spaces to `cells` cells, on its right, or on its left to stand at the right."""
    filling = " " * max(cells - width_of(text), 0)
    return filling + text if right else text + filling


def narrowed(widths: Sequence[int], floors: Sequence[int], available: int) -> list[int]:
    """Column widths that fit into `available` cells together: the widest give way, none below its floor."""
    fitting = [min(width, max(available, floor)) for width, floor in zip(widths, floors, strict=True)]
    while sum(fitting) > available:
        wide = [at for at, width in enumerate(fitting) if width > floors[at]]
        if not wide:
            break
        fitting[max(wide, key=fitting.__getitem__)] -= 1
    return fitting
