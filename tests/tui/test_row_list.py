import pytest
from textual.content import Content

from smeeting.tui.text import plain
from smeeting.tui.widgets.row_list import RowList
from tests.tui.stage import HOSTILE, Stage, assert_calm, drawn, lines, screen_text, spied


def _numbered(index: int, width: int) -> Content:
    return plain(f"row {index}")


def _shown(app: Stage) -> list[str]:
    return [line.strip() for line in lines(app)]


async def test_a_hundred_thousand_rows_draw_only_what_is_in_view() -> None:
    asked: list[int] = []

    def draw(index: int, width: int) -> Content:
        asked.append(index)
        return plain(f"row {index}")

    rows = RowList()
    app = Stage(rows)
    async with app.run_test(size=(40, 20)) as pilot:
        rows.show(100_000, draw)
        await pilot.pause()
        assert set(asked) == set(range(20))
        rows.focus()
        await pilot.press("end")
        await pilot.pause()
        assert _shown(app)[-1] == "▌row 99999"
        assert len(set(asked)) == 40


async def test_the_focus_comes_and_goes_with_one_row_drawn() -> None:
    rows = RowList()
    app = Stage(rows)
    async with app.run_test(size=(40, 20)) as pilot:
        rows.show(1000, _numbered)
        await pilot.pause()
        touched = spied(rows)
        for widget in (None, rows):
            before = [*drawn(app)[0]]
            app.screen.set_focus(widget)
            await pilot.pause()
            assert rows.has_focus == (widget is rows)
            assert [*drawn(app)[0]] != before
        assert set(touched) == {0}


async def test_a_cursor_key_draws_two_rows() -> None:
    rows = RowList()
    app = Stage(rows)
    async with app.run_test(size=(40, 20)) as pilot:
        rows.show(1000, _numbered)
        rows.focus()
        await pilot.pause()
        touched = spied(rows)
        await pilot.press("down")
        await pilot.pause()
        assert set(touched) <= {0, 1}
        assert _shown(app)[:2] == ["row 0", "▌row 1"]


@pytest.mark.parametrize(
    ("keys", "cursor"),
    [
        (["down", "down"], 2),
        (["up"], 0),
        (["end"], 99),
        (["end", "down"], 99),
        (["end", "home"], 0),
        (["pagedown"], 19),
        (["pagedown", "pageup"], 0),
    ],
)
async def test_keys_move_the_cursor_and_keep_it_in_view(keys: list[str], cursor: int) -> None:
    rows = RowList()
    app = Stage(rows)
    async with app.run_test(size=(40, 20)) as pilot:
        rows.show(100, _numbered)
        rows.focus()
        await pilot.press(*keys)
        await pilot.pause()
        assert rows.cursor == cursor
        assert f"▌row {cursor}" in _shown(app)


async def test_enter_and_a_click_choose_a_row() -> None:
    rows = RowList()
    app = Stage(rows, keep=RowList.Selected)
    async with app.run_test(size=(40, 20)) as pilot:
        rows.show(5, _numbered)
        rows.focus()
        await pilot.press("down", "enter")
        await pilot.click(RowList, offset=(3, 4))
        await pilot.click(RowList, offset=(3, 12))
    assert [message.index for message in app.kept if isinstance(message, RowList.Selected)] == [1, 4]


async def test_the_cursor_skips_headings_and_shows_the_one_above_it() -> None:
    rows = RowList()
    app = Stage(rows, keep=RowList.Highlighted)
    async with app.run_test(size=(40, 4)) as pilot:
        rows.show(10, _numbered, headings={0, 5})
        rows.focus()
        await pilot.pause()
        assert rows.cursor == 1
        await pilot.press("down", "down", "down", "down")
        assert rows.cursor == 6
        await pilot.press("up")
        assert rows.cursor == 4
        await pilot.press("home")
        await pilot.pause()
        assert rows.cursor == 1
        assert _shown(app)[0] == "row 0"
        await pilot.click(RowList, offset=(3, 0))
        assert rows.cursor == 1
    assert [message.index for message in app.kept if isinstance(message, RowList.Highlighted)][-2:] == [4, 1]


async def test_an_empty_list_says_so_and_ignores_keys() -> None:
    rows = RowList(empty="No issues.\nAir one with i.")
    app = Stage(rows, keep=RowList.RowMessage)
    async with app.run_test(size=(40, 20)) as pilot:
        rows.show(0, _numbered)
        rows.focus()
        await pilot.press("down", "end", "pagedown", "enter")
        await pilot.pause()
        assert _shown(app)[:2] == ["No issues.", "Air one with i."]
    assert rows.cursor is None
    assert not app.kept


async def test_a_list_of_headings_alone_has_no_cursor() -> None:
    rows = RowList()
    async with Stage(rows).run_test():
        rows.show(3, _numbered, headings=range(3))
        assert rows.cursor is None


async def test_showing_again_keeps_the_cursor_and_a_shorter_list_pulls_it_in() -> None:
    rows = RowList()
    app = Stage(rows)
    async with app.run_test(size=(40, 20)) as pilot:
        rows.show(100, _numbered, cursor=50)
        await pilot.pause()
        rows.show(100, _numbered)
        assert rows.cursor == 50
        rows.show(10, _numbered)
        await pilot.pause()
        assert rows.cursor == 9
        assert "row 9" in screen_text(app)


async def test_a_changed_row_can_be_drawn_alone() -> None:
    names = ["a", "b"]
    rows = RowList()
    app = Stage(rows)
    async with app.run_test(size=(40, 20)) as pilot:
        rows.show(2, lambda index, width: plain(names[index]))
        await pilot.pause()
        names[1] = "changed"
        rows.redraw(1)
        await pilot.pause()
        assert "changed" in screen_text(app)


async def test_the_row_of_the_cursor_is_marked_by_a_sign_with_and_without_focus() -> None:
    rows, other = RowList(id="one"), RowList(id="two")
    app = Stage(rows, other)
    async with app.run_test(size=(40, 20)) as pilot:
        rows.show(2, _numbered)
        other.show(2, _numbered)
        rows.focus()
        await pilot.pause()
        before = drawn(app)[0]
        other.focus()
        await pilot.pause()
        after = drawn(app)[0]
    assert before.text.startswith("▌")
    assert after.text.startswith("▌")
    assert [style for _, style, _ in before] != [style for _, style, _ in after]


async def test_a_resize_keeps_the_cursor_in_view() -> None:
    rows = RowList()
    app = Stage(rows)
    async with app.run_test(size=(80, 40)) as pilot:
        rows.show(100, _numbered, cursor=39)
        await pilot.pause()
        await pilot.resize_terminal(60, 10)
        await pilot.pause()
        assert rows.cursor == 39
        assert "▌row 39" in _shown(app)


async def test_hostile_rows_stay_text() -> None:
    rows = RowList(empty=HOSTILE[0])
    app = Stage(rows)
    async with app.run_test(size=(60, 24)) as pilot:
        rows.show(len(HOSTILE), lambda index, width: plain(HOSTILE[index]))
        await pilot.pause()
        assert_calm(drawn(app))
        rows.show(0, _numbered)
        await pilot.pause()
        assert_calm(drawn(app))
