"""A question answered by yes or no."""

from textual.app import App

from smeeting.tui.dialogs.choose import Choice, choose
from smeeting.tui.text import Part


async def confirm(
    app: App[object], question: str, words: Part = "", *, yes: str = "yes", no: str = "no"
) -> bool:
    """Ask a question; Escape means no. To be awaited in a worker."""
    choices = [Choice("y", yes, True), Choice("n", no, False)]
    answer: bool | None = await choose(app, question, choices, words, foot="")
    return answer is True
