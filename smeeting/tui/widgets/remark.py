"""The line above the keys: a receipt, a refusal, or what can be done here."""

from functools import partial

from textual.content import Content

from smeeting.tui.inks import BAD, GOOD, MUTED
from smeeting.tui.text import joined, wrapped
from smeeting.tui.widgets.lines import Lines

_MOST_LINES = 3


class Remark(Lines):
    """A line of words, more only where a refusal is long; a hint until there is something to say."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(partial(_said, Content("")), id=id)

    def say(self, receipt: str) -> None:
        """Show that something was done."""
        self.show(partial(_said, joined(("✓ ", GOOD), receipt)))

    def refuse(self, reason: str) -> None:
        """Show why something was not done."""
        self.show(partial(_said, joined(("✗ ", BAD), reason)))

    def hint(self, words: str) -> None:
        """Show what can be done, in passing."""
        self.show(partial(_said, joined((words, MUTED))))


def _said(words: Content, width: int) -> list[Content]:
    return [line.pad_left(1) for line in wrapped(words, max(width - 2, 1), hang=2)[:_MOST_LINES]]
