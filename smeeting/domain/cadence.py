"""Cadence: when the next meeting is due, as `month` or as an RFC 5545 rule."""

import datetime as dt
import re

from smeeting.domain.dates import add_months
from smeeting.domain.errors import SmeetingError
from smeeting.domain.text import nearest, shortened

_WEEKS = {"week": 1, "fortnight": 2}
_MONTHS = {"month": 1, "quarter": 3}
CADENCES = (*_WEEKS, *_MONTHS)
"""The words for a cadence; anything else is an RFC 5545 rule."""

_LONGEST_RULE = 200
_WEEKDAY = r"(?:MO|TU|WE|TH|FR|SA|SU)"
_DAY_OF_MONTH = r"[+-]?(?:[1-9]|1\d|2[0-8])"
_MONTH = r"(?:[1-9]|1[0-2])"
_PARTS = {
    "FREQ": ("WEEKLY|MONTHLY|YEARLY", "WEEKLY, MONTHLY or YEARLY"),
    "INTERVAL": (r"[1-9]|1[0-2]", "1 to 12"),
    "BYDAY": (
        rf"(?:[+-]?[1-4])?{_WEEKDAY}(?:,(?:[+-]?[1-4])?{_WEEKDAY})*",
        "weekdays such as TU, 1TU to 4TU, or -1TU for the last",
    ),
    "BYMONTHDAY": (rf"{_DAY_OF_MONTH}(?:,{_DAY_OF_MONTH})*", "1 to 28, or -1 for the last day of the month"),
    "BYMONTH": (rf"{_MONTH}(?:,{_MONTH})*", "1 to 12"),
    "BYSETPOS": (r"[+-]?[1-4]", "1 to 4, or -1 for the last"),
    "WKST": (_WEEKDAY, "a weekday such as MO"),
}
"""The parts a rule may have: the pattern of the value, and the same in words.

Only rules that come round in every month or year they name are taken. dateutil looks for a day that never
comes, such as a February 30, until the year 9999; and a meeting on the 31st would be left out in most months.
"""
_WEEKLY_PARTS = {"FREQ", "INTERVAL", "BYDAY", "WKST"}
_NEEDLESS = {
    "COUNT": "meetings have no end here; leave out COUNT",
    "UNTIL": "meetings have no end here; leave out UNTIL",
    "DTSTART": "a rule counts from the last meeting; leave out DTSTART",
}
_HINT = f"write {', '.join(CADENCES)}, or a rule such as FREQ=MONTHLY;BYDAY=1TU"


def next_date(every: str, after: dt.date) -> dt.date:
    """The day the next meeting is due when the last one was on `after`; always later.

    By month and quarter it is the same day of the month, or its last, moved from a weekend to the Monday.
    Raises SmeetingError for a bad rule, or when the rule has no day after this one.
    """
    word = every.strip().casefold()
    try:
        if word in _WEEKS:
            return after + dt.timedelta(weeks=_WEEKS[word])
        if word in _MONTHS:
            return _off_weekend(add_months(after, _MONTHS[word]))
    except (ValueError, OverflowError):
        raise SmeetingError(f"there is no {word} after {after}", "the calendar ends there") from None
    why = why_bad_rule(every)
    if why:
        raise SmeetingError(why, _HINT)
    day = _next_by_rule(every, after)
    if day is None:
        raise SmeetingError(f"{every} has no day after {after}", "the calendar ends there")
    return day


def why_bad_rule(every: str) -> str | None:
    """What is wrong with a cadence, in one phrase; None where nothing is."""
    if every.strip().casefold() in CADENCES:
        return None
    if "=" not in every:
        near = nearest(every[:_LONGEST_RULE], CADENCES)
        return f"{shortened(every, 40)!r} is no cadence" + (f", {near} is one" if near else "")
    if len(every) > _LONGEST_RULE:
        return f"the rule is longer than {_LONGEST_RULE} characters"
    parts: dict[str, str] = {}
    for part in _bare(every).split(";"):
        name, _, value = part.partition("=")
        why = _why_bad_part(name, value) or (f"{name} stands twice" if name in parts else None)
        if why:
            return why
        parts[name] = value
    return _why_bad_together(parts)


def _off_weekend(day: dt.date) -> dt.date:
    return day + dt.timedelta(7 - day.weekday() if day.weekday() > 4 else 0)


def _why_bad_part(name: str, value: str) -> str | None:
    if name in _NEEDLESS:
        return _NEEDLESS[name]
    if name not in _PARTS:
        return f"{shortened(name, 20)!r} is no part of a cadence; known are {', '.join(_PARTS)}"
    pattern, in_words = _PARTS[name]
    if re.fullmatch(pattern, value, re.ASCII):
        return None
    return f"{name} can't be {shortened(value, 20)!r}; it is {in_words}"


def _why_bad_together(parts: dict[str, str]) -> str | None:
    if "FREQ" not in parts:
        return "the rule has no FREQ"
    chosen_by = {"BYDAY", "BYMONTHDAY"} & parts.keys()
    has_numbered_days = bool(re.search(r"\d", parts.get("BYDAY", "")))
    if parts["FREQ"] == "WEEKLY":
        strange = [name for name in parts if name not in _WEEKLY_PARTS]
        if strange:
            return f"{strange[0]} does not go with FREQ=WEEKLY"
        return "BYDAY has numbers only by month or year" if has_numbered_days else None
    if len(chosen_by) > 1:
        return "BYDAY and BYMONTHDAY may never meet; leave one out"
    if "BYSETPOS" in parts and (chosen_by != {"BYDAY"} or has_numbered_days):
        return "BYSETPOS chooses among the weekdays of a BYDAY without numbers"
    if "BYMONTH" in parts and not chosen_by:
        return "BYMONTH needs a BYDAY or BYMONTHDAY"
    if "BYMONTH" in parts and parts["FREQ"] == "MONTHLY" and "INTERVAL" in parts:
        return "BYMONTH and INTERVAL may never meet; leave one out"
    return None


def _next_by_rule(every: str, after: dt.date) -> dt.date | None:
    """The first day of a good rule after one; None when the calendar ends before."""
    # Imported here because a start of the program on a workspace with plain words must not pay for it.
    from dateutil.rrule import rrulestr

    last = dt.datetime.combine(after, dt.time())
    found = rrulestr(_bare(every), dtstart=last).after(last)
    return found.date() if found else None


def _bare(every: str) -> str:
    return every.strip().upper().removeprefix("RRULE:")
