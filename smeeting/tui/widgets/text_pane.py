"""A scrolling pane of styled paragraphs: minutes, term cards, help."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from smeeting.tui.text import paint, wrapped


class Paragraph(NamedTuple):
    """A styled text that is wrapped to the pane's width."""

    content: Content
    hang: int = 0
    """How far the lines after the first are indented, as under a bullet."""
    keep: bool = False
    """Cut at the edge instead of wrapped, as rows of a table are."""


_SCROLLBAR = 1


class TextPane(ScrollView, can_focus=True):
    """Paragraphs wrapped once a width; only the lines in view are drawn."""

    ALLOW_SELECT: ClassVar[bool] = False

    def __init__(
        self, paragraphs: Sequence[Paragraph] = (), *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._paragraphs = tuple(paragraphs)
        self._lines: list[Content] = []
        self._starts: list[int] = []
        self._width = 0

    def show(self, paragraphs: Sequence[Paragraph], *, keep_place: bool = False) -> None:
        """Show other paragraphs, from the top unless `keep_place`."""
        self._paragraphs = tuple(paragraphs)
        if not keep_place:
            self.scroll_to(y=0, animate=False)
        self._wrap()

    @property
    def room(self) -> int:
        """The cells a line has; what the scrollbar would cover is left free whether it is there or not."""
        return max(self.size.width - _SCROLLBAR, 0)

    @property
    def lines(self) -> tuple[Content, ...]:
        """The lines as they are wrapped now."""
        return tuple(self._lines)

    def on_resize(self) -> None:
        """Wrap to the new width, with the paragraph at the top still there."""
        if self.room != self._width:
            top = self._paragraph_at(self.scroll_offset.y)
            self._wrap()
            if top:
                self.scroll_to(y=self._starts[top], animate=False)

    def render_line(self, y: int) -> Strip:
        """The strip of one visible line."""
        index = y + self.scroll_offset.y
        content = self._lines[index] if index < len(self._lines) else Content("")
        return paint(content, self.room, self.visual_style)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many rows as there are lines, where the style says `height: auto`."""
        room = max(width - _SCROLLBAR, 0)
        return sum(len(_folded(paragraph, room)) for paragraph in self._paragraphs)

    def _wrap(self) -> None:
        self._width = self.room
        self._lines, self._starts = [], []
        for paragraph in self._paragraphs:
            self._starts.append(len(self._lines))
            self._lines.extend(_folded(paragraph, self._width))
        self.virtual_size = Size(1, len(self._lines))
        self.refresh()

    def _paragraph_at(self, line: int) -> int:
        """The position of the paragraph that a line belongs to."""
        return max((index for index, start in enumerate(self._starts) if start <= line), default=0)


def _folded(paragraph: Paragraph, width: int) -> list[Content]:
    if width <= 0 or paragraph.keep:
        return [paragraph.content]
    return wrapped(paragraph.content, width, hang=paragraph.hang)
