"""The list of meetings whose minutes can be read: past ones, and the running one's draft."""

from collections.abc import Callable, Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget

from smeeting.domain.instants import Instant
from smeeting.domain.meeting import Meeting
from smeeting.services import meetings, minutes
from smeeting.services.desk import Desk
from smeeting.services.live import live_meeting
from smeeting.tui.commands import bindings_of
from smeeting.tui.inks import MUTED
from smeeting.tui.rows import meeting_row
from smeeting.tui.screens.desk_screen import DeskScreen
from smeeting.tui.widgets.row_list import RowList
from smeeting.tui.widgets.title_bar import TitleBar

PAGE = 200
_NEAR_END = 20
_EMPTY = (
    "No meeting was held yet, so there are no minutes.\n"
    "They write themselves from what is captured: esc goes back, s starts the first meeting."
)


class MinutesScreen(DeskScreen):
    """Meetings, newest first; each opens its minutes."""

    PLACE = "minutes"
    AUTO_FOCUS = "#list"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("minutes")]

    def __init__(self, desk: Desk, now: Callable[[], Instant]) -> None:
        super().__init__(desk, now)
        self._rows: list[Meeting] = []
        self._past = 0
        """How many of the rows are past meetings."""
        self._has_more = False

    def body(self) -> Iterator[Widget]:
        """The list."""
        yield RowList(id="list", empty=_EMPTY)

    def read(self) -> None:
        """The running meeting, and as many past ones as were read before."""
        live = live_meeting(self.desk, self.now())
        past = self._page(0, max(self._past, PAGE))
        self._past = len(past)
        self._rows = [*([live] if live else []), *past]
        self._show_rows()
        self.query_one(TitleBar).show("Minutes", note=(self.desk.workspace.root.name, MUTED))

    def _page(self, offset: int, limit: int) -> tuple[Meeting, ...]:
        found = meetings.past(self.desk, limit=limit + 1, offset=offset)
        self._has_more = len(found) > limit
        return found[:limit]

    def _show_rows(self) -> None:
        self.query_one(RowList).show(len(self._rows), self._draw_row)

    def _draw_row(self, index: int, width: int) -> Content:
        return meeting_row(self._rows[index], width)

    @property
    def meeting(self) -> Meeting | None:
        """The meeting the cursor stands on."""
        cursor = self.query_one(RowList).cursor
        return self._rows[cursor] if cursor is not None and cursor < len(self._rows) else None

    def on_row_list_highlighted(self, message: RowList.Highlighted) -> None:
        """Read on before the end comes near."""
        if not self._has_more or message.index < len(self._rows) - _NEAR_END:
            return
        with self.saying():
            page = self._page(self._past, PAGE)
            self._past += len(page)
            self._rows += page
            self._show_rows()

    def on_row_list_selected(self, _: RowList.Selected) -> None:
        """Read the minutes of the row."""
        self.action_minutes_read()

    def action_minutes_read(self) -> None:
        """Read the minutes the cursor is on."""
        if self.meeting is not None:
            from smeeting.tui.screens.reader import ReaderScreen

            self.app.push_screen(ReaderScreen(self.desk, self.now, self.meeting.name))

    def action_minutes_export(self) -> None:
        """Write the minutes the cursor is on as a file."""
        if self.meeting is not None:
            with self.saying():
                path = minutes.export(self.desk, self.meeting)
                self.say(f"written to {self.desk.shown(path)}")
