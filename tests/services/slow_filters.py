"""Filters the slow and obvious way: each record is looked at, and asked one thing after the other.

It knows nothing of how the lists are read: its words are its own, and so are its days, ages and orders.
"""

import datetime as dt
import re
import unicodedata
from typing import NamedTuple

from smeeting.domain.captures import Action, Capture, Issue
from smeeting.domain.meeting import Meeting
from smeeting.domain.record_links import RecordLink

Record = Issue | Action | Capture


class Piece(NamedTuple):
    """One part of a filter, as a test makes it."""

    key: str
    value: str
    sign: str = ""
    negated: bool = False
    quoted: bool = False

    @property
    def text(self) -> str:
        value = f'"{self.value}"' if self.quoted else self.value
        key = f"{self.key}:{self.sign}" if self.key else ""
        return f"{'-' * self.negated}{key}{value}"


class World(NamedTuple):
    """What the records are told apart by, beside what they say themselves."""

    today: dt.date
    meetings: dict[str, Meeting]
    links: dict[int, list[RecordLink]]
    terms: dict[str, list[str]]


def words_of(text: str) -> list[str]:
    """Runs of letters and digits, case and accents aside."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return re.findall(r"[^\W_]+", bare.lower())


def kept(records: list[Record], filter_pieces: list[Piece], world: World) -> list[Record]:
    """The records that all pieces hold for."""
    last = len(filter_pieces) - 1
    return [
        record
        for record in records
        if all(
            _holds(record, piece, world, is_last=at == last) != piece.negated
            for at, piece in enumerate(filter_pieces)
        )
    ]


def ordered(records: list[Record], name: str, *, backwards: bool) -> list[Record]:
    """The records in an order; in each, what is missing comes last, and equals come by number."""

    def key(record: Record) -> tuple[object, ...]:
        number = _capture(record).number
        match name:
            case "new":
                return (-number,)
            case "by":
                day = _day(record)
                return (day is None, day or dt.date.min, number)
            case "owner":
                return (not _owner(record), _owner(record).lower(), number)
            case "side":
                side = _capture(record).side
                return (side is None, side or "", number)
            case "metoo" if isinstance(record, Issue):
                return (-sum(record.me_too.values()), number)
            case "raised" if isinstance(record, Issue):
                return (-record.times_raised, number)
        return (number,)

    return sorted(records, key=key, reverse=backwards)


def _capture(record: Record) -> Capture:
    return record if isinstance(record, Capture) else record.capture


def _owner(record: Record) -> str:
    return "" if isinstance(record, Capture) else record.owner


def _day(record: Record) -> dt.date | None:
    if isinstance(record, Issue):
        return record.answer_by
    return record.due if isinstance(record, Action) else None


def _texts(record: Record) -> str:
    if isinstance(record, Issue):
        return f"{record.capture.text}\n{record.heard}\n{record.answer}"
    return f"{record.capture.text}\n{record.outcome}" if isinstance(record, Action) else record.text


def _holds(record: Record, piece: Piece, world: World, *, is_last: bool) -> bool:
    capture, value, key = _capture(record), piece.value, piece.key
    if key == "":
        prefix = is_last and not piece.quoted and not piece.negated
        return _has_word(record, value, prefix=prefix)
    if key in ("age", "metoo", "raised"):
        return _compares(_count(record, key, world), piece.sign or "=", int(value))
    if key in ("by", "aired", "since"):
        day = _day(record) if key == "by" else _aired(record, world)
        sign = piece.sign or {"by": "<=", "aired": "=", "since": ">="}[key]
        return day is not None and _compares(day, sign, dt.date.fromisoformat(value))
    answers = {
        "is": lambda: not isinstance(record, Capture) and _is(record, value, world.today),
        "side": lambda: (capture.side or "?") == value,
        "owner": lambda: _is_owned_by(record, value),
        "meeting": lambda: (capture.meeting or "?").startswith(value),
        "term": lambda: _about(record, value, world),
    }
    return answers[key]()


def _is_owned_by(record: Record, value: str) -> bool:
    name, wanted = words_of(_owner(record)), words_of(value)
    if value == "?":
        return not name
    return bool(wanted) and (name == wanted or name[:1] == wanted)


def _count(record: Record, key: str, world: World) -> int:
    assert isinstance(record, Issue)
    if key == "metoo":
        return sum(record.me_too.values())
    return record.times_raised if key == "raised" else _age(record.capture, world)


def _age(capture: Capture, world: World) -> int:
    """Meetings held since; the first after something that was aired between two is its own."""
    starts = [one.started_at for one in world.meetings.values() if one.started_at is not None]
    if capture.meeting is not None:
        mine = world.meetings[capture.meeting].started_at
        return sum(mine is not None and start > mine for start in starts)
    return max(0, sum(capture.at is not None and start > capture.at for start in starts) - 1)


def _has_word(record: Record, written: str, *, prefix: bool) -> bool:
    capture, bare = _capture(record), written.lower()
    fixed = [capture.side or ""]
    if not isinstance(record, Capture):
        fixed.append(record.state)
    return (
        _has_all(words_of(_texts(record)), words_of(written), prefix=prefix)
        or _has_all(words_of(_owner(record)), words_of(written), prefix=prefix)
        or any(one == bare or (prefix and one.startswith(bare)) for one in fixed if one)
        or (re.fullmatch(r"[iadnpvt#](\d+)", bare) is not None and int(bare[1:]) == capture.number)
    )


def _has_all(words: list[str], wanted: list[str], *, prefix: bool) -> bool:
    *whole, last = wanted
    found = any(word == last or (prefix and word.startswith(last)) for word in words)
    return found and all(word in words for word in whole)


def _is(record: Issue | Action, state: str, today: dt.date) -> bool:
    day = _day(record)
    if isinstance(record, Action):
        is_open = record.state == "open"
    else:
        is_open = record.state in ("aired", "heard", "owned")
        heard = record.heard != "" and (record.understood == "yes" or record.anonymous)
        more = {
            "merged": record.merged_into is not None,
            "anonymous": record.anonymous,
            # What somebody answers already waits to be heard only if it was said back wrongly.
            "unheard": is_open
            and not heard
            and (record.state != "owned" or record.understood == "not quite"),
        }
        if state in more:
            return more[state]
    facts = {
        "open": is_open,
        "late": is_open and day is not None and day < today,
        "ownerless": not record.owner,
        "dated": day is not None,
        "undated": day is None,
    }
    return facts.get(state, record.state == state)


def _aired(record: Record, world: World) -> dt.date | None:
    capture = _capture(record)
    if capture.meeting is not None:
        return world.meetings[capture.meeting].held_on
    return capture.at.date() if capture.at is not None else None


def _about(record: Record, term: str, world: World) -> bool:
    capture = _capture(record)
    linked = any(
        link.kind in ("term", "metric") and link.target == term
        for link in world.links.get(capture.number, [])
    )
    words = words_of(_texts(record))
    named = any(all(word in words for word in words_of(name)) for name in world.terms[term])
    return linked or capture.term_id == term or named


def _compares(one: int | dt.date, sign: str, other: int | dt.date) -> bool:
    if sign == "=":
        return one == other
    below, above = one < other, one > other  # type: ignore[operator]
    return {"<": below, "<=": not above, ">": above, ">=": not below}[sign]
