"""Cells of exports: the dates and amounts that programs and people write, read without a guess.

Where a cell could mean two things, the whole file is asked: one cell that can mean but one settles it.
"""

import datetime as dt
import math
import re
from typing import NamedTuple

from smeeting.domain.durations import MINUTES_A_DAY, minute_of
from smeeting.domain.leads import DateOrder, DecimalSign
from smeeting.domain.numbers import LARGEST

_ISO = re.compile(r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?:[T ,]+(.+))?", re.ASCII)
_NUMERIC = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4}|\d\d)(?:[T ,]+(.+))?", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})[-. ]+([A-Za-z]{3,9})\.?,?[-. ]+(\d{4})(?:[T ,]+(.+))?", re.ASCII)
_NAMED_FIRST = re.compile(r"([A-Za-z]{3,9})\.? +(\d{1,2}),? +(\d{4})(?:[T ,]+(.+))?", re.ASCII)
_TIME = re.compile(
    r"(\d{1,2}):(\d\d)(?::\d\d(?:[.,]\d+)?)?\s*([AaPp])?(?:\.?[Mm]\.?)?\s*(?:Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?",
    re.ASCII,
)
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?", re.ASCII)
_EPOCH_MS = re.compile(r"\d{12,13}", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EXCEL_DAY_0 = minute_of(dt.date(1899, 12, 30))
_EARLIEST, _LATEST = 1970, 2199
_CURRENCY = re.compile(r"^(?:[A-Z]{3}|[€$£¥₹]|kr\.?|zł)?\s*(.*?)\s*(?:[A-Z]{3}|[€$£¥₹]|kr\.?|zł)?$")
_SPACES = str.maketrans("", "", " \u00a0\u202f'\u2019")
_DIGITS = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:[.,]\d{3})+)?(?:[.,]\d+)?(?:[eE][+-]?\d+)?", re.ASCII)


class BadCellError(ValueError):
    """A cell that is filled and can't be read; says what is wrong without what stands in it."""


class Signs(NamedTuple):
    """What one cell says of how a file writes dates or amounts."""

    settles: str | None = None
    """The order or sign that it alone can mean."""
    is_open: bool = False
    """Whether it could mean either, and the two differ."""


_NOTHING = Signs()


def date_signs(cell: str) -> Signs:
    """Whether a date settles the order of day and month in its file, or needs it."""
    found = _NUMERIC.fullmatch(cell)
    if found is None:
        return _NOTHING
    first, second = int(found[1]), int(found[3])
    # With points the day stands first wherever people write so.
    if found[2] == "." or first > 12:
        return Signs("day-first")
    if second > 12:
        return Signs("month-first")
    return Signs(is_open=first != second)


def read_minutes(cell: str, order: DateOrder | None) -> int:
    """A date, with or without a time, as minutes since 1970-01-01 in the time of the export.

    A time zone in it is left aside: an export has one. Raises BadCellError for what is no date of the
    calendar.
    """
    year, month, day, time = _parts(cell, order)
    try:
        date = dt.date(year, month, day)
    except ValueError:
        raise BadCellError("is no day of the calendar") from None
    if not _EARLIEST <= year <= _LATEST:
        raise BadCellError(f"lies before {_EARLIEST} or after {_LATEST}")
    return minute_of(date) + (_minutes_of_day(time) if time else 0)


def _parts(cell: str, order: DateOrder | None) -> tuple[int, int, int, str | None]:
    if found := _ISO.fullmatch(cell):
        return int(found[1]), int(found[3]), int(found[4]), found[5]
    if found := _NUMERIC.fullmatch(cell):
        first, second = int(found[1]), int(found[3])
        year = int(found[4]) + (2000 if len(found[4]) == 2 else 0)
        day, month = (second, first) if order == "month-first" and found[2] != "." else (first, second)
        return year, month, day, found[5]
    if found := _NAMED.fullmatch(cell):
        return int(found[3]), _month(found[2]), int(found[1]), found[4]
    if found := _NAMED_FIRST.fullmatch(cell):
        return int(found[3]), _month(found[1]), int(found[2]), found[4]
    if _SERIAL.fullmatch(cell) or _EPOCH_MS.fullmatch(cell):
        at = _number_of_minutes(cell)
        date = dt.date(1970, 1, 1) + dt.timedelta(days=at // MINUTES_A_DAY)
        return date.year, date.month, date.day, f"{at % MINUTES_A_DAY // 60}:{at % 60:02}"
    raise BadCellError("is no date")


def _number_of_minutes(cell: str) -> int:
    """Of a spreadsheet's day number, or of milliseconds since 1970 as interfaces give them."""
    if len(cell) >= 12 and cell.isdecimal():
        return int(cell) // 60_000
    return _EXCEL_DAY_0 + round(float(cell.replace(",", ".")) * MINUTES_A_DAY)


def _month(name: str) -> int:
    short = name[:3].lower()
    if short not in _MONTHS:
        raise BadCellError("is no date")
    return _MONTHS.index(short) + 1


def _minutes_of_day(time: str) -> int:
    found = _TIME.fullmatch(time.strip())
    if found is None:
        raise BadCellError("has a time that is none")
    hours, minutes, half = int(found[1]), int(found[2]), found[3]
    if half and not 1 <= hours <= 12:
        raise BadCellError("has a time that is none")
    if half:
        hours = hours % 12 + (12 if half in "Pp" else 0)
    if hours > 23 or minutes > 59:
        raise BadCellError("has a time that is none")
    return hours * 60 + minutes


def amount_signs(cell: str) -> Signs:
    """Whether an amount settles the decimal sign of its file, or needs it."""
    plain = _plain_amount(cell)
    points, commas = plain.count("."), plain.count(",")
    if points and commas:
        return Signs("point" if plain.rindex(".") > plain.rindex(",") else "comma")
    if points + commas != 1:
        # Several of one sign group thousands, so the other one is for decimals.
        return Signs("comma" if points else "point") if points + commas else _NOTHING
    sign = "." if points else ","
    whole, _, decimals = plain.lstrip("+-").partition(sign)
    if len(decimals) != 3 or not 1 <= len(whole) <= 3 or whole == "0":
        return Signs("point" if points else "comma")
    return Signs(is_open=True)


def read_amount(cell: str, decimal: DecimalSign | None) -> float:
    """An amount of money, its currency aside. Raises BadCellError for what is no number."""
    plain = _plain_amount(cell)
    if not _DIGITS.fullmatch(plain) or not any(sign.isdigit() for sign in plain):
        raise BadCellError("is no number")
    settled = amount_signs(cell).settles
    if decimal is not None and settled is not None and settled != decimal:
        raise BadCellError("has another decimal sign than the rest")
    group, sign = (".", ",") if decimal == "comma" else (",", ".")
    plain = plain.replace(group, "").replace(sign, ".")
    if plain.count(".") > 1:
        raise BadCellError("is no number")
    value = float(plain)
    if not math.isfinite(value) or abs(value) >= LARGEST:
        raise BadCellError("is too large")
    return value


def _plain_amount(cell: str) -> str:
    text = cell.strip().replace("−", "-")
    minus = text.startswith("(") and text.endswith(")")
    found = _CURRENCY.fullmatch(text[1:-1] if minus else text)
    plain = (found[1] if found else text).translate(_SPACES)
    return f"-{plain}" if minus else plain
