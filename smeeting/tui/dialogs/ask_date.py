"""A day, as people write it."""

import datetime as dt
from typing import NamedTuple

from textual.app import App

from smeeting.domain.dates import read_date
from smeeting.domain.errors import SmeetingError
from smeeting.tui.dialogs.ask_text import ask_text
from smeeting.tui.text import Part


class Day(NamedTuple):
    """An answer: a date, or none where none is wanted."""

    date: dt.date | None


async def ask_date(
    app: App[object],
    title: str,
    today: dt.date,
    words: Part = "",
    *,
    default: dt.date | None = None,
    next_meeting: dt.date | None = None,
    may_be_none: bool = True,
) -> Day | None:
    """Ask for a day such as `friday`, `3 dec` or `in 2 weeks`; None where nobody answered.

    To be awaited in a worker.
    """

    def read(text: str) -> dt.date | None:
        if not text.strip() and may_be_none:
            return None
        date = read_date(text, today, next_meeting)
        if date is None:
            raise SmeetingError("that is no day", "write friday, 3 dec, in 2 weeks or 2026-12-03")
        return date

    text = await ask_text(
        app, title, words, default=default.isoformat() if default else "", hint=_HINT, check=read
    )
    return None if text is None else Day(read(text))


_HINT = "friday, 3 dec, in 2 weeks, next meeting, 2026-12-03"
