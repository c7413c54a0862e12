from pathlib import Path

import pytest

from smeeting.render.blocks import read_markdown
from smeeting.services import captures, meetings, minutes
from smeeting.services.desk import Desk
from smeeting.tui.minutes_text import WIDEST, front_last, minutes_paragraphs
from smeeting.tui.screens.minutes import PAGE, MinutesScreen
from smeeting.tui.screens.reader import ReaderScreen
from smeeting.tui.widgets.card import Card
from smeeting.tui.widgets.row_list import RowList
from tests.tui.between_meetings import Between, between, hold
from tests.tui.meeting_room import FakeClock, make_desk
from tests.tui.stage import HOSTILE, assert_calm, drawn


async def _open(at: Between, *keys: str) -> None:
    await at.press("m")
    at.screen(MinutesScreen)
    await at.press(*keys)


def _text(at: Between) -> str:
    return "\n".join(line.plain for line in at.screen(ReaderScreen).query_one(Card).lines)


def start(desk: Desk, clock: FakeClock) -> None:
    hold(desk, clock)
    meetings.start(desk, "monthly", clock())
    captures.take(desk, "#decision meet on Tuesdays", clock())


async def test_past_meetings_are_listed_newest_first_below_the_running_one(tmp_path: Path) -> None:
    async with between(tmp_path, before=start) as at:
        await _open(at)
        listed = [line for line in at.text.splitlines() if "Mar 2026" in line]
        assert "▶ Wed 11 Mar 2026" in listed[0]
        assert "running" in listed[0]
        assert "Wed 4 Mar 2026" in listed[1]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_minutes_are_rendered_and_can_be_left(tmp_path: Path, size: tuple[int, int]) -> None:
    async with between(tmp_path, size=size) as at:
        await _open(at, "enter")
        text = _text(at)
        assert "Decisions" in text
        assert "#" not in text.split("Decisions")[0]
        assert "report MQLs weekly" in text
        assert "**" not in text
        assert text.index("In short") < text.index('agenda: "monthly"')
        await at.press("escape")
        at.screen(MinutesScreen)


async def test_the_running_meetings_draft_grows_while_it_is_read(tmp_path: Path) -> None:
    async with between(tmp_path, before=start) as at:
        await _open(at, "enter")
        assert "draft" in at.text
        assert "meet on Tuesdays" in _text(at)
        with make_desk(tmp_path, via="other") as other:
            captures.take(other, "#decision and be brief", at.clock())
        await at.second()
        await at.pilot.pause()
        assert "and be brief" in _text(at)


@pytest.mark.parametrize("keys", [("e",), ("enter", "e")])
async def test_export_writes_the_file_and_says_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    async with between(tmp_path) as at:
        await _open(at, *keys)
        assert "✓ written to minutes/2026-03-04-monthly.md" in at.text
        expected = minutes.markdown(at.desk, meetings.get(at.desk, None))
    assert (tmp_path / "minutes" / "2026-03-04-monthly.md").read_text() == expected


@pytest.mark.parametrize("keys", [("e",), ("enter", "e")])
async def test_an_export_that_fails_says_why(tmp_path: Path, keys: tuple[str, ...]) -> None:
    async with between(tmp_path, size=(200, 24)) as at:
        (tmp_path / "minutes").write_text("in the way")
        await _open(at, *keys)
        assert "✗" in at.text
        assert "can't be made" in at.text


async def test_without_meetings_it_says_where_minutes_come_from(tmp_path: Path) -> None:
    async with between(tmp_path, before=None) as at:
        await _open(at, "enter", "e")
        assert "No meeting was held yet" in at.text


async def test_a_long_list_is_read_a_page_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("smeeting.tui.screens.minutes.PAGE", 3)

    def hold_five(desk: Desk, clock: FakeClock) -> None:
        for _ in range(5):
            hold(desk, clock, ())

    assert PAGE == 200
    async with between(tmp_path, before=hold_five) as at:
        await _open(at)
        rows = at.screen(MinutesScreen).query_one(RowList)
        assert rows.count == 3
        await at.press("end")
        assert rows.count == 5


async def test_hostile_texts_are_only_text(tmp_path: Path) -> None:
    def capture(desk: Desk, clock: FakeClock) -> None:
        meetings.start(desk, "monthly", clock())
        for text in HOSTILE:
            if "\0" not in text:
                captures.take(desk, f"#decision {text}", clock())
        meetings.move(desk, "close", clock())

    async with between(tmp_path, before=capture) as at:
        await _open(at, "enter")
        for _ in range(20):
            assert_calm(drawn(at.app))
            await at.press("pagedown")


def test_paragraphs_keep_to_the_width_and_to_what_can_be_read() -> None:
    lines = read_markdown("# Title\n\n" + "word " * 200 + "\n\n| a | b |\n|---|--:|\n| x | 1 |\n")
    for width in (1, 40, 300):
        for paragraph in minutes_paragraphs(lines, width):
            assert paragraph.content.cell_length <= max(min(width, WIDEST), 1) or width == 1


def test_front_matter_is_read_last() -> None:
    lines = front_last(read_markdown("---\ntitle: A\n---\n\n# A\n"))
    assert [line.kind for line in lines] == ["heading1", "blank", "rule", "front"]
    plain = read_markdown("# A\n")
    assert front_last(plain) == list(plain)
