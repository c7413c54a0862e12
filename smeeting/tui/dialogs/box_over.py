"""What to do when an item's box is used up."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.app import App

from smeeting.domain.meeting import EXTENSIONS, Meeting
from smeeting.tui.clocks import clock, minutes_text
from smeeting.tui.dialogs.choose import Choice, choose, numbered
from smeeting.tui.inks import STRONG
from smeeting.tui.text import joined, plain

_BORROWED_MINUTES = (2, 5, 10)


class Answer(NamedTuple):
    """What was chosen: a move, and for `borrow` from which item and how many minutes."""

    move: str
    lender: int | None = None
    minutes: int | None = None


async def ask_box_over(app: App[object], meeting: Meeting, moves: Sequence[str]) -> Answer | None:
    """Ask what to do with the rest of the item; None to go on talking. To be awaited in a worker.

    `moves` are those the meeting allows: `park`, `extend`, `borrow`, `next`, `close`.
    """
    item = meeting.item
    words = joined(
        (item.title, STRONG),
        plain(f" has used its {minutes_text(item.planned_s)} minutes. What does not fit is carried over."),
    )
    move = await choose(
        app,
        "The box is used up",
        [_choice(move, item.extensions) for move in moves],
        words,
        foot="esc to go on talking",
    )
    if move != "borrow":
        return None if move is None else Answer(move)
    return await ask_borrow(app, meeting)


async def ask_borrow(app: App[object], meeting: Meeting) -> Answer | None:
    """Ask which later item lends how many minutes; None where none does. To be awaited in a worker."""
    lenders = [
        (f"{item.title}  {clock(max(item.left_s, 0))} left", position)
        for position, item in enumerate(meeting.items)
        if position > meeting.current and item.left_s >= 60
    ]
    lender = await choose(app, "Borrow from which item?", numbered(lenders))
    if lender is None:
        return None
    most = meeting.items[lender].left_s // 60
    amounts = sorted({min(minutes, most) for minutes in (*_BORROWED_MINUTES, most)})
    minutes = await choose(
        app, "How many minutes?", numbered([(f"{minutes} min", minutes) for minutes in amounts])
    )
    return None if minutes is None else Answer("borrow", lender, minutes)


def _choice(move: str, extensions: int) -> Choice[str]:
    if move == "extend":
        return Choice("x", f"extend by {EXTENSIONS[extensions]} min", move, _EXTEND_NOTES[extensions])
    return _CHOICES[move]


_EXTEND_NOTES = ("once more after that", "the last time")
_CHOICES = {
    choice.value: choice
    for choice in (
        Choice("p", "park the rest", "park", "kept for later, then next"),
        Choice("l", "borrow minutes", "borrow", "from a later item"),
        Choice("n", "go to the next item", "next"),
        Choice("c", "close the meeting", "close"),
    )
}
