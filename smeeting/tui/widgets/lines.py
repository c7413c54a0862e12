"""A few lines that the screen around them says, drawn for whatever width there is."""

from collections.abc import Callable

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message

from smeeting.tui.widgets.painted import Painted

DrawLines = Callable[[int], list[Content]]
"""Draws the lines in a width in cells."""


class Lines(Painted):
    """Lines as high as they are; a click on one says which."""

    class Clicked(Message):
        """A line was clicked."""

        def __init__(self, lines: "Lines", row: int, column: int) -> None:
            super().__init__()
            self.lines = lines
            self.row = row
            self.column = column

        @property
        def control(self) -> "Lines":
            """The lines it happened in."""
            return self.lines

    def __init__(self, draw: DrawLines | None = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._draw: DrawLines = draw or _nothing
        self._height = 0

    def show(self, draw: DrawLines) -> None:
        """Show other lines; the rest of the screen moves only where their number differs."""
        self._draw = draw
        if self.is_attached and self.size.width and len(draw(self.size.width)) != self._height:
            self.refresh(layout=True)
        self.repaint()

    def rows(self, room: Size) -> list[Content]:
        """The lines."""
        return self._draw(room.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as there are lines."""
        self._height = super().get_content_height(container, viewport, width)
        return self._height

    def on_click(self, event: events.Click) -> None:
        """Say which line was clicked, and where on it."""
        offset = event.get_content_offset(self)
        if offset is not None:
            self.post_message(self.Clicked(self, offset.y, offset.x))


def _nothing(_width: int) -> list[Content]:
    return []
