"""A line in the middle of a list, to type a number where it will stand."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from smeeting.tui.widgets.text_line import TextLine


class NumberLine(TextLine):
    """A text line that Escape puts away."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "put_away", show=False)]

    class PutAway(TextLine.LineMessage):
        """Escape was pressed."""

    def action_put_away(self) -> None:
        """Say that no number is wanted."""
        self.post_message(self.PutAway(self, self.text))
