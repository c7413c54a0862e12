"""Texts with what differs marked: by a line under or through the words, and by colour as well."""

from itertools import pairwise

from textual.content import Content

from smeeting.domain.word_diff import word_diff
from smeeting.tui.text import Part, joined, plain_lines

ONLY_HERE = "underline $text-warning"
"""Words that the other text has not."""
GONE = "strike $text-error"
NEW = "underline $text-success"


def are_alike(first: str, second: str) -> bool:
    """Whether two texts have so much in common that it is worth marking what differs."""
    return any(piece.where == "both" and piece.text.strip() for piece in word_diff(first, second))


def only_here(text: str, other: str) -> Content:
    """A text with the words underlined that another one has not; none where they have little in common."""
    if not are_alike(text, other):
        return plain_lines(text)
    pieces = (piece for piece in word_diff(text, other) if piece.where != "new")
    return joined(*((piece.text, ONLY_HERE if piece.where == "old" else "") for piece in pieces))


def changed(old: str, new: str) -> Content:
    """One text with the words that are gone struck through and the new ones underlined.

    Two texts that have little in common stand one after the other, with an arrow between.
    """
    if not are_alike(old, new):
        return joined((" ".join(old.split()), GONE), " → ", (" ".join(new.split()), NEW))
    inks = {"both": "", "old": GONE, "new": NEW}
    parts: list[Part] = []
    for before, piece in pairwise((None, *word_diff(old, new))):
        assert piece is not None
        # What is gone and what came for it would read as one word.
        if before is not None and (before.where, piece.where) == ("old", "new"):
            parts.append(" ")
        parts.append((piece.text, inks[piece.where]))
    return joined(*parts)
