from pathlib import Path

from smeeting.services import actions, customer_voices, issues, term_examples
from smeeting.tui.widgets.capture_list import CaptureList
from tests.tui.meeting_room import Sitting, sitting


async def _click_on_first(room: Sitting) -> None:
    await room.pilot.click(CaptureList, offset=(10, 1))
    await room.pilot.pause()


async def test_a_click_on_a_voice_offers_what_it_may_become(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="metrics") as room:
        await room.line("#voice sales they wait too long")
        await _click_on_first(room)
        for words in (
            "take it back",
            "make it an issue",
            "make it an example",
            "make it a request to Marketing",
        ):
            assert words in room.text
        await room.press("r")
        await room.pilot.pause()
        assert actions.get(room.desk, 2).capture.text == "A customer asks: they wait too long"
        assert actions.get(room.desk, 2).capture.side == "marketing"
        assert "A2 marketing: A customer asks" in room.text
        await room.press("u")
        assert customer_voices.get(room.desk, 1).became == ()


async def test_a_voice_nobody_heard_by_name_asks_which_team(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="metrics") as room:
        await room.line("#voice they wait too long")
        await _click_on_first(room)
        await room.press("r")
        await room.pilot.pause()
        assert "Which team is asked?" in room.text
        await room.press("2")
        await room.pilot.pause()
        assert actions.get(room.desk, 2).capture.side == "sales"


async def test_other_captures_are_only_taken_back(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="metrics") as room:
        await room.line("#note nothing of a customer")
        await _click_on_first(room)
        assert "make it an issue" not in room.text
        await room.press("u")
        await room.pilot.pause()
        assert "taken back" in room.text


async def test_by_keys_a_voice_becomes_an_example_the_teams_decide(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="metrics") as room:
        await room.screen.run_action("voice_use")
        await room.pilot.pause()
        assert "no customer's voice was kept in this meeting; v keeps one" in room.text
        await room.line("#voice sales opportunity: they had three tools")
        await room.screen.run_action("voice_use")
        await room.pilot.pause()
        await room.press("1")
        await room.press("x")
        await room.press("ctrl+u")
        await room.type("nonsense")
        assert "the glossary has no 'nonsense'" in room.text
        await room.press("ctrl+u")
        await room.type("mql")
        await room.press("l")
        await room.pilot.pause()
        term = room.desk.glossary.get("mql")
        assert term is not None
        found = [one.text for one in term_examples.candidates(room.desk, term)]
        assert "they had three tools" in found


async def test_offered_twice_it_says_what_it_became(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="metrics") as room:
        await room.line("#voice sales they wait too long")
        for _ in range(2):
            await _click_on_first(room)
            await room.press("i")
            await room.pilot.pause()
        assert "V1 became I2 (issue) already" in room.text
        assert len(issues.listed(room.desk)) == 1
