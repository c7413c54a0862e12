"""What to do when the whole meeting has used its time."""

from typing import Literal

from textual.app import App

from smeeting.domain.meeting import Meeting
from smeeting.tui.clocks import minutes_text
from smeeting.tui.dialogs.choose import Choice, choose

WallAnswer = Literal["closing", "close"]


async def ask_wall(app: App[object], meeting: Meeting) -> WallAnswer | None:
    """Ask how to end; None to go on over time. To be awaited in a worker."""
    choices: list[Choice[WallAnswer]] = [
        Choice("c", "close the meeting", "close", "open points are carried over")
    ]
    if meeting.current < len(meeting.items) - 1:
        last = meeting.items[-1].title
        choices.insert(0, Choice("n", f"go to {last}", "closing", "read back, rate, next date"))
    title = f"The {minutes_text(meeting.wall_s)} minutes are over"
    words = "No item can be extended any more; the clock goes on and the minutes will say by how much."
    return await choose(app, title, choices, words, foot="esc to go on over time")
