"""What differs between two texts, word by word."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple, get_args

_TOKENS = re.compile(r"\s+|[\w'’-]+|[^\w\s]", re.UNICODE)
_MOST_TOKENS = 4_000
"""Longer texts are told as changed whole: comparing them word by word takes seconds."""


_FEW_TOKENS = 12
_LEAST_SHARED = 0.35
"""Longer texts that share less than this are told as two texts rather than as one that was changed."""
Where = Literal["both", "old", "new"]
_WHERE: tuple[Where, ...] = get_args(Where)


class Piece(NamedTuple):
    """Some words, and in which of the two texts they stand."""

    where: Where
    text: str


def word_diff(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of two texts in their order: those of `both`, and those of one alone.

    The pieces of `both` and `old` put together are the old text, but for spaces; those of `both` and `new`
    are the new one. Case counts, runs of spaces do not.
    """
    first, second = _TOKENS.findall(_spaced(old)), _TOKENS.findall(_spaced(new))
    if first == second:
        return _joined(iter((Piece("both", "".join(first)),)))
    if len(first) + len(second) > _MOST_TOKENS:
        return _joined(iter((Piece("old", old), Piece("new", new))))
    pieces = _joined(_pieces(first, second))
    if min(len(first), len(second)) > _FEW_TOKENS and _share(pieces) < _LEAST_SHARED:
        # Two sentences of their own: the few words they share by chance would only cut them to pieces.
        return (Piece("old", "".join(first)), Piece("new", "".join(second)))
    return pieces


def _share(pieces: Sequence[Piece]) -> float:
    """How much of two texts both have, of 1."""
    sizes = {where: sum(len(piece.text) for piece in pieces if piece.where == where) for where in _WHERE}
    return 2 * sizes["both"] / (2 * sizes["both"] + sizes["old"] + sizes["new"])


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _pieces(first: list[str], second: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    for what, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if what == "equal":
            yield Piece("both", "".join(first[old_from:old_to]))
            continue
        yield Piece("old", "".join(first[old_from:old_to]))
        yield Piece("new", "".join(second[new_from:new_to]))


def _joined(pieces: Iterator[Piece]) -> tuple[Piece, ...]:
    """The pieces without empty ones; a space alone between two changes belongs to both of them."""
    found = [piece for piece in pieces if piece.text]
    merged: list[Piece] = []
    at = 0
    while at < len(found):
        run: list[Piece] = []
        while at < len(found) and (found[at].where != "both" or (run and found[at].text.isspace())):
            run.append(found[at])
            at += 1
        for where in ("old", "new"):
            text = "".join(piece.text for piece in run if piece.where in ("both", where))
            if text:
                merged.append(Piece(where, text))
        if at < len(found):
            merged.append(found[at])
            at += 1
    return tuple(merged)


def marked(old: str, new: str) -> str:
    """The difference as one text: `[-gone-]` and `{+new+}`, as git marks words."""
    signs = {"both": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(signs[piece.where].format(piece.text) for piece in word_diff(old, new))
