import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smeeting.domain.dates import add_months, read_date, split_due, trailing_due

MONDAY = dt.date(2026, 11, 23)
NEXT_MEETING = dt.date(2026, 12, 16)


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("2026-12-03", "2026-12-03"),
        ("today", "2026-11-23"),
        ("Tomorrow", "2026-11-24"),
        ("friday", "2026-11-27"),
        ("FRI", "2026-11-27"),
        ("monday", "2026-11-30"),
        ("this thurs", "2026-11-26"),
        ("next friday", "2026-12-04"),
        ("3 dec", "2026-12-03"),
        ("dec 3", "2026-12-03"),
        ("3rd December", "2026-12-03"),
        ("Dec. 3, 2027", "2027-12-03"),
        ("3 sept", "2027-09-03"),
        ("23 nov", "2026-11-23"),
        ("22 nov", "2027-11-22"),
        ("29 feb", "2028-02-29"),
        ("in 3 days", "2026-11-26"),
        ("in 2 weeks", "2026-12-07"),
        ("in two weeks", "2026-12-07"),
        ("in a fortnight", "2026-12-07"),
        ("in 3 months", "2027-02-23"),
        ("next week", "2026-11-30"),
        ("next month", "2026-12-23"),
        (" next  meeting ", "2026-12-16"),
    ],
)
def test_dates_are_read_as_people_write_them(words: str, date: str) -> None:
    assert read_date(words, MONDAY, NEXT_MEETING) == dt.date.fromisoformat(date)


@pytest.mark.parametrize(
    "words",
    ["", "soon", "31 feb", "0 dec", "32 dec", "2026-02-30", "2026-13-01", "dec", "3", "in 2",
     "in 99999 weeks", "in two", "next", "next 3 dec", "3 dec 1999", "3 dec 26", "٣ dec", "last friday"],
)  # fmt: skip
def test_what_is_no_date_is_none(words: str) -> None:
    assert read_date(words, MONDAY, NEXT_MEETING) is None


def test_the_next_meeting_is_none_until_it_is_agreed() -> None:
    assert read_date("next meeting", MONDAY) is None


def test_the_end_of_the_calendar_is_no_crash() -> None:
    for words in ("tomorrow", "next week", "next month", "in 9999 weeks", "1 jan", "friday", "29 feb"):
        assert read_date(words, dt.date.max) is None


@given(st.text(), st.dates())
def test_any_words_on_any_day_are_a_date_or_none(words: str, today: dt.date) -> None:
    assert read_date(words, today) is None or isinstance(read_date(words, today), dt.date)


@given(
    st.sampled_from(["monday", "tue", "wed", "thursday", "fri", "sat", "sunday"]),
    st.dates(max_value=dt.date(9998, 1, 1)),
)
def test_a_weekday_is_within_the_next_seven_days(name: str, today: dt.date) -> None:
    date = read_date(name, today)
    assert date is not None
    assert 1 <= (date - today).days <= 7
    assert date.strftime("%A").lower().startswith(name)


@pytest.mark.parametrize(
    ("text", "date", "rest"),
    [
        ("by friday bring the list", "2026-11-27", "bring the list"),
        ("By 3 dec: bring", "2026-12-03", "bring"),
        ("by dec 3, 2027, bring", "2027-12-03", "bring"),
        ("by next meeting bring", "2026-12-16", "bring"),
        ("by in 2 weeks bring", "2026-12-07", "bring"),
        ("in 2 weeks bring", "2026-12-07", "bring"),
        ("by dec 3 2000 leads", "2026-12-03", "2000 leads"),
        ("by friday", "2026-11-27", ""),
        ("by friday first line\nsecond  line", "2026-11-27", "first line\nsecond  line"),
    ],
)
def test_a_leading_date_is_taken_off(text: str, date: str, rest: str) -> None:
    assert split_due(text, MONDAY, NEXT_MEETING) == (dt.date.fromisoformat(date), rest)


@pytest.mark.parametrize(
    "text", ["by train bring it", "by", "", "in time", "bring it by friday", "by 31 feb x"]
)
def test_a_text_without_a_leading_date_stays_whole(text: str) -> None:
    assert split_due(text, MONDAY) == (None, text)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("send the list by friday", "2026-11-27"),
        ("send it by Ben by 3 dec.", "2026-12-03"),
        ("send it by in 2 weeks", "2026-12-07"),
        ("send it by train", None),
        ("by friday or so", None),
    ],
)
def test_a_date_at_the_end_is_found(text: str, date: str | None) -> None:
    assert trailing_due(text, MONDAY) == (dt.date.fromisoformat(date) if date else None)


def test_months_are_added_without_leaving_the_month() -> None:
    assert add_months(dt.date(2026, 1, 31), 1) == dt.date(2026, 2, 28)
    assert add_months(dt.date(2026, 12, 31), 2) == dt.date(2027, 2, 28)
    with pytest.raises(ValueError, match="no year"):
        add_months(dt.date.max, 1)
