"""Times as people read them."""

import datetime as dt

import pytest

from smeeting.render import times

TODAY = dt.date(2026, 11, 3)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0:00"), (252, "4:12"), (3599, "59:59"), (3600, "1:00:00"), (3723, "1:02:03"), (-12, "−0:12")],
)
def test_a_duration(seconds: int, text: str) -> None:
    assert times.duration(seconds) == text


@pytest.mark.parametrize(("seconds", "text"), [(12, "+0:12"), (0, "+0:00"), (-90, "−1:30")])
def test_an_overrun_always_has_a_sign(seconds: int, text: str) -> None:
    assert times.overrun(seconds) == text


@pytest.mark.parametrize(("seconds", "text"), [(900, "15 min"), (930, "15:30"), (0, "0 min")])
def test_a_time_box(seconds: int, text: str) -> None:
    assert times.minutes_text(seconds) == text


def test_a_day_has_its_weekday() -> None:
    assert times.day(TODAY) == "Tue 3 Nov 2026"
    assert times.day(dt.date(1, 1, 1)) == "Mon 1 Jan 1"


@pytest.mark.parametrize(
    ("timezone", "text"),
    [("Europe/Berlin", "10:21"), ("UTC", "09:21"), ("No/Where", "09:21 UTC"), ("", "09:21 UTC")],
)
def test_the_time_of_day_is_that_of_the_meetings_zone(timezone: str, text: str) -> None:
    assert times.clock_time(dt.datetime(2026, 11, 3, 9, 21, tzinfo=dt.UTC), timezone) == text


@pytest.mark.parametrize(("meetings", "text"), [(0, "new"), (1, "1 meeting"), (2, "2 meetings")])
def test_an_age_in_meetings(meetings: int, text: str) -> None:
    assert times.age(meetings) == text


@pytest.mark.parametrize(
    ("days", "relative", "due"),
    [
        (0, "today", "today"),
        (1, "tomorrow", "tomorrow"),
        (3, "in 3 days", "in 3 days"),
        (-1, "yesterday", "1 day late"),
        (-5, "5 days ago", "5 days late"),
    ],
)
def test_a_day_as_seen_from_today(days: int, relative: str, due: str) -> None:
    date = TODAY + dt.timedelta(days=days)
    assert times.relative_day(date, TODAY) == relative
    assert times.due_day(date, TODAY) == due
