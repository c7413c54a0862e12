"""Lists as a filter asks for them: first the numbers of a page, then the records with these numbers.

Where words are asked for, the index of words leads: there the order of numbers is free. What only the
captures know, which are ten times as many as the issues, is asked last, or leads where nothing else narrows.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from smeeting.domain.captures import Action, Capture, Issue
from smeeting.domain.filter_values import NOBODY, Filter, Numbers, Part, Word
from smeeting.storage import actions, captures, issues
from smeeting.storage.database import Database
from smeeting.storage.filter_conditions import Conditions, Sql, expression, sides
from smeeting.storage.stored_values import Stored, stored_json

Record = Issue | Action | Capture
PAGE = 200
_ME_TOO = (
    "((SELECT count(*) FROM me_too WHERE me_too.issue_id = issue.id) + (SELECT count(*) FROM issue AS twin"
    " JOIN me_too ON me_too.issue_id = twin.id WHERE twin.merged_into = issue.id))"
)
"""How often a side said me too, of an issue or of a duplicate for which it goes on."""
_TABLES = {"issues": "issue", "actions": "action"}


def page(
    db: Database, asked: Filter, today: dt.date, timezone: str, *, limit: int = PAGE, offset: int = 0
) -> tuple[Record, ...]:
    """The records from one on, in the order that is asked for. Days are those of `timezone`."""
    return records(db, asked, numbers(db, asked, today, timezone, limit=limit, offset=offset))


def every(db: Database, asked: Filter, today: dt.date, timezone: str) -> Iterator[Record]:
    """All records, read a page at a time; which they are is settled with the first."""
    found = numbers(db, asked, today, timezone, limit=-1)
    for start in range(0, len(found), PAGE):
        yield from records(db, asked, found[start : start + PAGE])


def records(db: Database, asked: Filter, wanted: Sequence[int]) -> tuple[Record, ...]:
    """The records with these numbers that are still there, in their order."""
    rows: dict[int, Record] = {}
    if asked.which == "issues":
        rows |= {row.capture.number: row for row in issues.by_numbers(db, wanted)}
    elif asked.which == "actions":
        rows |= {row.capture.number: row for row in actions.by_numbers(db, wanted)}
    else:
        rows |= {row.number: row for row in captures.by_numbers(db, wanted)}
    return tuple(rows[number] for number in wanted if number in rows)


def numbers(
    db: Database, asked: Filter, today: dt.date, timezone: str, *, limit: int, offset: int = 0
) -> list[int]:
    """The numbers of the records, in order; all of them where `limit` is negative."""
    found: list[int] = []
    for group in _groups(db, asked):
        if limit >= 0 and offset + limit <= len(found):
            break
        sql, values = _Maker(db, asked, today, timezone, group).made()
        wanted = offset + limit - len(found) if limit >= 0 else -1
        found += [row[0] for row in db.rows(f"{sql} LIMIT ?", (*values, wanted))]
    return found[offset:]


def _groups(db: Database, asked: Filter) -> Sequence[Part | None]:
    """What is shown one after the other, as a filter orders it.

    An order of 100,000 by what is told in other tables takes long, but it is known which come first.
    """
    match asked.order.name:
        case "side":
            groups = [Part("side", name) for name in (*sides(db), NOBODY)]
        case "metoo":
            groups = [Part("metoo", Numbers(1, None)), Part("metoo", Numbers(0, 0))]
        case "raised":
            groups = [Part("raised", Numbers(2, None)), Part("raised", Numbers(0, 1))]
        case _:
            return (None,)
    return groups[::-1] if asked.order.backwards else groups


class _Maker:
    """Makes the query for one filter."""

    def __init__(
        self, db: Database, asked: Filter, today: dt.date, timezone: str, group: Part | None
    ) -> None:
        self.asked = asked
        self.parts = asked.parts if group is None else (*asked.parts, group)
        self.table = _TABLES.get(asked.which, "")
        self.row = self.table or "capture"
        self.conditions = Conditions(db, self.table, asked.kinds, today, ZoneInfo(timezone))

    def made(self) -> tuple[str, tuple[Stored, ...]]:
        """The query for numbers, without its limit, and its values."""
        words, without, narrow, broad = self._sorted_out()
        source = self._source(by_words=bool(words), broad=bool(broad), narrow=bool(narrow))
        leading = source.split()[0]
        wheres = [Sql("capture_words MATCH ?", self.conditions.match(words, without))] if words else []
        if leading == "capture" or not self.table:
            wheres.append(self._of_kinds())
        wheres += [*narrow, *broad]
        clause = " AND ".join(f"({one.text})" for one in wheres)
        where = f"WHERE {clause}" if clause else ""
        order = self._order(f"{leading}.{'row' if words else ''}id")
        values = tuple(value for one in wheres for value in one.values)
        return f"SELECT {self.row}.id FROM {source} {where} ORDER BY {order}", values

    def _sorted_out(self) -> tuple[list[str], list[str], list[Sql], list[Sql]]:
        """The words that lead, and those that none may hold; then the conditions on the list's own table, and
        those on the captures.
        """
        words: list[str] = []
        without: list[tuple[str, Part]] = []
        found: list[Sql] = []
        for part in self.parts:
            word = part.value if isinstance(part.value, Word) else None
            beside = self.conditions.beside_texts(word) if word else []
            if word and not beside:
                asked = expression(word.words, prefix=word.prefix)
                if part.negated:
                    without.append((asked, part))
                else:
                    words.append(asked)
            else:
                found.append(self.conditions.of(part, beside))
        if not words:
            # The index can't be asked for what is not in it alone.
            found += [self.conditions.of(part, []) for _, part in without]
        narrow = [one for one in found if not one.of_capture]
        return words, [asked for asked, _ in without], narrow, [one for one in found if one.of_capture]

    def _source(self, *, by_words: bool, broad: bool, narrow: bool) -> str:
        """Which tables in which order: SQLite keeps to it, as it knows nothing of how many rows there are."""
        words, own = "capture_words CROSS JOIN {0} ON {0}.id = capture_words.rowid", self.table
        if not own:
            return words.format("capture") if by_words else "capture"
        if broad and not narrow and not by_words:
            return f"capture INDEXED BY capture_kind CROSS JOIN {own} ON {own}.id = capture.id"
        source = words.format(own) if by_words else own
        return source + (f" CROSS JOIN capture ON capture.id = {own}.id" if broad else "")

    def _of_kinds(self) -> Sql:
        kinds = self.asked.kinds
        if len(kinds) == 1:
            return Sql("capture.kind = ?", kinds[0])
        return Sql("capture.kind IN (SELECT value FROM json_each(?))", stored_json(kinds))

    def _order(self, number: str) -> str:
        """The order, `number` being that of the table which leads: its own order, which costs nothing."""
        name, down = self.asked.order.name, self.asked.order.backwards
        way, back = ("DESC", "ASC") if down else ("ASC", "DESC")
        numbers = f"{number} {way}"
        match name:
            case "new":
                return f"{number} {back}"
            case "by":
                day = f"{self.table}.{'answer_by' if self.table == 'issue' else 'due'}"
                return f"{day} IS NULL {way}, {day} {way}, {numbers}"
            case "owner":
                return f"{self.table}.owner = '' {way}, {self.table}.owner {way}, {numbers}"
            case "metoo":
                return f"{_ME_TOO} {back}, {numbers}"
            case "raised":
                twins = "SELECT count(*) FROM issue AS twin WHERE twin.merged_into = issue.id"
                return f"({twins}) {back}, {numbers}"
        # Numbers are given as things are recorded, so the oldest has the lowest.
        return numbers
