"""A day, as people write it."""

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from textual.app import App

from smeeting.domain.dates import date_meant, read_date
from smeeting.render.times import day
from smeeting.tui.dialogs.ask_text import AskText
from smeeting.tui.text import Part
from smeeting.tui.widgets.text_line import TextLine


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

    The day that is read is said as it is typed. To be awaited in a worker.
    """

    def read(text: str) -> dt.date | None:
        if not text.strip() and may_be_none:
            return None
        return date_meant(text, today, next_meeting)

    written = await app.push_screen_wait(
        AskDate(
            title,
            words,
            default=default.isoformat() if default else "",
            hint=_HINT,
            check=read,
            seen=lambda text: read_date(text, today, next_meeting),
        )
    )
    return None if written is None else Day(read(written))


class AskDate(AskText):
    """Asks for a day, and says which one is read while it is typed."""

    def __init__(
        self,
        title: str,
        words: Part = "",
        *,
        default: str,
        hint: str,
        check: Callable[[str], object],
        seen: Callable[[str], dt.date | None],
    ) -> None:
        super().__init__(title, words, default=default, hint=hint, check=check, is_proposal=True)
        self._seen = seen

    def on_text_line_edited(self, message: TextLine.Edited) -> None:
        """Say the day in full."""
        date = self._seen(message.text)
        message.line.say(day(date) if date else "")


_HINT = "friday, 3 dec, in 2 weeks, next meeting, 2026-12-03"
