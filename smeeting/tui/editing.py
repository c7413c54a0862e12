"""One line being typed, as a value: the text and where the cursor stands. Every edit gives a new one."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Self

import msgspec
from rich.cells import cell_len

from smeeting.domain.text import folded, visible

_LONGEST_NAME = 80
"""Characters at the end of a line that are looked at for the beginning of a name."""
_NAME_STARTS = re.compile(r"(?<![^\s\"@])[^\s\"@]")
_WORDS = re.compile(r"\w+|[^\w\s]+")


class Draft(msgspec.Struct, frozen=True):
    """A text that is being typed; the cursor stands before the character at `cursor`."""

    text: str = ""
    cursor: int = 0

    @classmethod
    def ending(cls, text: str) -> Self:
        """A text with the cursor behind it."""
        return cls(text, len(text))

    @property
    def at_end(self) -> bool:
        """Whether the cursor stands behind the whole text."""
        return self.cursor == len(self.text)

    def typed(self, text: str) -> Self:
        """With `text` put in at the cursor."""
        return type(self)(self.text[: self.cursor] + text + self.text[self.cursor :], self.cursor + len(text))

    def at(self, position: int) -> Self:
        """With the cursor at a position, or the nearest there is."""
        return type(self)(self.text, min(max(position, 0), len(self.text)))

    def left(self) -> Self:
        """One character back, together with the marks that are drawn on it."""
        return self.at(self._before(self.cursor))

    def right(self) -> Self:
        """One character on, together with the marks that are drawn on it."""
        return self.at(self._after(self.cursor))

    def word_left(self) -> Self:
        """To the start of the word before."""
        starts = [found.start() for found in _WORDS.finditer(self.text[: self.cursor])]
        return self.at(starts[-1] if starts else 0)

    def word_right(self) -> Self:
        """Behind the word that follows."""
        found = _WORDS.search(self.text, self.cursor)
        return self.at(found.end() if found else len(self.text))

    def home(self) -> Self:
        """To the start."""
        return self.at(0)

    def end(self) -> Self:
        """Behind the last character."""
        return self.at(len(self.text))

    def delete_left(self) -> Self:
        """Without the character before the cursor."""
        return self._without(self._before(self.cursor), self.cursor)

    def delete_right(self) -> Self:
        """Without the character at the cursor."""
        return self._without(self.cursor, self._after(self.cursor))

    def delete_word_left(self) -> Self:
        """Without the word before the cursor."""
        return self._without(self.word_left().cursor, self.cursor)

    def delete_word_right(self) -> Self:
        """Without the word after the cursor."""
        return self._without(self.cursor, self.word_right().cursor)

    def delete_to_start(self) -> Self:
        """Without everything before the cursor."""
        return self._without(0, self.cursor)

    def delete_to_end(self) -> Self:
        """Without everything after the cursor."""
        return self._without(self.cursor, len(self.text))

    def _without(self, start: int, stop: int) -> Self:
        return type(self)(self.text[:start] + self.text[stop:], start)

    def _before(self, position: int) -> int:
        position = max(position - 1, 0)
        while position and _is_mark(self.text[position]):
            position -= 1
        return position

    def _after(self, position: int) -> int:
        position = min(position + 1, len(self.text))
        while position < len(self.text) and _is_mark(self.text[position]):
            position += 1
        return position


def rows_of(text: str, width: int) -> list[tuple[int, int]]:
    """The rows that a text takes in a width in cells: from which character to which; folded at words."""
    rows: list[tuple[int, int]] = []
    start, fold, used = 0, 0, 0
    for at, character in enumerate(text):
        if character == "\n":
            rows.append((start, at))
            start, fold, used = at + 1, 0, 0
            continue
        used += cell_len(visible(character))
        if used > width and at > start:
            # Behind the last space, or in the middle of a word that is longer than the row.
            end = fold if fold > start else at
            rows.append((start, end))
            start, used = end, cell_len(visible(text[end : at + 1]))
        if character == " ":
            fold = at + 1
    return [*rows, (start, len(text))]


def row_at(rows: Sequence[tuple[int, int]], position: int) -> int:
    """The row that a position stands in; where one row ends as the next begins, the next."""
    return max(at for at, (start, _) in enumerate(rows) if start <= position)


EDITS: dict[str, Callable[[Draft], Draft]] = {
    "left": Draft.left,
    "right": Draft.right,
    "ctrl+left": Draft.word_left,
    "ctrl+right": Draft.word_right,
    "home,ctrl+a": Draft.home,
    "end,ctrl+e": Draft.end,
    "backspace": Draft.delete_left,
    "delete,ctrl+d": Draft.delete_right,
    "ctrl+w,alt+backspace,ctrl+backspace": Draft.delete_word_left,
    "ctrl+delete": Draft.delete_word_right,
    "ctrl+u": Draft.delete_to_start,
    "ctrl+k": Draft.delete_to_end,
}
"""Which keys do which edit."""


def pasted(text: str) -> str:
    """A paste as it goes into a line: line breaks kept as they are meant, none left hanging at the end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")


def completed(text: str, words: Mapping[str, bool], names: Sequence[str]) -> str:
    """`text` with the word being typed completed, or "" where there is nothing to complete.

    `words` are what a capture line may begin with (`#action`), each with whether names of people follow.
    """
    first, space, rest = text.partition(" ")
    if not space:
        if not first:
            return ""
        return next((word for word in words if word != first and word.startswith(first.casefold())), "")
    if not words.get(first.casefold()):
        return ""
    rest = rest[-_LONGEST_NAME:]
    starts = [found.start() for found in _NAME_STARTS.finditer(rest)]
    return next((text + more for start in starts[-3:] if (more := rest_of_name(rest[start:], names))), "")


def rest_of_name(typed: str, names: Sequence[str]) -> str:
    """What is still to be typed of the first of the names that begins so; from two letters on."""
    wanted = folded(typed)
    if len(wanted) < 2 or typed[-1:].isspace():
        return ""
    for name in names:
        end = next((end for end in range(1, len(name)) if folded(name[:end]) == wanted), 0)
        if end:
            return name[end:]
    return ""


class History:
    """The lines that were kept, and a walk through them that remembers the line it started from."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._place: int | None = None
        self._started_from = ""

    def add(self, line: str) -> None:
        """Remember a line; the walk ends."""
        if line and (not self._lines or self._lines[-1] != line):
            self._lines.append(line)
        self._place = None

    def older(self, current: str) -> str | None:
        """The line before; None at the oldest."""
        place = len(self._lines) if self._place is None else self._place
        if not place:
            return None
        if self._place is None:
            self._started_from = current
        self._place = place - 1
        return self._lines[self._place]

    def newer(self) -> str | None:
        """The line after, at last the one the walk started from; None outside a walk."""
        if self._place is None:
            return None
        self._place += 1
        if self._place < len(self._lines):
            return self._lines[self._place]
        self._place = None
        return self._started_from


def _is_mark(character: str) -> bool:
    # Combining marks, variation selectors and the joiner are drawn on the character before them.
    return unicodedata.category(character) in ("Mn", "Me") or character == "\u200d"
