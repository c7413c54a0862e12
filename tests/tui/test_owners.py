"""Owners on the screen: completed as they are typed, told where nobody is called so, remembered once."""

from pathlib import Path

from smeeting.domain.people import Person
from smeeting.services import actions, issues, people
from smeeting.services.desk import Desk
from tests.tui.between_meetings import between
from tests.tui.meeting_room import FakeClock, Sitting, sitting

NAMES = ("Anna Berg", "Anna Lee", "Ben", "Zoë Ünal")


def _known(desk: Desk, clock: FakeClock) -> None:
    for name in NAMES:
        people.add(desk, Person(name, "sales"), clock())


async def _typed(room: Sitting, text: str) -> None:
    await room.press("slash")
    room.screen.line.text = text
    await room.press("enter")


async def test_an_owner_is_completed_behind_own(tmp_path: Path) -> None:
    async with sitting(tmp_path, before=_known) as room:
        line = room.screen.line
        await room.press("slash")
        for typed, completed in (
            ("#own I14 An", "#own I14 Anna Berg"),
            ("#own I14 anna l", "#own I14 anna lee"),
            ("#own I14 zo", "#own I14 zoë Ünal"),
            ("#action anna be", "#action anna berg"),
            ("#ow", "#own"),
        ):
            line.text = typed
            await room.press("tab")
            assert line.text.casefold() == completed.casefold()


async def test_somebody_new_is_said_with_the_date(tmp_path: Path) -> None:
    async with sitting(tmp_path, before=_known) as room:
        await _typed(room, "#action Mo by friday send the list")
        assert "A1 is kept for Mo by Fri 6 Mar 2026. Mo is new: w adds them with a side" in room.text
        await _typed(room, "#action Ben by friday send the list")
        assert "✓ A2  Ben by Fri 6 Mar 2026: send the list" in room.text


async def test_up_brings_the_line_that_names_the_one_who_may_be_meant(tmp_path: Path) -> None:
    async with sitting(tmp_path, before=_known) as room:
        await _typed(room, "#action Benn by friday send the list")
        assert "nobody known: ↑ has #own A1 Ben" in room.text
        await room.press("up", "enter")
        action = actions.get(room.desk, 1)
        assert (action.owner, str(action.due)) == ("Ben", "2026-03-06")
        assert "✓ A1  Ben does it by Fri 6 Mar 2026" in room.text


async def test_one_of_two_of_a_name_is_asked_for(tmp_path: Path) -> None:
    async with sitting(tmp_path, before=_known) as room:
        await _typed(room, "#action Anna send the list")
        assert "A1 is kept for Anna: Anna Berg or Anna Lee? ↑ has #own A1" in room.text
        await room.press("up")
        assert room.screen.line.text == "#own A1 "


async def test_a_fix_with_an_owner_nobody_has_says_both(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues", before=_known) as room:
        await _typed(room, "#action Mo we should send the list")
        assert "A1 is kept for Mo, who is new. It sounds like a fix" in room.text


async def test_a_dialog_asks_the_side_of_somebody_new_once(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        await at.press("i", "o")
        await at.type("Mo")
        assert "Which team is Mo on?" in at.text
        await at.press("2")
        await at.type("friday")
        assert (issues.get(at.desk, 1).owner, people.known(at.desk)) == ("Mo", (Person("Mo", "sales"),))
        await at.press("down", "o")
        await at.type("mo")
        await at.type("friday")
        assert issues.get(at.desk, 2).owner == "Mo"


async def test_a_dialog_completes_a_name_and_asks_about_one_that_is_nearly_so(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        _known(at.desk, at.clock)
        await at.press("i", "o", "b", "e", "tab", "enter")
        await at.type("3.4.")
        assert (issues.get(at.desk, 1).owner, str(issues.get(at.desk, 1).answer_by)) == ("Ben", "2026-04-03")
        await at.press("down", "o")
        await at.type("Benn")
        assert "Nobody is called Benn. Who is meant?" in at.text
        await at.press("1")
        await at.press(*"eom")
        assert "Tue 31 Mar 2026" in at.text
        await at.press("enter")
        assert issues.get(at.desk, 2).owner == "Ben"


async def test_leaving_the_question_who_is_meant_changes_nothing(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        _known(at.desk, at.clock)
        await at.press("i", "o")
        await at.type("Anna")
        assert "Anna Berg" in at.text
        await at.press("escape")
        assert issues.get(at.desk, 1).owner == ""


async def test_a_date_that_was_not_read_is_said_and_set_with_up(tmp_path: Path) -> None:
    async with sitting(tmp_path, before=_known) as room:
        await _typed(room, "#action Ben by 12/3 send the list, at such length that it fills the whole line")
        assert "A1 has no date: 12/3 could be 12 March or 3 December; ↑ sets one" in room.text
        await room.press("up")
        assert room.screen.line.text == "#own A1 Ben by "
        await room.type("3.12.")
        assert "✓ A1  Ben does it by Thu 3 Dec 2026" in room.text
        await _typed(room, "#action Mo by next meating send it")
        assert "A2 is kept for Mo, undated. Mo is new" in room.text
