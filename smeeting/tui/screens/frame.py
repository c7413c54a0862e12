"""The frame of a full screen: its place in the command table, its keys, the notice when it is too small."""

from collections.abc import Sequence
from typing import ClassVar

from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from smeeting.tui.commands import EVERYWHERE, command, is_open, key_entries
from smeeting.tui.widgets.key_line import KeyLine
from smeeting.tui.widgets.too_small import HEIGHTS, WIDTHS


class Frame(Screen[None]):
    """A screen whose commands come from the table; subclasses give `PLACE` and `BINDINGS`."""

    PLACE: ClassVar[str] = ""
    AUTO_FOCUS: ClassVar[str | None] = ""
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    # The widgets that lose and take the focus paint themselves. Textual would paint the whole screen with
    # each change of it, twice for a line that is sent: 30 kB and 10 ms.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    @property
    def where(self) -> tuple[str, ...]:
        """The places that hold now: the screen, and the part of it that is shown."""
        return (self.PLACE,)

    async def ask_to_leave(self) -> bool:
        """Whether the screen may be left; one where something would be lost asks first."""
        return True

    def refuse(self, reason: str) -> None:
        """Show why something was not done."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: Sequence[object]) -> bool | None:
        """Let only those commands act that hold here."""
        method = str(parameters[0]) if action == "view" and parameters else action
        return is_open(method, (*self.where, EVERYWHERE)) is not False

    async def on_key_line_pressed(self, message: KeyLine.Pressed) -> None:
        """Carry out the command whose key was clicked."""
        row = command(message.command)
        await (self.app if EVERYWHERE in row.places else self).run_action(row.action)

    def show_keys(self) -> None:
        """Let the key line show what holds here."""
        self.query_one(KeyLine).show(key_entries((*self.where, EVERYWHERE)))
