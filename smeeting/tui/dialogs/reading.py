"""Something to read, with what can be done about it below."""

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar, TypeVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.widget import Widget

from smeeting.tui.dialogs.choose import Choice, Choose
from smeeting.tui.dialogs.dialog import Result
from smeeting.tui.widgets.choice_list import ChoiceList
from smeeting.tui.widgets.text_pane import Paragraph, TextPane

Value = TypeVar("Value")
Make = Callable[[int], Sequence[Paragraph]]
"""Makes the paragraphs for a width in cells."""

_WIDTH = 57
_FRAME = 7
"""Cells that the box takes for itself."""


class Reading(Choose[Result]):
    """Paragraphs that scroll, and choices about them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "scroll(-1)", show=False),
        Binding("pagedown", "scroll(1)", show=False),
    ]

    def __init__(self, title: str, make: Make, choices: Sequence[Choice[Result]], *, foot: str) -> None:
        super().__init__(title, choices, foot=foot)
        self._make = make

    def parts(self) -> Iterator[Widget]:
        """The text, then the choices."""
        width = min(_WIDTH, self.app.size.width - _FRAME)
        yield TextPane(self._make(width), id="card")
        yield from super().parts()

    def on_mount(self) -> None:
        """Let the choices have the keys, where there are some."""
        self.query_one("#title").display = bool(self._title_words)
        self.query_one("#choices").display = bool(self._choices)
        self.query_one("#card").set_class(bool(self._choices), "with-choices")
        self.query_one(ChoiceList if self._choices else TextPane).focus()

    def action_scroll(self, pages: int) -> None:
        """Scroll the text by pages."""
        pane = self.query_one(TextPane)
        pane.scroll_relative(y=pages * pane.size.height, animate=False)


async def read_and_choose(
    app: App[object],
    title: str,
    make: Make,
    choices: Sequence[Choice[Value]] = (),
    *,
    foot: str = "esc to close",
) -> Value | None:
    """Show paragraphs and ask for one of the choices. To be awaited in a worker."""
    return await app.push_screen_wait(Reading(title, make, choices, foot=foot))
