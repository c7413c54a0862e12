"""No cell that we write is a formula, and each comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smeeting.domain.spreadsheets import defused, is_number, restored

DANGEROUS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
CELLS = st.text(f"{DANGEROUS}'1.e x", max_size=6) | st.text()


@given(CELLS)
def test_a_cell_comes_back_as_it_was(text: str) -> None:
    assert restored(defused(text)) == text


@given(CELLS)
def test_what_is_written_is_a_number_or_begins_with_nothing_dangerous(text: str) -> None:
    cell = defused(text)
    assert is_number(cell) or not cell.startswith(tuple(DANGEROUS))


@pytest.mark.parametrize("text", ["-5", "+5.5", "-.5", "-1e-07", "MQL", "it's", "'quoted'", "", "5 - 3"])
def test_what_no_spreadsheet_runs_stays_as_it_is(text: str) -> None:
    assert defused(text) == text


@pytest.mark.parametrize(
    "text", ["=1+1", "-5 %", "+49 30", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "-5\n", "-٣"]
)
def test_what_one_may_run_gets_an_apostrophe(text: str) -> None:
    assert defused(text) == "'" + text


def test_what_looks_defused_gets_one_apostrophe_more() -> None:
    assert defused("'=1") == "''=1"
    assert restored("'=1") == "=1"
