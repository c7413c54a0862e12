"""The base of views that are a list: rows with headings, and something to do with the row at hand."""

from collections.abc import Callable
from typing import NamedTuple

from textual.app import ComposeResult
from textual.content import Content

from smeeting.tui.inks import BAD, MUTED, TITLE
from smeeting.tui.kinds.view import KindView
from smeeting.tui.text import Part, plain, plain_lines, spread, wrapped
from smeeting.tui.widgets.row_list import RowList


class Row(NamedTuple):
    """One row of a view."""

    draw: Callable[[int], Content]
    """Draws it in a width in cells."""
    key: str = ""
    """Names what it is about, so that the cursor finds it again after reading anew; headings have none."""
    value: object = None
    """What is done something with."""


class RowsView(KindView):
    """A list of rows read from the services. Subclasses say which, and what Enter or a click on one does."""

    EMPTY = "Nothing here yet."

    def compose(self) -> ComposeResult:
        """The list."""
        yield RowList(empty=self.EMPTY, id="rows")

    def on_mount(self) -> None:
        """Begin with no rows."""
        self._rows: list[Row] = []

    def rows(self) -> list[Row]:
        """The rows as they are now. Raises SmeetingError where they can't be read."""
        raise NotImplementedError

    def choose(self, value: object) -> None:
        """Do what there is to do with a row."""
        raise NotImplementedError

    @property
    def list(self) -> RowList:
        """The list on the screen."""
        return self.query_one("#rows", RowList)

    @property
    def at_hand(self) -> object:
        """What the cursor's row is about; None where there is no row."""
        cursor = self.list.cursor
        return None if cursor is None or cursor >= len(self._rows) else self._rows[cursor].value

    def read(self) -> None:
        """Show the rows as they are now, with the cursor on the same thing as before."""
        cursor = self.list.cursor
        key = self._rows[cursor].key if cursor is not None and cursor < len(self._rows) else ""
        self._rows = self.rows()
        keys = [row.key for row in self._rows]
        self.list.show(
            len(keys),
            lambda index, width: self._rows[index].draw(width),
            headings={index for index, found in enumerate(keys) if not found},
            cursor=keys.index(key) if key and key in keys else None,
        )

    def show_trouble(self, reason: str) -> None:
        """Say why there are no rows."""
        self._rows = []
        width = max(self.list.size.width - 2, 1)
        lines = wrapped(plain_lines(reason, BAD), width)
        self.list.show(len(lines), lambda index, _: lines[index], headings=range(len(lines)))

    def take_focus(self) -> None:
        """Let the list have the keys that move."""
        self.screen.set_focus(self.list, scroll_visible=False)

    def go_to(self, key: str) -> None:
        """Bring the cursor to the row with this key, if there is one."""
        keys = [row.key for row in self._rows]
        if key in keys:
            self.list.go_to(keys.index(key))

    def on_row_list_selected(self, message: RowList.Selected) -> None:
        """Do what there is to do with the row that was chosen."""
        message.stop()
        self.choose(self._rows[message.index].value)

    def action_row_choose(self) -> None:
        """Do what there is to do with the row at hand."""
        self.list.action_select()


def heading(title: str, note: Part = "") -> Row:
    """A row that names the ones below it."""
    return Row(lambda width: spread((title, TITLE), note, width))


def blank() -> Row:
    """An empty row before a heading."""
    return Row(lambda _: Content(""))


def words(text: str) -> Row:
    """A row in softer ink, for what there is nothing of."""
    return Row(lambda width: wrapped(plain(f"  {text}", MUTED), width)[0])
