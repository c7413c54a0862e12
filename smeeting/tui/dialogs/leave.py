"""Leaving a running meeting, and coming back to one whose clock ran on alone."""

from typing import Literal

from textual.app import App

from smeeting.tui.clocks import span_words
from smeeting.tui.dialogs.choose import Choice, choose

LeaveAnswer = Literal["pause", "run"]
GapAnswer = Literal["pause", "talk"]


async def ask_leave(app: App[object]) -> LeaveAnswer | None:
    """Ask what the clock does meanwhile; None to stay. To be awaited in a worker."""
    choices: list[Choice[LeaveAnswer]] = [
        Choice("p", "pause the clock and leave", "pause"),
        Choice("k", "keep it running and leave", "run", "others go on in their terminals"),
    ]
    return await choose(
        app, "The meeting is running", choices, "Everything with a receipt is saved.", foot="esc to stay"
    )


async def ask_gap(app: App[object], seconds: int, item_title: str) -> GapAnswer | None:
    """Ask whether time with nobody at the terminal was a pause; None leaves it. To be awaited in a worker."""
    choices: list[Choice[GapAnswer]] = [
        Choice("p", "count it as a pause", "pause"),
        Choice("t", f"we talked, count it for {item_title}", "talk"),
    ]
    title = f"The clock ran {span_words(seconds)} with nobody here"
    return await choose(app, title, choices, foot="esc to leave it as it is")
