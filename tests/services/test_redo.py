"""Redo, as editors have it: what was just taken back from here is done again, until something new is done."""

from collections.abc import Callable
from pathlib import Path

import pytest

from smeeting.domain.captures import Receipt
from smeeting.domain.errors import BadMoveError, NotFoundError
from smeeting.domain.meeting import Meeting
from smeeting.services import captures, glossaries, issues, meetings, undoing
from smeeting.services.desk import Desk
from smeeting.storage import captures as store
from tests.services.conftest import at

Take = Callable[..., Receipt]


def refs(desk: Desk) -> list[str]:
    return [one.ref for one in reversed(store.newest(desk.db))]


def test_what_was_taken_back_is_done_again_step_by_step(desk: Desk, take: Take) -> None:
    for text in ("one", "two", "three"):
        take(f"#note {text}")
    for _ in range(3):
        undoing.undo(desk, at(2))
    assert refs(desk) == []
    assert undoing.redo(desk, at(3)).text == "done again: note: one"
    undoing.redo(desk, at(3))
    assert refs(desk) == ["N1", "N2"]
    undoing.undo(desk, at(4))
    undoing.redo(desk, at(5))
    undoing.redo(desk, at(5))
    assert refs(desk) == ["N1", "N2", "N3"]
    with pytest.raises(NotFoundError, match="there is nothing to do again"):
        undoing.redo(desk, at(6))


def test_something_new_ends_what_can_be_done_again(desk: Desk, take: Take) -> None:
    take("#note one")
    take("#undo")
    take("#note two")
    with pytest.raises(BadMoveError, match="“note: one” can't be done again: “note: two” came after it"):
        undoing.redo(desk, at(2))
    undoing.undo(desk, at(3))
    assert undoing.redo(desk, at(4)).text == "done again: note: two"
    with pytest.raises(BadMoveError):
        undoing.redo(desk, at(5))


def test_going_on_in_the_meeting_and_what_is_anonymous_is_nothing_new(desk: Desk, take: Take) -> None:
    take("#note one")
    take("#undo")
    meetings.move(desk, "next", at(2))
    take("#issue anon nobody reads the briefs")
    undoing.redo(desk, at(3))
    assert refs(desk) == ["N1"]


def test_each_terminal_does_its_own_again(
    folder: Path, desk: Desk, take: Take, open_desk: Callable[..., Desk]
) -> None:
    other = open_desk(folder, "screen-2")
    take("#note one")
    take("#undo")
    captures.take(other, "#note theirs", at(2))
    with pytest.raises(NotFoundError):
        undoing.redo(other, at(3))
    undoing.redo(desk, at(3))
    assert refs(desk) == ["N1", "N2"]


def test_a_row_that_someone_changed_meanwhile_is_not_overwritten(
    folder: Path, desk: Desk, take: Take, open_desk: Callable[..., Desk]
) -> None:
    take("#issue cold")
    issues.own(desk, 1, "Ann", None, at(2))
    undoing.undo(desk, at(3))
    issues.own(open_desk(folder, "screen-2"), 1, "Ben", None, at(4))
    with pytest.raises(BadMoveError, match="came after it"):
        undoing.redo(desk, at(5))
    assert issues.get(desk, 1).owner == "Ben"


def test_in_a_meeting_only_what_belongs_to_it_is_done_again(desk: Desk, meeting: Meeting, take: Take) -> None:
    take("#note one")
    undoing.undo(desk, at(2), meeting=meeting)
    meetings.move(desk, "close", at(50))
    other = meetings.start(desk, "monthly", at(0, days=28))
    with pytest.raises(NotFoundError):
        undoing.redo(desk, at(1, days=28), meeting=other)


def test_a_dispute_that_is_done_again_is_in_the_file_again(desk: Desk, take: Take) -> None:
    take("#dispute MQL no")
    take("#undo")
    assert glossaries.find(desk, "mql").status is None
    undoing.redo(desk, at(2))
    assert glossaries.find(desk, "mql").status == "disputed"
    assert refs(desk) == ["T1"]


def test_undo_and_redo_of_one_named_by_its_id(desk: Desk, take: Take) -> None:
    take("#note one")
    take("#note two")
    take("#undo N1")
    assert refs(desk) == ["N2"]
    undoing.redo(desk, at(2))
    assert refs(desk) == ["N1", "N2"]


def test_what_an_older_meeting_captured_stays_without_its_id_too(
    desk: Desk, folder: Path, open_desk: Callable[..., Desk], take: Take
) -> None:
    take("#note one")
    meetings.move(desk, "close", at(50))
    meetings.start(open_desk(folder, "screen"), "monthly", at(0, days=28))
    ways: tuple[Callable[[], object], ...] = (
        lambda: undoing.undo(desk, at(1, days=28)),
        lambda: take("#undo N1", days=28),
    )
    for undo in ways:
        with pytest.raises(BadMoveError, match="N1 stands in the minutes of 2026-03-03-monthly"):
            undo()
    assert refs(desk) == ["N1"]
