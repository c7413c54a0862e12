import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smeeting.domain.errors import SmeetingError
from smeeting.domain.numbers import is_missing, looks_like_number, read_number


@pytest.mark.parametrize(
    ("text", "number"),
    [("47", 47), (" 47.50 ", 47.5), ("-3", -3), ("−3", -3), ("+3", 3), ("0", 0), (".5", 0.5), ("007", 7),
     ("1,200", 1200), ("12,345,678.9", 12345678.9)],
)  # fmt: skip
def test_numbers_are_read(text: str, number: float) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("47,5", "write 47.5"),
        ("1.200,50", "write 1200.50"),
        ("0,500", "write 0.500"),
        ("1.234.567", "write 1234567"),
        ("96%", "without its unit: 96"),
        ("€47.50", "without its unit: 47.50"),
        ("n/a", "stays missing"),
        ("–", "stays missing"),
        ("?", "stays missing"),
        ("NaN", "stays missing"),
        ("inf", "write it as"),
        ("1e5", "write it as"),
        ("1_000", "write it as"),
        ("12,34,567", "write it as"),
        ("٣", "write it as"),
        ("many", "write it as"),
        ("", "write it as"),
        ("9" * 30, "larger unit"),
        pytest.param("9" * 400, "write it", id="endless"),
    ],
)
def test_what_is_no_number_says_what_would_be_right(text: str, hint: str) -> None:
    with pytest.raises(SmeetingError) as refused:
        read_number(text)
    assert hint in refused.value.hint
    assert len(str(refused.value)) < 200


@given(st.text() | st.text("0123456789.,-+%€"))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    with contextlib.suppress(SmeetingError):
        assert abs(read_number(text)) < 1e15


@given(st.floats(-1e14, 1e14).map(lambda number: round(number, 2)))
def test_a_grouped_number_means_the_same_as_a_plain_one(number: float) -> None:
    assert read_number(f"{number:,.2f}") == read_number(f"{number:.2f}") == number


def test_a_missing_value_is_told_from_a_word() -> None:
    assert is_missing(" N/A ")
    assert not is_missing("0")
    assert looks_like_number("47,5")
    assert looks_like_number("€47")
    assert looks_like_number("n/a")
    assert not looks_like_number("leads")
