"""A text to type in that is longer than a line: all of it stays in view, folded at words."""

from typing import ClassVar

from rich.cells import cell_len
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Offset, Size
from textual.strip import Strip

from smeeting.domain.text import visible
from smeeting.tui.editing import Draft, row_at, rows_of
from smeeting.tui.inks import ACCENT, MUTED
from smeeting.tui.text import joined, paint, plain
from smeeting.tui.widgets.text_line import PROMPT, TextLine

_MOST_ROWS = 6


class TextBox(TextLine):
    """As many rows as the text takes, up to six, and beneath them what there is to say about it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "row(-1)", show=False),
        Binding("down", "row(1)", show=False),
    ]

    _top = 0
    """The first row in view."""
    _folded: tuple[str, int, list[tuple[int, int]]] | None = None
    """A text and a width, with the rows it takes there."""

    def action_row(self, step: int) -> None:
        """To the row above or below; from the first or last one the key means something else."""
        rows = self._rows(self.size.width)
        here = row_at(rows, self._draft.cursor)
        if not 0 <= here + step < len(rows):
            raise SkipAction
        start, end = rows[here + step]
        self._change(self._draft.at(min(start + self._draft.cursor - rows[here][0], end)))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """The rows in view, and the one for words."""
        return min(len(self._rows(width)), _MOST_ROWS) + 1

    def render_line(self, y: int) -> Strip:
        """The strip of a row of the text, or of the words beneath."""
        style, width = self.visual_style, self.size.width
        if y == self.size.height - 1:
            return paint(self._words.pad_left(1), width, style)
        rows = self._rows(width)
        here, shown = row_at(rows, self._draft.cursor), self.size.height - 1
        self._top = max(min(self._top, here, len(rows) - shown), here - shown + 1, 0)
        at = self._top + y
        prompt = joined((PROMPT, ACCENT if self.has_focus else MUTED))
        if at >= len(rows):
            return paint(prompt, width, style)
        return paint(joined(prompt, self._row(*rows[at], has_cursor=at == here, y=y)), width, style)

    def _row(self, start: int, end: int, *, has_cursor: bool, y: int) -> Content:
        text = self._draft.text
        if not self.has_focus or not has_cursor:
            return plain(text[start:end]) if text else joined((self._hint, MUTED))
        before = Content(visible(text[start : self._draft.cursor]))
        if self._proposes:
            before = before.stylize(self.get_visual_style("text-line--cursor"))
        behind = min(self._draft.right().cursor, end)
        under = visible(text[self._draft.cursor : behind])
        tail = plain(text[behind:end]) if text else plain(self._hint[1:], MUTED)
        under = under or (" " if text else self._hint[:1] or " ")
        cursor = Content(under).stylize(self.get_visual_style("text-line--cursor"))
        self.app.cursor_position = self.region.offset + Offset(len(PROMPT) + before.cell_length, y)
        return before + cursor + tail

    def _rows(self, width: int) -> list[tuple[int, int]]:
        text = self._draft.text
        if self._folded is None or self._folded[:2] != (text, width):
            # A cell is left for the cursor behind a row that is full.
            self._folded = (text, width, rows_of(text, max(width - len(PROMPT) - 1, 1)))
        return self._folded[2]

    def _position_of(self, at: Offset) -> int:
        rows = self._rows(self.size.width)
        start, end = rows[min(self._top + at.y, len(rows) - 1)]
        taken = 0
        for position in range(start, end):
            taken += cell_len(visible(self._draft.text[position]))
            if taken > at.x - len(PROMPT):
                return position
        return end

    def _change(self, draft: Draft) -> None:
        before = len(self._rows(self.size.width))
        super()._change(draft)
        if len(self._rows(self.size.width)) != before:
            self.refresh(layout=True)
