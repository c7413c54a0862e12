"""Row history: what it keeps, what undo and redo make of it, and whose rows never enter it."""

import datetime as dt
import json

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smeeting.domain.captures import Action, Issue
from smeeting.domain.errors import BadMoveError, NotFoundError, StorageError
from smeeting.domain.meeting import Meeting
from smeeting.domain.metrics import Value
from smeeting.domain.people import Person
from smeeting.domain.periods import Period
from smeeting.storage import actions, captures, history, issues, meetings, people, values
from smeeting.storage.database import Database
from smeeting.storage.schema import AUDITED
from tests.storage.conftest import NOW, capture, change

MARCH = Period.parse("2026-03")
storable = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"))


def note(db: Database, text: str, verb: str = "capture.add") -> int:
    with db.write(change(verb, text)) as number:
        captures.add(db, capture(text))
    return number


def correct(db: Database, number: int, text: str) -> int:
    with db.write(change("capture.correct", text)) as made:
        captures.save(db, msgspec.structs.replace(captures.get(db, number), text=text))
    return made


def undo(db: Database, number: int) -> int:
    return history.undo_change(db, number, at=NOW, via="test")


def texts(db: Database) -> list[str]:
    return [each.text for each in captures.newest(db)]


def test_undo_takes_a_capture_back_and_redo_brings_it_with_its_number(db: Database) -> None:
    made = note(db, "a note")
    undone = undo(db, made)
    assert texts(db) == []
    undo(db, undone)
    assert captures.get(db, 1).text == "a note"


def test_a_number_is_never_given_twice(db: Database) -> None:
    undo(db, note(db, "first"))
    note(db, "second")
    assert [each.number for each in captures.newest(db)] == [2]


def test_undo_of_a_correction_brings_the_old_words_back(db: Database) -> None:
    note(db, "old")
    undo(db, correct(db, 1, "new"))
    assert texts(db) == ["old"]


def test_undo_of_a_removal_brings_all_its_rows_back(db: Database) -> None:
    with db.write(change()):
        issue = issues.add(db, Issue(capture(kind="issue")))
    with db.write(change()) as removed:
        captures.delete(db, 1)
    assert texts(db) == []
    undo(db, removed)
    assert issues.get(db, 1) == issue


def test_a_change_is_taken_back_once(db: Database) -> None:
    made = note(db, "a note")
    undo(db, made)
    with pytest.raises(BadMoveError, match="already"):
        undo(db, made)


def test_what_was_changed_since_is_not_taken_back_and_the_later_change_is_named(db: Database) -> None:
    made = note(db, "a note")
    correct(db, 1, "a better note")
    with pytest.raises(BadMoveError, match="a better note"):
        undo(db, made)
    assert texts(db) == ["a better note"]


def test_what_was_changed_since_and_changed_back_may_be_taken_back(db: Database) -> None:
    made = note(db, "a note")
    undo(db, correct(db, 1, "another"))
    undo(db, made)
    assert texts(db) == []


def test_what_something_depends_on_is_not_taken_back(db: Database) -> None:
    with db.write(change("issue.add", "I1")) as made:
        issues.add(db, Issue(capture(kind="issue")))
    with db.write(change("action.add", "A2")):
        actions.add(db, Action(capture(kind="action"), issue=1))
    with pytest.raises(BadMoveError, match="depends"):
        undo(db, made)
    assert len(texts(db)) == 2


def test_an_unknown_change_is_not_found(db: Database) -> None:
    with pytest.raises(NotFoundError):
        undo(db, 4711)


def test_the_last_change_is_the_last_that_stands(db: Database) -> None:
    first, second = note(db, "first"), note(db, "second")
    undone = undo(db, second)
    last, last_undo = history.last_change(db), history.last_undo(db)
    assert last is not None
    assert last_undo is not None
    assert (last.id, last_undo.id) == (first, undone)
    undo(db, undone)
    last = history.last_change(db)
    assert last is not None
    assert last.id == second
    assert history.last_undo(db) is None


def test_the_last_change_may_be_asked_for_by_meeting_front_end_and_verb(
    db: Database, meeting: Meeting
) -> None:
    mine = note(db, "mine")
    with db.write(
        msgspec.structs.replace(change("meeting.next", "next", meeting.name), via="other")
    ) as moved:
        meetings.save(db, msgspec.structs.replace(meeting, current=1))

    def last(**asked: object) -> int | None:
        found = history.last_change(db, **asked)  # type: ignore[arg-type]
        return found.id if found else None

    assert last() == moved
    assert last(via="test") == mine
    assert last(meeting=meeting.name) == moved
    assert last(besides=("meeting",)) == mine
    assert last(besides=("meeting.next",)) == mine
    assert last(via="nobody") is None


def test_a_row_tells_everything_that_happened_to_it(db: Database) -> None:
    made = note(db, "old")
    corrected = correct(db, 1, "new")
    found = history.row_history(db, "capture", 1)
    assert [(each.entry.id, each.before and each.before["text"]) for each in found] == [
        (made, None),
        (corrected, "old"),
    ]
    assert found[1].after is not None
    assert found[1].after["text"] == "new"
    assert found[1].entry.change.label == "new"


def test_the_change_that_made_a_row_is_known_through_undo_and_redo(db: Database) -> None:
    made = note(db, "a note")
    undo(db, undo(db, made))
    assert history.change_that_made(db, "capture", 1) == made
    assert history.change_that_made(db, "capture", 2) is None


def test_changes_are_listed_newest_first_by_the_page(db: Database) -> None:
    numbers = [note(db, str(number)) for number in range(5)]
    assert [entry.id for entry in history.changes(db, limit=2, offset=1)] == numbers[3:1:-1]


def test_every_audited_table_has_its_three_triggers(db: Database) -> None:
    found = {row[0] for row in db.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    assert found == {
        f"{table}_{event}_history" for table in AUDITED for event in ("insert", "update", "delete")
    }


def test_an_anonymous_issue_leaves_no_trace_of_its_coming(db: Database) -> None:
    with db.write(change("issue.open", "anonymous issues")) as made:
        number = captures.add_row(db, capture("MARK", kind="issue", at=None)).number
        issues.add_with(db, Issue(captures.get(db, number), anonymous=True), number)
    assert db.rows("SELECT * FROM row_history") == []
    # Not even that something was done: undo takes back what was done before it.
    assert history.last_change(db) is None
    with pytest.raises(NotFoundError):
        undo(db, made)


def test_what_the_room_does_with_an_anonymous_issue_is_kept_and_taken_back(db: Database) -> None:
    with db.write(None):
        number = captures.add_row(db, capture("MARK", kind="issue", at=None)).number
        issues.add_with(db, Issue(captures.get(db, number), anonymous=True), number)
    with db.write(change("issue.heard", "heard")) as made:
        issues.save(db, msgspec.structs.replace(issues.get(db, number), heard="said back"))
    (kept,) = db.rows("SELECT * FROM row_history")
    assert "MARK" not in kept["before"] + kept["after"]
    undo(db, made)
    assert issues.get(db, number).heard == ""
    with db.write(None):
        captures.save(db, msgspec.structs.replace(captures.get(db, number), text="other words"))
        captures.delete(db, number)
    assert "MARK" not in str([tuple(row) for row in db.rows("SELECT * FROM row_history")])


def test_a_history_that_another_program_spoiled_is_said(db: Database) -> None:
    made = note(db, "a note")
    db.conn.execute("UPDATE row_history SET after = '[1'")
    with pytest.raises(StorageError, match="can't be read"):
        undo(db, made)
    db.conn.execute("UPDATE row_history SET tbl = 'setting'")
    with pytest.raises(StorageError, match="can't be read"):
        undo(db, made)


def test_a_column_of_a_later_version_does_not_hinder_undo(db: Database) -> None:
    made = note(db, "a note")
    (after,) = db.rows("SELECT after FROM row_history")[0]
    older = {name: value for name, value in json.loads(after).items() if name != "term_id"}
    db.conn.execute("UPDATE row_history SET after = ?", (json.dumps(older),))
    undo(db, made)
    assert texts(db) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(old=storable, new=storable)
def test_undo_brings_any_words_back(db: Database, old: str, new: str) -> None:
    note(db, old)
    number = captures.newest(db, limit=1)[0].number
    if old != new:
        undo(db, correct(db, number, new))
    assert captures.get(db, number).text == old


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
@given(old=st.floats(allow_nan=False, allow_infinity=False), new=st.none() | st.floats(-1e9, 1e9))
def test_undo_brings_any_number_back_to_the_last_bit(db: Database, old: float, new: float | None) -> None:
    with db.write(change()):
        values.put(db, Value("mql", MARCH, old, 1.0, "first"))
    with db.write(change()) as changed:
        values.put(db, Value("mql", MARCH, new, None, "second"))
    undo(db, changed)
    assert values.get(db, "mql", MARCH) == Value("mql", MARCH, old, 1.0, "first")


def test_undo_and_redo_of_a_change_over_many_tables(db: Database, meeting: Meeting) -> None:
    with db.write(change("meeting.open", "much")) as made:
        meetings.attend(db, meeting.name, Person("Anna", "sales"), "here")
        meetings.attend(db, meeting.name, Person("Anna", "marketing"), "left")
        actions.add(db, Action(capture(kind="action", meeting=meeting.name), "Anna", dt.date(2026, 3, 9)))
        meetings.save(db, msgspec.structs.replace(meeting, facilitator="Anna"))
    held = (meetings.attendance(db, meeting.name), actions.open_actions(db), meetings.load(db, meeting.name))
    undone = undo(db, made)
    assert people.listed(db) == ()
    assert actions.open_actions(db) == ()
    assert meetings.load(db, meeting.name) == meeting
    undo(db, undone)
    assert held == (
        meetings.attendance(db, meeting.name),
        actions.open_actions(db),
        meetings.load(db, meeting.name),
    )


def test_undo_of_a_start_takes_the_meeting_and_its_clock_away_and_redo_brings_it_back(
    db: Database, meeting: Meeting
) -> None:
    undone = undo(db, 1)
    assert meetings.load_live(db) is None
    assert db.rows("SELECT * FROM clock") == []
    undo(db, undone)
    assert meetings.load_live(db) == meeting
