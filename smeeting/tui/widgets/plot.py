"""A metric's series drawn in full size by plotext, in the colours of the theme."""

from textual_plotext import PlotextPlot

from smeeting.domain.metrics import number_text
from smeeting.domain.series import Series, runs, ticks
from smeeting.domain.text import visible

_ACTUAL, _TARGET = "blue+", "orange+"
_ROWS_A_TICK = 3
_CELLS_A_LABEL = 12


class SeriesPlot(PlotextPlot):
    """Actuals as points joined by a line, targets as dots, a bar where the definition changed."""

    series: Series | None = None

    def show(self, series: Series) -> None:
        """Draw a series."""
        self.series = series
        self._draw()

    def on_resize(self) -> None:
        """Choose ticks for the room there is."""
        self._draw()

    def _draw(self) -> None:
        series, plot = self.series, self.plt
        if series is None or not self.size.area:
            return
        plot.clear_figure()
        for position, stretch in runs(series.targets):
            plot.plot(_places(position, stretch), stretch, marker="·", color=_TARGET)
        for position, stretch in runs(series.actuals, series.breaks):
            plot.plot(_places(position, stretch), stretch, marker="braille", color=_ACTUAL)
            plot.scatter(_places(position, stretch), stretch, marker="●", color=_ACTUAL)
        for position in series.breaks:
            plot.vline(position - 0.5, color=_TARGET)
        self._set_axes(series)
        self.refresh()

    def _set_axes(self, series: Series) -> None:
        plot = self.plt
        known = [value for value in (*series.actuals, *series.targets) if value is not None]
        marks = ticks(min(known), max(known), max(self.size.height // _ROWS_A_TICK, 2))
        plot.ylim(marks[0], marks[-1])
        plot.yticks(marks, [number_text(mark) for mark in marks])
        last = len(series.periods) - 1
        plot.xlim(-0.5, last + 0.5)
        every = max(-(-len(series.periods) * _CELLS_A_LABEL // max(self.size.width - 10, 1)), 1)
        shown = range(last, -1, -every)
        plot.xticks(list(shown), [str(series.periods[place]) for place in shown])
        plot.xlabel(series.periods[0].unit)
        # Whatever a unit holds, plotext writes it raw and its answer is read as escape sequences.
        plot.ylabel(visible(series.unit) or "value")


def _places(start: int, stretch: list[float]) -> list[int]:
    return list(range(start, start + len(stretch)))
