"""Airing an issue between meetings, on the screen of the issues."""

from pathlib import Path

import pytest

from smeeting.services import anonymous, captures, issues, meetings
from smeeting.services.live import the_live
from smeeting.tui.screens.issues import IssuesScreen
from tests.tui.between_meetings import between
from tests.tui.meeting_room import make_desk


async def test_an_issue_is_aired_for_a_side_between_meetings(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        await at.press("i", "n", "2")
        await at.type("briefs come late")
        (found,) = [one for one in issues.listed(at.desk) if one.capture.text == "briefs come late"]
        assert (found.capture.side, found.capture.meeting, found.anonymous) == ("sales", None, False)
        assert f"{found.capture.ref}  sales: briefs come late" in at.text
        await at.press("u")
        assert len(issues.listed(at.desk)) == 2


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_an_anonymous_one_waits_for_the_meeting_and_its_key_is_never_shown(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with between(tmp_path, size=size) as at:
        await at.press("i", "n")
        assert "the wording may tell" in " ".join(at.text.split())
        await at.press("a")
        await at.type("nobody dares to say no")
        assert anonymous.waiting(at.desk) == 1
        assert "✓ kept unread, without name, time or order" in at.text
        assert anonymous.PREFIX not in at.text
        assert "nobody dares" not in at.text
        await at.press("escape")
        assert "1 anonymous issue unread until the room opens them" in at.text
        # In another terminal the meeting begins, and opens it.
        with make_desk(at.desk.workspace.root, via="room") as room:
            meetings.start(room, "monthly", at.clock())
            opened = anonymous.open_all(room, the_live(room, at.clock()), at.clock())
        assert [one.capture.text for one in opened.issues] == ["nobody dares to say no"]


async def test_u_takes_an_anonymous_one_back_and_only_as_long_as_it_was_the_last(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        for text in ("one", "two"):
            await at.press(*(("i",) if text == "one" else ()), "n", "a")
            await at.type(text)
        await at.press("u")
        assert "taken back: the anonymous issue" in at.text
        assert [one.text for one in anonymous.to_read(at.desk)] == ["one"]
        await at.press("u")
        assert "nothing to take back" in at.text
        assert anonymous.waiting(at.desk) == 1


async def test_u_says_that_the_room_has_opened_it_and_then_takes_back_something_else(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        await at.press("i", "w")
        await at.type("our own form")
        await at.press("n", "a")
        await at.type("two")
        meetings.start(at.desk, "monthly", at.clock())
        anonymous.open_all(at.desk, the_live(at.desk, at.clock()), at.clock())
        await at.press("u")
        assert "no anonymous issue waits under this key" in at.text
        await at.press("u")
        assert "taken back: I1 withdrawn" in at.text


async def test_an_issue_aired_beside_a_running_meeting_belongs_to_it(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        meetings.start(at.desk, "monthly", at.clock())
        await at.press("i", "n", "1")
        await at.type("said on the side")
        meeting = the_live(at.desk, at.clock())
        assert [one.text for one in captures.of_item(at.desk, meeting, 0)] == ["said on the side"]
        assert anonymous.waiting(at.desk) == 0


@pytest.mark.parametrize("keys", [("escape",), ("a", "escape"), ("1", "enter", "escape")])
async def test_who_leaves_the_question_airs_nothing(tmp_path: Path, keys: tuple[str, ...]) -> None:
    async with between(tmp_path) as at:
        await at.press("i", "n", *keys)
        at.screen(IssuesScreen)
        assert (anonymous.waiting(at.desk), len(issues.listed(at.desk))) == (0, 2)
