"""Redo by key, the history of a record to read, and issues that know where they were raised from."""

from pathlib import Path

from smeeting.domain.record_links import RecordLink
from smeeting.services import conversions, glossaries, issues, record_links, undoing
from smeeting.tui.dialogs.show_history import show_history
from tests.tui.between_meetings import between
from tests.tui.meeting_room import captured, sitting


async def test_what_was_taken_back_in_the_meeting_is_done_again(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        await room.line("#decision we test it")
        await room.press("u")
        assert captured(room.desk) == []
        await room.press("ctrl+r")
        assert captured(room.desk) == ["D1 we test it"]
        assert "done again: decision: we test it" in room.text
        await room.press("ctrl+r")
        assert "there is nothing to do again" in room.text


async def test_what_was_taken_back_between_meetings_is_done_again(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        await at.press("i", "w")
        await at.type("was meant as a joke")
        await at.press("u")
        assert issues.get(at.desk, 1).state == "heard"
        await at.press("ctrl+r")
        assert issues.get(at.desk, 1).state == "withdrawn"
        assert "done again: I1 withdrawn" in at.text


async def test_a_change_of_an_entry_is_taken_back_and_done_again_any_number_of_times(tmp_path: Path) -> None:
    async with between(tmp_path, size=(100, 40)) as at:
        await at.press("g", "slash")
        await at.type("mql")
        await at.press("m")
        file = at.desk.workspace.glossary_file
        before = file.read_bytes()
        await at.press("ctrl+r")
        assert "nothing was taken back from here" in at.text
        for text in ("One", "Two"):
            await at.press("enter", "ctrl+u")
            await at.type(text)
        after = file.read_bytes()
        await at.press("u", "u")
        assert file.read_bytes() == before
        await at.press("ctrl+r", "ctrl+r")
        assert file.read_bytes() == after
        await at.press("u")
        assert glossaries.find(at.desk, "mql").definitions["marketing"] == "One"
        await at.press("enter", "ctrl+u")
        await at.type("Three")
        await at.press("ctrl+r")
        assert "nothing was taken back from here" in at.text


async def test_an_issue_raised_from_a_metric_is_linked_to_it(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="metrics") as room:
        await room.press("k")
        await room.type("too few")
        links = [one.link for one in record_links.of(room.desk, 1) if one.how == "linked"]
        assert links == [RecordLink("metric", "mql")]


async def test_a_line_that_was_left_is_about_nothing(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="metrics") as room:
        await room.press("k", "escape")
        room.screen.line.text = ""
        await room.press("escape", "i")
        await room.type("cold")
        assert [one for one in record_links.of(room.desk, 1) if one.how == "linked"] == []


async def test_the_history_of_a_record_is_read_in_a_dialog(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        conversions.convert(at.desk, 1, "note", at.clock())
        undoing.undo(at.desk, at.clock())
        at.app.run_worker(show_history(at.app, at.desk, 1))
        await at.press()
        for words in (
            "What happened to I1",
            "fair leads came",
            "taken back: I1 → N1",
            "kind: note → issue",
            "state: heard",
        ):
            assert words in at.text
        await at.press("escape")
        assert "What happened" not in at.text
