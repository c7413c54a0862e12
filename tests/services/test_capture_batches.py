"""Lines that came at once: one transaction, and for each the receipt or refusal it would have had alone."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest

from smeeting.domain.captures import Receipt
from smeeting.domain.errors import BadLineError, BusyError, StorageError
from smeeting.domain.meeting import Meeting
from smeeting.services import anonymous, capture_batches, captures, issues, undoing
from smeeting.services.capture_batches import Taken
from smeeting.services.desk import Desk
from smeeting.storage.database import Database
from tests.services.conftest import at

LINES = (
    "#note one",
    "#what is this",
    "#issue sales cold leads",
    "#heard I9 nothing",
    "#heard I2 cold",
    "#park two",
)


def take_all(desk: Desk, lines: Sequence[str]) -> list[Taken]:
    return list(capture_batches.take_all(desk, lines, lambda: at(1)))


def said(taken: Sequence[Taken]) -> list[str]:
    return [one.ref if isinstance(one, Receipt) else type(one).__name__ for one in taken]


@contextmanager
def commits(desk: Desk) -> Iterator[list[str]]:
    """The statements that end a transaction, as they are run."""
    ran: list[str] = []
    desk.writable().conn.set_trace_callback(lambda sql: ran.append(sql) if sql == "COMMIT" else None)
    yield ran
    desk.writable().conn.set_trace_callback(None)


def test_each_line_has_its_receipt_or_refusal_and_the_others_go_on(desk: Desk, meeting: Meeting) -> None:
    assert said(take_all(desk, LINES)) == ["N1", "BadLineError", "I2", "NotFoundError", "I2", "P3"]
    assert [one.text for one in captures.of_item(desk, meeting, 0)] == ["one", "cold leads", "two"]
    assert issues.get(desk, 2).heard == "cold"


def test_lines_at_once_wait_for_the_disk_once(desk: Desk, meeting: Meeting) -> None:
    lines = [f"#note {number}" for number in range(20)]
    with commits(desk) as ran:
        take_all(desk, lines)
    assert len(ran) == 2, "sixteen, and four"
    assert len(captures.of_item(desk, meeting, 0)) == 20


def test_what_edits_a_file_or_is_anonymous_is_in_no_others_transaction(
    desk: Desk, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Database, "together", lambda _: pytest.fail("they were taken together"))
    lines = ("#note a", "#dispute MQL a scan is no lead", "#issue anon I am afraid", "#note b", "#undo")
    taken = take_all(desk, lines)
    assert [isinstance(one, Receipt) for one in taken] == [True] * 5
    assert [one.text for one in captures.of_item(desk, meeting, 0)] == ["a", "a scan is no lead"]


def test_each_of_them_is_taken_back_by_itself(desk: Desk, meeting: Meeting) -> None:
    take_all(desk, ("#note one", "#note two"))
    undoing.undo(desk, at(2), meeting=meeting)
    assert [one.text for one in captures.of_item(desk, meeting, 0)] == ["one"]


def test_a_line_that_the_disk_refuses_takes_no_other_with_it(
    desk: Desk, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = captures.take

    def failing(desk: Desk, text: str, now: object) -> Receipt:
        if "big" in text:
            raise StorageError("the disk is full")
        return take(desk, text, at(1))

    monkeypatch.setattr(captures, "take", failing)
    assert said(take_all(desk, ("#note one", "#note big", "#note two"))) == ["N1", "StorageError", "N2"]
    assert [one.text for one in captures.of_item(desk, meeting, 0)] == ["one", "two"]


def test_while_another_program_writes_all_are_told_and_none_is_kept(desk: Desk, meeting: Meeting) -> None:
    other = sqlite3.connect(desk.db.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    taken = take_all(desk, ("#note one", "#note two"))
    other.execute("ROLLBACK")
    other.close()
    assert all(isinstance(one, BusyError) for one in taken)
    assert captures.of_item(desk, meeting, 0) == ()
    assert said(take_all(desk, ("#note one", "#note two"))) == ["N1", "N2"]


def _half(desk: Desk) -> None:
    with desk.change(at(1), "capture.note", "half"):
        desk.db.insert("capture", {"kind": "note", "text": "half", "after_room": 0, "at": "x"})
        raise BadLineError("no")


def test_an_error_of_our_own_keeps_nothing_of_its_line(desk: Desk, meeting: Meeting) -> None:
    with desk.writable().together():
        captures.take(desk, "#note one", at(1))
        with pytest.raises(BadLineError):
            _half(desk)
        captures.take(desk, "#note two", at(1))
    assert [one.text for one in captures.of_item(desk, meeting, 0)] == ["one", "two"]
    assert desk.db.value("SELECT count(*) FROM capture") == 2


@pytest.mark.parametrize(
    "line", [f"#issue{' ' * 40}anon a secret", "#issue ａｎｏｎ a secret", "#issue anon x"]
)
def test_what_is_anonymous_stands_in_no_transaction_with_others(
    desk: Desk, meeting: Meeting, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop, alone = anonymous.drop, []

    def dropped(desk: Desk, text: str) -> Receipt:
        alone.append(not desk.db.conn.in_transaction)
        return drop(desk, text)

    monkeypatch.setattr(anonymous, "drop", dropped)
    take_all(desk, ("#note one", line, "#note two"))
    assert alone == [True]
