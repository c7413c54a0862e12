from textual.content import Content
from textual.geometry import Region, Size
from textual.strip import Strip

from smeeting.tui.inks import BAD, GOOD
from smeeting.tui.text import joined, plain
from smeeting.tui.themes import THEMES
from smeeting.tui.widgets.key_line import Entry, KeyLine
from smeeting.tui.widgets.painted import Painted, changed_cells
from smeeting.tui.widgets.title_bar import Face, TitleBar
from smeeting.tui.widgets.too_small import TooSmall
from tests.tui.stage import HOSTILE, Stage, assert_calm, drawn, lines, screen_text


class Board(Painted):
    shown: tuple[str, ...] = ("one", "two")
    ink = BAD

    def rows(self, room: Size) -> list[Content]:
        return [joined((text, self.ink)) for text in self.shown]


def _strip(text: str) -> Strip:
    return Strip([*plain(text).render_segments()])


def _watch_regions(widget: Painted) -> list[Region]:
    regions: list[Region] = []
    refresh = widget.refresh

    def spy(*args: Region, **kwargs: bool) -> Painted:
        regions.extend(args or [widget.size.region])
        return refresh(*args, **kwargs)

    widget.refresh = spy  # type: ignore[method-assign]
    return regions


def test_changed_cells_are_counted_in_cells() -> None:
    assert changed_cells(_strip("abc"), _strip("abc")) is None
    assert changed_cells(_strip("abcd"), _strip("aXcY")) == (1, 4)
    assert changed_cells(_strip("漢字a"), _strip("漢字b")) == (4, 5)
    assert changed_cells(_strip("e\u0301a"), _strip("ea")) == (0, 1)


async def test_only_the_cells_that_differ_are_repainted() -> None:
    board = Board()
    app = Stage(board)
    async with app.run_test(size=(40, 5)) as pilot:
        await pilot.pause()
        regions = _watch_regions(board)
        board.shown = ("one", "twi")
        board.repaint()
        await pilot.pause()
        assert regions == [Region(2, 1, 1, 1)]
        assert lines(app)[1].rstrip() == "twi"
        board.repaint()
        assert len(regions) == 1, "nothing changed, nothing is painted"


async def test_lines_that_stay_the_same_are_not_painted_again_unless_their_ink_differs() -> None:
    board = Board()
    app = Stage(board)
    async with app.run_test(size=(40, 5)) as pilot:
        await pilot.pause()
        one, two = board.render_line(0), board.render_line(1)
        board.shown = ("one", "twi")
        board.repaint()
        assert board.render_line(0) is one
        assert board.render_line(1) != two
        board.ink = GOOD
        board.repaint()
        assert board.render_line(0) != one


async def test_a_second_of_the_clock_costs_its_digits() -> None:
    bar = TitleBar()
    app = Stage(bar)
    async with app.run_test(size=(80, 5)) as pilot:
        bar.show("Monthly", face=Face(1421, 3600))
        await pilot.pause()
        assert "23:41 of 60:00" in lines(app)[0]
        regions = _watch_regions(bar)
        bar.tick(Face(1422, 3600))
        await pilot.pause()
        assert "23:42 of 60:00" in lines(app)[0]
        assert sum(region.area for region in regions) <= 5


async def test_the_clock_says_by_sign_and_word_that_time_is_over_or_stands() -> None:
    bar = TitleBar()
    app = Stage(bar)
    async with app.run_test(size=(80, 5)) as pilot:
        bar.show("Monthly", face=Face(3700, 3600))
        await pilot.pause()
        assert "61:40 of 60:00 !" in lines(app)[0]
        bar.show("Monthly", face=Face(60, 3600, paused=True))
        await pilot.pause()
        assert "‖ paused" in lines(app)[0]


async def test_the_title_gives_way_to_the_clock_in_a_narrow_terminal() -> None:
    bar = TitleBar()
    app = Stage(bar)
    async with app.run_test(size=(34, 5)) as pilot:
        bar.show("A very long title of a meeting", face=Face(5, 3600))
        await pilot.pause()
        assert "0:05 of 60:00" in lines(app)[0]
        assert "…" in lines(app)[0]


async def test_another_theme_repaints_in_its_colours() -> None:
    board = Board()
    app = Stage(board)
    async with app.run_test(size=(40, 5)) as pilot:
        await pilot.pause()
        dark = drawn(app)[0]
        app.theme = THEMES[1].name
        await pilot.pause()
        light = drawn(app)[0]
    assert dark.text == light.text
    assert [style for _, style, _ in dark] != [style for _, style, _ in light]


async def test_a_resize_draws_the_lines_at_their_new_width() -> None:
    bar = TitleBar("Home", note="4 March")
    app = Stage(bar)
    async with app.run_test(size=(80, 20)) as pilot:
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert lines(app)[0].rstrip().endswith("4 March")
        assert len(lines(app)[0]) == 60


async def test_a_click_on_a_key_says_which_command() -> None:
    line = KeyLine([Entry("a.b", "n", "next"), Entry("c.d", "?", "keys", keep=True)])
    app = Stage(line, keep=KeyLine.Pressed)
    async with app.run_test(size=(40, 5)) as pilot:
        await pilot.click(KeyLine, offset=(10, 0))
        await pilot.click(KeyLine, offset=(30, 0))
    assert [message.command for message in app.kept if isinstance(message, KeyLine.Pressed)] == ["c.d"]


async def test_too_little_room_is_said_and_taken_back() -> None:
    board = Board()
    app = Stage(board, TooSmall())
    async with app.run_test(size=(80, 24)) as pilot:
        assert "needs more room" not in screen_text(app)
        for size in ((20, 5), (59, 24), (80, 15)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert "needs" in screen_text(app), size
            assert "one" not in screen_text(app)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "one" in screen_text(app)
        assert "needs more room" not in screen_text(app)


async def test_hostile_titles_stay_text() -> None:
    bar = TitleBar()
    app = Stage(bar)
    async with app.run_test(size=(80, 5)) as pilot:
        for text in HOSTILE:
            bar.show(text, note=text, face=None)
            await pilot.pause()
            assert_calm(drawn(app))
