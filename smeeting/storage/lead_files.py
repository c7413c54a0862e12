"""Exports of leads as files: looked through once to find how they are written, then read row by row.

Whatever is wrong with the file as a whole is found before anything of it is taken; neither pass keeps more
than a few rows.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal, TypeVar

from smeeting.domain.errors import SmeetingError
from smeeting.domain.glossary import Glossary
from smeeting.domain.lead_cells import BadCellError, read_minutes
from smeeting.domain.lead_rows import Columns, RefusedRowError, RowReader, SignFinder, stage_names
from smeeting.domain.leads import (
    AmbiguousError,
    Answers,
    DateOrder,
    DecimalSign,
    LeadRecord,
    Progress,
    Refused,
)
from smeeting.domain.profiles import Profile, choose_profile
from smeeting.storage.text_tables import Row, Table, find_delimiter, find_encoding, read_head, refused

ROWS_AT_ONCE = 2_000
_ROWS_A_TICK = 5_000
_FORM = "export it as CSV with a line of headings"

OnProgress = Callable[[Progress], object]


class Export:
    """A file that was looked through and can be read."""

    def __init__(
        self,
        path: Path,
        shown: str,
        profile: Profile,
        columns: Columns,
        encoding: str,
        delimiter: str,
        names: dict[str, str],
    ) -> None:
        self.path, self.shown, self.profile, self.columns = path, shown, profile, columns
        self.encoding, self.delimiter = encoding, delimiter
        self._names = names
        self.dates: DateOrder | None = None
        """How dates such as 06-04-2018 are read; None where there are none."""
        self.decimal: DecimalSign = "point"
        self.size = path.stat().st_size
        """Bytes."""
        self.rows = 0
        """How many rows were read up to now, those that were refused among them."""
        self.refused: list[Refused] = []
        self.unknown: Counter[str] = Counter()
        """What the stage's column says that means no stage we know, with how many rows say so."""

    def batches(self, on_progress: OnProgress = lambda _: None) -> Iterator[list[LeadRecord]]:
        """The records of all rows, some thousand at a time; what is refused is noted on the way.

        Raises FaultsError where the file changed since it was looked through.
        """
        reader = RowReader(self.profile, self.columns, self._names, dates=self.dates, decimal=self.decimal)
        self.unknown = reader.unknown
        width = len(self.columns.headings)
        batch: list[LeadRecord] = []
        with Table(self.path, self.shown, self.encoding, self.delimiter) as table:
            rows = table.rows()
            next(rows, None)
            for row in rows:
                self.rows += 1
                try:
                    if len(row.cells) != width:
                        raise RefusedRowError(f"it has {len(row.cells)} cells, the headings {width}")
                    batch.append(reader.read(row.line, row.cells))
                except RefusedRowError as error:
                    self.refused.append(Refused(row.line, str(error)))
                if self.rows % _ROWS_A_TICK == 0:
                    on_progress(Progress(self.shown, "importing", table.position, self.size))
                if len(batch) >= ROWS_AT_ONCE:
                    yield batch
                    batch = []
        yield batch


def look_through(
    path: Path,
    shown: str,
    profiles: Sequence[Profile],
    answers: Answers,
    glossary: Glossary,
    *,
    profile: str | None = None,
    on_progress: OnProgress = lambda _: None,
) -> Export:
    """Read the whole file once and find how it is written; `profile` names one where it is not to be found.

    Raises FaultsError for a file that is no whole table, AmbiguousError where its dates or amounts mean one
    of two things and `answers` does not say which, SmeetingError where no profile fits.
    """
    head = read_head(path, shown)
    encoding = find_encoding(head, answers.encoding, shown)
    delimiter = answers.delimiter or find_delimiter(head.decode(encoding, errors="ignore"))
    with Table(path, shown, encoding, delimiter) as table:
        rows = table.rows()
        first = next(rows, None)
        if first is None:
            raise refused(shown, 0, "the file is empty", _FORM)
        first.cells[0] = first.cells[0].removeprefix("\ufeff")
        try:
            if any(map(_is_date, first.cells)):
                raise SmeetingError("this line has dates where headings belong", _FORM)
            chosen = choose_profile(profiles, first.cells, profile)
        except SmeetingError as error:
            raise refused(shown, first.line, error.message, error.hint) from None
        columns = Columns(chosen, first.cells)
        finder = SignFinder(columns)
        _look(rows, len(first.cells), finder, table, on_progress, shown)
    export = Export(path, shown, chosen, columns, encoding, delimiter, stage_names(chosen, glossary))
    export.dates = _settled(finder, ("day-first", "month-first"), answers.dates, export, "dates")
    export.decimal = _settled(finder, ("point", "comma"), answers.decimal, export, "decimal") or "point"
    return export


def _is_date(cell: str) -> bool:
    try:
        read_minutes(cell.strip(), None)
    except BadCellError:
        return False
    # A number may be anybody's heading.
    return not cell.strip().isdecimal()


def _look(
    rows: Iterator[Row],
    width: int,
    finder: SignFinder,
    table: Table,
    on_progress: OnProgress,
    shown: str,
) -> None:
    last, is_whole, followed_whole = None, True, True
    for count, row in enumerate(rows, 1):
        followed_whole, is_whole = is_whole, len(row.cells) == width
        last = row
        if is_whole:
            finder.look(row.line, row.cells)
        if count % _ROWS_A_TICK == 0:
            on_progress(Progress(shown, "looking through", table.position, table.size))
    if last is None:
        raise refused(shown, 1, "there is a line of headings and no row", "export some leads")
    # A footer, which is no row either, comes after a blank line or another footer.
    is_cut = not is_whole and len(last.cells) < width and not table.ends_line
    if is_cut and followed_whole and not table.blank_before(last.line):
        what = "the file stops in the middle of this row"
        raise refused(shown, last.line, what, "export it again; nothing was taken")


_Sign = TypeVar("_Sign", bound=str)

_ASKED: dict[str, tuple[str, str]] = {
    "dates": ("every date could have the day or the month first", "say --dates day-first or month-first"),
    "decimal": (
        "the amounts could have a point or a comma for decimals",
        "say --decimal point (1,234 is 1234) or comma",
    ),
}


def _settled(
    finder: SignFinder,
    either: tuple[_Sign, _Sign],
    answer: _Sign | None,
    export: Export,
    question: Literal["dates", "decimal"],
) -> _Sign | None:
    """What a person says, or else the file's own cells. Raises where neither does, or cells differ."""
    if answer is not None:
        return answer
    lines = sorted((finder.settled[sign], sign) for sign in either if sign in finder.settled)
    if len(lines) == 2:
        (first, one), (second, other) = lines
        what = f"this row can only be {other}, and line {first} only {one}"
        raise refused(
            export.shown, second, what, f"--{question} says which rows to take; the others are refused"
        )
    if lines:
        return lines[0][1]
    if question in finder.open:
        message, hint = _ASKED[question]
        place = f"{export.shown}:{finder.open[question]}:1"
        raise AmbiguousError(question, export.path, f"{place}: {message}", hint)
    return None
