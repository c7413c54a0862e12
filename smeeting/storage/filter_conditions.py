"""The conditions of a filter, as SQL of fixed parts with placeholders."""

import datetime as dt
from collections.abc import Sequence
from typing import get_args
from zoneinfo import ZoneInfo

from smeeting.domain.captures import ISSUE_STATES, ActionState, CaptureKind
from smeeting.domain.filter_values import NOBODY, Days, Numbers, Part, TermWords, Word
from smeeting.domain.search_words import folded_word, read_query
from smeeting.storage import filter_times
from smeeting.storage.database import Database
from smeeting.storage.issues import UNHEARD
from smeeting.storage.stored_values import Stored, stored_json


class Sql:
    """A condition in the making."""

    def __init__(self, text: str, *values: Stored, of_capture: bool = False) -> None:
        self.text = text
        self.values = values
        self.of_capture = of_capture
        """Whether it looks at the capture's own row."""


class Conditions:
    """Makes the conditions for one list."""

    def __init__(
        self, db: Database, table: str, kinds: tuple[CaptureKind, ...], today: dt.date, zone: ZoneInfo
    ) -> None:
        """`table` is issue, action, or empty for a list of captures; days are those of a time zone."""
        self.db = db
        self.table = table
        self.row = table or "capture"
        self.kinds = kinds
        self.today = today
        self.zone = zone

    def match(self, expressions: Sequence[str], without: Sequence[str] = ()) -> str:
        """What the index of words is asked for texts of the list's kinds that hold all of these, and none."""
        kinds = " OR ".join(f'"{kind}"' for kind in self.kinds)
        held = f"kind : ({kinds}) AND text : ({' AND '.join(expressions)})"
        return f"({held}) NOT text : ({' OR '.join(without)})" if without else held

    def of(self, part: Part, alternatives: Sequence[Sql]) -> Sql:
        """The condition of one part; `alternatives` are what else will do, where it is a word."""
        if isinstance(part.value, Word):
            found = _any_of([self._holding([part.value.words], prefix=part.value.prefix), *alternatives])
        else:
            found = self._of_key(part)
        if not part.negated:
            return found
        return Sql(f"NOT coalesce({found.text}, 0)", *found.values, of_capture=found.of_capture)

    def _of_key(self, part: Part) -> Sql:
        match part.value:
            case str(text):
                by_text = {
                    "is": self._is,
                    "side": self._side,
                    "kind": lambda kind: Sql("capture.kind = ?", kind, of_capture=True),
                    "owner": self._owned_by,
                    "meeting": self._in_meeting,
                }
                return by_text[part.key](text)
            case TermWords() as term:
                return self._of_term(term)
            case Numbers() as span if part.key == "age":
                return self._when(filter_times.of_ages(self.db, span.least, span.most))
            case Numbers() as span:
                return self._counted(part.key, span)
            case Days() as days if part.key == "by":
                return self._between("answer_by" if self.table == "issue" else "due", days)
            case Days() as days:
                return self._when(filter_times.of_days(self.db, days.first, days.last, self.zone))
        raise AssertionError(f"no condition for {part.key}")

    def _is(self, state: str) -> Sql:
        issue = self.table == "issue"
        is_open = "issue.state IN ('aired', 'heard', 'owned')" if issue else "action.state = 'open'"
        day = "issue.answer_by" if issue else "action.due"
        fixed = {
            "open": is_open,
            "ownerless": f"{self.table}.owner = ''",
            "dated": f"{day} IS NOT NULL",
            "undated": f"{day} IS NULL",
            "merged": "issue.merged_into IS NOT NULL",
            "anonymous": "issue.anonymous = 1",
            "unheard": UNHEARD,
        }
        if state == "late":
            return Sql(f"{is_open} AND {day} < ?", self.today.isoformat())
        return Sql(fixed[state]) if state in fixed else Sql(f"{self.table}.state = ?", state)

    def _side(self, side: str) -> Sql:
        if not self.table:
            return (
                Sql("capture.side IS NULL", of_capture=True)
                if side == NOBODY
                else Sql("capture.side = ?", side, of_capture=True)
            )
        # Asked of the index, which is a hundredth of the captures.
        asked = (
            "(SELECT id FROM capture WHERE side IN (SELECT value FROM json_each(?))"
            f" AND kind = '{self.table}')"
        )
        if side == NOBODY:
            return Sql(f"{self.row}.id NOT IN {asked}", stored_json(sides(self.db)))
        return Sql(f"{self.row}.id IN {asked}", stored_json([side]))

    def _owned_by(self, name: str) -> Sql:
        if name == NOBODY:
            return Sql(f"{self.table}.owner = ''")
        wanted = _words_of(name)
        meant = [one for one in owners(self.db, self.table) if _is_called(one, wanted)]
        return Sql(f"{self.table}.owner IN (SELECT value FROM json_each(?))", stored_json(meant))

    def _in_meeting(self, name: str) -> Sql:
        if name == NOBODY:
            return Sql(f"{self.row}.id IN (SELECT id FROM capture WHERE meeting_id IS NULL)")
        return Sql(
            f"{self.row}.id IN (SELECT id FROM capture WHERE meeting_id IN (SELECT value FROM json_each(?)))",
            stored_json(filter_times.named(self.db, name)),
        )

    def _of_term(self, term: TermWords) -> Sql:
        # One set of numbers, which leads to the rows: with OR between three, every row would be looked at.
        sources = [
            Sql(
                "SELECT capture_id FROM record_link WHERE kind IN ('term', 'metric') AND target = ?", term.id
            ),
            Sql(
                "SELECT id FROM capture WHERE term_id = ? AND kind IN (SELECT value FROM json_each(?))",
                term.id,
                stored_json(self.kinds),
            ),
        ]
        if term.names:
            sources.append(self._numbers_holding(term.names))
        return Sql(
            f"{self.row}.id IN ({' UNION ALL '.join(one.text for one in sources)})",
            *(value for one in sources for value in one.values),
        )

    def _holding(self, names: Sequence[Sequence[str]], *, prefix: bool = False) -> Sql:
        """That the texts hold all words of one of the names."""
        found = self._numbers_holding(names, prefix=prefix)
        return Sql(f"{self.row}.id IN ({found.text})", *found.values)

    def _numbers_holding(self, names: Sequence[Sequence[str]], *, prefix: bool = False) -> Sql:
        wanted = " OR ".join(f"({expression(words, prefix=prefix)})" for words in names)
        return Sql("SELECT rowid FROM capture_words WHERE capture_words MATCH ?", self.match([f"({wanted})"]))

    def beside_texts(self, word: Word) -> list[Sql]:
        """Where else a word is looked for: the id, the side, the state or kind, the owner; where it fits."""
        found = [Sql(f"{self.row}.id = ?", word.number)] if word.number is not None else []
        fits = [side for side in sides(self.db) if _begins(side, word)]
        if fits:
            found.append(_any_of([self._side(side) for side in fits]))
        if not self.table:
            return found
        states = [state for state in _states_of(self.table) if _begins(state, word)]
        if states:
            found.append(Sql(f"{self.table}.state IN (SELECT value FROM json_each(?))", stored_json(states)))
        named = [one for one in owners(self.db, self.table) if _holds(_words_of(one), word)]
        if named:
            found.append(Sql(f"{self.table}.owner IN (SELECT value FROM json_each(?))", stored_json(named)))
        return found

    def _counted(self, key: str, span: Numbers) -> Sql:
        """How often a side said me too, or the issue was raised: of those that have none there is no row."""
        counts, own = {
            "metoo": (
                "SELECT id, sum(times) AS times FROM (SELECT issue_id AS id, count(*) AS times FROM me_too"
                " GROUP BY issue_id UNION ALL SELECT twin.merged_into, count(*) FROM issue AS twin"
                " JOIN me_too ON me_too.issue_id = twin.id WHERE twin.merged_into IS NOT NULL"
                " GROUP BY twin.merged_into) GROUP BY id",
                0,
            ),
            "raised": (
                "SELECT merged_into AS id, count(*) AS times FROM issue WHERE merged_into IS NOT NULL"
                " GROUP BY merged_into",
                1,
            ),
        }[key]
        least, most = span.least - own, 10**9 if span.most is None else span.most - own
        found = f"issue.id IN (SELECT id FROM ({counts}) WHERE times BETWEEN ? AND ?)"
        if least <= 0 <= most:
            return Sql(f"{found} OR issue.id NOT IN (SELECT id FROM ({counts}))", least, most)
        return Sql(found, least, most)

    def _between(self, column: str, days: Days) -> Sql:
        first = (days.first or dt.date.min).isoformat()
        return Sql(f"{self.table}.{column} BETWEEN ? AND ?", first, (days.last or dt.date.max).isoformat())

    def _when(self, times: filter_times.Times) -> Sql:
        return Sql(
            "capture.id BETWEEN ? AND ? AND CASE WHEN capture.meeting_id IS NULL"
            " THEN coalesce(capture.at, ?) >= ? AND coalesce(capture.at, ?) < ?"
            " ELSE capture.meeting_id IN (SELECT value FROM json_each(?)) END",
            times.lowest,
            times.highest,
            times.timeless,
            times.since,
            times.timeless,
            times.before,
            stored_json(times.meetings),
            of_capture=True,
        )


def owners(db: Database, table: str) -> tuple[str, ...]:
    """Everybody who owns an issue, or an action; one spelling of each name."""
    # From one name to the next by the index: as many steps as there are people.
    sql = f"""WITH RECURSIVE name (value) AS (
  SELECT min(owner) FROM {table}
  UNION ALL SELECT (SELECT min(owner) FROM {table} WHERE owner > value) FROM name WHERE value IS NOT NULL
) SELECT value FROM name WHERE value <> ''"""
    return tuple(row[0] for row in db.rows(sql))


def sides(db: Database) -> tuple[str, ...]:
    """Every side that something was captured for."""
    sql = """WITH RECURSIVE name (value) AS (
  SELECT min(side) FROM capture WHERE side IS NOT NULL
  UNION ALL SELECT (SELECT min(side) FROM capture WHERE side > value) FROM name WHERE value IS NOT NULL
) SELECT value FROM name WHERE value IS NOT NULL"""
    return tuple(row[0] for row in db.rows(sql))


def _states_of(table: str) -> tuple[str, ...]:
    return ISSUE_STATES if table == "issue" else get_args(ActionState)


def expression(words: Sequence[str], *, prefix: bool = False) -> str:
    """All of these words, as the index of words takes them; they hold letters and digits alone."""
    return " AND ".join(f'"{word}"' for word in words) + "*" * prefix


def _any_of(conditions: Sequence[Sql]) -> Sql:
    return Sql(
        " OR ".join(f"({one.text})" for one in conditions),
        *(value for one in conditions for value in one.values),
        of_capture=any(one.of_capture for one in conditions),
    )


def _words_of(text: str) -> tuple[str, ...]:
    return tuple(map(folded_word, read_query(text).words))


def _is_called(name: str, wanted: tuple[str, ...]) -> bool:
    """Whether a name is all of these words, or begins with the one that is given."""
    words = _words_of(name)
    return bool(wanted) and (words == wanted or words[:1] == wanted)


def _begins(value: str, word: Word) -> bool:
    text = word.text.casefold()
    return value == text or (word.prefix and value.startswith(text))


def _holds(words: Sequence[str], word: Word) -> bool:
    *whole, last = map(folded_word, word.words)
    found = any(one == last or (word.prefix and one.startswith(last)) for one in words)
    return found and all(one in words for one in whole)
