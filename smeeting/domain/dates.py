"""Dates as people write them: `friday`, `3 dec`, `in 2 weeks`, `next meeting`."""

import calendar
import datetime as dt
import re

from smeeting.domain.tokens import first_words

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_SHORT_FORMS = {
    "tues": "tuesday",
    "weds": "wednesday",
    "thur": "thursday",
    "thurs": "thursday",
    "sept": "september",
}
_COUNTS = ("a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_DAYS_IN = {"day": 1, "week": 7, "fortnight": 14}

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_DAY_OF_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?,?", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_IN = re.compile(r"in (\w+) (day|week|fortnight|month)s?", re.ASCII)

_LONGEST = 3
"""Words in the longest way to write a date, as in `3 dec 2026`."""
_YEARS_AROUND = 20
"""How far a written year may be from today's; 2000 in `dec 3 2000 leads` is no year."""
_YEARS_TO_A_LEAP_DAY = 8


def read_date(words: str, today: dt.date, next_meeting: dt.date | None = None) -> dt.date | None:
    """The date that `words` name, or None where they name none, or one the calendar does not have.

    A weekday is the next such day after today, `next friday` the one in next week; a day and month without a
    year is the next such date, today included.
    """
    plain = " ".join(words.casefold().split())
    if plain == "next meeting":
        return next_meeting
    try:
        return _relative(plain, today) or _weekday(plain, today) or _absolute(plain, today)
    except (ValueError, OverflowError):
        return None


def split_due(text: str, today: dt.date, next_meeting: dt.date | None = None) -> tuple[dt.date | None, str]:
    """The date of a leading `by DATE` or `in 2 weeks`, and the text after it; else None and all of it."""
    words = first_words(text, _LONGEST + 1)
    if not words or words[0][0].casefold() not in ("by", "in"):
        return None, text
    first = 1 if words[0][0].casefold() == "by" else 0
    for last in range(min(first + _LONGEST, len(words)), first, -1):
        written = " ".join(word for word, _ in words[first:last]).rstrip(",:;")
        date = read_date(written, today, next_meeting)
        if date is not None:
            return date, text[words[last - 1][1] :].strip()
    return None, text


def trailing_due(text: str, today: dt.date, next_meeting: dt.date | None = None) -> dt.date | None:
    """The date of a `by DATE` that ends the text, as in `send the list by friday`."""
    words = text.rsplit(maxsplit=_LONGEST + 1)[1:]
    for start, word in enumerate(words):
        due = read_date(" ".join(words[start + 1 :]).rstrip(".!"), today, next_meeting)
        if word.casefold() == "by" and due is not None:
            return due
    return None


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last of that month where it has no such day.

    Raises ValueError beyond the years the calendar has.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise ValueError(f"the calendar has no year {year}")
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _relative(plain: str, today: dt.date) -> dt.date | None:
    if plain in ("today", "tomorrow"):
        return today + dt.timedelta(days=plain == "tomorrow")
    if plain == "next week":
        return today + dt.timedelta(weeks=1)
    if plain == "next month":
        return add_months(today, 1)
    found = _IN.fullmatch(plain)
    if not found:
        return None
    written, unit = found.groups()
    number = _number(written)
    if number is None:
        return None
    return add_months(today, number) if unit == "month" else today + dt.timedelta(number * _DAYS_IN[unit])


def _number(written: str) -> int | None:
    if written in _COUNTS:
        return max(1, _COUNTS.index(written))
    return int(written) if written.isdigit() and len(written) <= 4 else None


def _weekday(plain: str, today: dt.date) -> dt.date | None:
    which, _, name = plain.rpartition(" ")
    number = _named(name, _WEEKDAYS)
    if number is None or which not in ("", "this", "next"):
        return None
    if which == "next":
        next_monday = today + dt.timedelta(7 - today.weekday())
        return next_monday + dt.timedelta(number)
    return today + dt.timedelta((number - today.weekday() - 1) % 7 + 1)


def _absolute(plain: str, today: dt.date) -> dt.date | None:
    iso = _ISO.fullmatch(plain)
    if iso:
        year, month, day = map(int, iso.groups())
        return dt.date(year, month, day)
    words = plain.split(" ")
    if not 2 <= len(words) <= _LONGEST:
        return None
    return _of_words(words[0], words[1], words[2:], today) or _of_words(words[1], words[0], words[2:], today)


def _of_words(day_word: str, month_word: str, year_words: list[str], today: dt.date) -> dt.date | None:
    found, month = _DAY_OF_MONTH.fullmatch(day_word), _named(month_word.rstrip("."), _MONTHS)
    if not found or month is None:
        return None
    day = int(found[1])
    if not year_words:
        return _next_such(month + 1, day, today)
    if not _YEAR.fullmatch(year_words[0]) or abs(int(year_words[0]) - today.year) > _YEARS_AROUND:
        return None
    return dt.date(int(year_words[0]), month + 1, day)


def _next_such(month: int, day: int, today: dt.date) -> dt.date | None:
    for year in range(today.year, min(today.year + _YEARS_TO_A_LEAP_DAY, dt.MAXYEAR) + 1):
        if day <= calendar.monthrange(year, month)[1] and dt.date(year, month, max(day, 1)) >= today:
            return dt.date(year, month, day)
    return None


def _named(word: str, names: tuple[str, ...]) -> int | None:
    """The place among `names` of a name written in full or by its first three letters."""
    full = _SHORT_FORMS.get(word, word)
    return next((place for place, name in enumerate(names) if full in (name, name[:3])), None)
