"""The head of the middle: the current item with the clock of its box."""

from textual.content import Content
from textual.geometry import Size

from smeeting.domain.meeting import Meeting
from smeeting.tui.clocks import WARN_AT, bar, clock, is_over, share_of
from smeeting.tui.inks import ACCENT, BAD, MUTED, RULE, STRONG, TITLE, WARN
from smeeting.tui.text import joined, spread
from smeeting.tui.widgets.painted import Painted


class ItemHead(Painted):
    """The item's title and clock, and a rule that fills as the box is used."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._meeting: Meeting | None = None

    def tick(self, meeting: Meeting) -> None:
        """Show the current item of a meeting."""
        self._meeting = meeting
        self.repaint()

    def rows(self, room: Size) -> list[Content]:
        """The title's line, and the rule."""
        if self._meeting is None:
            return []
        item = self._meeting.item
        share = share_of(item.used_s, item.planned_s)
        ink, sign = (BAD, " !") if is_over(item) else (WARN, "") if share >= WARN_AT else (STRONG, "")
        digits = joined((clock(item.used_s), ink), (f" of {clock(item.planned_s)}", MUTED), (sign, ink))
        filled, empty = bar(share, room.width - 2)
        return [
            joined(" ", spread((item.title, TITLE), digits, room.width - 2, gap=2), " "),
            joined(" ", (filled, ACCENT if ink == STRONG else ink), (empty, RULE), " "),
        ]
