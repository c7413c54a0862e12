"""OpenMetadata's CSV of glossary terms: read by its headings, so that older and shorter forms do too."""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from smeeting.domain.errors import Fault, FaultsError
from smeeting.domain.foreign import ForeignGlossary, ForeignTerm
from smeeting.domain.foreign_owners import in_one_line
from smeeting.domain.openmetadata import COLUMNS, LIST_COLUMNS, TEXT_COLUMNS
from smeeting.domain.qualified import BLANKS, items_of, names_of
from smeeting.domain.spreadsheets import restored
from smeeting.domain.text import nearest, shortened
from smeeting.storage.cell_places import cell_place, rows_at
from smeeting.storage.files import decode, read_bytes
from smeeting.storage.text_tables import csv_fault, find_delimiter

MOST_BYTES = 16_000_000
MOST_FAULTS = 20
"""So many are told; who has mended them sees the rest."""
STATUSES = ("Draft", "In Review", "Approved", "Deprecated", "Rejected", "Unprocessed")
_BY_HEADING = {name.casefold(): name for name in COLUMNS} | {"owners": "owner", "status": "glossaryStatus"}
_FORM = "the first line names the columns: parent,name*,displayName,description,synonyms,..."


class _Wrong(NamedTuple):
    """What is wrong with a cell, and what would be right."""

    line: int
    cell: int
    message: str
    fix: str


class _Row(NamedTuple):
    """A row that is not blank."""

    line: int
    cells: list[str]


def read_openmetadata(path: Path, shown: str) -> ForeignGlossary:
    """The terms of a CSV file, named `shown` in messages.

    Raises FaultsError with the faults of the file: nothing is to be taken from one that has any.
    """
    text = decode(read_bytes(path, shown, MOST_BYTES), shown).removeprefix("\ufeff")
    if not text.strip():
        raise FaultsError((Fault(shown, 0, 0, "the file is empty", _FORM),))
    delimiter = find_delimiter(text)
    wrongs: list[_Wrong] = []
    rows = _rows(text, delimiter, wrongs)
    columns = _columns(next(rows, _Row(1, [])), wrongs)
    terms = [_Reading(row, columns, wrongs).term() for row in rows] if "name" in columns else []
    if wrongs:
        raise FaultsError(_faults(shown, text, delimiter, wrongs))
    return ForeignGlossary(tool="openmetadata", terms=tuple(terms))


def _rows(text: str, delimiter: str, wrongs: list[_Wrong]) -> Iterator[_Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            wrongs.append(_Wrong(line, len(COLUMNS), csv_fault(error), "see its quotes, or export it again"))
            return
        if any(cell.strip(BLANKS) for cell in cells):
            yield _Row(line, [restored(cell) for cell in cells])


def _columns(header: _Row, wrongs: list[_Wrong]) -> dict[str, int]:
    """Where each column stands."""
    columns: dict[str, int] = {}
    for cell, heading in enumerate(header.cells):
        plain = heading.strip().removesuffix("*").casefold()
        name = _BY_HEADING.get(plain)
        if name is None:
            like = nearest(plain, _BY_HEADING)
            fix = f"did you mean {_BY_HEADING[like]}?" if like else f"known are {', '.join(COLUMNS)}"
            wrongs.append(_Wrong(header.line, cell, f"no column is called {shortened(heading, 40)!r}", fix))
        elif name in columns:
            wrongs.append(_Wrong(header.line, cell, f"the column {name} is here a second time", "keep one"))
        else:
            columns[name] = cell
    if "name" not in columns and not wrongs:
        wrongs.append(_Wrong(header.line, 0, "there is no column name", _FORM))
    return columns


class _Reading:
    """One row, read; what is wrong with its cells is noted."""

    def __init__(self, row: _Row, columns: Mapping[str, int], wrongs: list[_Wrong]) -> None:
        self._row = row
        self._columns = columns
        self._wrongs = wrongs

    def term(self) -> ForeignTerm:
        """What the row says of its term."""
        if not self._cell("name").strip(BLANKS):
            self._wrong("name", "this term has no name", "write one")
        if len(self._row.cells) > (width := max(self._columns.values()) + 1):
            more = _Wrong(self._row.line, width, "there is no column for this cell", "see the quotes before")
            self._wrongs.append(more)
        owners = tuple(self._owner(one) for one in self._items("owner"))
        told = in_one_line(owners)
        return ForeignTerm(
            name=self._cell("name").strip(BLANKS),
            place=names_of(self._cell("parent").strip(BLANKS)),
            long=self._cell("displayName").strip(BLANKS),
            words=self._cell("description").strip(BLANKS),
            synonyms=self._items("synonyms"),
            related=self._items("relatedTerms"),
            owners=owners if told else (),
            status=self._status(),
            kept=self._kept(() if told else owners),
            line=self._row.line,
        )

    def _cell(self, column: str) -> str:
        at = self._columns.get(column, len(self._row.cells))
        return self._row.cells[at] if at < len(self._row.cells) else ""

    def _items(self, column: str) -> tuple[str, ...]:
        return items_of(self._cell(column))

    def _wrong(self, column: str, message: str, fix: str) -> None:
        self._wrongs.append(_Wrong(self._row.line, self._columns[column], message, fix))

    def _owner(self, written: str) -> str:
        kind, colon, name = written.partition(":")
        if not colon:
            return f"user:{written}"
        if kind.strip().casefold() not in ("user", "team") or not name.strip(BLANKS):
            what = f"{shortened(written, 40)!r} is no owner"
            self._wrong("owner", what, "write user:NAME or team:NAME, parted by ;")
        return f"{kind.strip().casefold()}:{name.strip(BLANKS)}"

    def _status(self) -> str:
        written = self._cell("glossaryStatus").strip()
        known = {" ".join(one.casefold().split()): one for one in STATUSES}
        plain = " ".join(written.replace("_", " ").casefold().split())
        if written and plain not in known:
            like = nearest(plain, known)
            fix = f"did you mean {known[like]}?" if like else f"write one of {', '.join(STATUSES)}"
            self._wrong("glossaryStatus", f"{shortened(written, 40)!r} is no status", fix)
        return known.get(plain, "")

    def _kept(self, owners: tuple[str, ...]) -> dict[str, Any]:
        kept: dict[str, Any] = {name: list(self._items(name)) for name in LIST_COLUMNS if name != "owner"}
        kept |= {name: self._cell(name).strip(BLANKS) for name in TEXT_COLUMNS}
        kept["owner"] = list(owners)
        kept["references"] = self._references()
        kept["extension"] = self._extension()
        return {name: value for name, value in kept.items() if value}

    def _references(self) -> list[dict[str, str]]:
        parts = list(items_of(self._cell("references"), blanks=True))
        if len(parts) % 2 and not parts[-1].strip(BLANKS):
            parts.pop()
        if len(parts) % 2 or not all(part.strip(BLANKS) for part in parts):
            self._wrong(
                "references", "a reference is a name and an address", "write name;https://..., by turns"
            )
            return []
        return [{"name": name, "url": url} for name, url in zip(parts[::2], parts[1::2], strict=True)]

    def _extension(self) -> dict[str, str]:
        values: dict[str, str] = {}
        for item in self._items("extension"):
            key, colon, value = item.partition(":")
            if not colon or not key.strip(BLANKS):
                what = f"{shortened(item, 40)!r} is no property with its value"
                self._wrong("extension", what, "write key:value, parted by ;")
            elif key in values:
                self._wrong("extension", f"{shortened(key, 40)!r} is here a second time", "keep one")
            values[key] = value
        return values


def _faults(shown: str, text: str, delimiter: str, wrongs: list[_Wrong]) -> tuple[Fault, ...]:
    told = wrongs[:MOST_FAULTS]
    rows = rows_at(text, delimiter, {wrong.line for wrong in told})
    faults = []
    for line, cell, message, fix in told:
        place = cell_place(rows.get(line, ""), cell, line=line, delimiter=delimiter)
        faults.append(Fault(shown, *place, message, fix))
    if len(wrongs) > len(told):
        more = f"and {len(wrongs) - len(told)} more faults"
        faults.append(Fault(shown, wrongs[len(told)].line, 1, more, "mend these first"))
    return tuple(faults)
