"""Opening the anonymous issues in the meeting: at once, or read alone first."""

import re
from pathlib import Path

import pytest

from smeeting.domain.anonymity import PROTECTION
from smeeting.services import anonymous, issues
from smeeting.services.desk import Desk
from smeeting.services.live import the_live
from smeeting.tui.commands import command
from tests.tui.meeting_room import FakeClock, captured, make_desk, sitting

OPEN = command("issue.reveal").key
TEXTS = {"nobody reads our briefs", "sales is late", "the forecast is forged"}


def air(desk: Desk, clock: FakeClock) -> None:
    for text in sorted(TEXTS):
        anonymous.drop(desk, text)


def text_of(desk: Desk) -> set[str]:
    return {one.capture.text for one in issues.listed(desk)}


def shown(text: str) -> str:
    """Which of the texts a screen shows; there must be one."""
    (found,) = (one for one in TEXTS if one in text)
    return found


async def test_all_are_opened_at_once_after_the_truth_was_said(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues", before=air) as room:
        assert "3 anonymous issues unread" in room.text
        assert not [text for text in TEXTS if text in room.text]
        await room.press(OPEN)
        assert PROTECTION in " ".join(re.findall(r"│  (\S.*?)\s+│", room.text))
        await room.press("o")
        assert anonymous.waiting(room.desk) == 0
        assert all(text in room.text for text in TEXTS)
        assert "3 anonymous issues opened" in room.text
        assert "unread" not in room.text


@pytest.mark.parametrize(
    "keys",
    [
        ("n",),
        ("escape",),
        ("r", "escape"),
        ("r", "s", "escape"),
        ("r", "s", "k", "h", "escape", "escape"),
        ("enter", "escape"),
    ],
)
async def test_whoever_leaves_it_leaves_all_unread(tmp_path: Path, keys: tuple[str, ...]) -> None:
    async with sitting(tmp_path, at="issues", before=air) as room:
        await room.press(OPEN, *keys)
        assert (anonymous.waiting(room.desk), anonymous.held(room.desk)) == (3, 0)
        assert not issues.listed(room.desk)
        assert not [text for text in TEXTS if text in room.text]


async def test_one_is_held_back_with_a_word_that_the_room_reads(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues", before=air) as room:
        await room.press(OPEN, "r")
        assert not [text for text in TEXTS if text in room.text]
        await room.press("s")
        kept = {shown(room.text)}
        await room.press("k")
        held = shown(room.text)
        await room.press("h")
        await room.type("names a person")
        kept.add(shown(room.text))
        await room.press("k")
        assert "2 to open, 1 held back" in room.text
        assert not issues.listed(room.desk)
        await room.press("o")
        assert text_of(room.desk) == kept == TEXTS - {held}
        assert (anonymous.waiting(room.desk), anonymous.reasons(room.desk)) == (0, ("names a person",))
        assert captured(room.desk)[-1].endswith("1 anonymous issue was held back: names a person")
        assert held not in room.text
        await room.press(OPEN)
        assert "no anonymous issue waits; 1 issue held back" in room.text


async def test_to_hold_one_back_takes_a_word(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues", before=air) as room:
        await room.press(OPEN, "r", "s", "h", "enter")
        assert "takes a word" in room.text


async def test_what_another_terminal_opened_meanwhile_is_not_opened_again(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues", before=air) as room:
        await room.press(OPEN, "r", "s", "k", "k", "k")
        with make_desk(tmp_path, via="other") as other:
            anonymous.open_all(other, the_live(other, room.clock()), room.clock())
            anonymous.drop(other, "came later")
        await room.press("o")
        assert "3 had been opened or taken back meanwhile" in room.text
        assert len(issues.listed(room.desk)) == 3
        assert anonymous.waiting(room.desk) == 1


async def test_with_none_waiting_there_is_nothing_to_open(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues") as room:
        await room.press(OPEN)
        assert "no anonymous issue waits" in room.text


async def test_opening_them_is_not_undone(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues", before=air) as room:
        await room.press(OPEN, "r", "s", "k", "k", "h")
        await room.type("too long")
        await room.press("o", "u")
        assert "what was opened stays open" in room.text
        assert anonymous.held(room.desk) == 1
