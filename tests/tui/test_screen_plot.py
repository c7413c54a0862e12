"""The plot of one metric: axes, target, breaks, and how much of the past it shows."""

from textual.app import App
from textual.pilot import Pilot

from smeeting.domain.periods import Period
from smeeting.domain.series import Series
from smeeting.tui.screens.plot import PlotScreen
from smeeting.tui.themes import THEMES
from tests.tui.stage import HOSTILE, screen_text

LAST = Period.parse("2026-10")


def _series(count: int, *, unit: str = "leads", known: bool = True, breaks: tuple[int, ...] = ()) -> Series:
    periods = tuple(LAST.shifted(-back) for back in reversed(range(count)))
    actuals = tuple(100.0 + 7 * (place % 9) if known and place != 3 else None for place in range(count))
    targets = tuple(120.0 if known else None for _ in range(count))
    return Series("MQL", unit, periods, actuals, targets, breaks)


class _Plotted(App[object]):
    CSS_PATH = "../../smeeting/tui/styles/base.tcss"

    def __init__(self, screen: PlotScreen) -> None:
        super().__init__()
        self._first = screen

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.push_screen(self._first)


async def _settled(pilot: Pilot[object]) -> str:
    await pilot.pause()
    return screen_text(pilot.app)


async def test_axes_are_labelled_and_the_legend_says_what_is_what() -> None:
    async with _Plotted(PlotScreen(lambda count: _series(count, breaks=(20,)))).run_test(
        size=(80, 24)
    ) as pilot:
        text = await _settled(pilot)
        assert "2026-10" in text
        assert "leads" in text
        assert "month" in text
        assert "● actual" in text
        assert "target" in text
        assert "defined anew from 2026-06" in text
        assert "1 value missing" in text
        assert "25 months to 2026-10" in text


async def test_the_past_is_made_longer_and_shorter() -> None:
    asked: list[int] = []

    def read(count: int) -> Series:
        asked.append(count)
        return _series(count)

    async with _Plotted(PlotScreen(read)).run_test(size=(120, 40)) as pilot:
        await pilot.press("plus", "plus", "plus", "minus", "minus", "minus", "minus")
        assert asked == [25, 61, 121, 121, 61, 25, 13, 13]
        assert "13 months" in await _settled(pilot)


async def test_nothing_known_says_how_to_begin() -> None:
    async with _Plotted(PlotScreen(lambda count: _series(count, known=False))).run_test(
        size=(80, 24)
    ) as pilot:
        assert "No value is known yet" in await _settled(pilot)


async def test_a_hostile_unit_is_shown_as_text() -> None:
    for unit in HOSTILE:
        screen = PlotScreen(lambda count, unit=unit: _series(count, unit=unit[:30]))  # type: ignore[misc]
        async with _Plotted(screen).run_test(size=(100, 30)) as pilot:
            assert "\x1b" not in await _settled(pilot)
