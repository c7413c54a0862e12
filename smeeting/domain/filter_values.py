"""What a filter is made of: conditions on the records of one list, and their order."""

import datetime as dt
from collections.abc import Sequence
from typing import get_args

import msgspec

from smeeting.domain.captures import CaptureKind, parse_ref
from smeeting.domain.filter_keys import KEYS, KINDS_IN, Which

NOBODY = "?"
"""What stands for no owner, no side, no meeting."""


class Word(msgspec.Struct, frozen=True):
    """Something to look for in the texts of a record, and in its id, side, state, and owner's name."""

    text: str
    words: tuple[str, ...]
    """Its words, each of which a text must hold."""
    prefix: bool = False
    """Whether words that begin with the last one will do, as somebody may still be typing it."""

    @property
    def number(self) -> int | None:
        """The number of the record that it names by its id, such as `I14`; None where it is no id."""
        return parse_ref(self.text) if self.text[:1].isalpha() or self.text[:1] == "#" else None


class Numbers(msgspec.Struct, frozen=True):
    """Whole numbers from one on, up to another where there is one."""

    least: int
    most: int | None

    def holds(self, number: int) -> bool:
        """Whether a number is one of them."""
        return self.least <= number and (self.most is None or number <= self.most)


class Days(msgspec.Struct, frozen=True):
    """Days from a first to a last one, either of which may be open."""

    first: dt.date | None = None
    last: dt.date | None = None

    def holds(self, day: dt.date | None) -> bool:
        """Whether a day is one of them; no day never is."""
        if day is None:
            return False
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


class TermWords(msgspec.Struct, frozen=True):
    """A term: its id, and what it is called in texts, each name as the words in it."""

    id: str
    names: tuple[tuple[str, ...], ...]


Value = str | Word | Numbers | Days | TermWords


class Part(msgspec.Struct, frozen=True):
    """One condition of a filter."""

    key: str
    """One of KEYS, or "" for a word to look for."""
    value: Value
    negated: bool = False


class Sort(msgspec.Struct, frozen=True):
    """In which order."""

    name: str
    backwards: bool = False


class Filter(msgspec.Struct, frozen=True):
    """What a list is to show, in which order, and what of the line could not be meant."""

    which: Which
    parts: tuple[Part, ...] = ()
    order: Sort = Sort("new")
    told: tuple[str, ...] = ()
    """What is wrong with parts of the line, and what would be right, a sentence each."""

    @property
    def kinds(self) -> tuple[CaptureKind, ...]:
        """The kinds of captures the list is of."""
        named = any(part.key == "kind" and not part.negated for part in self.parts)
        return get_args(CaptureKind) if named else KINDS_IN[self.which]


def asks_open(which: Which, parts: Sequence[Part]) -> bool:
    """Whether only what is still open is asked for."""
    return any(
        part.key == "is" and not part.negated and part.value in KEYS["is"].open_values for part in parts
    ) and which in ("issues", "actions")
