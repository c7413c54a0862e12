"""Tables for the shell, and the cells that texts take."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smeeting.render.tables import table_text
from smeeting.render.widths import cut, fitted, narrowed, padded, width_of


def test_columns_are_aligned_and_numbers_stand_at_the_right() -> None:
    text = table_text(("Id", "Age", "Text"), [("I14", "2", "late"), ("I7", "11", "later")], right=(1,))
    assert text.split("\n") == ["Id   Age  Text", "I14    2  late", "I7    11  later"]


def test_the_widest_column_gives_way_and_shows_it() -> None:
    lines = table_text(("Id", "Text"), [("I14", "a long story about leads")], width=20).split("\n")
    assert lines[1] == "I14  a long story a…"
    assert all(width_of(line) <= 20 for line in lines)


def test_without_a_width_nothing_is_cut() -> None:
    assert table_text(("Text",), [("x" * 5000,)]).endswith("x" * 5000)


def test_wide_characters_count_as_two_cells() -> None:
    lines = table_text(("Who", "What"), [("漢字", "a"), ("Ann", "b")]).split("\n")
    assert lines[1] == "漢字  a"
    assert lines[2] == "Ann   b"


def test_a_text_can_neither_break_its_row_nor_steer_the_terminal() -> None:
    text = table_text(("Text",), [("a\nb\x1b[31m\u202ec",)])
    assert text.split("\n")[1] == "a␊b␛[31m<U+202E>c"


def test_a_table_without_rows_is_its_headings() -> None:
    assert table_text(("Id", "Text"), []) == "Id  Text"


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", 0),
        ("abc", 3),
        ("漢字", 4),
        ("e\u0301", 1),
        ("👩‍🚀", 2),
        ("❤\ufe0f", 2),
        ("▂▃▅ €", 5),
        ("\u0301", 0),
    ],
)
def test_the_cells_of_a_text(text: str, cells: int) -> None:
    assert width_of(text) == cells


@given(st.text(), st.integers(0, 30))
def test_a_cut_loses_nothing_and_fits(text: str, cells: int) -> None:
    taken, rest = cut(text, cells)
    assert taken + rest == text
    assert width_of(taken) <= cells
    assert width_of(fitted(text, cells)) <= cells


@given(st.text(max_size=20), st.integers(0, 30), st.booleans())
def test_a_padded_text_has_the_cells_asked_for(text: str, cells: int, right: bool) -> None:
    assert width_of(padded(text, cells, right=right)) == max(cells, width_of(text))


@given(
    st.lists(st.tuples(st.integers(1, 200), st.integers(1, 12)), min_size=1, max_size=8), st.integers(1, 120)
)
def test_columns_are_narrowed_only_as_far_as_needed(columns: list[tuple[int, int]], available: int) -> None:
    widths = [max(width, floor) for width, floor in columns]
    floors = [floor for _, floor in columns]
    result = narrowed(widths, floors, available)
    assert all(floor <= now <= width for floor, now, width in zip(floors, result, widths, strict=True))
    assert sum(result) == min(sum(widths), max(available, sum(floors)))
