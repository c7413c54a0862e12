"""Any sequence of changes, undos and redos agrees with plain dictionaries; also after closing and opening."""

import contextlib
import copy
import shutil
import tempfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from smeeting.domain.captures import Issue
from smeeting.domain.errors import BadMoveError
from smeeting.storage import captures, history, issues
from smeeting.storage.creation import create_database
from smeeting.storage.database import Database, open_database
from tests.storage.conftest import NOW, capture, change

_FOLDER = tempfile.TemporaryDirectory()
_EMPTY = Path(_FOLDER.name) / "empty.db"
words = st.sampled_from(["cold", "late", "no phone", 'a "b" \\ c\n'])
Rows = dict[int, tuple[str, str | None]]
"""Number to text and, for an issue, its state."""


class Ledger(RuleBasedStateMachine):
    """Issues and notes are added, changed, removed, taken back and done again."""

    @initialize()
    def begin(self) -> None:
        if not _EMPTY.exists():
            create_database(_EMPTY)
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(shutil.copy(_EMPTY, self.folder.name))
        self.db: Database = open_database(self.path, create=False)
        self.rows: Rows = {}
        self.next = 1
        self.done: list[tuple[int, Rows, Rows]] = []
        """Changes that stand: id, the rows before and after."""
        self.undone: list[tuple[int, tuple[int, Rows, Rows]]] = []
        """Undos that stand: id, and the change they took back."""

    def _changed(self, made: int, before: Rows) -> None:
        if before != self.rows:
            self.done.append((made, before, copy.copy(self.rows)))
            self.undone.clear()

    @rule(text=words, is_issue=st.booleans())
    def add(self, text: str, is_issue: bool) -> None:
        before = copy.copy(self.rows)
        with self.db.write(change()) as made:
            if is_issue:
                issues.add(self.db, Issue(capture(text, kind="issue")))
            else:
                captures.add(self.db, capture(text))
        self.rows[self.next] = (text, "aired" if is_issue else None)
        self.next += 1
        self._changed(made, before)

    @precondition(lambda self: self.rows)
    @rule(data=st.data(), text=words, state=st.sampled_from(["aired", "heard", "closed"]))
    def alter(self, data: Any, text: str, state: Any) -> None:
        number = data.draw(st.sampled_from(sorted(self.rows)))
        before = copy.copy(self.rows)
        is_issue = self.rows[number][1] is not None
        with self.db.write(change()) as made:
            new = msgspec.structs.replace(captures.get(self.db, number), text=text)
            if is_issue:
                issues.save(self.db, Issue(new, state=state))
            else:
                captures.save(self.db, new)
        self.rows[number] = (text, state if is_issue else None)
        self._changed(made, before)

    @precondition(lambda self: self.rows)
    @rule(data=st.data())
    def remove(self, data: Any) -> None:
        number = data.draw(st.sampled_from(sorted(self.rows)))
        before = copy.copy(self.rows)
        with self.db.write(change()) as made:
            captures.delete(self.db, number)
        del self.rows[number]
        self._changed(made, before)

    @rule()
    def undo(self) -> None:
        last = history.last_change(self.db)
        assert (last and last.id) == (self.done[-1][0] if self.done else None)
        if last is not None:
            made = history.undo_change(self.db, last.id, at=NOW, via="test")
            entry = self.done.pop()
            self.undone.append((made, entry))
            self.rows = copy.copy(entry[1])

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        made, entry = self.undone.pop()
        last = history.last_undo(self.db)
        assert last is not None
        assert last.id == made
        history.undo_change(self.db, made, at=NOW, via="test")
        self.done.append(entry)
        self.rows = copy.copy(entry[2])

    @precondition(lambda self: len(self.done) > 1)
    @rule(data=st.data())
    def undo_an_older_one(self, data: Any) -> None:
        """Where its rows were changed since, that is refused and all stays as it is."""
        made, before, after = data.draw(st.sampled_from(self.done[:-1]))
        touched = {number for number in before | after if before.get(number) != after.get(number)}
        untouched_since = all(self.rows.get(number) == after.get(number) for number in touched)
        if not untouched_since:
            with pytest.raises(BadMoveError):
                history.undo_change(self.db, made, at=NOW, via="test")

    @rule(text=words)
    def fail_in_the_middle(self, text: str) -> None:
        with contextlib.suppress(ZeroDivisionError), self.db.write(change()):
            captures.add(self.db, capture(text))
            raise ZeroDivisionError

    @rule()
    def open_again(self) -> None:
        self.db.close()
        self.db = open_database(self.path, create=False)

    @invariant()
    def agrees(self) -> None:
        if hasattr(self, "db"):
            states = {issue.capture.number: issue.state for issue in issues.listed(self.db)}
            found = {each.number: (each.text, states.get(each.number)) for each in captures.newest(self.db)}
            assert found == self.rows

    def teardown(self) -> None:
        if hasattr(self, "db"):
            self.db.close()
            self.folder.cleanup()


TestLedger = Ledger.TestCase
TestLedger.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
