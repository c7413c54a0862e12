"""One metric in full size: its values over time with the target, and a bar where the definition changed."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from smeeting.domain.metrics import number_text
from smeeting.domain.series import Series
from smeeting.domain.text import counted
from smeeting.tui.commands import bindings_of
from smeeting.tui.inks import MUTED, TREND, WARN
from smeeting.tui.screens.frame import Frame
from smeeting.tui.text import Part, joined
from smeeting.tui.widgets.key_line import KeyLine
from smeeting.tui.widgets.lines import Lines
from smeeting.tui.widgets.plot import SeriesPlot
from smeeting.tui.widgets.title_bar import TitleBar
from smeeting.tui.widgets.too_small import TooSmall

_SPANS = (13, 25, 61, 121)
"""Periods shown: by months a year and the same month before, two years, five, ten."""


class PlotScreen(Frame):
    """A plot that can be made longer and shorter; Escape goes back to the meeting."""

    CSS_PATH = "../styles/desk.tcss"
    PLACE = "plot"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("plot")]

    def __init__(self, read: Callable[[int], Series]) -> None:
        """Show what `read` gives for a number of periods, newest last."""
        super().__init__()
        self._read = read
        self._span = 1

    def compose(self) -> ComposeResult:
        """Title, plot, legend and keys."""
        yield TitleBar(id="title-bar")
        yield SeriesPlot(id="plot")
        yield Lines(id="legend")
        yield KeyLine(id="keys")
        yield TooSmall()

    def on_mount(self) -> None:
        """Draw."""
        self.show_keys()
        self._show()

    def _show(self) -> None:
        series = self._read(_SPANS[self._span])
        note = f"{counted(len(series.periods), series.periods[-1].unit)} to {series.periods[-1]}"
        self.query_one(TitleBar).show(series.name, note=(note, MUTED))
        plot = self.query_one(SeriesPlot)
        plot.display = not series.is_empty
        if not series.is_empty:
            plot.show(series)
        self.query_one("#legend", Lines).show(lambda _: [_legend(series)])

    def action_plot_longer(self) -> None:
        """Show more of the past."""
        self._span = min(self._span + 1, len(_SPANS) - 1)
        self._show()

    def action_plot_shorter(self) -> None:
        """Show less of the past."""
        self._span = max(self._span - 1, 0)
        self._show()

    def action_screen_back(self) -> None:
        """Go back to where the plot was opened."""
        self.dismiss(None)


def _legend(series: Series) -> Content:
    if series.is_empty:
        return joined((" No value is known yet: m types one, smeeting metric import takes a file.", WARN))
    missing = sum(value is None for value in series.actuals)
    parts: list[Part] = [(" ● actual", TREND), ("   ··· target", MUTED)]
    if series.breaks:
        words = ", ".join(str(series.periods[place]) for place in series.breaks)
        parts.append((f"   │ defined anew from {words}", WARN))
    if missing:
        parts.append((f"   {counted(missing, 'value')} missing", WARN))
    latest = next((value for value in reversed(series.actuals) if value is not None), None)
    parts.append((f"   last {number_text(latest)} {series.unit}".rstrip(), MUTED))
    return joined(*parts)
