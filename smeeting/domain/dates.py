"""Dates as people write them: `friday`, `3 dec`, `in 2 weeks`, `next meeting`, `end of month`."""

import calendar
import datetime as dt
import re
from collections.abc import Iterator

from smeeting.domain.errors import BadLineError
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

_ISO = re.compile(r"(\d{4})([-/])(\d{2})\2(\d{2})", re.ASCII)
_DAY_OF_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?,?", re.ASCII)
_DAY_ALONE = re.compile(r"the (\d{1,2})(?:st|nd|rd|th)", re.ASCII)
_DAY_OF = re.compile(r"^(?:the )?(\d{1,2}(?:st|nd|rd|th)?) of ", re.ASCII)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})?", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_IN = re.compile(r"(?:in|within) (\w+) (day|week|fortnight|month)s?", re.ASCII)
_END = re.compile(r"(?:the )?end of (?:the |this )?(next )?(\w+)")
_WEEK_LATER = re.compile(r"(\w+) week|a week (?:on |from )?(\w+)")

_LOOKS_AHEAD = re.compile(r"\b(?:next|in|within|tomorrow|weeks?|eow)\b")
_LONGEST = 6
"""Words in the longest way to write a date, as in `friday the 4th of december 2026`."""
_YEARS_AROUND = 20
"""How far a written year may be from today's; 2000 in `dec 3 2000 leads` is no year."""
_YEARS_TO_A_LEAP_DAY = 8
_MONTHS_TO_A_LONG_ONE = 3

_NEXT_MEETING = ("next meeting", "the next meeting", "our next meeting")
_NAMED = {
    "today": ("day", 0),
    "tonight": ("day", 0),
    "eod": ("day", 0),
    "tomorrow": ("day", 1),
    "day after tomorrow": ("day", 2),
    "the day after tomorrow": ("day", 2),
    "next week": ("day", 7),
    "next month": ("month", 1),
}
_ENDS = {"eow": "week", "eom": "month", "eoq": "quarter", "eoy": "year"}
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}
FORMS = "friday, 3 dec, in 2 weeks, end of month, next meeting or 2026-12-03"
"""Ways to write a date, for a hint."""


def read_date(words: str, today: dt.date, next_meeting: dt.date | None = None) -> dt.date | None:
    """The date that `words` name, or None where they name none, or one the calendar does not have.

    A weekday is the next such day after today, `next friday` the one in next week; a day and month without a
    year is the next such date, today included; a week ends on its Friday. `12/3` is None: it could be two
    days.
    """
    plain = _plain(words)
    if plain in _NEXT_MEETING:
        return next_meeting
    for read in (_relative, _weekday, _end_of, _absolute):
        try:
            found = read(plain, today)
        except (ValueError, OverflowError):
            continue
        if found:
            return found
    return None


def past_date(words: str, today: dt.date, next_meeting: dt.date | None = None) -> dt.date | None:
    """Like `read_date` for what is over: a weekday, or a date without a year, is the last such up to today.

    A date with a year, and words that look ahead such as `tomorrow` or `in 2 weeks`, mean what they say.
    """
    found = read_date(words, today, next_meeting)
    plain = _plain(words)
    if found is None or found <= today or _LOOKS_AHEAD.search(plain):
        return found
    for then in _earlier(today):
        day = read_date(plain, then)
        if day is not None and day <= today:
            return day
    return found


def _earlier(today: dt.date) -> Iterator[dt.date]:
    """Days from which the next such day may be one up to today: a week, a month or two, some years ago."""
    for months in (0, 1, 2, *range(12, 12 * _YEARS_TO_A_LEAP_DAY + 1, 12)):
        try:
            yield add_months(today, -months) if months else today - dt.timedelta(7)
        except (ValueError, OverflowError):
            return


def date_meant(words: str, today: dt.date, next_meeting: dt.date | None = None) -> dt.date:
    """The date that `words` name. Raises BadLineError, with what would be right, where they name none."""
    found = read_date(words, today, next_meeting)
    if found is None:
        none = f"{words.strip()!r} is no date" if words.strip() else "no date is written"
        raise BadLineError(why_no_date(words, today) or none, f"write {FORMS}")
    return found


def why_no_date(words: str, today: dt.date) -> str:
    """Why words that look like a date, but are not read as one, are none; empty for any other words."""
    plain = _plain(words)
    if plain in _NEXT_MEETING:
        return "no next meeting is set"
    slashed = _SLASHED.fullmatch(plain)
    if slashed and len(days := sorted(_slashed_days(slashed, today))) > 1:
        return f"{plain} could be " + " or ".join(
            f"{one.day} {_MONTHS[one.month - 1].title()}" for one in days
        )
    name, date = _with_weekday(plain, today)
    if date and name is not None:
        month = _MONTHS[date.month - 1].title()
        return f"{date.day} {month} {date.year} is a {_WEEKDAYS[date.weekday()].title()}"
    return ""


def split_due(text: str, today: dt.date, next_meeting: dt.date | None = None) -> tuple[dt.date | None, str]:
    """The date of a leading `by DATE` or `in 2 weeks`, and the text after it; else None and all of it."""
    for written, end in _leading(text):
        # `by the 3rd party` names no day.
        date = None if _DAY_ALONE.fullmatch(_plain(written)) else read_date(written, today, next_meeting)
        if date is not None:
            return date, text[end:].strip()
        if why_no_date(written, today):
            break  # of `sat 4 dec`, the Saturday alone would be a guess
    return None, text


def trailing_due(text: str, today: dt.date, next_meeting: dt.date | None = None) -> dt.date | None:
    """The date of a `by DATE` that ends the text, as in `send the list by friday`."""
    dates = (read_date(written, today, next_meeting) for written in _trailing(text))
    return next((date for date in dates if date), None)


def why_no_due(text: str, today: dt.date) -> str:
    """Why a `by DATE` at the start or the end of a text, that was not read, is none; empty without one."""
    written = (*(words for words, _ in _leading(text)), *_trailing(text))
    return next(filter(None, (why_no_date(words, today) for words in written)), "")


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def _leading(text: str) -> Iterator[tuple[str, int]]:
    """What a leading `by` or `in` may have as its date, the longest first, each with where it ends."""
    words = first_words(text, _LONGEST + 1)
    if not words or words[0][0].casefold() not in ("by", "in", "within"):
        return
    first = 1 if words[0][0].casefold() == "by" else 0
    for last in range(min(first + _LONGEST, len(words)), first, -1):
        yield " ".join(word for word, _ in words[first:last]).rstrip(",:;"), words[last - 1][1]


def _trailing(text: str) -> Iterator[str]:
    """What a `by` near the end of a text may have as its date, which is all that follows it."""
    words = text.rsplit(maxsplit=_LONGEST + 1)
    for start, word in enumerate(words):
        if start and word.casefold() == "by":
            written = " ".join(words[start + 1 :]).rstrip("!")
            yield from (written, written.rstrip(".!"))


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last of that month where it has no such day.

    Raises ValueError beyond the years the calendar has.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise ValueError(f"the calendar has no year {year}")
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _relative(plain: str, today: dt.date) -> dt.date | None:
    if plain in _NAMED:
        unit, number = _NAMED[plain]
        return add_months(today, number) if unit == "month" else today + dt.timedelta(number)
    found = _IN.fullmatch(plain)
    if not found:
        return None
    written, unit = found.groups()
    count = _number(written)
    if count is None:
        return None
    return add_months(today, count) if unit == "month" else today + dt.timedelta(count * _DAYS_IN[unit])


def _number(written: str) -> int | None:
    if written in _COUNTS:
        return max(1, _COUNTS.index(written))
    return int(written) if written.isdigit() and len(written) <= 4 else None


def _weekday(plain: str, today: dt.date) -> dt.date | None:
    later = _WEEK_LATER.fullmatch(plain)
    if later:
        name = later[1] or later[2]
        day = _weekday(name, today) or _relative(name, today)
        return day + dt.timedelta(7) if day else None
    which, _, name = plain.rpartition(" ")
    number = _named(name, _WEEKDAYS)
    if number is None or which not in ("", "on", "this", "next"):
        return None
    if which == "next":
        next_monday = today + dt.timedelta(7 - today.weekday())
        return next_monday + dt.timedelta(number)
    return today + dt.timedelta((number - today.weekday() - 1) % 7 + 1)


def _end_of(plain: str, today: dt.date) -> dt.date | None:
    """The last day of a span of time; of a week, its Friday."""
    found = _END.fullmatch(plain)
    unit = found[2] if found else _ENDS.get(plain, "")
    later = 1 if found and found[1] else 0
    if unit == "day" and not later:
        return today
    if unit == "week":
        return today + dt.timedelta((4 - today.weekday()) % 7 + 7 * later)
    month = _named(unit, _MONTHS) if found and not later else None
    if month is not None:
        year = today.year + (month + 1 < today.month)
        return dt.date(year, month + 1, calendar.monthrange(year, month + 1)[1])
    if unit not in _MONTHS_IN:
        return None
    months = _MONTHS_IN[unit]
    left = months - 1 - (today.month - 1) % months
    return add_months(today.replace(day=1), left + months * later + 1) - dt.timedelta(1)


def _absolute(plain: str, today: dt.date) -> dt.date | None:
    name, date = _with_weekday(plain, today)
    if name is not None:
        return date if date and date.weekday() == name else None
    return _calendar_day(plain, today)


def _with_weekday(plain: str, today: dt.date) -> tuple[int | None, dt.date | None]:
    """The weekday that stands before a date, as in `fri 4 dec`, and that date; None where it has none."""
    first, _, rest = plain.partition(" ")
    name = _named(first.rstrip(".,"), _WEEKDAYS)
    if name is None or not rest:
        return None, None
    try:
        return name, _calendar_day(rest, today)
    except (ValueError, OverflowError):
        return name, None


def _calendar_day(plain: str, today: dt.date) -> dt.date | None:
    if iso := _ISO.fullmatch(plain):
        return dt.date(int(iso[1]), int(iso[3]), int(iso[4]))
    if dotted := _DOTTED.fullmatch(plain):
        return _of_numbers(dotted[1], dotted[2], dotted[3], today)
    if slashed := _SLASHED.fullmatch(plain):
        days = _slashed_days(slashed, today)
        return days.pop() if len(days) == 1 else None
    if alone := _DAY_ALONE.fullmatch(plain):
        return _next_day(int(alone[1]), today)
    words = _DAY_OF.sub(r"\1 ", plain).split(" ")
    if not 2 <= len(words) <= 3:
        return None
    return _of_words(words[0], words[1], words[2:], today) or _of_words(words[1], words[0], words[2:], today)


def _slashed_days(found: re.Match[str], today: dt.date) -> set[dt.date]:
    """The days that `12/3` may be, with the day first and with the month first."""
    orders = ((found[1], found[2]), (found[2], found[1]))
    return {date for day, month in orders if (date := _of_numbers(day, month, found[3], today))}


def _of_numbers(day: str, month: str, year: str | None, today: dt.date) -> dt.date | None:
    return (
        _of_words(day, _MONTHS[int(month) - 1], [year] if year else [], today)
        if 0 < int(month) < 13
        else None
    )


def _next_day(day: int, today: dt.date) -> dt.date | None:
    """The next day of this number, today included, in a month that has it."""
    for months in range(_MONTHS_TO_A_LONG_ONE):
        first = add_months(today.replace(day=1), months)
        if 0 < day <= calendar.monthrange(first.year, first.month)[1] and first.replace(day=day) >= today:
            return first.replace(day=day)
    return None


def _of_words(day_word: str, month_word: str, year_words: list[str], today: dt.date) -> dt.date | None:
    found, month = _DAY_OF_MONTH.fullmatch(day_word), _named(month_word.rstrip("."), _MONTHS)
    if not found or month is None:
        return None
    day = int(found[1])
    if not year_words:
        return _next_such(month + 1, day, today)
    if not _YEAR.fullmatch(year_words[0]) or abs(int(year_words[0]) - today.year) > _YEARS_AROUND:
        return None
    year = int(year_words[0])
    return dt.date(year, month + 1, day) if 0 < day <= calendar.monthrange(year, month + 1)[1] else None


def _next_such(month: int, day: int, today: dt.date) -> dt.date | None:
    for year in range(today.year, min(today.year + _YEARS_TO_A_LEAP_DAY, dt.MAXYEAR) + 1):
        if 0 < day <= calendar.monthrange(year, month)[1] and dt.date(year, month, day) >= today:
            return dt.date(year, month, day)
    return None


def _named(word: str, names: tuple[str, ...]) -> int | None:
    """The place among `names` of a name written in full or by its first three letters."""
    full = _SHORT_FORMS.get(word, word)
    return next((place for place, name in enumerate(names) if full in (name, name[:3])), None)
