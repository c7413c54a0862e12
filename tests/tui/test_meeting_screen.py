from pathlib import Path

import pytest
from textual import events

from smeeting.domain.errors import BusyError
from smeeting.services import captures, meetings
from smeeting.services.desk import Desk
from smeeting.tui.app import SmeetingApp
from smeeting.tui.commands import commands_at
from smeeting.tui.widgets.capture_list import CaptureList
from smeeting.tui.widgets.key_line import KeyLine
from smeeting.tui.widgets.row_list import RowList
from tests.tui.meeting_room import POSITIONS, START, FakeClock, captured, make_desk, sitting
from tests.tui.stage import HOSTILE, assert_calm, drawn, lines, spied


async def test_a_whole_meeting_is_held_with_the_keyboard_alone(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        await room.press("w")
        await room.type("Anna")
        await room.press("1")
        await room.press("n")
        await room.press("m")
        await room.type("132")
        await room.press("escape", "n", "i")
        await room.type("sales: leads came without phones")
        await room.press("h")
        await room.type("the form does not ask for a phone")
        await room.press("n", "n", "d")
        await room.type("Report MQLs weekly")
        await room.press("n", "r", "9", "enter", "9", "enter", "f", "enter")
        await room.press("c", "y", "e")
        assert room.meeting.state == "closed"
        assert [item.kind for item in room.meeting.items][room.meeting.current] == "closing"
        written = (tmp_path / "minutes" / "2026-03-04-monthly.md").read_text()
        for words in ("Anna", "132", "leads came without phones", "does not ask for a phone", "Report MQLs"):
            assert words in written
        await room.press("q")
        assert not room.app.is_running


async def test_a_receipt_and_its_capture_are_on_the_screen_before_all_else_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sitting(tmp_path) as room:
        steps: list[str] = []

        def noted(owner: object, method: str, step: str) -> None:
            carry_out = getattr(owner, method)

            def spy(*args: object, **kwargs: object) -> object:
                steps.append(step)
                return carry_out(*args, **kwargs)

            monkeypatch.setattr(owner, method, spy)

        await room.press("d")
        assert room.screen.view is not None
        noted(room.screen.query_one(CaptureList), "show", "captures")
        noted(room.app, "_display", "frame")
        noted(room.screen.view, "read", "view")
        await room.type("we test it")
        del steps[: steps.index("captures")]
        assert steps[:2] == ["captures", "frame"]
        assert steps.count("view") == 1, "what a capture may have changed is read once"


async def test_a_capture_is_on_disk_and_on_the_screen_with_its_receipt(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        await room.press("d")
        assert room.screen.line.text == "#decision "
        await room.type("we test it")
        assert captured(room.desk) == ["D1 we test it"]
        assert "✓ D1  we test it" in room.text
        assert "captured here" in room.text
        assert not room.screen.line.has_focus


async def test_a_term_is_looked_up(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        await room.press("t")
        await room.type("MQL")
        assert "Marketing-qualified lead" in room.text
        await room.press("escape", "n")
        assert room.meeting.current == 1


async def test_a_capture_that_is_clicked_shows_every_word_and_can_be_taken_back(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        await room.line("#decision " + "word " * 30 + "last")
        await room.line("#note two")
        await room.pilot.click(CaptureList, offset=(5, 1))
        await room.pilot.pause()
        assert "word last" in room.text
        await room.press("u")
        assert captured(room.desk) == ["N2 two"]


async def test_another_terminals_capture_and_move_appear(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        with make_desk(tmp_path, via="other") as other:
            captures.take(other, "#decision from the scribe", room.clock())
            room.screen._look_for_news()
            await room.pilot.pause()
            assert "from the scribe" in room.text
            meetings.move(other, "next", room.clock())
            room.screen._look_for_news()
            await room.pilot.pause()
            assert room.screen.meeting.current == 1
            assert "Marketing owes Sales" in room.text


async def test_a_move_elsewhere_does_not_take_the_line_out_of_ones_hands(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        await room.press("d", "x")
        with make_desk(tmp_path, via="other") as other:
            meetings.move(other, "next", room.clock())
        room.screen._look_for_news()
        await room.pilot.pause()
        await room.press("y")
        assert room.screen.line.text == "#decision xy"


async def test_keys_pressed_faster_than_a_view_can_be_shown_do_no_harm(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        await room.line("#here Anna (Marketing)")
        for key in ("r", "enter", "n", "n", "r", "b", "1", "n"):
            room.app.post_message(events.Key(key, key if len(key) == 1 else None))
        for _ in range(20):
            await room.pilot.pause()
        assert room.app.is_running


async def test_an_answer_counts_though_another_terminal_moved_the_meeting_on(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        await room.line("#here Anna (Marketing)")
        await room.press("r")
        with make_desk(tmp_path, via="other") as other:
            meetings.move(other, "next", room.clock())
        room.screen._look_for_news()
        await room.pilot.pause()
        await room.press("1")
        assert room.meeting.facilitator == "Anna"


async def test_news_that_could_not_be_read_are_shown_as_soon_as_they_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sitting(tmp_path) as room:
        with make_desk(tmp_path, via="other") as other, monkeypatch.context() as patch:
            captures.take(other, "#decision from the scribe", room.clock())

            def busy(*_: object) -> None:
                raise BusyError("another program holds the database", "it is tried again")

            patch.setattr(captures, "of_item", busy)
            room.screen._look_for_news()
            await room.pilot.pause()
            assert "another program holds the database" in room.text
        room.screen._look_for_news()
        await room.pilot.pause()
        assert "from the scribe" in room.text
        assert not room.screen.is_behind


async def test_a_second_repaints_only_the_cells_of_the_clocks(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="metrics") as room:
        seen = {widget.id: spied(widget) for widget in room.screen.query("#rail, #captures, #rows, #line")}
        room.clock.run(1)
        await room.second()
        assert len(set(seen["rail"])) == 1
        assert not seen["captures"]
        assert not seen["rows"]
        assert not seen["line"]


@pytest.mark.parametrize("at", POSITIONS)
async def test_every_item_is_usable_in_every_size(tmp_path: Path, at: str) -> None:
    async with sitting(tmp_path, at=at) as room:
        await room.line("#decision we test it")
        for size in ((120, 40), (60, 16), (80, 24)):
            await room.pilot.resize_terminal(*size)
            await room.pilot.pause()
            title = room.meeting.item.title
            assert title[:8] in room.text
            assert "we test it" in room.text
            assert "? keys" in lines(room.app)[-1]


async def test_a_terminal_too_small_says_so_and_loses_nothing(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        await room.press("d", "x")
        await room.pilot.resize_terminal(20, 5)
        await room.pilot.pause()
        assert "smeeting needs" in room.text
        assert "nothing is lost" in room.text
        await room.press("y")
        await room.pilot.resize_terminal(80, 24)
        await room.pilot.pause()
        assert "#decision xy" in room.text


@pytest.mark.parametrize("at", POSITIONS)
async def test_hostile_text_is_only_text_in_every_item(tmp_path: Path, at: str) -> None:
    def capture(desk: Desk, clock: FakeClock) -> None:
        meetings.start(desk, "monthly", clock())
        for text in HOSTILE:
            storable = text.replace("\0", "")
            captures.take(desk, f"#issue {storable}", clock())
            captures.take(desk, f"#action ? {storable}", clock())
        meetings.move(desk, "close", clock())
        clock.run(60)
        meetings.start(desk, "monthly", clock())
        for word in ("issue", "decision", "note"):
            captures.take(desk, f"#{word} {HOSTILE[0]}", clock())

    async with sitting(tmp_path, at=at, size=(120, 40), before=capture) as room:
        # The line is the same in every item.
        for text in HOSTILE if at == "notes" else HOSTILE[:2]:
            await room.line(f"#decision {text}")
            assert_calm(drawn(room.app))
        for _ in range(30):
            await room.press("down")
            assert_calm(drawn(room.app))
        assert room.app.is_running


@pytest.mark.parametrize("at", POSITIONS)
async def test_help_lists_every_key_of_the_place(tmp_path: Path, at: str) -> None:
    async with sitting(tmp_path, at=at, size=(120, 60)) as room:
        where = room.screen.where
        await room.press("question_mark")
        pane = room.app.screen.query_one("#keys")
        listed = " ".join(line.plain for line in pane.lines)  # type: ignore[attr-defined]
        for row in commands_at(where):
            assert " ".join(row.help.split()) in " ".join(listed.split()), row.id


@pytest.mark.parametrize("at", POSITIONS)
async def test_every_command_of_the_place_has_somebody_to_carry_it_out(tmp_path: Path, at: str) -> None:
    async with sitting(tmp_path, at=at) as room:
        for row in commands_at((*room.screen.where, "app")):
            owners = (room.screen.view, room.screen, room.app)
            assert any(hasattr(owner, f"action_{row.method}") for owner in owners), row.id


async def test_a_click_on_a_key_or_an_item_acts_like_the_key(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="notes") as room:
        key_line = room.screen.query_one(KeyLine)
        assert "n next" in lines(room.app)[-1]
        await room.pilot.click(key_line, offset=(lines(room.app)[-1].index("n next"), 0))
        await room.pilot.pause()
        assert room.meeting.item.kind == "closing"
        await room.pilot.click("#rail", offset=(5, 2))
        await room.pilot.pause()
        assert room.meeting.current == 1


async def test_the_palette_reaches_the_commands_of_the_item(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="metrics") as room:
        await room.press("ctrl+p")
        await room.press(*"target")
        await room.app.workers.wait_for_complete()
        await room.press("enter")
        await room.pilot.pause()
        assert "MQL: what for " in room.text


async def test_the_theme_changes_and_the_screen_stays(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        before = room.text
        room.app.action_app_theme()
        await room.pilot.pause()
        assert room.app.theme == "smeeting-light"
        assert room.text == before


async def test_a_broken_glossary_is_said_and_the_meeting_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with sitting(tmp_path) as room:
        (tmp_path / "glossary.yaml").write_text("terms: [")
        await room.press("n")
        room.screen._look_for_news()
        await room.pilot.pause()
        assert "glossary.yaml:1" in room.text
        await room.press("d")
        await room.type("we mend it")
        assert captured(room.desk) == ["D1 we mend it"]


async def test_starting_without_an_agenda_ends_with_the_reason(tmp_path: Path) -> None:
    with make_desk(tmp_path) as desk:
        app = SmeetingApp(desk, lambda: START, meeting=True, agenda="yearly")
        with pytest.raises(Exception, match="no agenda"):
            async with app.run_test():
                pass
        assert app.return_code == 2


async def test_the_list_of_the_item_has_the_focus(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="metrics") as room:
        assert isinstance(room.app.focused, RowList)


async def test_ctrl_c_ends_nothing_and_says_what_does(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        await room.press("ctrl+c")
        assert "^c ends nothing here; ^q leaves the program" in room.text
        assert room.meeting.state == "running"
