"""The top line: where we are, and for a running meeting how much of the hour is gone."""

from typing import NamedTuple

from textual.content import Content
from textual.geometry import Size

from smeeting.tui.clocks import WARN_AT, bar, clock, share_of
from smeeting.tui.inks import ACCENT, BAD, MUTED, RULE, TITLE, WARN
from smeeting.tui.text import Part, joined, spread
from smeeting.tui.widgets.painted import Painted

_WIDEST_BAR = 32


class Face(NamedTuple):
    """What the clock of the whole meeting shows."""

    used_s: int
    wall_s: int
    paused: bool = False


class TitleBar(Painted):
    """Title left; right a note, or the clock with its bar. Once a second only its digits are repainted."""

    def __init__(self, title: str = "", *, note: Part = "", id: str | None = None) -> None:
        super().__init__(id=id)
        self._title = title
        self._note: Part = note
        self._face: Face | None = None

    def show(self, title: str, *, note: Part = "", face: Face | None = None) -> None:
        """Show a title, and at the right a note or a clock."""
        self._title, self._note, self._face = title, note, face
        self.repaint()

    def tick(self, face: Face) -> None:
        """Move the clock alone."""
        self._face = face
        self.repaint()

    def rows(self, room: Size) -> list[Content]:
        """The one line."""
        width = room.width
        right = self._clock(width) if self._face else joined(self._note)
        return [joined(" ", spread((self._title, TITLE), right, width - 2, gap=2), " ")]

    def _clock(self, width: int) -> Content:
        face = self._face
        assert face is not None
        share = share_of(face.used_s, face.wall_s)
        ink, sign = _judged(share)
        digits = joined((clock(face.used_s), ink), (f" of {clock(face.wall_s)}", MUTED))
        state = joined(("‖ paused  ", WARN)) if face.paused else Content("")
        bar_width = min(_WIDEST_BAR, width // 4)
        if bar_width < 10:
            return joined(state, digits, (sign, ink))
        filled, empty = bar(share, bar_width)
        return joined(state, digits, (sign, ink), " ", (filled, ink), (empty, RULE))


def _judged(share: float) -> tuple[str, str]:
    """The ink and the sign of a clock that has used this share of its wall."""
    if share >= 1:
        return BAD, " !"
    return (WARN, "") if share >= WARN_AT else (ACCENT, "")
