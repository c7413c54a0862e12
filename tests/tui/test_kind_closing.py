from pathlib import Path

import pytest

from smeeting.services import actions, captures, issues, meetings, minutes
from smeeting.services.desk import Desk
from smeeting.tui.kinds.closing import ClosingView
from tests.tui.meeting_room import FakeClock, Sitting, sitting


def _held(desk: Desk, clock: FakeClock) -> None:
    meetings.start(desk, "monthly", clock())
    for line in (
        "#here Anna (Marketing)",
        "#decision Report MQLs weekly",
        "#action Ben by friday bring the list",
        "#action ? find out why",
    ):
        captures.take(desk, line, clock())


def _ratings(room: Sitting) -> dict[str, tuple[int, str]]:
    return {one.side: (one.score, one.reason) for one in meetings.ratings(room.desk, room.meeting)}


async def test_decisions_and_actions_of_the_whole_meeting_are_read_back(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="closing", before=_held) as room:
        text = room.text
        assert "Report MQLs weekly" in text
        assert text.index("find out why") < text.index("bring the list")
        assert "? 1 without an owner" in text


async def test_an_empty_meeting_says_that_nothing_was_decided(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="closing") as room:
        assert "No decision was made." in room.text
        assert "Nobody has taken anything on." in room.text


async def test_an_action_nobody_has_is_given_to_somebody(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="closing", before=_held) as room:
        view = room.screen.view
        assert isinstance(view, ClosingView)
        view.go_to("A3")
        await room.press("enter", "1")
        await room.type("in 2 weeks")
        action = actions.get(room.desk, 3)
        assert (action.owner, str(action.due)) == ("Anna", "2026-03-18")


async def test_each_side_rates_and_gives_its_reason_below_8(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="closing") as room:
        await room.press("r")
        await room.type("9")
        await room.type("6")
        await room.press("enter")
        assert "needs its reason" in room.text
        await room.type("too long")
        assert _ratings(room) == {"marketing": (9, ""), "sales": (6, "too long")}
        assert "too long" in room.text


async def test_a_rating_goes_from_1_to_10(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="closing") as room:
        await room.press("r")
        for wrong in ("0", "11", "good", "²"):
            await room.press("ctrl+u")
            await room.type(wrong)
            assert "ratings go from 1 to 10" in room.text
        await room.press("escape")
        assert not _ratings(room)


async def test_a_rating_is_changed_from_its_row(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="closing") as room:
        view = room.screen.view
        assert isinstance(view, ClosingView)
        view.go_to("rating sales")
        await room.press("enter")
        await room.type("8")
        await room.press("enter")
        await room.type("10")
        assert _ratings(room) == {"sales": (10, "")}


async def test_the_next_date_is_proposed_by_the_cadence_and_accepted(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="closing") as room:
        assert "Mon 6 Apr 2026" in room.text
        await room.press("f", "enter")
        assert str(room.meeting.next_on) == "2026-04-06"
        assert "agreed" in room.text


async def test_another_date_is_typed(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="closing") as room:
        await room.press("f", "ctrl+u", "enter")
        assert "no date is written" in room.text
        await room.type("7 apr")
        assert str(room.meeting.next_on) == "2026-04-07"


async def test_the_minutes_are_written_in_the_middle_of_the_meeting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with sitting(tmp_path, at="closing", before=_held) as room:
        await room.press("e")
        path = minutes.path_of(room.desk, room.meeting)
        assert path.name in room.text
        assert "Report MQLs weekly" in path.read_text()


async def test_a_lost_agenda_does_not_keep_the_meeting_from_closing(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="closing") as room:
        (tmp_path / "agendas" / "monthly.yaml").unlink()
        await room.press("n", "c", "y", "escape")
        assert room.meeting.state == "closed"


def _heard(desk: Desk, clock: FakeClock) -> None:
    meetings.start(desk, "monthly", clock())
    for line in (
        "#here Anna (Marketing), Ben (Sales)",
        "#issue sales: the form is long",
        "#issue sales: leads came without phones",
        "#issue marketing: nobody answers",
        "#heard I2 you can't call",
        "#heard I3 we are a wall",
    ):
        captures.take(desk, line, clock())


async def test_a_key_asks_of_each_heard_issue_who_answers_it_by_when(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="closing", before=_heard) as room:
        assert "? 2 to settle; k asks" in room.text
        assert room.text.index("leads came") < room.text.index("Not heard: carried over")
        assert room.text.index("Not heard: carried over") < room.text.index("the form is long")
        await room.press("k")
        assert "Who answers I2: leads came" in room.text
        await room.press("1")
        assert "The next meeting is on Mon 6 Apr 2026." in room.text
        await room.press("enter")
        assert "Who answers I3" in room.text
        await room.press("2")
        await room.type("2026-04-20")
        assert "Who answers I1" not in room.text
        found = [issues.get(room.desk, number) for number in (2, 3, 1)]
        assert [(one.owner, str(one.answer_by)) for one in found] == [
            ("Anna", "2026-04-05"),
            ("Ben", "2026-04-20"),
            ("", "None"),
        ]
        assert "after the next meeting on Mon 6 Apr 2026" in room.text
        assert "to settle; k asks" not in room.text


async def test_what_waits_to_be_heard_may_have_somebody_who_answers_too(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="closing", before=_heard) as room:
        view = room.screen.view
        assert isinstance(view, ClosingView)
        view.go_to("I1")
        await room.press("enter", "1", "enter")
        assert issues.get(room.desk, 1).owner == "Anna"


def _waiting_since_before(desk: Desk, clock: FakeClock) -> None:
    _heard(desk, clock)
    meetings.move(desk, "close", clock())
    clock.run(28 * 86_400)
    meetings.start(desk, "monthly", clock())
    for number in range(8):
        captures.take(desk, f"#issue sales: difficulty {number}", clock())


async def test_closing_names_what_was_not_heard_wherever_it_was_aired(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="closing", before=_waiting_since_before) as room:
        await room.press("c")
        assert "aired but not heard: I1, I2, I3, I4, I5, I6, I7, I8 and" in room.text
        assert "3 more; carried over" in room.text
        await room.press("escape")


async def test_one_issue_is_given_to_somebody_from_its_row(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="closing", before=_heard) as room:
        view = room.screen.view
        assert isinstance(view, ClosingView)
        view.go_to("I3")
        await room.press("enter", "2", "enter")
        assert issues.get(room.desk, 3).owner == "Ben"


async def test_somebody_new_answers_an_issue_and_is_asked_for_a_side(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="closing", before=_heard) as room:
        await room.press("k", "3")
        await room.type("Dora Draft")
        await room.press("2", "enter", "escape")
        assert issues.get(room.desk, 2).owner == "Dora Draft"
        assert {one.name: one.side for one in meetings.people(room.desk)}["Dora Draft"] == "sales"


async def test_closing_says_which_heard_issues_nobody_answers(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="closing", before=_heard) as room:
        await room.press("c")
        assert "heard, but nobody says who answers by when: I2, I3" in " ".join(room.text.split())
        await room.press("escape")


async def test_where_everything_is_settled_the_key_says_so(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="closing") as room:
        assert "No issue is open." in room.text
        await room.press("k")
        assert "every heard issue has somebody who answers it, and a date" in room.text
