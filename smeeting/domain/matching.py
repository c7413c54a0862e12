"""Which terms of another tool's file are ours, and what those are called that we don't have yet."""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import NamedTuple

import msgspec

from smeeting.domain.foreign import PLACE_KEYS, ForeignGlossary, ForeignTerm, Tool, kept_of
from smeeting.domain.glossary import Glossary, Term, id_of
from smeeting.domain.text import folded

_NO_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
Keys = Iterable[Hashable]


class Match(msgspec.Struct, frozen=True):
    """What a term of the file is to us: one we have, a new one with its name and id, or one not taken."""

    ours: int | None = None
    """Its place among our terms."""
    name: str = ""
    id: str = ""
    reason: str = ""
    """Why it is not taken."""


def one_line(text: str) -> str:
    """A text as a name can have it: spaces for line breaks and control characters."""
    return _NO_LINE.sub(" ", text).strip(" ")


def matched(glossary: Glossary, foreign: ForeignGlossary, shown: ForeignGlossary) -> tuple[Match, ...]:
    """The match of each term of the file; `shown` is our glossary as such a file would have it.

    A term is found by its id there, else by its place and name, else by its word.
    """
    ours = list(zip(glossary, shown.terms, strict=True))
    found: list[int | None] = [None] * len(foreign.terms)
    free = dict.fromkeys(range(len(ours)))
    for of_row, of_ours in (_BY_ID, _BY_PLACE, _by_word(foreign.tool)):
        places: defaultdict[Hashable, list[int]] = defaultdict(list)
        for at in free:
            for key in of_ours(*ours[at]):
                places[key].append(at)
        for row, term in enumerate(foreign.terms):
            if found[row] is None:
                wanted = (at for key in of_row(term) for at in places.get(key, ()) if at in free)
                if (one := next(wanted, None)) is not None:
                    found[row] = one
                    del free[one]
    naming = _Naming(glossary, foreign.tool)
    return tuple(
        naming.new(term) if at is None else naming.known(term, at)
        for term, at in zip(foreign.terms, found, strict=True)
    )


class _Pass(NamedTuple):
    """One way of finding terms: the keys of a term of the file, and those of ours."""

    of_row: Callable[[ForeignTerm], Keys]
    of_ours: Callable[[Term, ForeignTerm], Keys]


_BY_ID = _Pass(lambda row: (row.id,) if row.id else (), lambda _, shown: (shown.id,) if shown.id else ())
_BY_PLACE = _Pass(lambda row: ((row.place, row.name),), lambda _, shown: ((shown.place, shown.name),))


def _by_word(tool: Tool) -> _Pass:
    def of_row(row: ForeignTerm) -> Keys:
        name = one_line(row.name)
        return (folded(name), ("id", id_of(name)))

    def of_ours(term: Term, _: ForeignTerm) -> Keys:
        # What has a place there already is another term than one of the same name elsewhere.
        placed = PLACE_KEYS[tool] in kept_of(term.extra, tool)
        return () if placed else (folded(term.term), ("id", term.id))

    return _Pass(of_row, of_ours)


class _Naming:
    """Gives new terms names and ids that no other has."""

    def __init__(self, glossary: Glossary, tool: Tool) -> None:
        self._tool = tool
        self._names = {folded(term.term) for term in glossary}
        self._ids = {term.id for term in glossary}
        self._others: dict[str, str] = {}
        for term in glossary:
            self._others |= {folded(name): f"a name to avoid for {term.term}" for name in term.avoid}
            self._others |= {folded(name): f"a synonym of {term.term}" for name in term.synonyms}
        self._lines: dict[tuple[tuple[str, ...], str], int] = {}

    def known(self, row: ForeignTerm, at: int) -> Match:
        """The match of a term that we have."""
        self._lines.setdefault((row.place, row.name), row.line)
        return Match(ours=at)

    def new(self, row: ForeignTerm) -> Match:
        """The match of a term that we don't have: its name and id, or why it is not taken."""
        line = self._lines.setdefault((row.place, row.name), row.line)
        name = one_line(row.name)
        if line != row.line:
            return Match(reason=f"the file has this name before, on line {line}")
        if not name:
            return Match(reason="its name is blank")
        other = self._others.get(folded(name))
        if other and folded(name) not in self._names:
            return Match(reason=f"it is {other} here")
        name = next(one for one in self._names_for(name, row) if folded(one) not in self._names)
        base = id_of(name) or "term"
        number, term_id = 1, base
        while term_id in self._ids:
            number += 1
            term_id = f"{base}-{number}"
        self._names.add(folded(name))
        self._ids.add(term_id)
        return Match(name=name, id=term_id)

    def _names_for(self, name: str, row: ForeignTerm) -> Iterable[str]:
        """Names for a term, from the plainest: what it lies in tells it from another of the same name."""
        yield name
        place = [one_line(one) for one in row.place[1 if self._tool == "openmetadata" else 0 :]]
        if place:
            yield f"{name} ({place[-1]})"
            yield f"{name} ({' / '.join(place)})"
        number = 1
        while True:
            number += 1
            yield f"{name} ({number})"
