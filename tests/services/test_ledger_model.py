"""Whatever is done with the ledger, it agrees with plain dictionaries, and nothing that was aired is lost.

Also after taking back, doing again, and a crash in the middle of any step. `make sweep` runs the long form.
"""

import contextlib
import datetime as dt
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from smeeting.domain.captures import Capture, CaptureKind
from smeeting.domain.errors import BadMoveError, NotFoundError
from smeeting.domain.instants import Instant
from smeeting.domain.meeting import Meeting
from smeeting.services import (
    actions,
    anonymous,
    captures,
    conversions,
    histories,
    issues,
    meetings,
    record_links,
    starter,
    undoing,
)
from smeeting.services.desk import Desk
from smeeting.services.live import during, the_live
from smeeting.storage import record_links as link_store
from smeeting.storage.workspace import Workspace
from tests.services.conftest import at
from tests.services.ledger_model import Kept, Model

_MADE = tempfile.TemporaryDirectory()
TODAY = dt.date(2026, 3, 10)
WORDS = ("phones", "cold", "late", "fair", "leads", "budget", "O'Brien", "NEAR", "größer", "50%")
"""Of which every text is made, so that it is known which records each is in."""
TOKENS = ("phones", "cold", "late", "fair", "leads", "budget", "o", "brien", "near", "großer", "50")
"""The words of these as the index has them."""
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
sides = st.sampled_from(["marketing", "sales"])
LETTERS = {"issue": "I", "action": "A", "note": "N", "idea": "P", "voice": "V"}
MOST = 8
"""Records at a time: with few of them, much happens to each."""
TABLES = ("capture", "issue", "action", "issue_move", "me_too", "record_link")
Dump = dict[str, dict[int, tuple[object, ...]]]


class CrashError(Exception):
    """The program ends here."""


def started() -> Path:
    """A workspace with the starter files and a meeting that runs, made once."""
    folder = Path(_MADE.name) / "started"
    if not folder.exists():
        starter.init(folder)
        with Desk(Workspace(folder)) as desk:
            meetings.start(desk, "monthly", at(0))
    return folder


class Ledger(RuleBasedStateMachine):
    """One terminal and its screen, one room, and everything that can be done with a record."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(shutil.copytree(started(), Path(self.folder.name) / "workspace"))
        self.desk = Desk(Workspace(self.root))
        self.model = Model()
        self.waiting: list[str] = []
        self.minutes = 1.0
        self.held = 0
        """How many meetings were held before this one."""
        self.meeting_of: dict[int, int] = {}
        self.dumps: list[tuple[Dump, Dump]] = []
        self.undone_dumps: list[tuple[Dump, Dump]] = []
        # Some are there from the start, so that every run has something to do.
        self.record("phones late", "issue", "sales")
        self.record("late phones", "issue", "marketing")
        self.record("cold fair", "note", "sales")
        self.record("NEAR 50%", "voice", "sales")
        for _ in range(2):
            self.air_anonymously("budget")
        self.reveal()

    # Ways to do something and to hold it against the model.

    @property
    def now(self) -> Instant:
        return at(self.minutes, days=28 * self.held)

    @property
    def meeting(self) -> Meeting:
        return the_live(self.desk, self.now)

    def step(self, really: Callable[[], object], in_model: Callable[[], object] | None) -> None:
        """Do a step in both; where the model says None it is refused, and changes nothing."""
        self.minutes += 0.01
        before, dump = self.model.begin(), self.dump()
        if in_model is None:
            with pytest.raises(BadMoveError) as refused:
                really()
            assert refused.value.hint
            assert self.dump() == dump
            return
        really()
        in_model()
        steps = len(self.model.done)
        self.model.end(before)
        if len(self.model.done) > steps:
            self.dumps.append((dump, self.dump()))
            self.undone_dumps.clear()

    def dump(self) -> Dump:
        """Every row of the ledger, byte for byte; but for what the close of a meeting carried over.

        That is no step of a person's: it goes with the issue, and comes with the next close.
        """
        dump = {
            table: {row["id"]: tuple(row) for row in self.desk.db.rows(f"SELECT * FROM {table}")}
            for table in TABLES
        }
        dump["issue_move"] = {key: row for key, row in dump["issue_move"].items() if "carried" not in row}
        return dump

    def some(self, data: Any, *kinds: str) -> int:
        """Any record of these kinds, or of all."""
        return int(data.draw(st.sampled_from(self.numbers(*kinds))))

    def numbers(self, *kinds: str) -> list[int]:
        records = getattr(self, "model", Model()).records
        return [number for number, kept in records.items() if not kinds or kept.kind in kinds]

    def kept(self, number: int) -> Kept:
        return self.model.records[number]

    def is_open(self, number: int) -> bool:
        return self.kept(number).state in ("aired", "heard", "owned")

    def is_answered(self, number: int) -> bool:
        return self.kept(number).state == "answered"

    # What the room does.

    @precondition(lambda self: len(self.numbers()) < MOST)
    @rule(text=texts, kind=st.sampled_from(["issue", "issue", "note", "action", "idea", "voice"]), side=sides)
    def record(self, text: str, kind: CaptureKind, side: str) -> None:
        def really() -> None:
            captures.record(
                self.desk, Capture(0, kind, text, side=side, at=self.now.at), self.now, meeting=self.meeting
            )

        self.step(really, lambda: self.meeting_of.update({self.model.add(kind, text): self.held}))

    @precondition(lambda self: len(self.numbers()) + len(self.waiting) < MOST)
    @rule(text=texts)
    def air_anonymously(self, text: str) -> None:
        anonymous.drop(self.desk, text)
        self.waiting.append(text)

    @rule()
    def reveal(self) -> None:
        before = self.dump()
        assert len(anonymous.open_all(self.desk, self.meeting, self.now).issues) == len(self.waiting)
        after = self.dump()
        opened = sorted(set(after["capture"]) - set(before["capture"]))
        shown = [captures.get(self.desk, number).text for number in opened]
        assert sorted(shown) == sorted(self.waiting)
        for pair in (*self.dumps, *self.undone_dumps):
            for dump in pair:
                for table in ("capture", "issue"):
                    dump[table].update({number: after[table][number] for number in opened})
        self.model.reveal(shown)
        self.meeting_of.update(dict.fromkeys(opened, self.held))
        self.waiting.clear()

    @precondition(lambda self: self.numbers("issue"))
    @rule(data=st.data(), words=texts)
    def hear(self, data: Any, words: str) -> None:
        number = self.some(data, "issue")
        kept = self.kept(number)
        state = "heard" if kept.state == "aired" else kept.state

        def in_model() -> None:
            self.model.move(number, "heard", heard=words, understood="", state=state)

        self.step(
            lambda: captures.take(self.desk, f"#heard {number} {words}", self.now),
            in_model if self.is_open(number) else None,
        )

    @precondition(lambda self: self.numbers("issue"))
    @rule(data=st.data(), is_it=st.booleans())
    def say_whether_that_is_it(self, data: Any, is_it: bool) -> None:
        number = self.some(data, "issue")
        kept = self.kept(number)
        verb = "yes" if is_it else "not quite"
        before, after = ("aired", "heard") if is_it else ("heard", "aired")
        state = after if kept.state == before else kept.state

        def really() -> None:
            with during(self.desk, self.meeting, self.now, f"issue.{verb}", f"I{number} {verb}"):
                if is_it:
                    issues.understood(self.desk, number, self.now)
                else:
                    issues.not_quite(self.desk, number, "more than that", self.now)

        # Nobody is asked to own up to an anonymous one.
        allowed = self.is_open(number) and kept.heard and not kept.anonymous
        self.step(
            really, (lambda: self.model.move(number, verb, understood=verb, state=state)) if allowed else None
        )

    @precondition(lambda self: self.numbers("issue"))
    @rule(data=st.data(), side=sides)
    def me_too(self, data: Any, side: str) -> None:
        number = self.some(data, "issue")

        def in_model() -> None:
            me_too = self.kept(number).me_too
            me_too[side] = me_too.get(side, 0) + 1

        self.step(
            lambda: issues.me_too(self.desk, self.meeting, number, side, self.now),
            in_model if self.is_open(number) else None,
        )

    # What happens after the room.

    def _moves(
        self, number: int, verb: str, allowed: bool, really: Callable[[], object], **facts: object
    ) -> None:
        self.step(really, (lambda: self.model.move(number, verb, **facts)) if allowed else None)

    @precondition(lambda self: self.numbers("issue"))
    @rule(data=st.data(), owner=st.sampled_from(["Ann", "Ben"]))
    def own(self, data: Any, owner: str) -> None:
        number = self.some(data, "issue")
        self._moves(
            number,
            "owned",
            self.is_open(number),
            lambda: issues.own(self.desk, number, owner, None, self.now),
            owner=owner,
            state="owned",
        )

    @precondition(lambda self: self.numbers("issue"))
    @rule(data=st.data(), text=texts)
    def answer(self, data: Any, text: str) -> None:
        number = self.some(data, "issue")
        self._moves(
            number,
            "answered",
            self.is_open(number),
            lambda: issues.answer(self.desk, number, text, TODAY, self.now),
            answer=text,
            state="answered",
            helps="",
        )

    @precondition(lambda self: self.numbers("issue"))
    @rule(data=st.data(), verb=st.sampled_from(["helps", "does not help", "closed"]))
    def judge_the_answer(self, data: Any, verb: str) -> None:
        number = self.some(data, "issue")
        really, facts = {
            "helps": (lambda: issues.helps(self.desk, number, self.now), {"state": "closed", "helps": "yes"}),
            "does not help": (
                lambda: issues.does_not_help(self.desk, number, "still late", self.now),
                {"state": "heard" if self.kept(number).heard else "aired", "helps": "no"},
            ),
            "closed": (lambda: issues.close(self.desk, number, self.now), {"state": "closed"}),
        }[verb]
        self._moves(number, verb, self.is_answered(number), really, **facts)

    @precondition(lambda self: self.numbers("issue"))
    @rule(data=st.data(), text=texts)
    def withdraw(self, data: Any, text: str) -> None:
        number = self.some(data, "issue")
        self._moves(
            number,
            "withdrawn",
            self.is_open(number),
            lambda: issues.withdraw(self.desk, number, text, TODAY, self.now),
            answer=text,
            state="withdrawn",
        )

    @precondition(lambda self: self.numbers("issue"))
    @rule(data=st.data())
    def reopen(self, data: Any) -> None:
        number = self.some(data, "issue")
        self._moves(
            number,
            "reopened",
            not self.is_open(number),
            lambda: issues.reopen(self.desk, number, "it is back", self.now),
            state="heard" if self.kept(number).heard else "aired",
            helps="",
            merged_into=None,
        )

    @precondition(lambda self: self.numbers("issue"))
    @rule(data=st.data())
    def merge(self, data: Any) -> None:
        duplicate = self.some(data, "issue")
        others = [number for number in self.numbers("issue") if number != duplicate]
        into = int(data.draw(st.sampled_from(others or [duplicate])))
        allowed = duplicate != into and self.is_open(duplicate) and self.is_open(into)
        self.step(
            lambda: issues.merge(self.desk, duplicate, into, self.now),
            (lambda: self.model.merge(duplicate, into)) if allowed else None,
        )

    @precondition(lambda self: self.numbers("action"))
    @rule(data=st.data(), text=texts)
    def do_an_action(self, data: Any, text: str) -> None:
        number = self.some(data, "action")

        def in_model() -> None:
            self.kept(number).state, self.kept(number).answer = "done", text

        self.step(
            lambda: actions.done(self.desk, number, text, TODAY, self.now),
            in_model if self.kept(number).state == "open" else None,
        )

    # What can be done with any record.

    @precondition(lambda self: self.numbers())
    @rule(data=st.data(), kind=st.sampled_from(["issue", "action", "note", "idea"]))
    def convert(self, data: Any, kind: CaptureKind) -> None:
        self._convert(self.some(data), kind)

    def _convert(self, number: int, kind: CaptureKind) -> None:
        kept = self.kept(number)
        allowed = not (
            kept.kind == kind or kept.anonymous or kept.merged_into is not None or self.model.twins(number)
        )

        def in_model() -> None:
            if kept.kind == "voice":
                made = self.model.add(kind, kept.text)
                self.kept(made).links.add(("record", str(number)))
                self.meeting_of[made] = self.held
            else:
                self.model.convert(number, kind)

        if kept.kind == "voice":
            allowed = kind != "idea" and not (kind == "issue" and self._is_tied_to_an_issue(number))
        self.step(
            lambda: conversions.convert(self.desk, number, kind, self.now), in_model if allowed else None
        )

    def _is_tied_to_an_issue(self, voice: int) -> bool:
        """Whether a voice became an issue, or was linked with one by hand, which looks the same."""
        return any(
            ("record", str(voice)) in self.kept(number).links
            or ("record", str(number)) in self.kept(voice).links
            for number in self.numbers("issue")
        )

    @precondition(lambda self: self.numbers())
    @rule(data=st.data(), kinds=st.permutations(["issue", "action", "note", "idea"]))
    def convert_there_and_back(self, data: Any, kinds: list[CaptureKind]) -> None:
        number = self.some(data)
        before = self.kept(number).kind
        for kind in kinds[:2]:
            self._convert(number, kind)
        if before != "voice":
            self._convert(number, "issue" if before == "issue" else "action")

    @precondition(lambda self: self.numbers())
    @rule(data=st.data(), new=st.sampled_from(WORDS))
    def correct(self, data: Any, new: str) -> None:
        mine = [
            number
            for number in self.numbers()
            if self.meeting_of[number] == self.held and not self.kept(number).anonymous
        ]
        if not mine:
            with pytest.raises(NotFoundError):
                captures.take(self.desk, f"s/x/{new}/", self.now)
            return
        kept = self.kept(max(mine))
        old = data.draw(st.sampled_from(kept.text.split()))

        def in_model() -> None:
            kept.text = kept.text.replace(old, new, 1)

        self.step(lambda: captures.take(self.desk, f"s/{old}/{new}/", self.now), in_model)

    @precondition(lambda self: self.numbers())
    @rule(data=st.data(), to_term=st.booleans())
    def link(self, data: Any, to_term: bool) -> None:
        number, other = self.some(data), self.some(data)
        what = "MQL" if to_term else f"{LETTERS[self.kept(other).kind]}{other}"
        made = ("term", "mql") if to_term else ("record", str(other))
        self.step(
            lambda: record_links.link(self.desk, number, what, self.now),
            (lambda: self.kept(number).links.add(made)) if to_term or number != other else None,
        )

    @precondition(lambda self: any(self.kept(number).links for number in self.numbers()))
    @rule(data=st.data())
    def unlink(self, data: Any) -> None:
        number = int(data.draw(st.sampled_from([one for one in self.numbers() if self.kept(one).links])))
        kind, target = data.draw(st.sampled_from(sorted(self.kept(number).links)))
        what = "mql" if kind == "term" else f"N{target}"
        if kind == "record" and int(target) not in self.model.records:
            return
        self.step(
            lambda: record_links.unlink(self.desk, number, what, self.now),
            lambda: self.kept(number).links.remove((kind, target)),
        )

    # Taking back, doing again, and what may happen to the program in between.

    @rule()
    def undo(self) -> None:
        self.minutes += 0.01
        if not self.model.done:
            with pytest.raises(NotFoundError):
                undoing.undo(self.desk, self.now)
            return
        if self._is_minuted():
            with pytest.raises(BadMoveError, match="stands in the minutes"):
                undoing.undo(self.desk, self.now)
            return
        undoing.undo(self.desk, self.now)
        self.model.undo()
        self.undone_dumps.append(self.dumps.pop())
        assert self.dump() == self.undone_dumps[-1][0]

    def _is_minuted(self) -> bool:
        """Whether the last step recorded something in a meeting before this one: that stays."""
        before, after = self.model.done[-1]
        return any(self.meeting_of[number] != self.held for number in set(after) - set(before))

    @rule()
    def redo(self) -> None:
        self.minutes += 0.01
        if not self.model.undone:
            before = self.dump()
            with pytest.raises((NotFoundError, BadMoveError)):
                undoing.redo(self.desk, self.now)
            assert self.dump() == before
            return
        undoing.redo(self.desk, self.now)
        self.model.redo()
        self.dumps.append(self.undone_dumps.pop())
        assert self.dump() == self.dumps[-1][1]

    @rule()
    def hold_the_next_meeting(self) -> None:
        meetings.move(self.desk, "close", self.now)
        self.held, self.minutes = self.held + 1, 0.0
        meetings.start(self.desk, "monthly", self.now)

    @rule()
    def end_and_begin_again(self) -> None:
        self.desk.close()
        self.desk = Desk(Workspace(self.root))

    @precondition(lambda self: self.numbers())
    @rule(data=st.data(), writes=st.integers(1, 6), text=texts)
    def crash_in_the_middle(self, data: Any, writes: int, text: str) -> None:
        """The program ends after so many rows of a step were written: none of them is there afterwards."""
        number = self.some(data)
        step = data.draw(st.sampled_from(["record", "convert", "merge", "answer", "undo", "redo", "reveal"]))
        before, waiting = self.dump(), issues.waiting(self.desk)
        _crash_after(self.desk, writes)
        with contextlib.suppress(Exception):
            self._do_for_a_crash(step, number, text)
        self.end_and_begin_again()
        assert self.dump() == before
        assert issues.waiting(self.desk) == waiting

    def _do_for_a_crash(self, step: str, number: int, text: str) -> None:
        match step:
            case "record":
                capture = Capture(0, "issue", text, at=self.now.at)
                captures.record(self.desk, capture, self.now, meeting=self.meeting)
            case "convert":
                kind: CaptureKind = "note" if self.kept(number).kind != "note" else "issue"
                conversions.convert(self.desk, number, kind, self.now)
            case "merge":
                issues.merge(self.desk, number, min(self.numbers("issue")), self.now)
            case "answer":
                issues.answer(self.desk, number, text, TODAY, self.now)
            case "undo":
                undoing.undo(self.desk, self.now)
            case "redo":
                undoing.redo(self.desk, self.now)
            case "reveal":
                anonymous.open_all(self.desk, self.meeting, self.now)

    # What holds after every step.

    @invariant()
    def records_are_as_in_the_model(self) -> None:
        for number, kept in self._known():
            capture = captures.get(self.desk, number)
            assert (capture.kind, capture.text) == (kept.kind, kept.text)
            moves = [move.verb for move in issues.moves_of(self.desk, number) if move.verb != "carried"]
            assert moves == kept.moves
            links = {(one.kind, one.target) for one in link_store.of_record(self.desk.db, number)}
            assert links == kept.links
            if kept.kind == "issue":
                self._issue_is_right(number, kept)
            elif kept.kind == "action":
                action = actions.get(self.desk, number)
                assert (action.state, action.owner, action.outcome) == (kept.state, kept.owner, kept.answer)
        dump = self.dump() if hasattr(self, "desk") else {table: {} for table in TABLES}
        assert set(dump["capture"]) == set(getattr(self, "model", Model()).records)
        assert set(dump["issue"]) == set(self.numbers("issue"))
        assert set(dump["action"]) == set(self.numbers("action"))

    def _issue_is_right(self, number: int, kept: Kept) -> None:
        issue = issues.get(self.desk, number)
        assert (issue.state, issue.heard, issue.understood) == (kept.state, kept.heard, kept.understood)
        assert (issue.owner, issue.answer, issue.helps) == (kept.owner, kept.answer, kept.helps)
        assert (issue.anonymous, issue.merged_into) == (kept.anonymous, kept.merged_into)
        assert issue.times_raised == 1 + len(self.model.twins(number))
        assert issue.me_too == self.model.me_too_of(number)
        assert issue.age == self.held - self.meeting_of[number]

    @invariant()
    def nothing_that_was_aired_is_missing(self) -> None:
        for number, ever in getattr(self, "model", Model()).ever.items():
            now = self.model.records.get(number)
            for text in ever - {now.text if now else None}:
                told = self.desk.db.rows(
                    "SELECT before, after FROM row_history WHERE tbl = 'capture' AND row_id = ?", (number,)
                )
                assert any(f'"text":"{text}"' in (row["before"] or "") + (row["after"] or "") for row in told)

    @invariant()
    def the_index_of_words_agrees_with_the_rows(self) -> None:
        if not hasattr(self, "desk"):
            return
        said = {
            number: {*_tokens(kept.text), *_tokens(kept.heard), *_tokens(kept.answer)}
            for number, kept in self._known()
        }
        for word in TOKENS:
            assert self._found(f'text : "{word}"') == {number for number in said if word in said[number]}, (
                word
            )
        for kind in LETTERS:
            assert self._found(f'kind : "{kind}"') == set(self.numbers(kind))

    def _found(self, query: str) -> set[int]:
        rows = self.desk.db.rows("SELECT rowid FROM capture_words WHERE capture_words MATCH ?", (query,))
        return {row["rowid"] for row in rows}

    @invariant()
    def every_reference_leads_somewhere(self) -> None:
        if hasattr(self, "desk"):
            assert self.desk.db.rows("PRAGMA foreign_key_check") == []

    @invariant()
    def what_waits_is_unread_and_leaves_no_trace(self) -> None:
        if hasattr(self, "desk"):
            assert issues.waiting(self.desk) == len(self.waiting)

    def _known(self) -> list[tuple[int, Kept]]:
        return sorted(getattr(self, "model", Model()).records.items())

    def _take_all_back_and_do_it_again(self) -> None:
        while self.model.done and not self._is_minuted():
            self.undo()
        while self.model.undone:
            self.redo()
        self.records_are_as_in_the_model()

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            self._take_all_back_and_do_it_again()
            for number in self.model.ever:
                told = {
                    text
                    for step in histories.of_number(self.desk, number)
                    for field in step.fields
                    for text in (field.before, field.after)
                }
                kept = self.model.records.get(number)
                assert self.model.ever[number] <= told | ({kept.text} if kept else set())
            self.desk.close()
            self.folder.cleanup()


def _tokens(text: str) -> list[str]:
    return re.findall(r"[a-zß0-9]+", text.lower().replace("ö", "o"))


def _crash_after(desk: Desk, writes: int) -> None:
    """Let the program end once so many rows are written, or just before it says that they are."""
    db = desk.writable()
    left = writes

    def crash() -> None:
        db.conn.close()
        raise CrashError

    def counting(write: Callable[..., Any]) -> Callable[..., Any]:
        def and_crash(*arguments: Any) -> Any:
            nonlocal left
            made = write(*arguments)
            left -= 1
            if left == 0:
                crash()
            return made

        return and_crash

    for name in ("insert", "update", "delete"):
        setattr(db, name, counting(getattr(db, name)))
    db._commit = crash  # type: ignore[method-assign]


_FULL = os.environ.get("SMEETING_SWEEP") == "full"
TestLedger = Ledger.TestCase
TestLedger.settings = settings(
    max_examples=400 if _FULL else 12, stateful_step_count=60 if _FULL else 30, deadline=None
)
