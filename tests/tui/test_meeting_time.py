from pathlib import Path

import pytest

from smeeting.domain.errors import BusyError
from smeeting.services import captures, meetings
from smeeting.services.desk import Desk
from tests.tui.meeting_room import FakeClock, make_desk, sitting


def _left_running_for(seconds: int) -> object:
    def leave(desk: Desk, clock: FakeClock) -> None:
        meetings.start(desk, "monthly", clock())
        clock.run(seconds)

    return leave


async def test_the_clocks_run_and_a_second_moves_them(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        room.clock.run(61)
        await room.second()
        assert "1:01 of 60:00" in room.text
        assert "1:01 of 5:00" in room.text


async def test_a_paused_clock_stands_still_and_says_so(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        room.clock.run(60)
        await room.press("space")
        room.clock.run(600)
        await room.second()
        assert "‖ paused  1:00 of 60:00" in room.text
        await room.press("space")
        room.clock.run(5)
        await room.second()
        assert "1:05 of 60:00" in room.text


async def test_at_70_percent_of_a_box_the_clock_warns(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        room.clock.run(211)
        await room.second()
        assert "! Opening: 1:29 left" in room.text


async def test_a_used_up_box_asks_and_can_be_extended_twice(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        for minutes, more in ((5, 2), (2, 1)):
            room.clock.run(minutes * 60)
            await room.second()
            assert f"extend by {more} min" in room.text
            await room.press("x")
        assert room.meeting.item.planned_s == 8 * 60
        room.clock.run(60)
        await room.second()
        assert "The box is used up" in room.text
        assert "extend by" not in room.text


async def test_escape_goes_on_talking_and_it_is_not_asked_again(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        room.clock.run(300)
        await room.second()
        await room.press("escape")
        room.clock.run(30)
        await room.second()
        assert "The box is used up" not in room.text
        assert "5:30 of 5:00 !" in room.text


async def test_the_rest_is_parked_with_words_and_the_meeting_goes_on(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        room.clock.run(300)
        await room.second()
        await room.press("p", "enter")
        assert room.meeting.current == 1
        assert [one.text for one in captures.of_item(room.desk, room.meeting, 0)] == ["the rest of Opening"]


async def test_minutes_are_borrowed_from_a_later_item(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        room.clock.run(300)
        await room.second()
        await room.press("l", "2", "2")
        assert [item.planned_s // 60 for item in room.meeting.items[:3]] == [10, 15, 15]
        assert "5 min borrowed from Process issues" in room.text


async def test_a_question_waits_while_somebody_types(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        await room.press("d", "x")
        room.clock.run(300)
        await room.second()
        await room.press("p")
        assert room.screen.line.text == "#decision xp"
        await room.press("enter")
        await room.second()
        assert "The box is used up" in room.text


async def test_a_question_is_dropped_when_the_room_has_gone_on_meanwhile(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        await room.press("d", "x")
        room.clock.run(300)
        await room.second()
        await room.press("enter", "n")
        await room.second()
        assert "The box is used up" not in room.text


async def test_at_the_wall_the_room_goes_to_the_closing(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        room.clock.run(3600)
        await room.second()
        assert "The 60 minutes are over" in room.text
        await room.press("n")
        assert room.meeting.item.kind == "closing"
        await room.press("x")
        assert "the meeting has used its 60 minutes" in room.text


async def test_sleep_counts_as_a_pause_and_is_said(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        room.clock.run(60)
        room.clock.sleep(3600)
        await room.second()
        assert "the machine slept 60 min; counted as a pause" in room.text
        assert "1:00 of 60:00" in room.text


async def test_coming_back_to_a_clock_that_ran_alone_asks_what_it_was(tmp_path: Path) -> None:
    async with sitting(tmp_path, before=_left_running_for(200)) as room:  # type: ignore[arg-type]
        assert "The clock ran 3 min with nobody here" in room.text
        await room.press("p")
        assert room.meeting.used_s == 0
        assert room.meeting.paused_ms == 200_000


async def test_time_alone_can_be_kept_as_meeting_time(tmp_path: Path) -> None:
    async with sitting(tmp_path, before=_left_running_for(200)) as room:  # type: ignore[arg-type]
        await room.press("t")
        assert "3:20 of 60:00" in room.text


async def test_the_time_is_kept_on_disk_for_whoever_comes_next(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        room.clock.run(40)
        room.screen._keep()
        with make_desk(tmp_path, via="other") as other:
            assert meetings.unattended_s(other, room.clock()) == 0


async def test_a_disk_that_cannot_keep_the_time_is_said_and_the_clock_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sitting(tmp_path) as room:

        def busy(*_: object) -> None:
            raise BusyError("another program holds the database", "try again")

        monkeypatch.setattr(meetings, "keep", busy)
        room.screen._keep()
        await room.pilot.pause()
        assert "can't be kept on disk" in room.text
        room.clock.run(1)
        await room.second()
        assert "0:01 of 60:00" in room.text


async def test_leaving_with_a_pause_and_coming_back_resumes_at_its_item(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues") as room:
        room.clock.run(90)
        await room.press("q", "p")
        assert not room.app.is_running
        stopped = room.clock.instant

    def later(_: Desk, clock: FakeClock) -> None:
        clock.instant = stopped
        clock.run(4000)

    clock_only = sitting(tmp_path, before=later)
    async with clock_only as room:
        assert "The meeting is paused" in room.text
        await room.press("y")
        assert room.meeting.state == "running"
        assert room.meeting.item.kind == "issues"
        assert "1:30 of 20:00" in room.text


async def test_leaving_can_be_thought_better_of_and_others_can_go_on(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        await room.press("q", "escape")
        assert room.app.is_running
        await room.press("q", "k")
        assert not room.app.is_running
        assert room.meeting.state == "running"


async def test_a_line_that_was_not_sent_is_asked_about_before_leaving(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        await room.press("d", "x", "escape", "q")
        assert "Leave the line unfinished?" in room.text
        await room.press("n")
        assert room.screen.line.text == "#decision x"
        assert room.app.is_running


async def test_quitting_the_program_asks_like_leaving_the_meeting(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        await room.press("ctrl+q")
        assert "The meeting is running" in room.text
        await room.press("p")
        assert room.meeting.state == "paused"
        assert not room.app.is_running


async def test_closing_says_what_is_left_open(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues") as room:
        await room.line("#issue sales: leads came without phones")
        await room.line("#issue anon nobody reads our briefs")
        await room.line("#action ? find out why")
        await room.press("c")
        assert "aired but not heard: I1" in room.text
        assert "1 anonymous unread" in room.text
        assert "nobody has taken A2" in room.text
        assert "no rating from Marketing and Sales" in room.text
        await room.press("n")
        assert room.meeting.state == "running"


async def test_a_closed_meeting_is_left_at_once_and_can_be_reopened(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        await room.press("c", "y", "escape", "n")
        assert "reopen takes it up again" in room.text
        await room.screen.run_action("meeting_reopen")
        await room.pilot.pause()
        assert room.meeting.state == "paused"
        await room.press("c", "y", "escape", "q")
        assert not room.app.is_running


async def test_any_item_is_reached_and_the_last_has_no_next(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        await room.press("g", "6")
        assert room.meeting.item.kind == "closing"
        await room.press("n")
        assert "close ends the meeting" in room.text
        await room.press("b")
        assert room.meeting.item.kind == "notes"


async def test_borrowing_has_a_key_and_says_when_nobody_can_lend(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        await room.press("l", "1", "1")
        assert [item.planned_s // 60 for item in room.meeting.items[:2]] == [7, 13]
        await room.press("g", "6", "l")
        assert "no later item has a whole minute to lend" in room.text


async def test_at_the_wall_the_room_may_go_on_or_close(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="closing") as room:
        room.clock.run(3600)
        await room.second()
        await room.press("escape")
        assert "over time" in room.text
        room.clock.run(1)
        await room.second()
        assert "60:01 of 60:00 !" in room.text


async def test_at_the_wall_the_room_may_close(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="closing") as room:
        room.clock.run(3600)
        await room.second()
        await room.press("c", "y", "q")
        assert room.meeting.state == "closed"
        assert not room.app.is_running


async def test_a_box_can_end_with_the_next_item_or_with_the_meeting(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        room.clock.run(300)
        await room.second()
        await room.press("n")
        assert room.meeting.current == 1
        await room.press("g", "6")
        room.clock.run(420)
        await room.second()
        await room.press("c", "y")
        assert room.meeting.state == "closed"


async def test_an_answer_that_another_terminal_overtook_does_nothing(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        room.clock.run(300)
        await room.second()
        assert "The box is used up" in room.text
        with make_desk(tmp_path, via="other") as other:
            meetings.move(other, "next", room.clock())
        room.screen.show_others_work()
        await room.press("x")
        assert room.meeting.current == 1
        assert room.meeting.item.extensions == 0
        assert "moved on meanwhile" in room.text
