"""The line of a filter as it is written: its parts, and the changes that keys make to it."""

import re
from collections.abc import Iterator
from typing import NamedTuple


class Piece(NamedTuple):
    """A part of the line as it is written."""

    start: int
    end: int
    negated: bool
    key: str
    sign: str
    """One of < <= = >= >, or none."""
    value: str
    quoted: bool


_PIECE = re.compile(r'(?=\S)(-?)(?:([A-Za-z]+):)?([<>]=?|=)?(?:"([^"]*)"?|(\S*))')
_QUOTES = str.maketrans("“”„", '"""')


def pieces(text: str) -> Iterator[Piece]:
    """The parts of the line; in quotes several words are one part, which may be left open at the end."""
    for found in _PIECE.finditer(text.translate(_QUOTES)):
        minus, key, sign, quoted, bare = found.groups()
        if found.end() > found.start():
            yield Piece(
                found.start(),
                found.end(),
                bool(minus),
                (key or "").lower(),
                sign or "",
                bare if quoted is None else quoted,
                quoted is not None,
            )


def toggled(text: str, part: str) -> str:
    """The line without a part such as `is:open`, or with it in front where it is not there."""
    kept = [(piece.start, piece.end) for piece in pieces(text) if _is(piece, part)]
    if kept:
        return _without(text, kept)
    return f"{part} {text.lstrip()}"


def sorted_by(text: str, sort: str) -> str:
    """The line with another order at its end; with "" with the usual one."""
    bare = _without(text, [(piece.start, piece.end) for piece in pieces(text) if piece.key == "sort"])
    return f"{bare.rstrip()} sort:{sort} ".lstrip() if sort else bare


def has_key(text: str, key: str) -> bool:
    """Whether a line has a part with this key."""
    return any(piece.key == key for piece in pieces(text))


def _is(piece: Piece, part: str) -> bool:
    key, _, value = part.partition(":")
    return piece.key == key and piece.value.casefold() == value and not piece.negated


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = text[:start] + text[end:].lstrip()
    return text
