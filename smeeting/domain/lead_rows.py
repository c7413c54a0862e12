"""Rows of an export read as leads, by a profile; every row that is not taken says why."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Generic, TypeVar

from smeeting.domain.glossary import Glossary
from smeeting.domain.lead_cells import (
    BadCellError,
    Signs,
    amount_signs,
    date_signs,
    read_amount,
    read_minutes,
)
from smeeting.domain.leads import LOST, WON, DateOrder, DecimalSign, LeadRecord
from smeeting.domain.profiles import Headings, Profile, loose
from smeeting.domain.spreadsheets import restored

LONGEST = 200
"""Characters of an id, a source or a label."""
_MOST_CACHED = 100_000
_MOST_UNKNOWN = 100
_OUTCOMES = (WON, LOST)
_YES = frozenset({"true", "yes", "1", "y", "x", "wahr", "ja"})
_NO = frozenset({"false", "no", "0", "n", "falsch", "nein"})
Number = TypeVar("Number", bound=float)
_LINKS = re.compile(r"[;,]\s*")


class RefusedRowError(Exception):
    """A row that is not taken; says why, without what stands in the row."""


def stage_names(profile: Profile, glossary: Glossary) -> dict[str, str]:
    """What a stage's column may say, as `loose` has it, to the stage's id; '' for what is no stage of ours.

    The profile's words come before the glossary's own names of its stages.
    """
    known = {loose(name): term.id for term in reversed(glossary.stages) for name in term.names}
    known |= {outcome: outcome for outcome in _OUTCOMES}
    return known | {loose(words): stage for words, stage in profile.stages.items()}


class Columns:
    """Where a file has what its profile looks for."""

    def __init__(self, profile: Profile, headings: Sequence[str]) -> None:
        places: dict[str, int] = {}
        for place, heading in enumerate(headings):
            places.setdefault(loose(heading), place)

        def of(names: Headings) -> tuple[int, ...]:
            return tuple(dict.fromkeys(places[loose(name)] for name in names if loose(name) in places))

        self.headings = tuple(headings)
        self.key = of(profile.key)[0]
        self.link, self.source, self.stage = of(profile.link), of(profile.source), of(profile.stage)
        self.amount, self.label, self.closed = of(profile.amount), of(profile.label), of(profile.closed)
        self.dates = {stage: found for stage, names in profile.dates.items() if (found := of(names))}
        self.flags = {stage: found for stage, names in profile.flags.items() if (found := of(names))}
        self.keep = {name: found[0] for name in profile.keep if (found := of((name,)))}
        undated = [stage for stage in profile.dates if stage not in self.dates]
        wanted = {
            "its source": self.source,
            "where it stands": self.stage,
            "what it is worth": self.amount,
            f"when it entered {', '.join(undated)}": not undated,
        }
        self.absent = tuple(what for what, found in wanted.items() if not found)

    @property
    def dated(self) -> tuple[int, ...]:
        """Every column of dates."""
        return tuple(dict.fromkeys((*self.closed, *(place for of in self.dates.values() for place in of))))


class SignFinder:
    """Finds, over all rows of a file, how it writes its dates and amounts."""

    def __init__(self, columns: Columns) -> None:
        self._dated, self._amounts = columns.dated, columns.amount
        self.settled: dict[str, int] = {}
        """An order or sign to the first line that can mean but it."""
        self.open: dict[str, int] = {}
        """`dates` or `decimal` to the first line that could mean either."""

    def look(self, line: int, cells: Sequence[str]) -> None:
        """Note what the cells of one row say."""
        for place in self._dated:
            self._note("dates", line, cells[place], date_signs)
        for place in self._amounts:
            self._note("decimal", line, cells[place], amount_signs)

    def _note(self, question: str, line: int, cell: str, signs: Callable[[str], Signs]) -> None:
        found = signs(cell.strip())
        if found.settles is not None:
            self.settled.setdefault(found.settles, line)
        elif found.is_open:
            self.open.setdefault(question, line)


class RowReader:
    """Reads rows of one file."""

    def __init__(
        self,
        profile: Profile,
        columns: Columns,
        names: Mapping[str, str],
        *,
        dates: DateOrder | None,
        decimal: DecimalSign | None,
    ) -> None:
        """`names` are those of `stage_names`."""
        self._profile, self._columns, self._names = profile, columns, names
        self._empty = frozenset(word.casefold() for word in profile.placeholders)
        self._sources = {loose(name): source for name, source in profile.sources.items()}
        self._minutes = _Cached(partial(read_minutes, order=dates))
        self._amounts = _Cached(partial(read_amount, decimal=decimal))
        self._stages: dict[str, str | None] = {}
        self.unknown: Counter[str] = Counter()
        """What the stage's column says that means no stage we know, with how many rows say so."""

    def read(self, line: int, cells: Sequence[str]) -> LeadRecord:
        """The record of one row, which has as many cells as there are headings. Raises RefusedRowError."""
        columns, profile = self._columns, self._profile
        key = cells[columns.key].strip()
        if not key:
            raise RefusedRowError("it has no id")
        if len(key) > LONGEST:
            raise RefusedRowError(f"its id has more than {LONGEST} characters")
        record = LeadRecord(line=line, key=f"{profile.object}:{key}", entered=self._entered(cells))
        self._read_flags(cells, record)
        self._read_stage(cells, record)
        if columns.link and (links := self._filled(cells, columns.link)):
            record.link = f"{profile.link_to}:{_LINKS.split(links)[0][:LONGEST]}"
        record.source = self._source(self._filled(cells, columns.source))
        record.label = restored(self._filled(cells, columns.label))[:LONGEST]
        for place in columns.amount:
            if cell := self._filled(cells, (place,)):
                record.amount = self._read(self._amounts, cell, place)
                break
        for name, place in columns.keep.items():
            if cell := self._filled(cells, (place,)):
                record.kept = {**record.kept, name: restored(cell)}
        return record

    def _filled(self, cells: Sequence[str], places: tuple[int, ...]) -> str:
        """The first of these cells in which somebody or something put anything; '' where none did."""
        for place in places:
            cell = cells[place].strip()
            if cell and cell.casefold() not in self._empty:
                return cell
        return ""

    def _source(self, cell: str) -> str:
        return self._sources.get(loose(cell), restored(cell)[:LONGEST]) if cell else ""

    def _entered(self, cells: Sequence[str]) -> dict[str, int | None]:
        entered: dict[str, int | None] = {}
        for stage, places in self._columns.dates.items():
            at = self._date(cells, places)
            if at is not None:
                entered[stage] = at
        return entered

    def _date(self, cells: Sequence[str], places: tuple[int, ...]) -> int | None:
        for place in places:
            if cell := self._filled(cells, (place,)):
                return self._read(self._minutes, cell, place)
        return None

    def _read(self, reader: "_Cached[Number]", cell: str, place: int) -> Number:
        found = reader.of(cell)
        if isinstance(found, str):
            raise RefusedRowError(f"its {self._columns.headings[place].strip()} {found}")
        return found

    def _read_flags(self, cells: Sequence[str], record: LeadRecord) -> None:
        for stage, places in self._columns.flags.items():
            said = self._filled(cells, places).casefold()
            if said in _YES:
                self._reach(cells, record, stage)
            elif said in _NO and stage not in record.entered:
                record.left = (*record.left, stage)

    def _read_stage(self, cells: Sequence[str], record: LeadRecord) -> None:
        said = self._filled(cells, self._columns.stage)
        stage = self._stage(said) if said else None
        if not stage:
            return
        record.stage = stage
        self._reach(cells, record, stage)
        left = {outcome for outcome in _OUTCOMES if outcome not in record.entered}
        record.left = tuple(sorted(left.union(record.left).difference(record.entered)))

    def _reach(self, cells: Sequence[str], record: LeadRecord, stage: str) -> None:
        """Let the record have reached a stage: on its closing date where it is an outcome."""
        if record.entered.get(stage) is None:
            closed = self._date(cells, self._columns.closed) if stage in _OUTCOMES else None
            record.entered[stage] = closed

    def _stage(self, said: str) -> str | None:
        if said not in self._stages:
            if len(self._stages) > _MOST_CACHED:
                self._stages.clear()
            self._stages[said] = self._names.get(loose(said))
        stage = self._stages[said]
        if stage is None and (said in self.unknown or len(self.unknown) < _MOST_UNKNOWN):
            self.unknown[said[:LONGEST]] += 1
        return stage


class _Cached(Generic[Number]):
    """Reads a cell once for all rows that have the same; what can't be read gives its reason."""

    def __init__(self, read: Callable[[str], Number]) -> None:
        self._read = read
        self._known: dict[str, Number | str] = {}

    def of(self, cell: str) -> Number | str:
        """What a cell reads, or why it can't be read."""
        found = self._known.get(cell)
        if found is None:
            if len(self._known) > _MOST_CACHED:
                self._known.clear()
            try:
                found = self._read(cell)
            except BadCellError as error:
                found = str(error)
            self._known[cell] = found
        return found
