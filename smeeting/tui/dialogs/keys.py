"""The `?` help: the keys of this screen."""

from collections.abc import Iterator, Sequence

from textual.app import App
from textual.content import Content
from textual.widget import Widget

from smeeting.tui.commands import EVERYWHERE, Command, commands_at
from smeeting.tui.dialogs.dialog import Dialog
from smeeting.tui.inks import KEY, MUTED, TITLE
from smeeting.tui.text import fitted, joined, plain
from smeeting.tui.widgets.text_pane import Paragraph, TextPane

_KEY_WIDTH = 5


class Keys(Dialog[None]):
    """Lists the commands that can be given where the screen is, with their keys."""

    def __init__(self, where: Sequence[str]) -> None:
        super().__init__("Keys", foot="↑ ↓ to scroll, esc to close")
        self._rows = commands_at((*where, EVERYWHERE))

    def parts(self) -> Iterator[Widget]:
        """The list."""
        yield TextPane(key_help(self._rows), id="keys")


def key_help(rows: Sequence[Command]) -> list[Paragraph]:
    """A line for each command, those of one place under its name."""
    paragraphs: list[Paragraph] = []
    place = ""
    for row in rows:
        if row.places[-1] != place:
            place = row.places[-1]
            if paragraphs:
                paragraphs.append(Paragraph(Content("")))
            paragraphs.append(Paragraph(plain(_heading(place), TITLE)))
        key = fitted((row.key_text, KEY), _KEY_WIDTH, "right") if row.key else plain(" " * _KEY_WIDTH)
        via = "" if row.key else "  in the palette"
        paragraphs.append(Paragraph(joined(key, "  ", row.help, (via, MUTED)), hang=_KEY_WIDTH + 2))
    return paragraphs


async def show_keys(app: App[object], where: Sequence[str]) -> None:
    """Show the keys that work at these places. To be awaited in a worker."""
    await app.push_screen_wait(Keys(where))


def _heading(place: str) -> str:
    if place == EVERYWHERE:
        return "Everywhere"
    screen, _, part = place.partition(".")
    return f"In {part}" if part else f"In the {screen}" if screen == "meeting" else f"On the {screen} screen"
