from pathlib import Path

from smeeting.services import captures, issues, meetings
from smeeting.services.desk import Desk
from tests.tui.meeting_room import FakeClock, sitting


def _carried(desk: Desk, clock: FakeClock) -> None:
    for _ in range(2):
        meetings.start(desk, "monthly", clock())
        if not issues.listed(desk):
            captures.take(desk, "#issue sales: leads came without phones", clock())
        meetings.move(desk, "close", clock())
        clock.run(28 * 86400)


async def test_the_room_is_told_that_it_listens(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues") as room:
        assert "The room listens." in room.text
        assert "Nothing is aired yet." in room.text
        assert "Nothing is carried over." in room.text


async def test_carried_over_issues_show_their_age_in_meetings(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues", before=_carried) as room:
        row = next(line for line in room.text.splitlines() if "I1 sales" in line)
        assert "2 meetings" in row


async def test_an_issue_is_aired_for_a_side(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues") as room:
        await room.press("s")
        assert "No name, time or order is stored" in room.text
        await room.press("2")
        await room.type("leads came without phones")
        (issue,) = issues.listed(room.desk)
        assert (issue.capture.side, issue.capture.text) == ("sales", "leads came without phones")
        assert "1 not heard yet" in room.text


async def test_h_says_the_issue_at_hand_back(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues") as room:
        await room.line("#issue one")
        await room.line("#issue two")
        await room.press("down", "h")
        assert room.screen.line.text == "#heard I2 "
        await room.type("you mean two")
        assert issues.get(room.desk, 2).heard == "you mean two"
        assert "✓ heard: you mean two" in room.text
        assert "1 not heard yet" in room.text


async def test_what_is_decided_while_listening_waits_for_after_the_room(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues") as room:
        await room.line("#action Ben by friday bring the list")
        assert "for after the room" in room.text
        assert "later" in next(line for line in room.text.splitlines() if "A1" in line)


async def test_the_issue_at_hand_shows_every_word(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues") as room:
        await room.line("#issue " + "quite a long story " * 4 + "ends here")
        assert "ends here" in room.text


async def test_an_issue_is_withdrawn_with_a_word(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues") as room:
        await room.line("#issue one")
        await room.press("enter", "w")
        await room.type("a misunderstanding")
        assert issues.get(room.desk, 1).state == "withdrawn"


async def test_an_issue_can_be_said_back_from_its_row(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues") as room:
        await room.line("#issue one")
        await room.press("enter", "h")
        assert room.screen.line.text == "#heard I1 "
