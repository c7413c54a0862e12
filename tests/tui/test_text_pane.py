from smeeting.tui.inks import TITLE
from smeeting.tui.text import plain, plain_lines
from smeeting.tui.widgets.text_pane import Paragraph, TextPane
from tests.tui.stage import HOSTILE, Stage, assert_calm, drawn, lines, spied


def _many(count: int) -> list[Paragraph]:
    return [
        Paragraph(plain(f"paragraph {index} of some length to be folded at the edge"))
        for index in range(count)
    ]


async def test_paragraphs_are_folded_with_their_indent_and_tables_are_cut() -> None:
    pane = TextPane(
        [Paragraph(plain("• one two three four"), hang=2), Paragraph(plain("a table row " * 3), keep=True)]
    )
    app = Stage(pane)
    async with app.run_test(size=(14, 6)):
        assert [line.plain.rstrip() for line in pane.lines[:2]] == ["• one two", "  three four"]
        assert lines(app)[2].rstrip().endswith("…")


async def test_only_the_lines_in_view_are_drawn() -> None:
    pane = TextPane(_many(5_000))
    app = Stage(pane)
    async with app.run_test(size=(80, 20)) as pilot:
        await pilot.pause()
        touched = spied(pane)
        pane.focus()
        await pilot.press("end")
        await pilot.pause()
        assert set(touched) <= set(range(20))
        assert "paragraph 4999" in lines(app)[-1]


async def test_a_resize_keeps_the_paragraph_at_the_top() -> None:
    pane = TextPane(_many(200))
    app = Stage(pane)
    async with app.run_test(size=(80, 20)) as pilot:
        await pilot.pause()
        pane.scroll_to(y=100, animate=False)
        await pilot.pause()
        assert "paragraph 100" in lines(app)[0]
        await pilot.resize_terminal(30, 20)
        await pilot.pause()
        assert "paragraph 100" in lines(app)[0]


async def test_other_paragraphs_start_at_the_top_unless_the_place_is_kept() -> None:
    pane = TextPane(_many(100))
    app = Stage(pane)
    async with app.run_test(size=(80, 20)) as pilot:
        await pilot.pause()
        pane.scroll_to(y=50, animate=False)
        pane.show(_many(100), keep_place=True)
        await pilot.pause()
        assert "paragraph 50" in lines(app)[0]
        pane.show(_many(100))
        await pilot.pause()
        assert "paragraph 0" in lines(app)[0]


async def test_hostile_paragraphs_stay_text() -> None:
    pane = TextPane([Paragraph(plain_lines(text[:3_000], TITLE), hang=3) for text in HOSTILE])
    app = Stage(pane)
    async with app.run_test(size=(60, 40)) as pilot:
        for _ in range(4):
            assert_calm(drawn(app))
            await pilot.press("pagedown")
            await pilot.pause()
