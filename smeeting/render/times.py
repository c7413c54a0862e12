"""Times, dates and ages as people read them, the same on every machine and in every locale."""

import datetime as dt

from smeeting.domain.text import counted

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def duration(seconds: int) -> str:
    """Seconds as `4:12`, or `1:02:03` from an hour on."""
    minutes, rest = divmod(abs(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    sign = "−" if seconds < 0 else ""
    return f"{sign}{hours}:{minutes:02}:{rest:02}" if hours else f"{sign}{minutes}:{rest:02}"


def overrun(seconds: int) -> str:
    """Seconds over a plan as `+0:12`, under it as `−0:12`."""
    return duration(seconds) if seconds < 0 else f"+{duration(seconds)}"


def minutes_text(seconds: int) -> str:
    """A time box: `15 min`, or `15:30` where it is no whole minute."""
    minutes, rest = divmod(seconds, 60)
    return duration(seconds) if rest else f"{minutes} min"


def day(date: dt.date) -> str:
    """A date as `Tue 3 Nov 2026`, for whatever the machine's language is."""
    return f"{_DAYS[date.weekday()]} {date.day} {_MONTHS[date.month - 1]} {date.year}"


def clock_time(at: dt.datetime, timezone: str) -> str:
    """The time of day in a time zone as `10:21`; in UTC, saying so, where the zone is not known."""
    # zoneinfo looks for its data on import; only a meeting's minutes and screen need it.
    from zoneinfo import ZoneInfo

    try:
        return f"{at.astimezone(ZoneInfo(timezone)):%H:%M}"
    except (KeyError, ValueError, OSError):
        return f"{at.astimezone(dt.UTC):%H:%M} UTC"


def age(meetings: int) -> str:
    """How old an issue is, counted in meetings."""
    if meetings <= 0:
        return "new"
    return counted(meetings, "meeting")


def relative_day(date: dt.date, today: dt.date) -> str:
    """A day as seen from today: `tomorrow`, `in 3 days`, `5 days ago`."""
    days = (date - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(days)
    return near or (f"in {counted(days, 'day')}" if days > 0 else f"{counted(-days, 'day')} ago")


def due_day(due: dt.date, today: dt.date) -> str:
    """A due date as seen from today: `today`, `in 3 days`, `5 days late`."""
    days = (today - due).days
    return f"{counted(days, 'day')} late" if days > 0 else relative_day(due, today)
