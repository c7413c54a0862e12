"""The `?` help: the keys of this screen."""

from collections.abc import Iterator, Sequence

from textual.app import App
from textual.content import Content
from textual.widget import Widget

from smeeting.tui.commands import EVERYWHERE, commands_at, innermost
from smeeting.tui.dialogs.dialog import Dialog
from smeeting.tui.inks import KEY, MUTED, TITLE
from smeeting.tui.text import fitted, joined, plain
from smeeting.tui.widgets.text_pane import Paragraph, TextPane

_KEY_WIDTH = 5


class Keys(Dialog[None]):
    """Lists the commands that can be given where the screen is, with their keys."""

    def __init__(self, where: Sequence[str]) -> None:
        super().__init__("Keys", foot="↑ ↓ to scroll, esc to close")
        self._where = (*where, EVERYWHERE)

    def parts(self) -> Iterator[Widget]:
        """The list."""
        yield TextPane(key_help(self._where), id="keys")


def key_help(where: Sequence[str]) -> list[Paragraph]:
    """A line for each command that can be given at these places, those of one place under its name."""
    paragraphs: list[Paragraph] = []
    headed = ""
    for row in commands_at(where):
        place = innermost(place for place in where if place in row.places)
        if place != headed:
            headed = place
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
    if not part:
        return f"In the {screen}" if screen == "meeting" else f"On the {screen} screen"
    if screen == "meeting":
        return f"In {part}"
    return f"With {'an' if part[0] in 'aeiou' else 'a'} {part}"
