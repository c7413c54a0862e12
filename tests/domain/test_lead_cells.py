"""Dates and amounts as exports write them: read exactly, or said to be open, and never guessed."""

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smeeting.domain.lead_cells import (
    BadCellError,
    Signs,
    amount_signs,
    date_signs,
    read_amount,
    read_minutes,
)
from smeeting.domain.leads import DateOrder, DecimalSign, when

_DAYS = st.dates(dt.date(1970, 1, 1), dt.date(2199, 12, 31))


@pytest.mark.parametrize(
    ("cell", "order", "read"),
    [
        ("2018.02.26 2:00", None, "2018-02-26 02:00"),
        ("2018-02-26", None, "2018-02-26 00:00"),
        ("2018/2/6 19:58:07", None, "2018-02-06 19:58"),
        ("2018-02-26T19:58:07.123Z", None, "2018-02-26 19:58"),
        ("2018-02-26 19:58:00+02:00", None, "2018-02-26 19:58"),
        ("06-04-2018 19:30", "day-first", "2018-04-06 19:30"),
        ("06-04-2018 19:30", "month-first", "2018-06-04 19:30"),
        ("06.04.2018", "month-first", "2018-04-06 00:00"),
        ("4/6/18", "month-first", "2018-04-06 00:00"),
        ("4/6/2018, 7:58 PM", "month-first", "2018-04-06 19:58"),
        ("4/6/2018 12:05 a.m.", "month-first", "2018-04-06 00:05"),
        ("26 Feb 2018", None, "2018-02-26 00:00"),
        ("26-February-2018 8:00", None, "2018-02-26 08:00"),
        ("Feb 26, 2018 7:58 PM", None, "2018-02-26 19:58"),
        ("43157", None, "2018-02-26 00:00"),
        ("43157.5", None, "2018-02-26 12:00"),
        ("1519675080000", None, "2018-02-26 19:58"),
    ],
)
def test_dates_of_all_kinds_are_read(cell: str, order: DateOrder | None, read: str) -> None:
    assert f"{when(read_minutes(cell, order)):%Y-%m-%d %H:%M}" == read


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("31.02.2018", "no day of the calendar"),
        ("2018-13-01", "no day of the calendar"),
        ("13/13/2018", "no day of the calendar"),
        ("1869-01-01", "before 1970"),
        ("9999-01-01", "after 2199"),
        ("2018-02-26 25:00", "a time that is none"),
        ("2018-02-26 13:00 PM", "a time that is none"),
        ("2018-02-26 soon", "a time that is none"),
        ("26 Foo 2018", "no date"),
        ("1-Mar", "no date"),
        ("yesterday", "no date"),
        ("12", "no date"),
    ],
)
def test_what_is_no_date_says_why(cell: str, why: str) -> None:
    with pytest.raises(BadCellError, match=why):
        read_minutes(cell, "day-first")


@given(_DAYS, st.sampled_from("-/"), st.sampled_from(["day-first", "month-first"]))
def test_a_date_written_in_an_order_comes_back_and_never_settles_the_other(
    day: dt.date, sign: str, order: DateOrder
) -> None:
    first, second = (day.day, day.month) if order == "day-first" else (day.month, day.day)
    cell = f"{first:02}{sign}{second:02}{sign}{day.year}"
    read = when(read_minutes(cell, order))
    assert read is not None
    assert read.date() == day
    signs = date_signs(cell)
    assert signs.settles in (order, None)
    assert signs.is_open == (day.day <= 12 and day.day != day.month)


@pytest.mark.parametrize(
    ("cell", "decimal", "read"),
    [
        ("1054", None, 1054),
        ("1,234.50", None, 1234.5),
        ("1.234,50", "comma", 1234.5),
        ("12,5", "comma", 12.5),
        ("1,234", "point", 1234),
        ("1,234", "comma", 1.234),
        ("1.234.567", "comma", 1234567),
        ("€ 1.234,50", "comma", 1234.5),
        ("1 234,50 EUR", "comma", 1234.5),
        ("1\u00a0234,50\u00a0€", "comma", 1234.5),
        ("$1,200", "point", 1200),
        ("(1,200.00)", "point", -1200),
        ("−5", None, -5),
        ("1'200.50", "point", 1200.5),
        ("1E+05", None, 100000),
    ],
)
def test_amounts_of_all_kinds_are_read(cell: str, decimal: DecimalSign | None, read: float) -> None:
    assert read_amount(cell, decimal) == read


@pytest.mark.parametrize(
    ("cell", "decimal", "why"),
    [
        ("1e999", "point", "too large"),
        ("1e15", "point", "too large"),
        ("NaN", "point", "no number"),
        ("inf", "point", "no number"),
        ("12 apples", "point", "no number"),
        ("1,23,4", "point", "no number"),
        ("1-Mar", "point", "no number"),
        ("", "point", "no number"),
        ("1.234,50", "point", "another decimal sign"),
    ],
)
def test_what_is_no_amount_says_why(cell: str, decimal: DecimalSign, why: str) -> None:
    with pytest.raises(BadCellError, match=why):
        read_amount(cell, decimal)


@given(st.integers(-(10**9), 10**9), st.sampled_from(["point", "comma"]))
def test_an_amount_written_with_a_sign_comes_back_and_never_settles_the_other(
    cents: int, decimal: DecimalSign
) -> None:
    plain = f"{cents / 100:,.2f}"
    cell = plain if decimal == "point" else plain.translate(str.maketrans(",.", ".,"))
    assert read_amount(cell, decimal) == cents / 100
    assert amount_signs(cell) == Signs(decimal)


@pytest.mark.parametrize("cell", ["1,234", "1.234", "-12.345", "€ 999,999"])
def test_three_digits_after_one_sign_are_open(cell: str) -> None:
    assert amount_signs(cell) == Signs(is_open=True)


@given(st.text(max_size=30))
def test_any_cell_is_read_or_refused(cell: str) -> None:
    date_signs(cell)
    amount_signs(cell)
    for read in (lambda: read_minutes(cell, "day-first"), lambda: read_amount(cell, "comma")):
        with contextlib.suppress(BadCellError):
            read()
