"""What an engine gives is taken as it is or not at all; nothing is guessed."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smeeting.domain.errors import SmeetingError
from smeeting.domain.periods import Period
from smeeting.domain.pulls import MOST_ROWS, read_rows

MARCH = Period.parse("2026-03")


def refused(columns: tuple[str, ...], *rows: tuple[object, ...]) -> str:
    with pytest.raises(SmeetingError) as caught:
        read_rows(columns, rows)
    assert caught.value.hint
    return caught.value.message


@pytest.mark.parametrize(
    ("columns", "row"),
    [
        (("period", "value"), ("2026-03", 7)),
        (("VALUE", "Period"), (7.0, " 2026-03 ")),
        (("month", "value"), (dt.date(2026, 3, 1), Decimal("7.00"))),
        (("period", "value"), (dt.datetime(2026, 3, 1, tzinfo=dt.UTC), 7)),
        (("period", "value"), ("2026-03-01 00:00:00.000", 7)),
        (("period", "value"), ("2026-03-01", 7)),
    ],
)
def test_every_usual_form_of_a_row_reads_the_same(columns: tuple[str, ...], row: tuple[object, ...]) -> None:
    assert read_rows(columns, [row]) == ({MARCH: 7.0}, 0)


def test_a_column_may_say_what_its_dates_are_the_first_day_of() -> None:
    day = dt.date(2026, 3, 30)
    assert read_rows(("week", "value"), [(day, 1)]).values == {Period.parse("2026-W14"): 1}
    quarters = [(dt.date(2026, month, 1), month) for month in (1, 4)]
    found = read_rows(("quarter", "value"), quarters).values
    assert {str(period): value for period, value in found.items()} == {"2026-Q1": 1, "2026-Q2": 4}


def test_dates_that_may_be_months_or_quarters_are_not_guessed() -> None:
    quarters = [(dt.date(2026, month, 1), 1) for month in (1, 4, 7)]
    assert "may be months or quarters" in refused(("period", "value"), *quarters)
    assert len(read_rows(("month", "value"), quarters).values) == 3
    assert len(read_rows(("period", "value"), [*quarters, (dt.date(2026, 2, 1), 1)]).values) == 4
    assert len(read_rows(("period", "value"), [("2026-01", 1), ("2026-04", 1)]).values) == 2


def test_null_is_nothing_known_and_not_zero() -> None:
    assert read_rows(("period", "value"), [("2026-03", None), ("2026-04", 0)]) == (
        {MARCH.shifted(1): 0.0},
        1,
    )
    assert read_rows(("period", "value"), []) == ({}, 0)


@pytest.mark.parametrize(
    ("columns", "part"),
    [
        ((), "0 columns"),
        (("value",), "1 column "),
        (("period", "value", "owner"), "3 columns (period, value, owner)"),
        (("a", "b"), "(a, b)"),
        (("period", "month"), "(period, month)"),
        (("value", "value"), "(value, value)"),
        (tuple("abcdefgh"), "(a, b, c, d, e, …)"),
    ],
)
def test_wrong_columns_are_named(columns: tuple[str, ...], part: str) -> None:
    assert part in refused(columns)


@pytest.mark.parametrize(
    ("row", "part"),
    [
        ((None, 1), "no period"),
        (("March", 1), "'March' is no period"),
        (("2026-13", 1), "no month"),
        (("2026-02-31", 1), "no day of the calendar"),
        ((dt.date(2026, 3, 2), 1), "not the first day of a month"),
        ((dt.date(26, 3, 1), 1), "no year of a period"),
        ((dt.datetime(2026, 3, 1, 10, 30, tzinfo=dt.UTC), 1), "10:30 is no period"),
        ((202603, 1), "'202603' is no period"),
        (("2026-03", "7"), "no number ('7')"),
        (("2026-03", True), "no number"),
        (("2026-03", b"7"), "no number"),
        (("2026-03", float("nan")), "NaN"),
        (("2026-03", Decimal("NaN")), "NaN"),
        (("2026-03", Decimal("sNaN")), "NaN"),
        (("2026-03", float("-inf")), "too large"),
        (("2026-03", Decimal("1e999")), "too large"),
        (("2026-03", 10**400), "too large"),
    ],
)
def test_a_row_that_is_otherwise_is_refused(row: tuple[object, ...], part: str) -> None:
    assert part in refused(("period", "value"), ("2026-01", 1), row)


def test_a_column_that_says_month_takes_no_quarter() -> None:
    assert "2026-Q1 is no month" in refused(("month", "value"), ("2026-Q1", 1))


@pytest.mark.parametrize("second", [4, 3, None])
def test_two_rows_for_one_period_are_a_query_that_groups_by_more(second: int | None) -> None:
    assert "two rows for 2026-03" in refused(
        ("period", "value"), ("2026-03", 3), (dt.date(2026, 3, 1), second)
    )


def test_more_rows_than_any_history_has_are_refused() -> None:
    weeks = [(str(Period("week", 100_000 + number)), None) for number in range(MOST_ROWS + 1)]
    assert "more than 10,000 rows" in refused(("period", "value"), *weeks)


@given(
    st.lists(
        st.tuples(
            st.none() | st.text() | st.dates() | st.datetimes() | st.integers(),
            st.none() | st.floats() | st.integers() | st.decimals() | st.text() | st.booleans(),
        )
    )
)
def test_any_rows_are_taken_as_finite_numbers_or_refused(rows: list[tuple[object, object]]) -> None:
    try:
        values, unknown = read_rows(("period", "value"), rows)
    except SmeetingError:
        return
    assert len(values) + unknown == len(rows)
    assert all(abs(number) < 1e15 for number in values.values())
