"""A text that is folded while it is typed."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual import events

from smeeting.domain.text import visible
from smeeting.tui.editing import row_at, rows_of
from smeeting.tui.widgets.text_box import TextBox
from smeeting.tui.widgets.text_line import TextLine
from tests.tui.stage import HOSTILE, Stage, assert_calm, drawn, lines

TEXT = "A lead with a need, a date and somebody who can decide"


@given(st.text(st.sampled_from("ab 漢\n\x1be\u0301")), st.integers(4, 12))
def test_the_rows_are_the_whole_text_and_each_fits(text: str, width: int) -> None:
    rows = rows_of(text, width)
    joined = "".join(text[start:end] for start, end in rows)
    assert joined == text.replace("\n", "")
    assert rows[0][0] == 0
    assert all(0 <= after[0] - before[1] <= 1 for before, after in itertools.pairwise(rows))
    assert all(cell_len(visible(text[start:end])) <= max(width, 8) for start, end in rows)
    assert all(rows[row_at(rows, at)][0] <= at <= rows[row_at(rows, at)][1] for at in range(len(text) + 1))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", [""]),
        ("one two three", ["one two ", "three"]),
        ("abcdefghijkl", ["abcdefghij", "kl"]),
        ("a\n\nb", ["a", "", "b"]),
        ("a\n", ["a", ""]),
        ("one two 漢字漢字", ["one two ", "漢字漢字"]),
    ],
)
def test_a_text_is_folded_behind_words_and_at_line_breaks(text: str, folded: list[str]) -> None:
    assert [text[start:end] for start, end in rows_of(text, 10)] == folded


async def test_all_of_a_long_text_is_in_view_and_submitted_as_it_came() -> None:
    app = Stage(TextBox(TEXT), keep=TextLine.Submitted)
    async with app.run_test(size=(24, 10)) as pilot:
        await pilot.pause()
        assert [line.rstrip() for line in lines(app)[:3]] == [
            "▌A lead with a need, a",
            "▌date and somebody who",
            "▌can decide",
        ]
        await pilot.press("!", "enter")
    assert [message.text for message in app.kept] == [TEXT + "!"]  # type: ignore[attr-defined]


async def test_a_proposal_makes_way_for_what_is_typed_and_is_edited_by_other_keys() -> None:
    for keys, text in (("xy", "xy"), (["left", "x"], "2026-12-0x3"), (["backspace", "4"], "2026-12-04")):
        box = TextBox("2026-12-03", is_proposal=True)
        async with Stage(box).run_test(size=(24, 10)) as pilot:
            await pilot.pause()
            await pilot.press(*keys)
            assert box.text == text
    box = TextBox("2026-12-03", is_proposal=True)
    async with Stage(box).run_test(size=(24, 10)) as pilot:
        await pilot.pause()
        box.post_message(events.Paste("friday"))
        await pilot.pause()
        assert box.text == "friday"


async def test_it_grows_and_shrinks_with_the_text_and_keeps_its_words_beneath() -> None:
    box = TextBox("short")
    app = Stage(box)
    async with app.run_test(size=(24, 10)) as pilot:
        box.say_bad("no date")
        assert box.size.height == 2
        box.text = TEXT
        await pilot.pause()
        assert box.size.height == 4
        assert lines(app)[3].strip() == "✗ no date"
        await pilot.press("ctrl+u")
        await pilot.pause()
        assert box.size.height == 2


async def test_the_cursor_goes_up_and_down_by_rows() -> None:
    box = TextBox(TEXT)
    async with Stage(box).run_test(size=(24, 10)) as pilot:
        await pilot.press("up", "X")
        assert box.text == "A lead with a need, a date and sXomebody who can decide"
        await pilot.press("home", "down", "Y")
        assert "a Ydate" in box.text


async def test_a_text_of_many_rows_scrolls_with_the_cursor() -> None:
    box = TextBox("\n".join(f"row {number}" for number in range(20)))
    app = Stage(box)
    async with app.run_test(size=(24, 10)) as pilot:
        await pilot.pause()
        assert box.size.height == 7
        assert lines(app)[5].startswith("▌row 19")
        await pilot.press(*["up"] * 19)
        assert lines(app)[0].startswith("▌row 0")


async def test_a_click_puts_the_cursor_where_the_mouse_is() -> None:
    box = TextBox(TEXT)
    async with Stage(box).run_test(size=(24, 10)) as pilot:
        await pilot.click(box, offset=(1, 1))
        await pilot.press("Z")
        assert "a Zdate" in box.text


@pytest.mark.parametrize("text", HOSTILE)
async def test_no_text_reaches_the_terminal_as_anything_but_text(text: str) -> None:
    box = TextBox()
    app = Stage(box)
    async with app.run_test(size=(30, 10)) as pilot:
        box.post_message(events.Paste(text))
        await pilot.pause()
        assert_calm(drawn(app))
        await pilot.press("up", "home")
        assert_calm(drawn(app))
