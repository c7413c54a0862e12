import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smeeting.domain.dates import (
    add_months,
    date_meant,
    past_date,
    read_date,
    split_due,
    trailing_due,
    why_no_date,
    why_no_due,
)
from smeeting.domain.errors import BadLineError

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
        ("the next meeting", "2026-12-16"),
        ("tonight", "2026-11-23"),
        ("the day after tomorrow", "2026-11-25"),
        ("within two weeks", "2026-12-07"),
        ("monday week", "2026-12-07"),
        ("a week on friday", "2026-12-04"),
        ("tomorrow week", "2026-12-01"),
        ("eow", "2026-11-27"),
        ("end of the week", "2026-11-27"),
        ("end of next week", "2026-12-04"),
        ("eom", "2026-11-30"),
        ("end of month", "2026-11-30"),
        ("the end of this month", "2026-11-30"),
        ("end of next month", "2026-12-31"),
        ("end of february", "2027-02-28"),
        ("end of nov", "2026-11-30"),
        ("end of quarter", "2026-12-31"),
        ("end of next quarter", "2027-03-31"),
        ("eoy", "2026-12-31"),
        ("end of next year", "2027-12-31"),
        ("3.12.", "2026-12-03"),
        ("22.11.", "2027-11-22"),
        ("03.12.2027", "2027-12-03"),
        ("25/12", "2026-12-25"),
        ("12/25", "2026-12-25"),
        ("12/12", "2026-12-12"),
        ("25/12/2027", "2027-12-25"),
        ("2026/12/03", "2026-12-03"),
        ("the 3rd", "2026-12-03"),
        ("the 31st", "2026-12-31"),
        ("the 4th of december", "2026-12-04"),
        ("fri 4 dec", "2026-12-04"),
        ("Friday, 4 December 2026", "2026-12-04"),
        ("Fri. the 4th of December 2026", "2026-12-04"),
    ],
)
def test_dates_are_read_as_people_write_them(words: str, date: str) -> None:
    assert read_date(words, MONDAY, NEXT_MEETING) == dt.date.fromisoformat(date)


@pytest.mark.parametrize(
    "words",
    ["", "soon", "31 feb", "0 dec", "32 dec", "2026-02-30", "2026-13-01", "dec", "3", "in 2",
     "in 99999 weeks", "in two", "next", "next 3 dec", "3 dec 1999", "3 dec 26", "٣ dec", "last friday",
     "12/3", "3/12/2026", "13/13", "31/2", "0/5", "3.12", "31.2.", "3.13.", "1.0.", "3.12.26", "the 32nd",
     "3rd", "fri 5 dec", "fri soon", "next week week", "week", "end of", "end of time", "end of next may",
     "this week", "2026-12/03"],
)  # fmt: skip
def test_what_is_no_date_is_none(words: str) -> None:
    assert read_date(words, MONDAY, NEXT_MEETING) is None


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("12/3", "12/3 could be 3 December or 12 March"),
        ("3/12/2026", "3/12/2026 could be 12 March or 3 December"),
        ("Sat 4 Dec", "4 December 2026 is a Friday"),
        ("next meeting", "no next meeting is set"),
        ("soon", "'soon' is no date"),
        ("0/5", "'0/5' is no date"),
        ("00/12", "'00/12' is no date"),
    ],
)
def test_why_words_are_no_date_is_said(words: str, why: str) -> None:
    with pytest.raises(BadLineError) as refused:
        date_meant(words, MONDAY)
    assert refused.value.message == why
    assert "in 2 weeks" in str(refused.value)


@given(st.dates(max_value=dt.date(9990, 1, 1)), st.sampled_from(["week", "month", "quarter", "year"]))
def test_the_end_of_a_span_is_never_past_and_soon(today: dt.date, unit: str) -> None:
    date = read_date(f"end of {unit}", today)
    longest = {"week": 6, "month": 30, "quarter": 91, "year": 365}[unit]
    assert date is not None
    assert 0 <= (date - today).days <= longest
    following = read_date(f"end of next {unit}", today)
    assert following is not None
    assert following > date
    assert date.weekday() == 4 if unit == "week" else (date + dt.timedelta(1)).day == 1


@given(st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(9990, 1, 1)), st.integers(0, 3000))
def test_a_date_as_receipts_write_it_is_read_back(today: dt.date, days: int) -> None:
    date = today + dt.timedelta(days)
    for written in (
        f"{date:%a} {date.day} {date:%b} {date.year}",
        f"{date:%A}, {date.day} {date:%B} {date.year}",
    ):
        assert read_date(written, today) == date


def test_the_next_meeting_is_none_until_it_is_agreed() -> None:
    assert read_date("next meeting", MONDAY) is None


def test_the_end_of_the_calendar_is_no_crash() -> None:
    for words in ("tomorrow", "next week", "next month", "in 9999 weeks", "1 jan", "friday", "29 feb"):
        assert read_date(words, dt.date.max) is None


@given(st.text(), st.dates())
def test_any_words_on_any_day_are_a_date_or_none(words: str, today: dt.date) -> None:
    assert read_date(words, today) is None or isinstance(read_date(words, today), dt.date)


@given(st.from_regex(r"\d{1,2}[/.]\d{1,2}(/\d{4})?", fullmatch=True), st.dates())
def test_any_numbers_on_any_day_are_a_date_or_it_is_said_why_not(words: str, today: dt.date) -> None:
    assert read_date(words, today) or isinstance(why_no_date(words, today), str)


@pytest.mark.parametrize(
    ("words", "today", "date"),
    [
        ("29 feb", "2027-03-01", "2024-02-29"),
        ("29 feb", "2028-02-29", "2028-02-29"),
        ("the 30th", "2026-11-27", "2026-10-30"),
        ("the 30th", "2027-03-01", "2027-01-30"),
        ("31 dec", "2027-01-01", "2026-12-31"),
        ("3 dec", "2026-11-27", "2025-12-03"),
        ("friday", "2026-11-27", "2026-11-27"),
        ("thursday", "2026-11-27", "2026-11-26"),
        ("end of month", "2026-11-27", "2026-10-31"),
        ("3 dec 2026", "2026-11-27", "2026-12-03"),
        ("in 2 weeks", "2026-11-27", "2026-12-11"),
        ("tomorrow", "2026-11-27", "2026-11-28"),
        ("next friday", "2026-11-27", "2026-12-04"),
    ],
)
def test_what_is_over_is_the_last_such_day(words: str, today: str, date: str) -> None:
    assert past_date(words, dt.date.fromisoformat(today)) == dt.date.fromisoformat(date)


def test_the_first_days_of_the_calendar_are_no_crash() -> None:
    for words in ("friday", "29 feb", "the 30th", "end of month", "2 jan"):
        assert past_date(words, dt.date.min)


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
        ("by friday the 4th of december 2026 bring", "2026-12-04", "bring"),
        ("by end of month: bring", "2026-11-30", "bring"),
        ("by 3.12. bring", "2026-12-03", "bring"),
        ("by 25/12 bring", "2026-12-25", "bring"),
        ("by eow bring", "2026-11-27", "bring"),
        ("by friday", "2026-11-27", ""),
        ("by friday first line\nsecond  line", "2026-11-27", "first line\nsecond  line"),
    ],
)
def test_a_leading_date_is_taken_off(text: str, date: str, rest: str) -> None:
    assert split_due(text, MONDAY, NEXT_MEETING) == (dt.date.fromisoformat(date), rest)


@pytest.mark.parametrize(
    "text",
    [
        "by train bring it",
        "by",
        "",
        "in time",
        "bring it by friday",
        "by 31 feb x",
        "by 12/3 bring it",
        "by the 3rd party",
        "by next meeting bring it",
        "by sat 4 dec x",
    ],
)
def test_a_text_without_a_leading_date_stays_whole(text: str) -> None:
    assert split_due(text, MONDAY) == (None, text)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("send the list by friday", "2026-11-27"),
        ("send it by Ben by 3 dec.", "2026-12-03"),
        ("send it by in 2 weeks", "2026-12-07"),
        ("send it by 3.12.", "2026-12-03"),
        ("send it by the 3rd.", "2026-12-03"),
        ("send it by 12/3.", None),
        ("send it by train", None),
        ("by friday or so", None),
    ],
)
def test_a_date_at_the_end_is_found(text: str, date: str | None) -> None:
    assert trailing_due(text, MONDAY) == (dt.date.fromisoformat(date) if date else None)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("by 12/3 bring it", "12/3 could be 3 December or 12 March"),
        ("bring it by 12/3!", "12/3 could be 3 December or 12 March"),
        ("by next meeting bring it", "no next meeting is set"),
        ("bring it by the next meeting.", "no next meeting is set"),
        ("by sat 4 dec bring it", "4 December 2026 is a Friday"),
        ("by train", ""),
        ("by 0/5 bring it", ""),
        ("", ""),
    ],
)
def test_a_date_that_was_not_read_is_explained(text: str, why: str) -> None:
    assert why_no_due(text, MONDAY) == why


def test_months_are_added_without_leaving_the_month() -> None:
    assert add_months(dt.date(2026, 1, 31), 1) == dt.date(2026, 2, 28)
    assert add_months(dt.date(2026, 12, 31), 2) == dt.date(2027, 2, 28)
    with pytest.raises(ValueError, match="no year"):
        add_months(dt.date.max, 1)
