"""Texts with what differs marked: by a line under or through the words, and by colour as well."""

from textual.content import Content

from smeeting.domain.word_diff import word_diff
from smeeting.tui.text import Part, joined

ONLY_HERE = "underline $text-warning"
"""Words that the other text has not."""
GONE = "strike $text-error"
NEW = "underline $text-success"


def share_words(first: str, second: str) -> bool:
    """Whether two texts have so much in common that it is worth marking what differs."""
    return any(piece.where == "both" and piece.text.strip() for piece in word_diff(first, second))


def beside(first: str, second: str) -> tuple[Content, Content]:
    """Two texts to stand side by side, with the words that the other one has not underlined."""
    pieces = word_diff(first, second)
    old = [_inked(piece.text, piece.where == "old") for piece in pieces if piece.where != "new"]
    new = [_inked(piece.text, piece.where == "new") for piece in pieces if piece.where != "old"]
    return joined(*old), joined(*new)


def _inked(text: str, alone: bool) -> Part:
    return (text, ONLY_HERE) if alone else text


def changed(old: str, new: str) -> Content:
    """One text with the words that are gone struck through and the new ones underlined."""
    inks = {"both": "", "old": GONE, "new": NEW}
    return joined(*((piece.text, inks[piece.where]) for piece in word_diff(old, new)))
