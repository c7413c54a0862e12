import datetime as dt
from pathlib import Path

import pytest

from smeeting.domain.errors import StorageError
from smeeting.domain.people import Person
from smeeting.services import actions, anonymous, captures, issues, meetings
from smeeting.services.desk import Desk
from smeeting.tui.kinds.opening import OpeningView
from tests.tui.meeting_room import FakeClock, Sitting, sitting


def _last_month(desk: Desk, clock: FakeClock) -> None:
    meetings.start(desk, "monthly", clock())
    for line in (
        "#here Anna (Marketing), Ben (Sales)",
        "#action Ben by 2026-03-10 bring the list of lost leads",
        "#action ? find out why",
        "#issue sales: leads came without phones",
    ):
        captures.take(desk, line, clock())
    meetings.move(desk, "close", clock())
    clock.run(28 * 86400)


def _presences(room: Sitting) -> dict[str, str]:
    return {one.person.name: one.presence for one in meetings.attendance(room.desk, room.meeting)}


def _go_to(room: Sitting, key: str) -> None:
    view = room.screen.view
    assert isinstance(view, OpeningView)
    view.go_to(key)


async def test_a_first_meeting_says_how_to_begin(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        assert "Nobody is known yet; w adds somebody" in room.text
        assert "No action is open." in room.text
        assert "Every issue has its answer." in room.text


async def test_a_new_name_is_added_with_its_side(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        await room.press("w")
        await room.type("Cleo de Vries")
        await room.press("2")
        assert meetings.people(room.desk) == (Person("Cleo de Vries", "sales"),)
        assert _presences(room) == {"Cleo de Vries": "here"}


async def test_several_people_are_added_at_once_each_with_a_side(tmp_path: Path) -> None:
    async with sitting(tmp_path, before=_last_month) as room:
        await room.press("w")
        await room.type("Cleo de Vries (sales), anna, Emil")
        await room.press("1")
        assert _presences(room) == {"Anna": "here", "Cleo de Vries": "here", "Emil": "here"}
        assert Person("Emil", "marketing") in meetings.people(room.desk)
        assert "here: Cleo de Vries, anna, Emil" in room.text


async def test_a_team_that_does_not_meet_is_refused_where_people_are_named(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        await room.press("w")
        await room.type("Cleo (legal)")
        assert "there is no team 'legal'" in room.text
        assert _presences(room) == {}


async def test_people_are_marked_with_one_key_each(tmp_path: Path) -> None:
    async with sitting(tmp_path, before=_last_month) as room:
        await room.press("1")
        assert "no person is chosen" in room.text
        assert "not said" in room.text
        await room.press("1", "2")
        assert _presences(room) == {"Anna": "here", "Ben": "regrets"}
        await room.press("up", "up", "3")
        assert _presences(room)["Anna"] == "left"
        assert "0 of 2" in room.text


async def test_enter_toggles_a_person(tmp_path: Path) -> None:
    async with sitting(tmp_path, before=_last_month) as room:
        _go_to(room, "person Anna")
        await room.press("enter")
        assert _presences(room) == {"Anna": "here"}
        await room.press("enter")
        assert _presences(room) == {"Anna": "left"}


async def test_somebody_without_a_team_is_asked_for_one(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        await room.line("#here Dora")
        await room.press("1")
        assert "no person is chosen" in room.text
        await room.press("1", "1")
        assert meetings.people(room.desk) == (Person("Dora", "marketing"),)


async def test_roles_are_proposed_by_the_rota_and_changed_with_one_key(tmp_path: Path) -> None:
    async with sitting(tmp_path, before=_last_month) as room:
        proposed = room.meeting.facilitator
        assert proposed
        assert f"facilitates {proposed}" in room.text
        await room.press("r", "2", "1")
        assert room.meeting.facilitator != proposed
        assert room.meeting.scribe


async def test_what_was_promised_comes_late_ones_first(tmp_path: Path) -> None:
    async with sitting(tmp_path, before=_last_month, size=(140, 40)) as room:
        text = room.text
        assert text.index("bring the list") < text.index("find out why")
        assert "1 late" in text
        assert "leads came without phones" in text


async def test_an_action_is_reported_done_with_a_word(tmp_path: Path) -> None:
    async with sitting(tmp_path, before=_last_month) as room:
        _go_to(room, "A1")
        await room.press("enter", "d")
        await room.type("the list is in the folder")
        action = actions.get(room.desk, 1)
        assert (action.state, action.outcome) == ("done", "the list is in the folder")
        assert "A1 done" in room.text


async def test_an_action_not_done_stays_open_with_the_word_as_a_note_and_a_new_date(tmp_path: Path) -> None:
    async with sitting(tmp_path, before=_last_month) as room:
        _go_to(room, "A1")
        await room.press("enter", "n")
        await room.type("no time")
        await room.press("ctrl+u")
        await room.type("2026-04-10")
        action = actions.get(room.desk, 1)
        assert (action.state, str(action.due)) == ("open", "2026-04-10")
        notes = captures.of_item(room.desk, room.meeting, 0)
        assert [one.text for one in notes] == ["A1 is not done: no time"]


async def test_to_drop_an_action_takes_a_word(tmp_path: Path) -> None:
    async with sitting(tmp_path, before=_last_month) as room:
        _go_to(room, "A1")
        await room.press("enter", "x", "enter")
        assert "it takes a word" in room.text
        await room.type("the leads are gone")
        assert actions.get(room.desk, 1).state == "dropped"


async def test_an_ownerless_action_is_given_to_somebody(tmp_path: Path) -> None:
    async with sitting(tmp_path, before=_last_month) as room:
        _go_to(room, "A2")
        await room.press("enter", "o", "2")
        await room.type("2026-04-10")
        action = actions.get(room.desk, 2)
        assert (action.owner, str(action.due)) == ("Ben", "2026-04-10")


async def test_an_unanswered_issue_is_answered_or_owned(tmp_path: Path) -> None:
    async with sitting(tmp_path, before=_last_month) as room:
        _go_to(room, "I3")
        await room.press("enter", "o", "1", "ctrl+u")
        await room.type("2026-04-20")
        issue = issues.get(room.desk, 3)
        assert (issue.owner, issue.state, str(issue.answer_by)) == ("Anna", "owned", "2026-04-20")
        await room.press("enter", "a")
        await room.type("the form asks for a phone now")
        assert issues.get(room.desk, 3).state == "answered"
        assert "Every issue has its answer." in room.text


async def test_a_day_that_is_none_is_asked_for_again(tmp_path: Path) -> None:
    async with sitting(tmp_path, before=_last_month) as room:
        _go_to(room, "A2")
        await room.press("enter", "o", "1")
        await room.type("someday")
        assert "'someday' is no date" in room.text
        await room.press("escape")
        assert actions.get(room.desk, 2).owner == "Anna"


async def test_somebody_new_takes_a_role(tmp_path: Path) -> None:
    async with sitting(tmp_path, before=_last_month) as room:
        _go_to(room, "role scribe")
        await room.press("enter", "3", "enter")
        assert "a name is missing" in room.text
        await room.type("Dora")
        assert room.meeting.scribe == "Dora"


async def test_marking_that_cannot_be_written_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sitting(tmp_path, before=_last_month) as room:

        def full(*_: object) -> None:
            raise StorageError("the disk is full", "make room and try again")

        monkeypatch.setattr(meetings, "attend", full)
        _go_to(room, "person Anna")
        await room.press("1")
        assert "the disk is full" in room.text
        assert not _presences(room)


def _answered(desk: Desk, clock: FakeClock) -> None:
    """I1 of sales is answered in time by Anna, of marketing; I1 of no side is late."""
    meetings.start(desk, "monthly", clock())
    for line in (
        "#here Anna (Marketing), Ben (Sales)",
        "#issue sales: leads came without phones",
        "#issue nobody reads the minutes",
        "#heard I1 you can't call",
    ):
        captures.take(desk, line, clock())
    for number in (1, 2):
        issues.own(desk, number, "Anna", dt.date(2026, 3, 20), clock())
    meetings.move(desk, "close", clock())
    clock.run(7 * 86400)
    issues.answer(desk, 1, "the form asks for a phone", dt.date(2026, 3, 11), clock())
    clock.run(21 * 86400)


async def test_the_report_back_comes_first_and_says_how_many_answers_came_in_time(tmp_path: Path) -> None:
    async with sitting(tmp_path, before=_answered) as room:
        text = room.text
        assert "answered in time: Marketing 1 of 2" in text
        assert text.index("leads came") < text.index("nobody reads") < text.index("Actions promised")
        assert "Who is here" not in text[: text.index("Actions promised")]


async def test_an_answer_that_helps_closes_its_issue(tmp_path: Path) -> None:
    async with sitting(tmp_path, before=_answered) as room:
        await room.press("enter")
        assert "Does the answer to I1 help? Sales says" in room.text
        assert "heard: you can't call" in room.text
        await room.press("y")
        issue = issues.get(room.desk, 1)
        assert (issue.state, issue.helps) == ("closed", "yes")
        assert "I1 helps; it is closed" in room.text
        assert "Answered: does it help?" not in room.text


async def test_an_answer_that_does_not_help_takes_a_word_and_a_new_owner(tmp_path: Path) -> None:
    async with sitting(tmp_path, before=_answered) as room:
        await room.press("enter", "n", "enter")
        assert "it takes a word" in room.text
        await room.type("half of them still")
        assert "Who answers I1" in room.text
        await room.press("2", "ctrl+u")
        await room.type("2026-04-20")
        issue = issues.get(room.desk, 1)
        assert (issue.state, issue.owner, str(issue.answer_by)) == ("owned", "Ben", "2026-04-20")
        assert [move.text for move in issues.moves_of(room.desk, 1) if move.verb == "does not help"] == [
            "half of them still"
        ]


async def test_later_leaves_an_answer_to_be_asked_about_again(tmp_path: Path) -> None:
    async with sitting(tmp_path, before=_answered) as room:
        await room.press("enter", "l")
        assert issues.get(room.desk, 1).state == "answered"
        assert "Answered: does it help?" in room.text


async def test_why_an_issue_is_not_answered_is_kept_with_a_new_date(tmp_path: Path) -> None:
    async with sitting(tmp_path, before=_answered) as room:
        _go_to(room, "I2")
        await room.press("enter", "n")
        await room.type("no time")
        await room.press("ctrl+u")
        await room.type("2026-05-10")
        assert str(issues.get(room.desk, 2).answer_by) == "2026-05-10"
        assert "after the next meeting" in room.text
        notes = captures.of_item(room.desk, room.meeting, 0)
        assert [one.text for one in notes] == ["I2 is not answered: no time"]
        await room.press("u")
        assert str(issues.get(room.desk, 2).answer_by) == "2026-03-20"
        assert not captures.of_item(room.desk, room.meeting, 0)


async def test_the_word_why_is_kept_even_where_nobody_says_a_new_date(tmp_path: Path) -> None:
    async with sitting(tmp_path, before=_answered) as room:
        _go_to(room, "I2")
        await room.press("enter", "n")
        await room.type("no time")
        await room.press("escape")
        assert str(issues.get(room.desk, 2).answer_by) == "2026-03-20"
        assert [one.text for one in captures.of_item(room.desk, room.meeting, 0)] == [
            "I2 is not answered: no time"
        ]


async def test_of_an_anonymous_issue_the_room_says_whether_the_answer_helps(tmp_path: Path) -> None:
    def before(desk: Desk, clock: FakeClock) -> None:
        anonymous.drop(desk, "I am afraid to say a number is bad")
        anonymous.open_all(desk, meetings.start(desk, "monthly", clock()), clock())
        meetings.move(desk, "close", clock())
        issues.answer(desk, 1, "bad numbers come first now", dt.date(2026, 3, 11), clock())
        clock.run(28 * 86400)

    async with sitting(tmp_path, before=before) as room:
        await room.press("enter")
        assert "the room says" in room.text
        await room.press("y")
        assert issues.get(room.desk, 1).helps == "yes"
