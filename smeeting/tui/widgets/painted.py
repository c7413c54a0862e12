"""The base of widgets that draw their own few lines and repaint only the cells that changed."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from smeeting.tui.text import paint


class Painted(Widget):
    """Lines of content, a row each. Subclasses say what the lines are; `repaint` draws what differs."""

    ALLOW_SELECT: ClassVar[bool] = False

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._rows: list[Content] = []
        self._strips: list[Strip] | None = None
        """The rows as they are painted; None where they are to be painted anew."""

    def rows(self, room: Size) -> list[Content]:
        """The lines for a room of this size; lines beyond its height are not drawn."""
        raise NotImplementedError

    def repaint(self) -> None:
        """Draw the lines anew where their cells differ from what is on the screen."""
        before, self._strips = self._strips, None
        if not self.is_attached or not self.size:
            return
        if before is None:
            # Nothing to compare with: a change of style forgets the lines, though the screen still has them.
            self.refresh()
            return
        after = self._strips = self._paint(list(zip(self._rows, before, strict=True)))
        blank = Strip.blank(self.size.width, self.visual_style.rich_style)
        for y, (old, new) in enumerate(zip_longest(before, after, fillvalue=blank)):
            span = changed_cells(old, new)
            if span:
                self.refresh(Region(span[0], y, span[1] - span[0], 1))

    def redraw(self) -> None:
        """Draw all lines anew without comparing them: cheaper where most of them have moved."""
        self._strips = None
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The strip of one row."""
        strips = self._painted()
        if y < len(strips):
            return strips[y]
        return Strip.blank(self.size.width, self.visual_style.rich_style)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many rows as there are lines, where the style says `height: auto`."""
        return len(self.rows(Size(width, viewport.height)))

    def notify_style_update(self) -> None:
        """Forget the painted lines: their colours have changed."""
        self._strips = None
        super().notify_style_update()

    def on_resize(self) -> None:
        """Forget the painted lines: they no longer fit."""
        self.redraw()

    def _painted(self) -> list[Strip]:
        if self._strips is None:
            self._strips = self._paint(())
        return self._strips

    def _paint(self, before: Sequence[tuple[Content, Strip]]) -> list[Strip]:
        """The strips of the rows; those whose row is the same as `before` are kept: a tick changes few."""
        size, style = self.size, self.visual_style
        self._rows = self.rows(size)[: size.height]
        return [
            before[y][1]
            if y < len(before) and before[y][0].is_same(row) and before[y][1].cell_length == size.width
            else paint(row, size.width, style)
            for y, row in enumerate(self._rows)
        ]


def changed_cells(old: Strip, new: Strip) -> tuple[int, int] | None:
    """From which cell and up to which two strips differ; None where they are alike."""
    if old is new or old == new:
        return None
    before, after = _cells(old), _cells(new)
    differing = [
        x for x, (was, now) in enumerate(zip_longest(before, after, fillvalue=("", None))) if was != now
    ]
    return (differing[0], differing[-1] + 1) if differing else None


def _cells(strip: Strip) -> list[tuple[str, object]]:
    """What each cell shows; the second cell of a wide character repeats it, marks join the cell before."""
    cells: list[tuple[str, object]] = []
    for text, style, _ in strip:
        for character in text:
            width = cell_len(character)
            if width:
                cells.extend([(character, style)] * width)
            elif cells:
                cells[-1] = (cells[-1][0] + character, style)
    return cells
