"""A ledger of ten years: captures by the million, issues among them, with words, owners, sides and states."""

import datetime as dt
import itertools
import random
import sqlite3
from pathlib import Path
from typing import NamedTuple

from smeeting.domain.captures import CaptureKind
from smeeting.domain.dates import add_months
from smeeting.domain.instants import Instant
from smeeting.domain.people import Person
from smeeting.services import meetings, people, starter
from smeeting.services.desk import STORY_DAY, Desk
from smeeting.storage import search_index, settings
from smeeting.storage.workspace import Workspace

CAPTURES = 1_000_000
ISSUES = 100_000
FEW_ISSUES = 100
"""Of the ledger that the large one is compared with; its captures are ten times as many, as there."""
MEETINGS = 120
_FIRST = dt.datetime(2016, 11, 9, 10, tzinfo=dt.UTC)
_TODAY = dt.date(2026, 11, 2)
_OPEN_ACTIONS = 0.1
_SIDES = ("marketing", "sales")
OWNERS = (
    "Anna Lee",
    "Ben Okafor",
    "Chris Vogt",
    "Dana Ruiz",
    "Eli Stern",
    "Mara Quist",
    "Tom Hale",
    "Zoë Ünal",
)
_OTHER_KINDS: tuple[CaptureKind, ...] = (
    "note",
    "note",
    "note",
    "action",
    "decision",
    "idea",
    "voice",
    "note",
    "note",
)
_TERMS = ("mql", "sql", "lead", "opportunity", "sla", "icp", "win-rate", "cost-per-lead")
_WHO = (
    "sales",
    "marketing",
    "the fair team",
    "our partner",
    "the agency",
    "a customer",
    "the new hire",
    "support",
)
_DID = (
    "called the leads late", "never saw the form", "sent the numbers after the meeting", "closed the deal",
    "lost the hand-off", "asked for fewer fields", "counted MQLs twice", "wrote the one-pager again",
    "waited for an answer", "changed the landing page", "found no phone number", "promised a budget",
    "could not open the report", "forgot the follow-up", "cleaned up the old list", "moved the webinar",
)  # fmt: skip
_WHY = (
    "because nobody owned it", "since the CRM was slow", "before the quarter ended",
    "without telling anybody", "as the SLA says", "after the trade fair", "while the price list changed",
    "in the first week", "with the wrong segment", "for the third time", "although we had agreed",
    "and it worked",
)  # fmt: skip


_BEGINNINGS = (
    "Al", "Bran", "Cor", "Dal", "Eck", "Fen", "Gal", "Hol", "Ib", "Jor", "Kel", "Lor", "Mar", "Nor", "Ost",
    "Pel", "Quin", "Ros", "Sil", "Tor", "Ul", "Vir", "Wes", "Yor", "Zan",
)  # fmt: skip
_MIDDLES = (
    "an",
    "be",
    "ci",
    "do",
    "em",
    "fa",
    "gi",
    "ho",
    "ir",
    "ka",
    "la",
    "mo",
    "ne",
    "or",
    "pu",
    "ra",
    "se",
    "tu",
)
_ENDS = ("berg", "corp", "dorf", "field", "gate", "tek", "vale", "ware", "works", "x")


class Ledger(NamedTuple):
    """How large a ledger is."""

    captures: int
    issues: int
    open: float
    """The share of issues that were never answered; those of the last meetings are open anyway."""


LARGE = Ledger(CAPTURES, ISSUES, open=0.1)
SMALL = Ledger(FEW_ISSUES * (CAPTURES // ISSUES), FEW_ISSUES, open=1.0)
"""All open, so that the list of open ones is as full as that of the large one."""


def make_ledger(folder: Path, size: Ledger) -> Path:
    """A starter workspace with ten years of meetings, the same every time; its day is one soon after them."""
    starter.init(folder)
    with Desk(Workspace(folder)) as desk:
        for number, name in enumerate(OWNERS):
            people.add(desk, Person(name, _SIDES[number % 2]), _instant(0))
        for month in range(MEETINGS):
            meetings.start(desk, "monthly", _instant(month))
            meetings.move(desk, "close", _instant(month, minutes=55))
        conn = desk.writable().conn
        conn.execute("BEGIN IMMEDIATE")
        _Writer(conn, size).write()
        search_index.fill(conn)
        conn.execute("COMMIT")
        with desk.traceless():
            settings.write(desk.db, STORY_DAY, _TODAY.isoformat())
    return folder


def make_empty(folder: Path) -> Path:
    """A starter workspace whose database holds nothing but a meeting."""
    starter.init(folder)
    return with_meeting(folder)


def with_meeting(folder: Path) -> Path:
    """The workspace with a meeting; it is paused, so that no clock asks anything."""
    with Desk(Workspace(folder)) as desk:
        meetings.start(desk, "monthly", desk.now())
        meetings.move(desk, "pause", desk.now())
    return folder


def _instant(month: int, minutes: int = 0) -> Instant:
    day = add_months(_FIRST.date(), month)
    at = dt.datetime.combine(day, _FIRST.timetz()) + dt.timedelta(minutes=minutes)
    passed = int((at - _FIRST).total_seconds() * 1000)
    return Instant(at=at, awake_ms=passed, up_ms=passed, boot="bench")


def _firm(number: int) -> str:
    """One of 4,500 names of customers; the first are the most frequent ones."""
    parts = []
    for part in (_ENDS, _MIDDLES, _BEGINNINGS):
        number, place = divmod(number, len(part))
        parts.append(part[place])
    return "".join(reversed(parts))


class _Writer:
    """Writes captures row by row, as the program would, in one transaction and past its checks."""

    def __init__(self, conn: sqlite3.Connection, size: Ledger) -> None:
        self._conn = conn
        self._size = size
        self._chance = random.Random(5)

    def write(self) -> None:
        """Write all of them, meeting by meeting."""
        every = self._size.captures // self._size.issues
        held = self._conn.execute("SELECT id, name, held_on FROM meeting ORDER BY held_on").fetchall()
        share = -(-self._size.captures // len(held))
        numbers = iter(range(1, self._size.captures + 1))
        for back, (key, name, held_on) in zip(range(len(held) - 1, -1, -1), held, strict=True):
            for number in itertools.islice(numbers, share):
                kind = "issue" if number % every == 0 else _OTHER_KINDS[number % len(_OTHER_KINDS)]
                at = f"{held_on}T10:{number % 60:02}:{number % 59:02}+00:00"
                self._capture(number, kind, key, at, name)
                if kind == "issue":
                    self._issue(number, key, held_on, at, back)
                elif kind == "action":
                    self._action(number, held_on)

    def _capture(self, number: int, kind: CaptureKind, key: int, at: str, meeting: str) -> None:
        text = self._sentence(number)
        self._conn.execute(
            "INSERT INTO change (at, verb, label, via, meeting) VALUES (?, ?, ?, 'screen-1', ?)",
            (at, f"{kind}.record", f"{kind}: {text[:40]}", meeting),
        )
        side = self._chance.choice(_SIDES) if kind in ("issue", "voice") else None
        self._conn.execute(
            "INSERT INTO capture (id, kind, text, side, meeting_id, item, at, after_room)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, 0)",
            (number, kind, text, side, key, number % 5, at),
        )

    def _sentence(self, number: int) -> str:
        """A sentence whose words are common, and one name that few others have."""
        chance = self._chance
        first, second = chance.choice(_DID), chance.choice(_DID)
        words = f"{chance.choice(_WHO)} {first} {chance.choice(_WHY)}"
        firm = _firm(int(chance.paretovariate(0.4)))
        return f"{words}; {firm} {second}" if number % 3 else f"{words} at {firm}"

    def _issue(self, number: int, key: int, held_on: str, at: str, back: int) -> None:
        chance = self._chance
        is_open = back < 2 or chance.random() < self._size.open
        state = (
            chance.choice(("aired", "heard", "owned"))
            if is_open
            else ("closed" if number % 11 else "withdrawn")
        )
        owner = "" if state in ("aired", "heard") else chance.choice(OWNERS)
        by = (
            str(dt.date.fromisoformat(held_on) + dt.timedelta(days=chance.randrange(10, 60)))
            if owner
            else None
        )
        answer = "" if is_open else f"{chance.choice(_WHO)} {chance.choice(_DID)}"
        heard = "" if state == "aired" else f"they mean that {chance.choice(_WHO)} {chance.choice(_DID)}"
        self._conn.execute(
            "INSERT INTO issue (id, state, anonymous, heard, owner, answer_by, answer, answered_on)"
            " VALUES (?, ?, 0, ?, ?, ?, ?, ?)",
            (number, state, heard, owner, by, answer, None if is_open else by),
        )
        verbs = ["heard"] * bool(heard) + ["owned"] * bool(owner) + [state] * (not is_open)
        self._conn.executemany(
            "INSERT INTO issue_move (issue_id, verb, who, text, meeting_id, at) VALUES (?, ?, ?, '', ?, ?)",
            [(number, verb, owner, key, at) for verb in verbs],
        )
        if number % 4 == 0:
            self._conn.execute(
                "INSERT INTO me_too (issue_id, side, meeting_id, at) VALUES (?, ?, ?, ?)",
                (number, chance.choice(_SIDES), key, at),
            )
        if number % 3 == 0:
            self._conn.execute(
                "INSERT INTO record_link (capture_id, kind, target) VALUES (?, 'term', ?)",
                (number, chance.choice(_TERMS)),
            )

    def _action(self, number: int, held_on: str) -> None:
        chance = self._chance
        is_open = chance.random() < _OPEN_ACTIONS
        due = str(dt.date.fromisoformat(held_on) + dt.timedelta(days=chance.randrange(5, 40)))
        self._conn.execute(
            "INSERT INTO action (id, owner, due, state, done_on, outcome) VALUES (?, ?, ?, ?, ?, ?)",
            (
                number,
                chance.choice(OWNERS),
                due,
                "open" if is_open else "done",
                None if is_open else due,
                "" if is_open else chance.choice(_DID),
            ),
        )
