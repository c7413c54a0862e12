"""A bare app to put widgets on, and ways to look at what it draws."""

from collections.abc import Callable, Iterable

from textual.app import App, ComposeResult
from textual.message import Message
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from smeeting.tui.themes import THEMES
from smeeting.tui.widgets.too_small import HEIGHTS, WIDTHS

HOSTILE = (
    "A\x1b[31;7mB",
    "A\x1b]8;;http://evil.example\x1b\\B",
    "A\x1b]52;c;cm0gLXJmIH4K\x07B",
    "A\x9b31mB\x85C",
    "A\rB\bC\x0bD\x00E\x7fF",
    "two\nlines\u2028three",
    "[bold]B[/bold] [/] [/nope] [x] done",
    "[@click=app.quit]x[/] [link=https://evil.example]y[/link]",
    "$primary [$primary]x[/] \\[bold] trailing\\",
    "safe\u202etxt.exe \u2066a\u2069 M\u200bQL \ufeffx",
    "漢字" * 60,
    "e" + "\u0301" * 500,
    "👩‍👩‍👧‍👦 family",
    "x" * 100_000,
)
_FORBIDDEN = {
    *range(0x20),
    *range(0x7F, 0xA0),
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    *(0x200B, 0x200C, 0x200E, 0x200F, 0x2028, 0x2029, 0xFEFF),
}


class Stage(App[object]):
    """Shows the widgets it is given, and keeps the messages it is asked to keep."""

    CSS_PATH = "../../smeeting/tui/styles/base.tcss"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(self, *widgets: Widget, keep: type[Message] = Message, css: str = "") -> None:
        self.CSS = css  # type: ignore[misc]
        super().__init__()
        self._widgets = widgets
        self._kind = keep
        self.kept: list[Message] = []

    def compose(self) -> ComposeResult:
        yield from self._widgets

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    def post_message(self, message: Message) -> bool:
        if isinstance(message, self._kind):
            self.kept.append(message)
        return super().post_message(message)


def drawn(app: App[object]) -> list[Strip]:
    """The strips of the whole screen, as they go to the terminal."""
    screens = app.screen_stack
    return [strip for screen in screens[-1:] for strip in _strips(screen)]


def lines(app: App[object]) -> list[str]:
    """The text of the whole screen."""
    return [strip.text for strip in drawn(app)]


def screen_text(app: App[object]) -> str:
    """The text of the whole screen, as one."""
    return "\n".join(lines(app))


def assert_calm(strips: Iterable[Strip]) -> None:
    """Nothing a terminal would obey or hide, no link, and no action behind a click."""
    for strip in strips:
        for text, style, control in strip:
            assert not control
            assert not _FORBIDDEN & set(map(ord, text)), ascii(text)
            assert style is None or style.link is None
            assert style is None or "@click" not in style.meta


def spied(widget: Widget) -> list[int]:
    """The rows that a widget draws from now on."""
    rows: list[int] = []
    draw: Callable[[int], Strip] = widget.render_line

    def spy(y: int) -> Strip:
        rows.append(y)
        return draw(y)

    widget.render_line = spy  # type: ignore[method-assign]
    return rows


def _strips(screen: Screen[object]) -> list[Strip]:
    # The compositor is the only place that knows the finished picture; Textual has no public way to it.
    return screen._compositor.render_strips()
