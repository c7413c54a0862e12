"""Reading the minutes of one meeting."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from smeeting.domain.errors import SmeetingError
from smeeting.domain.instants import Instant
from smeeting.domain.meeting import Meeting
from smeeting.render.times import day
from smeeting.services import meetings, minutes
from smeeting.services.desk import Desk
from smeeting.services.live import live_meeting
from smeeting.tui.commands import bindings_of
from smeeting.tui.inks import MUTED
from smeeting.tui.screens.desk_screen import DeskScreen
from smeeting.tui.widgets.card import Card
from smeeting.tui.widgets.title_bar import TitleBar


class ReaderScreen(DeskScreen):
    """One meeting's minutes, rendered; those of a running meeting grow while it goes on."""

    PLACE = "reader"
    AUTO_FOCUS = "#text"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("reader")]

    def __init__(self, desk: Desk, now: Callable[[], Instant], meeting: str) -> None:
        """Read the minutes of the meeting of this name."""
        super().__init__(desk, now)
        self._name = meeting
        self._markdown: str | None = None

    def body(self) -> Iterator[Widget]:
        """The text."""
        yield Card(id="text")

    def read(self) -> None:
        """Gather the minutes anew; the text is drawn after a word that it is coming."""
        meeting = self._meeting()
        draft = "draft · " if meeting.is_live else ""
        self.query_one(TitleBar).show(
            f"Minutes  {meeting.title}", note=(f"{draft}{day(meeting.held_on)}", MUTED)
        )
        text = minutes.markdown(self.desk, meeting)
        if text == self._markdown:
            return
        if self._markdown is None:
            self.hint("reading the minutes …")
        is_first, self._markdown = self._markdown is None, text
        self.call_after_refresh(self._show_text, text, is_first)

    def _meeting(self) -> Meeting:
        live = live_meeting(self.desk, self.now())
        return live if live and live.name == self._name else meetings.get(self.desk, self._name)

    def words_at_hand(self) -> str:
        """The minutes."""
        return self._markdown or ""

    def _show_text(self, text: str, is_first: bool) -> None:
        # Imported here: the parser of Markdown, 80 ms, is wanted on this screen alone.
        from smeeting.render.blocks import read_markdown
        from smeeting.tui.minutes_text import front_last, minutes_paragraphs

        lines = front_last(read_markdown(text))
        self.query_one(Card).show_made(partial(minutes_paragraphs, lines), keep_place=not is_first)
        if is_first:
            self.hint("↑ ↓ page up, page down to read")

    def action_minutes_export(self) -> None:
        """Write the minutes as a file, and say where."""
        try:
            path = minutes.export(self.desk, self._meeting())
        except SmeetingError as error:
            self.refuse(str(error))
        else:
            self.say(f"written to {self.desk.shown(path)}")
