import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content
from textual.style import Style

from smeeting.tui.inks import BAD, INKS
from smeeting.tui.text import columns, cropped, fitted, joined, paint, plain, plain_lines, spread, wrapped
from smeeting.tui.themes import THEMES
from tests.tui.stage import HOSTILE, Stage, assert_calm

ANY_TEXT = st.text(alphabet=st.characters(), max_size=60)


def test_markup_is_text() -> None:
    assert plain("[bold]x[/] [@click=app.quit]").plain == "[bold]x[/] [@click=app.quit]"
    assert not plain("[bold]x[/]").spans


def test_one_line_stays_one_line_and_typed_breaks_can_be_kept() -> None:
    assert plain("a\nb").plain == "a␊b"
    assert plain_lines("a\nb").plain == "a\nb"


def test_parts_keep_their_own_ink() -> None:
    content = joined("a", ("b", BAD), plain("c"))
    assert content.plain == "abc"
    assert [(span.start, span.end, span.style) for span in content.spans] == [(1, 2, BAD)]


@given(ANY_TEXT, st.integers(0, 30), st.sampled_from(("left", "right")))
def test_fitted_fills_its_width_exactly(text: str, width: int, align: str) -> None:
    assert fitted(text, width, "left" if align == "left" else "right").cell_length == width


@given(ANY_TEXT, st.integers(0, 30))
def test_cropped_never_passes_its_width_and_shows_that_something_is_cut(text: str, width: int) -> None:
    short = cropped(text, width)
    assert short.cell_length <= width
    if width and plain(text).cell_length > width:
        assert short.plain.endswith("…")


def test_wide_characters_are_cut_by_cells() -> None:
    assert fitted("漢字漢字", 5).plain == "漢字…"
    assert fitted("7", 3, "right").plain == "  7"


def test_a_very_long_text_is_cut_before_it_is_measured() -> None:
    assert cropped("x" * 100_000, 10).plain == "x" * 9 + "…"
    assert cropped("e" + "\u0301" * 5_000, 10).cell_length <= 10


@given(ANY_TEXT, ANY_TEXT, st.integers(0, 40))
def test_spread_fills_the_line_and_cuts_the_left_first(left: str, right: str, width: int) -> None:
    line = spread(left, right, width)
    assert line.cell_length == width
    if 0 < plain(right).cell_length <= width:
        assert line.plain.endswith(plain(right).plain)


def test_columns_align_by_the_sign_of_their_width() -> None:
    assert columns(["a", "12"], [3, -4]).plain == "a     12"


@given(st.text(alphabet="ab 漢\n", max_size=80), st.integers(4, 20), st.integers(0, 3))
def test_wrapping_loses_no_character_and_keeps_to_the_width(text: str, width: int, hang: int) -> None:
    folded = wrapped(Content(text), width, hang=hang)
    assert all(line.cell_length <= width for line in folded)
    assert "".join(line.plain for line in folded).split() == [] or "".join(
        "".join(line.plain.split()) for line in folded
    ) == "".join(text.split())


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_texts_are_painted_as_text(text: str) -> None:
    async with Stage().run_test(size=(80, 24)):
        strip = paint(joined("> ", (text, BAD)), 60, Style())
    assert strip.cell_length == 60
    assert_calm([strip])


async def test_shared_hostile_texts_are_painted_as_text(shared: Path) -> None:
    async with Stage().run_test(size=(80, 24)):
        for file in sorted((shared / "badinput" / "text").glob("*.json")):
            for text in json.loads(file.read_text(encoding="utf-8")):
                assert_calm([paint(plain(text, BAD), 60, Style())])
                assert_calm(paint(line, 40, Style()) for line in wrapped(plain_lines(text[:2000]), 40))


@pytest.mark.parametrize("theme", [*(theme.name for theme in THEMES), "textual-dark", "textual-light"])
async def test_every_ink_means_something_in_every_theme(theme: str) -> None:
    app = Stage()
    async with app.run_test():
        app.theme = theme
        for ink in INKS:
            style = Style.parse(ink)
            assert style.foreground is not None or style.bold
