"""Meetings come back as they were; the running time without a trace; one at a time."""

import datetime as dt
import sqlite3

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smeeting.domain.errors import BadMoveError, NotFoundError, StorageError
from smeeting.domain.instants import Instant
from smeeting.domain.meeting import ItemRun, Meeting
from smeeting.domain.people import Attendee, Person, Rating
from smeeting.storage import history, meetings, people
from smeeting.storage.database import Database
from tests.storage.conftest import MEETING, NOW, change

replace = msgspec.structs.replace


def held(db: Database, name: str, day: int, **more: object) -> Meeting:
    """A meeting of March that is over."""
    fields: dict[str, object] = {
        "name": name,
        "held_on": dt.date(2026, 3, day),
        "state": "closed",
        "started_at": NOW.replace(day=day),
        **more,
    }
    made = replace(MEETING, **fields)
    with db.write(change()):
        meetings.insert(db, made)
    return made


def test_a_meeting_comes_back_as_it_was(db: Database, meeting: Meeting) -> None:
    assert meetings.load(db, meeting.name) == meeting
    assert meetings.load_live(db) == meeting
    whole = replace(
        meeting,
        state="final",
        current=1,
        items=(ItemRun("opening", "Opening", 300, 12_345, 2), ItemRun("notes", "[x]", 60, 7, show="due")),
        mark=Instant(NOW, 123, 456, "a-boot"),
        paused_ms=5,
        slept_ms=4,
        closed_at=NOW + dt.timedelta(hours=1, microseconds=1),
        facilitator="Anna",
        scribe="Ben",
        next_on=dt.date(2026, 4, 7),
    )
    with db.write(change()):
        meetings.save(db, whole)
        meetings.save_clock(db, whole)
    assert meetings.load(db, meeting.name) == whole
    assert meetings.load_live(db) is None


def test_times_come_back_as_the_same_instant_from_any_zone(db: Database) -> None:
    started = dt.datetime(2026, 3, 29, 1, 30, tzinfo=dt.timezone(dt.timedelta(hours=-9, minutes=30)))
    held(db, "odd", 4, started_at=started)
    assert meetings.load(db, "odd").started_at == started


def test_the_clock_leaves_no_history(db: Database, meeting: Meeting) -> None:
    before = db.value("SELECT count(*) FROM row_history")
    for second in range(3):
        with db.write(None):
            meetings.save_clock(db, replace(meeting, paused_ms=second))
    assert meetings.load(db, meeting.name).paused_ms == 2
    assert db.value("SELECT count(*) FROM row_history") == before


def test_a_move_is_in_the_history_without_the_running_time(db: Database, meeting: Meeting) -> None:
    with db.write(change("meeting.next")):
        meetings.save(db, replace(meeting, current=1, paused_ms=99))
    last = history.row_history(db, "meeting", 1)[-1]
    assert last.after is not None
    assert last.after["current"] == 1
    assert "99" not in str(last.after)


def test_only_one_meeting_is_live(db: Database, meeting: Meeting) -> None:
    with pytest.raises(BadMoveError, match=meeting.name), db.write(change()):
        meetings.insert(db, replace(meeting, name="second"))
    closed = held(db, "third", 5)
    with pytest.raises(BadMoveError, match=meeting.name), db.write(change()):
        meetings.save(db, replace(closed, state="paused"))
    with pytest.raises(StorageError), db.write(change()):
        db.update("meeting", meetings.meeting_key(db, "third"), {"state": "running"})
    assert meetings.load(db, "third").state == "closed"


def test_a_name_is_given_once(db: Database) -> None:
    held(db, "one", 3)
    assert meetings.is_taken(db, "one")
    assert not meetings.is_taken(db, "two")
    with pytest.raises(BadMoveError, match="one"):
        held(db, "one", 5)


@pytest.mark.parametrize("ask", [meetings.load, meetings.meeting_key, meetings.attendance, meetings.ratings])
def test_an_unknown_meeting_is_not_found(db: Database, ask: object) -> None:
    with pytest.raises(NotFoundError, match="gone"):
        ask(db, "gone")  # type: ignore[operator]


def test_past_meetings_are_listed_newest_first_by_the_page(db: Database, meeting: Meeting) -> None:
    names = [held(db, f"m{day}", day).name for day in (3, 1, 2)]
    assert [each.name for each in meetings.list_past(db)] == ["m3", "m2", "m1"]
    assert [each.name for each in meetings.list_past(db, limit=1, offset=1)] == ["m2"]
    assert meeting.name not in names


def test_the_newest_meeting_is_the_one_started_last(db: Database, meeting: Meeting) -> None:
    held(db, "earlier", 2, agenda="pulse")
    held(db, "planned", 9, state="planned", started_at=None)
    assert meetings.load_newest(db) == meeting
    newest = meetings.load_newest(db, "pulse")
    assert newest is not None
    assert newest.name == "earlier"
    assert meetings.load_newest(db, "quarterly") is None


def test_attendance_is_kept_by_person_and_may_change(db: Database, meeting: Meeting) -> None:
    with db.write(change()):
        meetings.attend(db, meeting.name, Person("Ben", "sales"), "here")
        meetings.attend(db, meeting.name, Person("Anna", "marketing"), "regrets")
        meetings.attend(db, meeting.name, Person("ben"), "left")
    assert meetings.attendance(db, meeting.name) == (
        Attendee(Person("Anna", "marketing"), "regrets"),
        Attendee(Person("Ben", "sales"), "left"),
    )


def test_a_later_rating_of_a_side_replaces_the_earlier(db: Database, meeting: Meeting) -> None:
    for rating in (Rating("sales", 6, "long"), Rating("marketing", 9), Rating("sales", 8)):
        with db.write(change()):
            meetings.rate(db, meeting.name, rating)
    assert meetings.ratings(db, meeting.name) == (Rating("marketing", 9), Rating("sales", 8))


def test_a_rating_out_of_range_is_refused(db: Database, meeting: Meeting) -> None:
    with pytest.raises(StorageError), db.write(change()):
        meetings.rate(db, meeting.name, Rating("sales", 11))
    assert meetings.ratings(db, meeting.name) == ()


def test_people_are_known_case_and_width_aside(db: Database) -> None:
    with db.write(change()):
        people.ensure(db, Person("Özge Ä", "sales"))
        people.ensure(db, Person("Anna"))
        assert people.ensure(db, Person("ÖZGE ä")) == Person("Özge Ä", "sales")
        assert people.ensure(db, Person("ANNA", "marketing")) == Person("Anna", "marketing")
    assert people.find(db, "anna") == Person("Anna", "marketing")
    assert people.find(db, "Nobody") is None
    assert [person.name for person in people.listed(db)] == ["Anna", "Özge Ä"]


def test_items_that_another_program_spoiled_are_said(db: Database, meeting: Meeting) -> None:
    for items in ("[", '[{"kind": 1}]'):
        db.conn.execute("UPDATE meeting SET items = ?", (items,))
        with pytest.raises(StorageError, match="can't be read"):
            meetings.load(db, meeting.name)


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("current", 99, "can't be read: 2026-03-04-monthly has no item 99"),
        ("current", -1, "can't be read: 2026-03-04-monthly has no item -1"),
        ("timezone", "../../x", "../../x, no time zone that is known here"),
        ("timezone", "Europe/Kyjiw", "Europe/Kyjiw, no time zone that is known here"),
        ("timezone", "Europe\x1b", "Europe␛, no time zone that is known here"),
    ],
)
def test_a_meeting_nobody_could_go_on_with_is_said(
    db: Database, meeting: Meeting, column: str, value: str | int, said: str
) -> None:
    db.conn.execute(f"UPDATE meeting SET {column} = ?", (value,))
    with pytest.raises(StorageError) as refused:
        meetings.load(db, meeting.name)
    assert said in str(refused.value)


def test_a_clock_that_is_not_there_reads_as_unused(db: Database, meeting: Meeting) -> None:
    db.conn.execute("DELETE FROM clock")
    assert meetings.load(db, meeting.name) == meeting


def test_a_meeting_with_records_can_not_vanish(db: Database, meeting: Meeting) -> None:
    with db.write(change()):
        meetings.rate(db, meeting.name, Rating("sales", 8))
    with pytest.raises(sqlite3.IntegrityError):
        db.conn.execute("DELETE FROM meeting")


text = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=30)
items = st.builds(
    ItemRun,
    kind=text,
    title=text,
    planned_s=st.integers(0, 99_999),
    used_ms=st.integers(0, 10**9),
    extensions=st.integers(0, 2),
    show=st.none() | text | st.lists(text, max_size=3).map(tuple),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    items=st.lists(items, min_size=1, max_size=5).map(tuple),
    title=text,
    at=st.datetimes(timezones=st.just(dt.UTC)),
)
def test_any_meeting_comes_back_as_it_was(
    db: Database, items: tuple[ItemRun, ...], title: str, at: dt.datetime
) -> None:
    made = replace(
        MEETING,
        items=items,
        title=title,
        started_at=at,
        mark=Instant(at, 1, 2, title),
        current=len(items) - 1,
    )
    with db.write(change()):
        if meetings.is_taken(db, made.name):
            meetings.save(db, made)
        else:
            meetings.insert(db, made)
        meetings.save_clock(db, made)
    assert meetings.load(db, made.name) == made
