from pathlib import Path

from smeeting.services import captures
from tests.tui.meeting_room import sitting


async def test_an_empty_item_says_how_to_write_something_down(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="notes") as room:
        assert "Nothing is written down yet." in room.text


async def test_what_was_captured_is_shown_in_full_and_once(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="notes") as room:
        await room.line("#note one\ntwo words")
        assert "two words" in room.text
        assert "captured here" not in room.text
        assert sum("N1" in line for line in room.text.splitlines()[:-3]) == 1


async def test_the_newest_of_many_notes_is_in_view(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="notes") as room:
        for number in range(29):
            captures.take(room.desk, f"#note number {number}", room.clock())
        await room.line("#note number 29")
        await room.pilot.pause()
        assert "number 29" in "\n".join(room.text.splitlines()[:-3])
