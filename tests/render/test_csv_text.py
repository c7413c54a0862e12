"""CSV that a spreadsheet opens safely."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from smeeting.domain.spreadsheets import restored
from smeeting.render.csv_text import csv_text, number_cell

CELLS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])) | st.text("=-'\r\n\",;\t1")


@given(st.lists(st.lists(CELLS, min_size=2, max_size=3), max_size=3))
def test_every_cell_comes_back_from_a_plain_reader(rows: list[list[str]]) -> None:
    read = csv.reader(io.StringIO(csv_text(rows), newline=""), strict=True)
    assert [[restored(cell) for cell in row] for row in read] == rows


def test_text_that_looks_like_a_formula_is_none() -> None:
    assert csv_text([("=1+1", "-5", "a,b")]) == '\'=1+1,-5,"a,b"\r\n'


@given(st.none() | st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_comes_back_as_the_same_number(value: float | None) -> None:
    cell = number_cell(value)
    assert (float(cell) if cell else None) == value


def test_whole_numbers_have_no_decimals() -> None:
    assert [number_cell(value) for value in (132.0, -0.5, 1e-07, None)] == ["132", "-0.5", "1e-07", ""]
