"""Setting a target together: the number first, then a yes from each side, one after the other."""

from collections.abc import Sequence

from textual.app import App

from smeeting.domain.agenda import Team
from smeeting.domain.metrics import Promise, number_text
from smeeting.domain.numbers import read_number
from smeeting.domain.periods import Period
from smeeting.tui.dialogs.ask_text import ask_text
from smeeting.tui.dialogs.choose import Choice, choose
from smeeting.tui.text import plain


async def ask_target(app: App[object], made: Promise, period: Period, known: float | None) -> float | None:
    """Ask what is promised for a period; None where nobody answered. To be awaited in a worker."""
    now = f"{number_text(made.actual)} {made.unit}".rstrip() if made.actual is not None else "not known"
    unit = f"a number of {made.unit}" if made.unit else "a number"

    def read(text: str) -> float:
        # Not typed into the line beforehand: 140 behind a 120 that stands there would be 120,140.
        return known if known is not None and not text.strip() else read_number(text)

    text = await ask_text(
        app,
        f"{made.name}: what for {period}?",
        plain(f"{made.period} is {now}, the target was {number_text(made.target)}"),
        hint=unit if known is None else f"{unit}; ⏎ takes {number_text(known)}",
        check=read,
    )
    return None if text is None else read(text)


async def ask_sides(app: App[object], teams: Sequence[Team], promise: str) -> tuple[str, ...] | None:
    """Ask each team for its yes; the sides that gave it, or None where the asking was left.

    To be awaited in a worker.
    """
    yes: list[str] = []
    for team in teams:
        choices = [Choice("y", "yes", True), Choice("n", "not yet", False, "then it waits as a proposal")]
        answer = await choose(app, f"Does {team.name} say yes?", choices, plain(promise))
        if answer is None:
            return None
        if answer:
            yes.append(team.side)
    return tuple(yes)
