"""What was captured in this item, newest last."""

import datetime as dt
from collections.abc import Mapping, Sequence

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message

from smeeting.domain.captures import Capture
from smeeting.tui.inks import ACCENT, MUTED, RULE, STRONG
from smeeting.tui.text import Part, fitted, joined, plain, spread
from smeeting.tui.widgets.painted import Painted


class CaptureList(Painted):
    """A rule with a heading, then as many of the newest captures as there is room for."""

    class Chosen(Message):
        """A capture was clicked."""

        def __init__(self, capture: Capture) -> None:
            super().__init__()
            self.capture = capture

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._captures: tuple[Capture, ...] = ()
        self._room_for = 0
        """For how many captures room was asked last."""
        self._zone: dt.tzinfo = dt.UTC
        self._stages: Mapping[str, str] = {}
        self._shown: list[Capture] = []

    def show(
        self,
        captures: Sequence[Capture],
        zone: dt.tzinfo,
        *,
        may_grow: bool = True,
        stages: Mapping[str, str] = {},
    ) -> None:
        """Show an item's captures, oldest first, with their times in `zone`; `stages` name those of voices.

        Without `may_grow` the newest are shown in the room there is, until the list is shown with it.
        """
        now = (tuple(captures), zone, stages)
        is_as_before = now == (self._captures, self._zone, self._stages)
        self._captures, self._zone, self._stages = now
        if may_grow:
            before, self._room_for = self._room_for, len(captures)
            # A layout paints the whole screen anew; a list that has all the room it gets needs none to go on.
            is_full = min(before, len(captures)) + 1 > self.size.height
            if before != len(captures) and not is_full and self.is_attached:
                self.refresh(layout=True)
        if not is_as_before:
            # The newest stands last, so that one more moves all of them.
            self.redraw()

    def rows(self, room: Size) -> list[Content]:
        """The heading and the newest captures."""
        width, height = room
        self._shown = list(self._captures[-(height - 1) :]) if height > 1 else []
        hidden = len(self._captures) - len(self._shown)
        ref_width = max((len(capture.ref) for capture in self._shown), default=0)
        newest = self._captures[-1] if self._captures else None
        lines = [
            self._line(capture, ref_width, width, is_newest=capture is newest) for capture in self._shown
        ]
        if not self._captures and height > 1:
            lines = [plain(" nothing yet", MUTED)]
        return [heading("captured here", f"{hidden} earlier" if hidden else "", width), *lines]

    def on_click(self, event: events.Click) -> None:
        """Say which capture was clicked."""
        offset = event.get_content_offset(self)
        if offset is not None and 1 <= offset.y <= len(self._shown):
            self.post_message(self.Chosen(self._shown[offset.y - 1]))

    def _line(self, capture: Capture, ref_width: int, width: int, *, is_newest: bool) -> Content:
        at = capture.at.astimezone(self._zone).strftime("%H:%M") if capture.at else ""
        later = "later " if capture.after_room else ""
        stage = self._stages.get(capture.term_id or "", "") if capture.kind == "voice" else ""
        from_whom = ", ".join(filter(None, (capture.side, stage)))
        text = joined(
            (f"{from_whom}: " if from_whom else "", MUTED), (capture.text, STRONG if is_newest else "")
        )
        ref = fitted((capture.ref, ACCENT), ref_width, "right")
        return joined(" ", ref, " ", spread(text, (later + at, MUTED), width - ref_width - 3), " ")


def heading(words: Part, note: str, width: int) -> Content:
    """A rule across `width` cells with words in it, and a note at its right end."""
    start = joined(("─ ", RULE), (words, MUTED) if isinstance(words, str) else words, " ")
    end = joined((f" {note} ", MUTED), ("─", RULE)) if note else Content("")
    rule = "─" * max(width - start.cell_length - end.cell_length, 0)
    return joined(start, (rule, RULE), end)
