"""The program: one app over one workspace, with a clock that is given to it."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.screen import Screen

from smeeting.domain.instants import Instant
from smeeting.services import crashes
from smeeting.services.desk import Desk
from smeeting.tui import terminal
from smeeting.tui.commands import bindings_of
from smeeting.tui.key_order import OrderedKeysApp
from smeeting.tui.palette import CommandProvider
from smeeting.tui.screens.frame import Frame
from smeeting.tui.themes import DARK, LIGHT, THEMES


class SmeetingApp(OrderedKeysApp[object], terminal.GuardedApp[object], inherit_bindings=False):
    """The screens, and what can be done on each of them."""

    TITLE = "smeeting"
    CSS_PATH = "styles/base.tcss"
    COMMANDS: ClassVar = {lambda: CommandProvider}
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("app"), Binding("ctrl+c", "help_quit", show=False)]

    def __init__(
        self, desk: Desk, now: Callable[[], Instant], *, meeting: bool = False, agenda: str | None = None
    ) -> None:
        """Work at a desk, with the time as `now` tells it; begin at home, or in a meeting of an agenda."""
        super().__init__()
        self.desk = desk
        self.now = now
        self.keep_crash = partial(crashes.keep, desk)
        self._begins_in_meeting = meeting
        self._agenda = agenda
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name

    def on_mount(self) -> None:
        """Open the first screen."""
        super().on_mount()
        self.push_screen(self._first())

    def _first(self) -> Screen[None]:
        # Only the screen that is shown is imported: the start is imports and first layout.
        if self._begins_in_meeting:
            from smeeting.tui.screens.meeting import MeetingScreen

            return MeetingScreen(self.desk, self.now, self._agenda)
        from smeeting.tui.screens.home import HomeScreen

        return HomeScreen(self.desk, self.now)

    @property
    def where(self) -> tuple[str, ...]:
        """The places of the command table that hold on the current screen."""
        places: tuple[str, ...] = getattr(self.screen, "where", ())
        return places

    def action_app_palette(self) -> None:
        """Find any command by its name."""
        self.action_command_palette()

    def action_search_open(self) -> None:
        """Find anything ever captured; the screens below stay as they are."""
        from smeeting.tui.screens.search import SearchScreen

        if isinstance(self.screen, SearchScreen):
            self.screen.take_words()
        else:
            self.push_screen(SearchScreen(self.desk, self.now))

    def action_app_theme(self) -> None:
        """Change between the dark and the light theme."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name

    def action_help_quit(self) -> None:
        """Ctrl+C would lose what is typed, so it ends nothing, and says what does."""
        if isinstance(self.screen, Frame):
            self.screen.refuse("^c ends nothing here; ^q leaves the program")

    @work(group="question", exclusive=True)
    async def action_app_quit(self) -> None:
        """Leave the program; a screen where something would be lost asks first."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, Frame) and not await screen.ask_to_leave():
                return
        self.exit()

    @work(group="question", exclusive=True)
    async def action_app_keys(self) -> None:
        """Show the keys of this screen."""
        from smeeting.tui.dialogs.keys import show_keys

        await show_keys(self, self.where)


def run_app(desk: Desk, *, meeting: bool = False, agenda: str | None = None) -> int:
    """Open the program on a workspace, at home or in a meeting, and return the exit code for the shell.

    Raises SmeetingError where there is no terminal, or where the meeting can't be entered.
    """
    terminal.check_terminal()
    return terminal.run_app(SmeetingApp(desk, desk.now, meeting=meeting, agenda=agenda))
