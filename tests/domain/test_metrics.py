import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smeeting.domain.glossary import Better, Metric, Term
from smeeting.domain.metrics import (
    SIGNS,
    TREND_PERIODS,
    Promise,
    Standing,
    Value,
    number_text,
    promise,
    reported_period,
    sparkline,
)
from smeeting.domain.periods import Period

MARCH = Period.parse("2026-03")


def made(
    actual: float | None, target: float | None = 40, better: Better = "higher", **before: float
) -> Promise:
    term = Term("sql", "SQL", metric=Metric("sales", "marketing", "leads", better, target))
    values = {MARCH: Value("sql", MARCH, actual)}
    values |= {MARCH.shifted(-1): Value("sql", MARCH.shifted(-1), number) for number in before.values()}
    return promise(term, MARCH, values)


@pytest.mark.parametrize(
    ("actual", "target", "better", "standing"),
    [
        (40, 40, "higher", "ahead"),
        (39.9, 40, "higher", "behind"),
        (39.9, 40, "lower", "ahead"),
        (41, 40, "lower", "behind"),
        (0, 40, "higher", "behind"),
        (None, 40, "higher", "missing"),
        (None, None, "higher", "missing"),
        (5, None, "higher", "untargeted"),
    ],
)
def test_a_promise_is_kept_or_broken_and_missing_is_neither(
    actual: float | None, target: float | None, better: Better, standing: Standing
) -> None:
    assert made(actual, target, better).standing == standing
    assert standing in SIGNS


def test_differences_need_both_numbers() -> None:
    assert made(47).difference == 7
    assert made(None).difference is None
    assert made(47, before=50).moved == -3
    assert made(47).moved is None
    assert made(None, before=50).moved is None


def test_the_periods_own_target_wins_even_when_it_is_zero() -> None:
    term = Term("churn", "Churn", metric=Metric(target=5, better="lower"))
    assert promise(term, MARCH, {MARCH: Value("churn", MARCH, 1, target=0)}).target == 0
    assert promise(term, MARCH, {MARCH: Value("churn", MARCH, 1)}).target == 5


def test_the_trend_has_thirteen_periods_with_gaps_and_ends_here() -> None:
    assert made(47, before=50).trend == (*[None] * (TREND_PERIODS - 2), 50, 47)


def test_a_sparkline_shows_gaps_as_gaps() -> None:
    assert sparkline((1, None, 8, 4.5)) == "▁ █▅"
    assert sparkline((3, None, 3)) == "▅ ▅"
    assert sparkline((None, None)) == "  "
    assert sparkline(()) == ""


@given(st.lists(st.none() | st.floats(allow_nan=False, allow_infinity=False)))
def test_a_sparkline_has_one_character_a_period(trend: list[float | None]) -> None:
    drawn = sparkline(tuple(trend))
    assert [character == " " for character in drawn] == [value is None for value in trend]


def test_a_meeting_looks_at_the_month_before() -> None:
    assert str(reported_period(dt.date(2026, 1, 7))) == "2025-12"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, "–"), (0, "0"), (-0.0, "0"), (47, "47"), (47.5, "47.5"), (1200, "1,200"), (-3.14159, "-3.14"),
     (100, "100"), (0.004, "0.004"), (-0.00012, "-0.00012")],
)  # fmt: skip
def test_numbers_are_shown_as_people_write_them(value: float | None, shown: str) -> None:
    assert number_text(value) == shown


@given(st.floats(-1e12, 1e12, allow_subnormal=False))
def test_only_nothing_is_shown_as_nothing(value: float) -> None:
    assert (number_text(value) == "0") == (value == 0)
