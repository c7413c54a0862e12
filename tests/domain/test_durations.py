import datetime as dt
import statistics
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smeeting.domain.durations import Durations, date_of, day_of, days_text, elapsed, minute_of

_DAYS = st.lists(st.integers(-400, 4000), min_size=1, max_size=60)


@given(_DAYS, st.integers(0, 9))
def test_counted_durations_say_what_single_ones_say(days: list[int], missing: int) -> None:
    found = Durations.of_counts(Counter(days), missing=missing)
    assert found == Durations.of(days, missing=missing)
    assert found.median == statistics.median(days)
    assert found.mean == pytest.approx(statistics.fmean(days))
    assert (found.least, found.most, found.known) == (min(days), max(days), len(days))
    assert found.negative == sum(day < 0 for day in days)


def test_no_durations_have_no_median_and_no_mean() -> None:
    assert Durations.of([], missing=3) == Durations.of_counts({}, missing=3) == Durations(missing=3)
    assert Durations(missing=3).words == "3 without a date"
    assert Durations().words == ""


def test_the_words_beside_the_median_tell_mean_negative_and_missing_ones() -> None:
    assert Durations.of([-2, 14, 20]).words == "mean 10.7 of 3, 1 negative"
    assert Durations.of([1.5], missing=2).words == "mean 1.5 of 1, 2 without a date"


@given(st.dates(dt.date(1900, 1, 1), dt.date(2200, 1, 1)), st.integers(0, 24 * 60 - 1))
def test_every_minute_of_a_day_is_of_that_day(date: dt.date, minute: int) -> None:
    assert date_of(day_of(minute_of(date) + minute)) == date


@pytest.mark.parametrize(
    ("unit", "long"),
    [("days", 1), ("", 1), ("hours", 2.5), ("h", 2.5), ("Minutes", 150), ("weeks", 2.5 / 168)],
)
def test_time_is_told_in_the_metrics_unit_and_days_are_those_of_the_calendar(unit: str, long: float) -> None:
    midnight = minute_of(dt.date(2026, 3, 3))
    assert elapsed(midnight - 60, midnight + 90, unit) == pytest.approx(long)


def test_what_ends_before_it_began_is_negative() -> None:
    assert elapsed(2000, 500, "hours") == -25
    assert elapsed(minute_of(dt.date(2026, 3, 3)), minute_of(dt.date(2026, 3, 1)) + 1300, "days") == -2


@pytest.mark.parametrize(
    ("days", "text"), [(None, "–"), (1.0, "1 day"), (14.0, "14 days"), (2.5, "2.5 days"), (-2, "-2 days")]
)
def test_days_are_written_as_people_write_them(days: float | None, text: str) -> None:
    assert days_text(days) == text
