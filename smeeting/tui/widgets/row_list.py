"""A list of any length that draws only the rows in view."""

from collections.abc import Callable, Container
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from smeeting.tui.inks import MUTED
from smeeting.tui.text import paint, plain_lines, wrapped

Draw = Callable[[int, int], Content]
"""Draws the row at an index in a width in cells."""

_KEPT_STRIPS = 500


class RowList(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows drawn when they come into view, a cursor that skips headings, and paging.

    The cursor's row has a bar before it as well as another ground. The rows themselves stay with the caller:
    a list of 100,000 costs no more than one of ten.
    """

    ALLOW_SELECT: ClassVar[bool] = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"row-list--cursor", "row-list--blurred"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "jump('first')", "First", show=False),
        Binding("end", "jump('last')", "Last", show=False),
        Binding("enter", "select", "Open", show=False),
    ]

    class RowMessage(Message):
        """Something happened to a row."""

        def __init__(self, row_list: "RowList", index: int) -> None:
            super().__init__()
            self.row_list = row_list
            self.index = index

        @property
        def control(self) -> "RowList":
            """The list it happened in."""
            return self.row_list

    class Highlighted(RowMessage):
        """The cursor came to a row."""

    class Selected(RowMessage):
        """A row was chosen, by Enter or a click."""

    def __init__(
        self, *, empty: str = "Nothing here yet.", id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._count = 0
        self._draw: Draw = _blank_row
        self._headings: Container[int] = ()
        self._cursor: int | None = None
        self._empty = empty
        self._strips: dict[tuple[int, str], Strip] = {}

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._count

    @property
    def cursor(self) -> int | None:
        """The index of the cursor's row; None where there is no row to stand on."""
        return self._cursor

    def show(
        self,
        count: int,
        draw: Draw,
        *,
        headings: Container[int] = (),
        cursor: int | None = None,
        empty: str | None = None,
    ) -> None:
        """Show `count` rows; the cursor and the words for no rows stay unless they are given."""
        self._count, self._draw, self._headings = count, draw, headings
        self._empty = self._empty if empty is None else empty
        self._strips.clear()
        wanted = self._cursor if cursor is None else cursor
        self._cursor = self._nearest_row(wanted or 0)
        size = Size(1, count)
        if max(count, self.virtual_size.height) <= self.size.height:
            # All fit before and after, so no scroll bar comes or goes. A layout of the whole screen with each
            # key of a filter would be twenty milliseconds for nothing.
            self.set_reactive(RowList.virtual_size, size)
        else:
            self.virtual_size = size
        self.refresh()
        if self._cursor is not None:
            self.call_after_refresh(self._reveal_cursor)

    def redraw(self, index: int) -> None:
        """Draw one row anew, because what it shows has changed."""
        for state in ("", "cursor", "blurred"):
            self._strips.pop((index, state), None)
        self.refresh_line(index)

    def go_to(self, index: int) -> None:
        """Bring the cursor to a row, or to the one nearest to it."""
        target = self._nearest_row(index, backwards=index < (self._cursor or 0))
        if target is None or target == self._cursor:
            self._reveal_cursor()
            return
        before, self._cursor = self._cursor, target
        for row in (before, target):
            if row is not None:
                self.refresh_line(row)
        self._reveal_cursor()
        self.post_message(self.Highlighted(self, target))

    def action_move(self, step: int) -> None:
        """One row on or back; a list without rows leaves the key to whoever is around it."""
        if self._cursor is None:
            raise SkipAction
        self.go_to(self._cursor + step)

    def action_page(self, direction: int) -> None:
        """A screenful on or back."""
        if self._cursor is not None:
            self.go_to(self._cursor + direction * max(self.size.height - 1, 1))

    def action_jump(self, end: str) -> None:
        """To the first or the last row."""
        if self._cursor is not None:
            self.go_to(0 if end == "first" else self._count - 1)

    def action_select(self) -> None:
        """Choose the cursor's row."""
        if self._cursor is not None:
            self.post_message(self.Selected(self, self._cursor))

    def on_click(self, event: events.Click) -> None:
        """Go to the clicked row and choose it."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        index = offset.y + self.scroll_offset.y
        if index < self._count and index not in self._headings:
            self.go_to(index)
            self.post_message(self.Selected(self, index))

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Keep the styles: none depends on the focus, and to find that out takes a millisecond."""

    def on_focus(self, event: events.Focus) -> None:
        """Show the cursor as the focused one."""
        self._change_focus(event, has_focus=True)

    def on_blur(self, event: events.Blur) -> None:
        """Show the cursor as one without focus."""
        self._change_focus(event, has_focus=False)

    def on_resize(self) -> None:
        """Draw the rows at the new width, with the cursor still in view."""
        self._strips.clear()
        self._reveal_cursor()

    def notify_style_update(self) -> None:
        """Forget the painted rows: their colours have changed."""
        self._strips.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """The strip of one visible row."""
        index, width = y + self.scroll_offset.y, self.size.width
        if not self._count:
            return self._empty_line(y, width)
        if index >= self._count:
            return Strip.blank(width, self.visual_style.rich_style)
        state = "" if index != self._cursor else "cursor" if self.has_focus else "blurred"
        strip = self._strips.get((index, state))
        if strip is None:
            if len(self._strips) > _KEPT_STRIPS:
                self._strips.clear()
            strip = self._strips[index, state] = self._drawn(index, state, width)
        return strip

    def _drawn(self, index: int, state: str, width: int) -> Strip:
        style = self.get_visual_style(f"row-list--{state}") if state else self.visual_style
        gutter = Segment("▌" if state else " ", style.rich_style)
        return Strip.join([Strip([gutter], 1), paint(self._draw(index, width - 2), width - 1, style)])

    def _empty_line(self, y: int, width: int) -> Strip:
        lines = wrapped(plain_lines(self._empty, MUTED), max(width - 2, 1))
        content = lines[y].pad_left(1) if y < len(lines) else Content("")
        return paint(content, width, self.visual_style)

    def _nearest_row(self, index: int, *, backwards: bool = False) -> int | None:
        """The row at or after `index` (before it when `backwards`) that is no heading, else the other way."""
        if not self._count:
            return None
        index = min(max(index, 0), self._count - 1)
        onward, back = range(index, self._count), range(index, -1, -1)
        for rows in (back, onward) if backwards else (onward, back):
            for row in rows:
                if row not in self._headings:
                    return row
        return None

    def _change_focus(self, event: events.Focus | events.Blur, *, has_focus: bool) -> None:
        # What Textual does would draw all rows anew: ten milliseconds, for each line that is sent.
        event.prevent_default()
        self.has_focus = has_focus
        if self._cursor is not None:
            self.refresh_line(self._cursor)

    def _reveal_cursor(self) -> None:
        """Scroll as little as brings the cursor into view, with the headings right above it."""
        height = self.scrollable_content_region.height
        if self._cursor is None or not height:
            return
        first = self._cursor
        while first and first - 1 in self._headings and self._cursor - first < height - 1:
            first -= 1
        top = self.scroll_offset.y
        if first < top:
            self.scroll_to(y=first, animate=False)
        elif self._cursor >= top + height:
            self.scroll_to(y=self._cursor - height + 1, animate=False)


def _blank_row(_index: int, _width: int) -> Content:
    return Content("")
