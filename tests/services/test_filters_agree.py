"""Lists by random filters of random ledgers are those that a slow, obvious way of asking gives."""

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from typing import get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smeeting.domain.agenda import Team
from smeeting.domain.captures import ISSUE_STATES, Action, ActionState, Capture, CaptureKind, Issue
from smeeting.domain.filter_keys import STATES, Which
from smeeting.domain.filter_values import TermWords
from smeeting.domain.filters import Known, read_filter
from smeeting.domain.meeting import ItemRun, Meeting
from smeeting.domain.record_links import RecordLink
from smeeting.domain.search_words import read_query
from smeeting.storage import actions, captures, filtered, issues, me_too, meetings, record_links
from smeeting.storage.database import Change, Database, unmade_database
from tests.services.slow_filters import Piece, Record, World, kept, ordered

TODAY = dt.date(2026, 3, 11)
BEGIN = dt.datetime(2026, 1, 6, 10, 0, tzinfo=dt.UTC)
TERMS = {"mql": ["MQL", "marketing qualified lead"], "sla": ["SLA"]}
VOCABULARY = (
    *("late", "Late", "LATER", "text", "tèxt", "Müller", "muller", "50%", "hand-off", "hand", "lead"),
    *("MQL", "marketing", "qualified", "SLA", "sales", "owned", "anna", "I2", "i3", "x_y", "Ωmega", "日本"),
)
OWNERS = ("", "Anna", "Anna Lee", "anna lee", "Ben", "Zoë Müller", "lee")
SIDES = (None, "sales", "marketing")
TEXTS = st.lists(st.sampled_from(VOCABULARY), max_size=4).map(" ".join)
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2026, 4, 30))
SOMETIMES = st.one_of(st.none(), DAYS)


class _EnoughError(Exception):
    """Ends the transaction of an example: nothing of it is kept."""


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """One empty database in memory; every example is rolled back."""
    return unmade_database(tmp_path_factory.mktemp("agree") / "smeeting.db")


class Ledger(msgspec.Struct):
    """Random records with what is known of them, before anything is stored."""

    issues: list[Issue]
    actions: list[Action]
    others: list[Capture]
    meetings: list[Meeting]
    me_too: list[tuple[int, str]]
    links: list[tuple[int, RecordLink]]


def _meeting(at: int, days: int) -> Meeting:
    started = BEGIN + dt.timedelta(days)
    return Meeting(
        name=f"{started.date()}-m{at}",
        agenda="monthly",
        title="Monthly",
        held_on=started.date(),
        teams=(Team("Marketing"), Team("Sales")),
        items=(ItemRun("issues", "Issues", 300),),
        state="closed",
        timezone="UTC",
        started_at=started,
    )


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    days = draw(st.lists(st.integers(0, 80), max_size=4))
    held = [_meeting(at, day) for at, day in enumerate(days)]
    names = [None, *(one.name for one in held)]
    owners, sides = st.sampled_from(OWNERS), st.sampled_from(SIDES)

    def capture(kind: str) -> Capture:
        return Capture(
            0,
            kind,  # type: ignore[arg-type]
            draw(TEXTS) or "a text",
            side=draw(sides),
            meeting=draw(st.sampled_from(names)),
            at=BEGIN + dt.timedelta(days=draw(st.integers(0, 90)), hours=draw(st.integers(0, 23))),
            term_id=draw(st.sampled_from((None, None, None, "mql"))),
        )

    def issue() -> Issue:
        return Issue(
            capture("issue"),
            state=draw(st.sampled_from(ISSUE_STATES)),
            anonymous=draw(st.booleans()),
            heard=draw(TEXTS),
            owner=draw(owners),
            answer_by=draw(SOMETIMES),
            answer=draw(TEXTS),
            understood=draw(st.sampled_from(("", "yes", "not quite"))),
        )

    def action() -> Action:
        state: ActionState = draw(st.sampled_from(get_args(ActionState)))
        return Action(capture("action"), draw(owners), draw(SOMETIMES), state, outcome=draw(TEXTS))

    count = draw(st.integers(1, 7))
    numbers = st.integers(1, count)
    made = [issue() for _ in range(count)]
    for at in range(1, count):
        if draw(st.integers(0, 4)) == 0:
            made[at] = msgspec.structs.replace(made[at], merged_into=1, state="closed")
    link = st.tuples(
        numbers,
        st.builds(RecordLink, st.sampled_from(("term", "metric", "lead")), st.sampled_from(["mql", "sla"])),
    )
    return Ledger(
        made,
        [action() for _ in range(draw(st.integers(0, 6)))],
        [capture(kind) for kind in draw(st.lists(st.sampled_from(("voice", "idea", "note", "decision"))))][
            :6
        ],
        held,
        draw(st.lists(st.tuples(numbers, st.sampled_from(("sales", "marketing"))), max_size=6)),
        draw(st.lists(link, max_size=4)),
    )


_NO_SIGN = st.just("")
_SIGNS = st.sampled_from(("", "<", "<=", "=", ">=", ">"))


def _pieces(which: Which) -> st.SearchStrategy[list[Piece]]:
    def of(
        key: str, values: st.SearchStrategy[str], signs: st.SearchStrategy[str] = _NO_SIGN
    ) -> st.SearchStrategy[Piece]:
        return st.builds(Piece, st.just(key), values, signs, st.booleans())

    word = st.sampled_from((*VOCABULARY, "la", "t", "an", "ow", "zoe", "open", "#2", "A5", "missing", "müll"))
    some = [
        st.builds(Piece, st.just(""), word, st.just(""), st.booleans(), st.booleans()),
        st.builds(Piece, st.just(""), word, st.just(""), st.just(False), st.just(False)),
        of("side", st.sampled_from(("sales", "marketing", "?"))),
        of("meeting", st.sampled_from(("2026-01", "2026-0", "?", "2099"))),
        of("aired", DAYS.map(str), _SIGNS),
        of("since", DAYS.map(str), _SIGNS),
        of("term", st.sampled_from(sorted(TERMS))),
    ]
    if which in ("issues", "actions"):
        some += [
            of("is", st.sampled_from(STATES[which])),
            of("by", DAYS.map(str), _SIGNS),
            st.builds(
                Piece,
                st.just("owner"),
                st.sampled_from(("anna", "Anna Lee", "lee", "zoe", "?", "ben", "nobody here")),
                st.just(""),
                st.booleans(),
                st.just(True),
            ),
        ]
    if which == "issues":
        few = st.integers(0, 4).map(str)
        some += [of("age", few, _SIGNS), of("metoo", few, _SIGNS), of("raised", few, _SIGNS)]
    return st.lists(st.one_of(some), max_size=4)


def _stored(db: Database, ledger: Ledger) -> World:
    for meeting in ledger.meetings:
        meetings.insert(db, meeting)
    first = [_aired(db, msgspec.structs.replace(one, merged_into=None)) for one in ledger.issues]
    numbers = [one.capture.number for one in first]
    for made, wanted in zip(first, ledger.issues, strict=True):
        if wanted.merged_into is not None:
            issues.save(db, msgspec.structs.replace(made, merged_into=numbers[0]))
    for action in ledger.actions:
        actions.add(db, action)
    for one in ledger.others:
        captures.add(db, one)
    for at, side in ledger.me_too:
        me_too.add(db, numbers[at - 1], side, None, BEGIN)
    links: dict[int, list[RecordLink]] = {}
    for at, link in ledger.links:
        record_links.add(db, numbers[at - 1], link)
        links.setdefault(numbers[at - 1], []).append(link)
    return World(TODAY, {one.name: one for one in ledger.meetings}, links, TERMS)


def _aired(db: Database, issue: Issue) -> Issue:
    """An issue as it is stored; an anonymous one of a meeting without its time, as when it was opened."""
    if not issue.anonymous or issue.capture.meeting is None:
        return issues.add(db, issue)
    timeless = captures.add_row(db, msgspec.structs.replace(issue.capture, at=None))
    return issues.add_with(db, issue, timeless.number)


def _every(db: Database, which: Which) -> list[Record]:
    if which == "issues":
        return list(issues.listed(db))
    if which == "actions":
        return list(actions.listed(db))
    kinds: tuple[CaptureKind, ...] = ("voice",) if which == "voices" else ("idea", "note")
    return list(captures.newest(db, kinds))


def _term(name: str) -> TermWords | None:
    return TermWords(name, tuple(read_query(one).words for one in TERMS[name])) if name in TERMS else None


KNOWN = Known(TODAY, sides=("sales", "marketing"), find_term=_term)
_FIELDS: dict[Which, tuple[str, ...]] = {
    "issues": ("age", "by", "owner", "side", "metoo", "raised", "new"),
    "actions": ("by", "owner", "side", "age", "new"),
    "voices": ("new", "age", "side"),
    "notes": ("new", "age", "side"),
}


def _within(db: Database, act: Callable[[], None]) -> None:
    with suppress(_EnoughError), db.write(Change(BEGIN, "test", "a ledger", "test")):
        act()
        raise _EnoughError


@pytest.mark.parametrize("which", ["issues", "actions", "voices", "notes"])
def test_a_filter_gives_what_the_slow_way_gives(db: Database, which: Which) -> None:
    usual = settings.get_current_profile_name()

    @settings(max_examples=settings.get_profile(usual).max_examples * (5 if which == "issues" else 2))
    @given(ledgers(), _pieces(which), st.sampled_from(_FIELDS[which]), st.booleans(), st.integers(1, 4))
    def agree(ledger: Ledger, asked: list[Piece], order: str, backwards: bool, size: int) -> None:
        def check() -> None:
            world = _stored(db, ledger)
            # The order comes first, so that the last part may still be typed.
            line = f"sort:{'-' * backwards}{order} " + " ".join(piece.text for piece in asked)
            found = read_filter(line, which, KNOWN)
            assert not found.told, (line, found.told)
            expected = ordered(kept(_every(db, which), asked, world), order, backwards=backwards)
            whole = list(filtered.every(db, found, TODAY, "UTC"))
            assert [_ref(one) for one in whole] == [_ref(one) for one in expected], line
            assert whole == expected
            pages: list[Record] = []
            while page := filtered.page(db, found, TODAY, "UTC", limit=size, offset=len(pages)):
                assert len(page) <= size
                pages += page
            assert pages == whole, line

        _within(db, check)

    agree()


def _ref(record: Record) -> str:
    return record.ref if isinstance(record, Capture) else record.capture.ref
