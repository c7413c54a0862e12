"""Holding a meeting: moves are on disk at once, and two desks never overwrite each other."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from smeeting.domain.errors import BadMoveError, NotFoundError
from smeeting.domain.meeting import Meeting
from smeeting.domain.people import Person, Rating
from smeeting.services import meetings
from smeeting.services.desk import Desk
from smeeting.services.live import live_meeting, the_live
from tests.services.conftest import at

Sit = Callable[..., Desk]


def test_a_started_meeting_follows_the_agenda_and_is_there_for_another_desk(
    desk: Desk, folder: Path, open_desk: Sit
) -> None:
    started = meetings.start(desk, "monthly", at(0))
    seen = live_meeting(open_desk(folder), at(0))
    assert seen == started
    assert started.name == "2026-03-03-monthly"
    assert [item.kind for item in started.items] == ["opening", "metrics", "issues", "vocabulary", "closing"]
    assert (started.state, started.wall_s, started.current) == ("running", 3600, 0)


def test_only_one_meeting_is_live_at_a_time(desk: Desk, meeting: Meeting) -> None:
    with pytest.raises(BadMoveError, match="is running already"):
        meetings.start(desk, "pulse", at(1))


def test_a_second_meeting_of_a_day_gets_a_name_of_its_own(desk: Desk, meeting: Meeting) -> None:
    meetings.move(desk, "close", at(5))
    assert meetings.start(desk, "monthly", at(6)).name == "2026-03-03-monthly-2"
    meetings.move(desk, "close", at(7))
    assert meetings.start(desk, "monthly", at(8)).name == "2026-03-03-monthly-3"


def test_an_unknown_agenda_names_the_nearest(desk: Desk) -> None:
    with pytest.raises(NotFoundError, match="did you mean monthly"):
        meetings.start(desk, "montly", at(0))
    assert live_meeting(desk, at(0)) is None


def test_time_goes_to_the_item_it_was_used_in(desk: Desk, meeting: Meeting) -> None:
    meetings.move(desk, "next", at(4))
    meetings.move(desk, "pause", at(6))
    meetings.move(desk, "resume", at(16))
    meetings.move(desk, "back", at(17))
    closed = meetings.move(desk, "close", at(18))
    assert [item.used_s for item in closed.items] == [300, 180, 0, 0, 0]
    assert closed.paused_ms == 600_000
    assert meetings.get(desk, closed.name) == closed


def test_what_a_live_meeting_used_shows_before_it_is_booked(desk: Desk, meeting: Meeting) -> None:
    live = the_live(desk, at(3))
    assert live.used_s == 180
    assert meetings.get(desk, meeting.name).used_s == 0


def test_keeping_books_the_time_on_disk(desk: Desk, meeting: Meeting, folder: Path, open_desk: Sit) -> None:
    meetings.keep(desk, at(3))
    assert meetings.get(open_desk(folder), meeting.name).used_s == 180


def test_keeping_without_a_meeting_writes_nothing(desk: Desk) -> None:
    before = desk.db.data_version()
    meetings.keep(desk, at(3))
    assert desk.db.data_version() == before


def test_two_desks_on_one_meeting_build_on_each_others_moves(
    desk: Desk, meeting: Meeting, folder: Path, open_desk: Sit
) -> None:
    other = open_desk(folder, via="screen-2")
    meetings.move(desk, "next", at(2))
    assert meetings.move(other, "next", at(5)).current == 2
    assert [item.used_s for item in the_live(desk, at(6)).items[:3]] == [120, 180, 60]
    meetings.move(other, "close", at(7))
    with pytest.raises(NotFoundError, match="no meeting is running"):
        meetings.move(desk, "next", at(8))


def test_a_move_builds_on_what_is_on_disk_and_not_on_what_was_seen(
    desk: Desk, meeting: Meeting, folder: Path, open_desk: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    meetings.move(open_desk(folder, via="screen-2"), "next", at(2))
    monkeypatch.setattr(meetings, "the_live", lambda *_: meeting)
    assert meetings.move(desk, "next", at(5)).current == 2


def test_unattended_is_the_time_since_anybody_did_anything(desk: Desk, meeting: Meeting) -> None:
    assert meetings.unattended_s(desk, at(20)) == 1200
    meetings.keep(desk, at(20))
    assert meetings.unattended_s(desk, at(21)) == 60
    meetings.move(desk, "pause", at(22))
    assert meetings.unattended_s(desk, at(60)) == 0


def test_excused_time_counts_as_a_pause(desk: Desk, meeting: Meeting) -> None:
    excused = meetings.excuse(desk, 600, at(15))
    assert (excused.used_s, excused.paused_ms) == (300, 600_000)


def test_extend_borrow_and_go_change_the_plan(desk: Desk, meeting: Meeting) -> None:
    assert meetings.move(desk, "extend", at(1)).item.planned_s == 420
    borrowed = meetings.borrow(desk, 2, 5, at(2))
    assert (borrowed.item.planned_s, borrowed.items[2].planned_s) == (720, 900)
    assert meetings.go_to(desk, 4, at(3)).current == 4


def test_a_refused_move_changes_nothing(desk: Desk, meeting: Meeting) -> None:
    with pytest.raises(BadMoveError, match="first item"):
        meetings.move(desk, "back", at(1))
    assert meetings.get(desk, meeting.name) == meeting


def test_who_is_there_is_kept_with_the_side(desk: Desk, meeting: Meeting) -> None:
    ben, ann = Person("Ben", "sales"), Person("Ann")
    meetings.attend(desk, meeting, (ben, ann), "here", at(1))
    meetings.attend(desk, meeting, (Person("Ann", "marketing"),), "left", at(2))
    found = {one.person.name: (one.person.side, one.presence) for one in meetings.attendance(desk, meeting)}
    assert found == {"Ben": ("sales", "here"), "Ann": ("marketing", "left")}
    assert [person.name for person in meetings.people(desk)] == ["Ann", "Ben"]


def test_a_rating_below_eight_needs_its_reason(desk: Desk, meeting: Meeting) -> None:
    for bad in (Rating("sales", 7), Rating("sales", 7, "  "), Rating("sales", 0, "x"), Rating("sales", 11)):
        with pytest.raises(BadMoveError):
            meetings.rate(desk, meeting, bad, at(50))
    meetings.rate(desk, meeting, Rating("sales", 7, "too long"), at(50))
    meetings.rate(desk, meeting, Rating("sales", 8), at(51))
    assert meetings.ratings(desk, meeting) == (Rating("sales", 8),)


def test_roles_are_proposed_from_the_team_that_did_not_have_them(desk: Desk, meeting: Meeting) -> None:
    meetings.attend(desk, meeting, (Person("Ann", "marketing"), Person("Ben", "sales")), "here", at(1))
    meetings.set_role(desk, "facilitator", " Ann ", at(2))
    meetings.set_role(desk, "scribe", "Ben", at(2))
    meetings.move(desk, "close", at(50))
    proposed = meetings.propose(desk, desk.agenda("monthly"), at(0, days=28))
    assert (proposed.facilitator, proposed.scribe) == ("Ben", "Ann")
    assert live_meeting(desk, at(0, days=28)) is None


def test_the_next_date_is_the_agreed_one_else_by_cadence_else_today(desk: Desk) -> None:
    agenda = desk.agenda("monthly")
    assert meetings.next_date(desk, agenda, at(0)) == dt.date(2026, 3, 3)
    meetings.start(desk, "monthly", at(0))
    assert meetings.next_date(desk, agenda, at(1)) == dt.date(2026, 4, 3)
    meetings.set_next_date(desk, dt.date(2026, 4, 7), at(2))
    meetings.move(desk, "close", at(3))
    assert meetings.next_date(desk, agenda, at(4)) == dt.date(2026, 4, 7)


def test_a_closed_meeting_can_be_reopened_and_a_final_one_not(desk: Desk, meeting: Meeting) -> None:
    meetings.move(desk, "close", at(5))
    assert meetings.move(desk, "reopen", at(90), name=meeting.name).state == "paused"
    assert the_live(desk, at(91)).used_s == 300
    meetings.move(desk, "close", at(92))
    meetings.move(desk, "finalise", at(93), name=meeting.name)
    with pytest.raises(BadMoveError, match="final"):
        meetings.move(desk, "reopen", at(94), name=meeting.name)
    assert [one.state for one in meetings.past(desk)] == ["final"]


def test_asking_for_meetings_where_none_was_held_says_what_to_do(desk: Desk) -> None:
    with pytest.raises(NotFoundError, match="smeeting run holds the first"):
        meetings.get(desk, None)
    with pytest.raises(NotFoundError, match="no meeting '2020"):
        meetings.get(desk, "2020-01-01-monthly")
