"""What a terminal too small to work in shows. It lies over the screen, which loses nothing under it."""

from textual.content import Content
from textual.geometry import Size

from smeeting.tui.inks import MUTED, WARN
from smeeting.tui.text import joined, plain, wrapped
from smeeting.tui.widgets.painted import Painted

LEAST_WIDTH = 60
LEAST_HEIGHT = 16
COMFORTABLE_WIDTH = 100

WIDTHS = [(0, "-tiny"), (LEAST_WIDTH, "-narrow"), (COMFORTABLE_WIDTH, "-wide")]
"""For a screen's HORIZONTAL_BREAKPOINTS."""
HEIGHTS = [(0, "-low"), (LEAST_HEIGHT, "-short"), (32, "-tall")]
"""For a screen's VERTICAL_BREAKPOINTS."""


class TooSmall(Painted):
    """Says how much room is needed; shown by the styles when the screen is `-tiny` or `-low`."""

    def rows(self, room: Size) -> list[Content]:
        """The words in the middle of whatever room there is."""
        size = self.app.size
        said = [
            plain("smeeting needs more room", WARN),
            joined((f"{size.width}x{size.height}, needs {LEAST_WIDTH}x{LEAST_HEIGHT}", MUTED)),
            plain("nothing is lost", MUTED),
        ]
        words = [line for part in said for line in wrapped(part, max(room.width, 1))]
        above = max((room.height - len(words)) // 2, 0)
        blank = Content("")
        return [blank] * above + [
            line.pad_left(max((room.width - line.cell_length) // 2, 0)) for line in words
        ]
