import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smeeting.domain.errors import SmeetingError
from smeeting.domain.periods import Period, PeriodUnit

DAYS = st.dates(dt.date(1901, 1, 1), dt.date(9990, 1, 1))
UNITS: st.SearchStrategy[PeriodUnit] = st.sampled_from(("month", "quarter", "week"))


@given(DAYS, UNITS)
def test_a_period_reads_back_as_it_is_written(day: dt.date, unit: PeriodUnit) -> None:
    period = Period.of(day, unit)
    assert Period.parse(str(period)) == period


@given(DAYS, UNITS, st.integers(-50, 50))
def test_neighbours_differ_by_one(day: dt.date, unit: PeriodUnit, periods: int) -> None:
    period = Period.of(day, unit)
    assert period.shifted(periods).shifted(-periods) == period
    assert period.shifted(1) > period
    assert period.shifted(1).number - period.number == 1


@pytest.mark.parametrize(
    ("text", "next_one"),
    [("2026-12", "2027-01"), ("2026-Q4", "2027-Q1"), ("2026-W53", "2027-W01"), (" 2026-03 ", "2026-04")],
)
def test_the_year_turns(text: str, next_one: str) -> None:
    assert str(Period.parse(text).shifted(1)) == next_one


@pytest.mark.parametrize(
    "text",
    ["", "2026", "2026-13", "2026-00", "2026-Q5", "2025-W53", "2026-W00", "2026-3", "2026-03-04", "0000-Q1",
     "0001-W01", "1899-12", "٢٠٢٦-٠٣"],
)  # fmt: skip
def test_what_is_no_period_says_what_would_be(text: str) -> None:
    with pytest.raises(SmeetingError) as refused:
        Period.parse(text)
    assert refused.value.hint


@given(st.text("0123456789-QW "))
def test_any_text_is_a_period_with_a_past_or_refused(text: str) -> None:
    try:
        period = Period.parse(text)
    except SmeetingError:
        return
    assert str(period.shifted(-13))
