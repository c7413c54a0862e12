"""The view of `notes`, and of every kind without a view of its own: what was captured, large."""

from textual.app import ComposeResult

from smeeting.domain.captures import Capture
from smeeting.domain.kinds import KINDS
from smeeting.services import captures
from smeeting.tui.inks import ACCENT, MUTED
from smeeting.tui.kinds.view import KindView
from smeeting.tui.text import joined, plain, plain_lines
from smeeting.tui.widgets.text_pane import Paragraph, TextPane

_EMPTY = "Nothing is written down yet. o notes anything, d a decision, a an action, i an issue."


class NotesView(KindView):
    """What was captured in this item, every word of it."""

    SHOWS_CAPTURES = True

    def compose(self) -> ComposeResult:
        """The pane."""
        yield TextPane(id="notes")

    def read(self) -> None:
        """Show the item's captures, newest last and in view."""
        meeting = self.room.meeting()
        found = captures.of_item(self.room.desk, meeting, self.room.position)
        kind = KINDS.get(meeting.items[self.room.position].kind)
        paragraphs = [_paragraph(capture) for capture in found]
        if not paragraphs:
            about = f"{kind.purpose.capitalize()}." if kind else ""
            paragraphs = [Paragraph(plain(words, MUTED)) for words in (about, "", _EMPTY)]
        pane = self.query_one(TextPane)
        pane.show(paragraphs, keep_place=True)
        self.call_after_refresh(pane.scroll_end, animate=False)


def _paragraph(capture: Capture) -> Paragraph:
    side = joined((f"{capture.side}: ", MUTED)) if capture.side else plain("")
    ref = f"{capture.ref:>4}"
    return Paragraph(joined((ref, ACCENT), "  ", side, plain_lines(capture.text)), hang=len(ref) + 2)
