from pathlib import Path

import pytest

from smeeting.services import customer_voices, issues, search
from smeeting.services.desk import Desk
from smeeting.tui.inks import FOUND
from smeeting.tui.screens.home import HomeScreen
from smeeting.tui.screens.issues import IssuesScreen
from smeeting.tui.screens.meeting import MeetingScreen
from smeeting.tui.screens.reader import ReaderScreen
from smeeting.tui.screens.record_list import number_of
from smeeting.tui.screens.search import PAGE, SearchScreen
from smeeting.tui.widgets.row_list import RowList
from smeeting.tui.widgets.text_line import TextLine
from tests.tui.between_meetings import Between, between, hold
from tests.tui.meeting_room import FakeClock, make_desk, sitting
from tests.tui.stage import HOSTILE, assert_calm, drawn


async def _search(at: Between, words: str = "") -> SearchScreen:
    await at.press("ctrl+f", *("space" if letter == " " else letter for letter in words))
    return at.screen(SearchScreen)


def _refs(screen: SearchScreen) -> list[str]:
    return [row.ref for row in screen._rows]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_captures_come_up_as_somebody_types(tmp_path: Path, size: tuple[int, int]) -> None:
    async with between(tmp_path, size=size) as at:
        screen = await _search(at)
        assert "Type words, and everything ever captured" in at.text
        await at.press(*"ph")
        assert _refs(screen) == ["I1"]
        assert "1 found" in at.text
        assert "fair leads came without phone numbers" in at.text
        await at.press(*"zz")
        assert _refs(screen) == []
        assert "Nothing that was ever captured holds this word: phzz" in at.text
        await at.press("ctrl+u", "percent_sign")
        assert "There is no word in that yet" in at.text
        await at.press("escape")
        at.screen(HomeScreen)


async def test_found_words_are_bold_and_underlined(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        await _search(at, "fair phon")
        marked = [
            text
            for strip in drawn(at.app)
            for text, style, _ in strip
            if style and style.bold and style.underline
        ]
        assert marked == ["fair", "phon"]
        assert "bold" in FOUND
        assert "underline" in FOUND


async def test_what_was_heard_is_shown_where_it_holds_the_words(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        await _search(at, "call")
        assert "heard: no number, no call" in at.text


async def test_the_arrows_move_while_the_line_keeps_the_keys(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        screen = await _search(at, "the")
        assert _refs(screen) == ["A4", "A3", "I2"]
        await at.press("down", "down", "down")
        assert screen.query_one(RowList).cursor == 2
        await at.press("pageup")
        assert screen.query_one(RowList).cursor == 0
        assert screen.query_one(TextLine).has_focus
        await at.press("down", "o")
        assert screen.query_one(TextLine).text == "theo"


async def test_enter_opens_an_issue_and_an_action_on_their_screen(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        search_screen = await _search(at, "pagers")
        await at.press("enter")
        issue = at.screen(IssuesScreen)
        assert issue.record is not None
        assert number_of(issue.record) == 2
        await at.press("escape")
        assert at.app.screen is search_screen
        assert search_screen.query_one(TextLine).text == "pagers"
        await at.press("ctrl+u", *"lost", "enter")
        action = at.screen(IssuesScreen)
        assert action.record is not None
        assert number_of(action.record) == 3


async def test_enter_reads_anything_else_and_its_minutes(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        await _search(at, "weekly")
        await at.press("enter")
        assert "D5  decision" in at.text
        assert "report MQLs weekly" in at.text
        await at.press("m")
        at.screen(ReaderScreen)
        await at.press("escape")
        at.screen(SearchScreen)


async def test_a_long_list_is_read_a_page_at_a_time(tmp_path: Path) -> None:
    def note(desk: Desk, clock: FakeClock) -> None:
        hold(desk, clock, tuple(f"#note lead {number}" for number in range(PAGE + 20)))

    async with between(tmp_path, before=note) as at:
        screen = await _search(at, "lead")
        assert f"{PAGE}+ found" in at.text
        await at.press(*["pagedown"] * 4)
        assert len(_refs(screen)) == PAGE + 20
        assert _refs(screen) == [one.ref for one in search.find(at.desk, "lead", limit=1000)]
        assert f"{PAGE + 20} found" in at.text


async def test_what_others_do_is_seen_and_the_cursor_stays(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        screen = await _search(at, "the")
        await at.press("down", "down")
        with make_desk(tmp_path, via="other") as other:
            issues.answer(other, 1, "the form asks for it", at.today, at.clock())
        await at.second()
        assert _refs(screen) == ["A4", "A3", "I2", "I1"]
        assert screen.found is not None
        assert screen.found.ref == "I2"


async def test_in_a_meeting_the_clock_goes_on_and_the_room_is_where_it_was(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="metrics") as room:
        await room.line("#note anything at all")
        await room.press("slash", *"half a l".replace(" ", "_"))
        line = room.screen.line.text
        await room.press("ctrl+f", *"any")
        assert isinstance(room.app.screen, SearchScreen)
        assert "anything at all" in room.text
        room.clock.run(90)
        await room.second()
        await room.press("escape")
        assert isinstance(room.app.screen, MeetingScreen)
        assert room.screen.line.text == line
        assert room.screen.meeting.item.used_ms >= 90_000
        assert room.screen.meeting.state == "running"


async def test_a_voice_that_is_found_becomes_an_issue_the_meeting_shows(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="metrics") as room:
        await room.line("#voice sales opportunity: three tools and no owner")
        assert "sales, Opportunity: three tools" in room.text
        await room.press("ctrl+f", *"tools", "enter")
        await room.press("i")
        await room.press("i")
        await room.pilot.pause()
        assert customer_voices.get(room.desk, 1).became[0].ref == "I2"
        assert "✓ I2  from V1" in room.text
        await room.press("escape")
        await room.pilot.pause()
        assert "I2 sales: A customer says: three" in room.text


async def test_hostile_texts_are_only_text(tmp_path: Path) -> None:
    texts = tuple(f"#note zebra {text}" for text in HOSTILE if "\0" not in text)
    async with between(tmp_path, size=(120, 40), before=lambda desk, clock: hold(desk, clock, texts)) as at:
        screen = await _search(at, "zebra")
        for _ in texts:
            assert_calm(drawn(at.app))
            await at.press("down")
        await at.press("enter")
        assert_calm(drawn(at.app))
        await at.press("escape")
        for text in HOSTILE:
            screen.query_one(TextLine).text = text[:200]
            await at.pilot.pause()
            assert_calm(drawn(at.app))


async def test_without_anything_captured_it_says_so(tmp_path: Path) -> None:
    async with between(tmp_path, before=None) as at:
        await _search(at, "lead")
        assert "Nothing that was ever captured holds this word" in at.text
