"""Filters of lists: one line of text, such as `is:open side:sales age:>2 owner:anna late`.

Whatever is typed is a filter. Parts with a key narrow by what is known of a record; all others are words to
look for. What can't be meant is told in one line, with what would be right, and the rest holds.
"""

import datetime as dt
import re
from collections.abc import Callable
from typing import NamedTuple, get_args

from smeeting.domain.captures import CaptureKind
from smeeting.domain.dates import past_date, read_date
from smeeting.domain.filter_keys import KEYS, SORTS, STATES, Which, keys_of
from smeeting.domain.filter_line import Piece, pieces
from smeeting.domain.filter_values import (
    NOBODY,
    Days,
    Filter,
    Numbers,
    Part,
    Sort,
    TermWords,
    Value,
    Word,
    asks_open,
)
from smeeting.domain.search_words import LONGEST_QUERY, MOST_WORDS, read_query
from smeeting.domain.text import nearest, shortened

MOST_PARTS = 64
"""Parts of one filter that are read: nobody types so many, and SQLite nests conditions only so deep."""
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


class Known(NamedTuple):
    """What the words of a filter are understood by."""

    today: dt.date
    next_meeting: dt.date | None = None
    sides: tuple[str, ...] = ()
    find_term: Callable[[str], TermWords | None] = lambda _: None
    """The term that people mean by a name."""
    near_terms: Callable[[str], str | None] = lambda _: None
    """The term's name nearest to one that nothing has."""


def read_filter(text: str, which: Which, known: Known) -> Filter:
    """The filter that a line is; never refuses one."""
    reader = _Reader(which, known)
    text = text[:LONGEST_QUERY]
    found = list(pieces(text))
    for piece in found[:MOST_PARTS]:
        reader.take(piece, at_end=piece.end == len(text), written=text[piece.start : piece.end])
    if len(found) > MOST_PARTS:
        reader.tell(f"only the first {MOST_PARTS} parts are looked at", "leave some out")
    return Filter(which, tuple(reader.parts), reader.sort or _usual(which, reader.parts), tuple(reader.told))


def _usual(which: Which, parts: list[Part]) -> Sort:
    if not asks_open(which, parts):
        return Sort("new")
    return Sort("age" if which == "issues" else "by")


class _Reader:
    """Makes conditions of pieces, one after the other."""

    def __init__(self, which: Which, known: Known) -> None:
        self.which = which
        self.known = known
        self.parts: list[Part] = []
        self.sort: Sort | None = None
        self.told: list[str] = []
        self._words = 0

    def tell(self, what: str, right: str) -> None:
        self.told.append(f"{what}; {right}")

    def take(self, piece: Piece, *, at_end: bool, written: str) -> None:
        if not piece.key:
            prefix = at_end and not piece.quoted and not piece.negated
            self._word(piece.sign + piece.value, piece.negated, prefix=prefix)
        elif piece.key not in keys_of(self.which):
            self._unknown_key(piece, written, at_end=at_end)
        elif piece.value or piece.sign:
            value = self._value(piece)
            if value is not None:
                self.parts.append(Part(piece.key, value, piece.negated))

    def _word(self, text: str, negated: bool, *, prefix: bool = False) -> None:
        words = read_query(text).words
        if not words:
            if text:
                self.tell(f"{_cut(text)} holds no word to look for", "a word has letters or digits")
            return
        room = MOST_WORDS - self._words
        if len(words) > room:
            self.tell(f"only the first {MOST_WORDS} words are looked for", "leave some out")
        self._words += len(words)
        if room > 0:
            self.parts.append(Part("", Word(text, words[:room], prefix and len(words) <= room), negated))

    def _unknown_key(self, piece: Piece, written: str, *, at_end: bool) -> None:
        names = keys_of(self.which)
        near = nearest(piece.key, names)
        right = f"did you mean {near}:?" if near else "keys are " + " ".join(f"{name}:" for name in names)
        also = " here" if piece.key in KEYS else ""
        self.tell(f"there is no key {_cut(piece.key)}:{also}, so its words are looked for", right)
        text = written.removeprefix("-") if piece.negated else written
        self._word(text, piece.negated, prefix=at_end and not piece.quoted and not piece.negated)

    def _value(self, piece: Piece) -> Value | None:
        match piece.key:
            case "is":
                return self._one_of(piece, STATES[self.which])
            case "kind":
                return self._one_of(piece, tuple(get_args(CaptureKind)))
            case "sort":
                self._read_sort(piece)
                return None
            case "age" | "metoo" | "raised":
                return self._numbers(piece)
            case "by" | "aired" | "since":
                return self._days(piece)
            case "term":
                return self._term(piece.value)
            case "side":
                return self._side(piece.value)
        return piece.value.strip() or None

    def _one_of(self, piece: Piece, values: tuple[str, ...]) -> str | None:
        value = piece.value.casefold()
        if value in values:
            return value
        near = nearest(value, values)
        right = f"did you mean {piece.key}:{near}?" if near else "there are " + ", ".join(values)
        self.tell(f"{piece.key}:{_cut(piece.value)} is nothing that can be asked for", right)
        return None

    def _side(self, written: str) -> str:
        side = written.strip().casefold().replace(" ", "-")
        if self.known.sides and side not in (*self.known.sides, NOBODY):
            self.tell(f"there is no team {_cut(written)}", "teams are " + ", ".join(self.known.sides))
        return side

    def _read_sort(self, piece: Piece) -> None:
        bare = piece.value.removeprefix("-").casefold()
        name = self._one_of(piece._replace(value=bare), SORTS[self.which])
        if name is not None:
            self.sort = Sort(name, piece.negated != piece.value.startswith("-"))

    def _numbers(self, piece: Piece) -> Numbers | None:
        if not (piece.value.isascii() and piece.value.isdigit() and len(piece.value) <= 9):
            self.tell(
                f"{piece.key}:{piece.sign}{_cut(piece.value)} is no whole number",
                f"write {piece.key}:2, {piece.key}:>2 or {piece.key}:<=2",
            )
            return None
        number = int(piece.value)
        match piece.sign:
            case ">":
                return Numbers(number + 1, None)
            case ">=":
                return Numbers(number, None)
            case "<":
                return Numbers(0, number - 1)
            case "<=":
                return Numbers(0, number)
        return Numbers(number, number)

    def _days(self, piece: Piece) -> Days | None:
        span = _written_days(piece.value, self.known, past=piece.key != "by")
        if span is None:
            self.tell(
                f"{piece.key}:{piece.sign}{_cut(piece.value)} is no date",
                f"write {piece.key}:2026-12-03, {piece.key}:friday or {piece.key}:>2026-12",
            )
            return None
        # What is due by friday is due on friday or before; what came since friday came then or later.
        sign = piece.sign or {"by": "<=", "since": ">="}.get(piece.key, "=")
        one = dt.timedelta(1)
        match sign:
            case ">":
                return Days(span[1] + one, None) if span[1] < dt.date.max else _NO_DAYS
            case ">=":
                return Days(span[0], None)
            case "<":
                return Days(None, span[0] - one) if span[0] > dt.date.min else _NO_DAYS
            case "<=":
                return Days(None, span[1])
        return Days(*span)

    def _term(self, name: str) -> TermWords | None:
        if not name.strip():
            return None
        found = self.known.find_term(name)
        if found is not None:
            return found
        near = self.known.near_terms(name)
        self.tell(
            f"the glossary has no term {_cut(name)}, so its words are looked for",
            f"did you mean term:{near}?" if near else "smeeting glossary list shows the terms",
        )
        words = read_query(name).words[:MOST_WORDS]
        return TermWords(name.strip().casefold(), (words,) if words else ())


_NO_DAYS = Days(dt.date.max, dt.date.min)


def _written_days(written: str, known: Known, *, past: bool) -> tuple[dt.date, dt.date] | None:
    """The days that a date, or a month such as `2026-03`, names; with `past` the last such weekday or day."""
    month = _MONTH.fullmatch(written)
    if month:
        year, number = int(month[1]), int(month[2])
        if not (year >= dt.MINYEAR and 1 <= number <= 12):
            return None
        first = dt.date(year, number, 1)
        following = dt.date(year + number // 12, number % 12 + 1, 1) if first < _LAST_MONTH else None
        return first, following - dt.timedelta(1) if following else dt.date.max
    read = past_date if past else read_date
    day = read(written, known.today, known.next_meeting)
    if day is None and "-" in written:
        day = read(written.replace("-", " "), known.today, known.next_meeting)
    return (day, day) if day else None


_LAST_MONTH = dt.date(dt.MAXYEAR, 12, 1)


def _cut(text: str) -> str:
    return shortened(text, 30)
