import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smeeting.domain.cadence import CADENCES, next_date, why_bad_rule
from smeeting.domain.errors import SmeetingError


@pytest.mark.parametrize(
    ("every", "after", "due"),
    [
        ("week", "2026-03-04", "2026-03-11"),
        ("fortnight", "2026-03-04", "2026-03-18"),
        ("month", "2026-03-04", "2026-04-06"),  # 4 April 2026 is a Saturday
        ("month", "2026-01-31", "2026-03-02"),  # 28 February 2026 is a Saturday too
        ("Quarter ", "2026-03-04", "2026-06-04"),
        ("FREQ=MONTHLY;BYDAY=1TU", "2026-03-03", "2026-04-07"),
        ("RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2026-03-03", "2026-03-17"),
        ("freq=monthly;byday=mo,tu,we,th,fr;bysetpos=-1", "2026-03-31", "2026-04-30"),
        ("FREQ=YEARLY;BYMONTH=3,9;BYDAY=1MO", "2026-03-02", "2026-09-07"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-01-31", "2026-02-28"),
        ("FREQ=MONTHLY;BYMONTHDAY=15;INTERVAL=2", "2026-02-15", "2026-04-15"),
    ],
)
def test_the_next_date_follows_the_cadence(every: str, after: str, due: str) -> None:
    assert why_bad_rule(every) is None
    assert next_date(every, dt.date.fromisoformat(after)) == dt.date.fromisoformat(due)


@pytest.mark.parametrize(
    ("every", "why"),
    [
        ("", "'' is no cadence"),
        ("monthly", "'monthly' is no cadence, month is one"),
        ("FREQ=SECONDLY", "it is WEEKLY, MONTHLY or YEARLY"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "it is WEEKLY, MONTHLY or YEARLY"),
        ("FREQ=", "it is WEEKLY, MONTHLY or YEARLY"),
        ("FREQ=MONTHLY;COUNT=0", "leave out COUNT"),
        ("FREQ=MONTHLY;UNTIL=20200101", "leave out UNTIL"),
        ("DTSTART=20260101;FREQ=MONTHLY", "leave out DTSTART"),
        ("FREQ=MONTHLY;INTERVAL=0", "INTERVAL can't be '0'"),
        ("FREQ=MONTHLY;INTERVAL=-1", "INTERVAL can't be '-1'"),
        ("FREQ=MONTHLY;BYDAY=XX", "BYDAY can't be 'XX'"),
        ("FREQ=MONTHLY;BYHOUR=1", "'BYHOUR' is no part"),
        ("FREQ=MONTHLY;FREQ=WEEKLY", "FREQ stands twice"),
        ("FREQ=MONTHLY;", "'' is no part"),
        ("INTERVAL=2", "no FREQ"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY does not go with FREQ=WEEKLY"),
        ("FREQ=WEEKLY;BYDAY=1TU", "numbers only by month or year"),
        ("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS chooses among"),
        ("FREQ=MONTHLY;BYDAY=1TU;BYSETPOS=4", "BYSETPOS chooses among"),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "BYMONTHDAY can't be '31'; it is 1 to 28, or -1"),
        ("FREQ=MONTHLY;BYDAY=5FR", "or -1TU for the last"),
        ("FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=20", "may never meet"),
        ("FREQ=MONTHLY;INTERVAL=12;BYMONTH=2;BYDAY=MO", "may never meet"),
        ("FREQ=YEARLY;BYMONTH=2", "BYMONTH needs"),
        ("FREQ=MONTHLY;BYMONTHDAY=" + ",".join(["1"] * 100), "longer than 200"),
        ("FREQ=MONTHLY\nDTSTART:20260101", "FREQ can't be"),
    ],
)
def test_a_bad_rule_says_why(every: str, why: str) -> None:
    assert why in (why_bad_rule(every) or "")
    with pytest.raises(SmeetingError) as refused:
        next_date(every, dt.date(2026, 3, 4))
    assert refused.value.hint


@given(st.text() | st.text("FREQ=MONTHLYWKDA;BIST,-+0123456789"))
def test_any_text_is_a_cadence_or_says_why(every: str) -> None:
    if every.strip().casefold() not in CADENCES:
        assert why_bad_rule(every)


PARTS = {
    "INTERVAL": ["1", "2", "7", "12", "0", "999"],
    "BYDAY": ["MO", "1TU", "-1FR", "5WE", "MO,TU,WE", "-4SU", "53SU"],
    "BYMONTHDAY": ["1", "28", "29", "-1", "-28", "40", "1,15"],
    "BYMONTH": ["2", "1,4,7,10", "12"],
    "BYSETPOS": ["1", "4", "-1", "-4", "300"],
    "WKST": ["MO", "SU"],
}
RULES = st.builds(
    lambda frequency, parts: ";".join([f"FREQ={frequency}", *(f"{name}={value}" for name, value in parts)]),
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    st.lists(
        st.sampled_from([(name, value) for name, values in PARTS.items() for value in values]), max_size=3
    ),
)


@settings(max_examples=400, deadline=None)
@given(RULES, st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1)))
def test_every_good_rule_comes_round_soon(every: str, after: dt.date) -> None:
    if why_bad_rule(every) is None:
        # The worst is every 12 years on a February 29.
        assert after < next_date(every, after) <= after + dt.timedelta(weeks=13 * 53)


@given(st.sampled_from(CADENCES), st.dates(max_value=dt.date(9990, 1, 1)))
def test_a_plain_cadence_leads_to_a_later_day(every: str, after: dt.date) -> None:
    due = next_date(every, after)
    assert due > after
    if every in ("month", "quarter"):
        assert due.weekday() < 5


@pytest.mark.parametrize("every", [*CADENCES, "FREQ=YEARLY"])
def test_the_end_of_the_calendar_is_said(every: str) -> None:
    with pytest.raises(SmeetingError, match="after 9999-12-31"):
        next_date(every, dt.date.max)
