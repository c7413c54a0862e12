"""Home: how things stand between two meetings, and the way to everything else."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from smeeting.domain.instants import Instant
from smeeting.render.times import day
from smeeting.services import meetings, status
from smeeting.services.desk import Desk
from smeeting.services.live import live_meeting
from smeeting.tui.commands import EVERYWHERE, bindings_of, command
from smeeting.tui.inks import MUTED
from smeeting.tui.meeting_band import band
from smeeting.tui.overview import Entry, Target, laid_out, left_column, right_column
from smeeting.tui.screens.desk_screen import DeskScreen
from smeeting.tui.widgets.lines import Lines
from smeeting.tui.widgets.row_list import RowList
from smeeting.tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from smeeting.domain.meeting import Meeting
    from smeeting.services.status import Status

_PAST = 12
"""Meetings read for the list of minutes; the rest is on its own screen."""


class HomeScreen(DeskScreen):
    """The next meeting on top, what waits at the left, numbers and words and minutes at the right."""

    PLACE = "home"
    AUTO_FOCUS = "#left"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("home"),
        Binding("left", "column_change", show=False),
    ]

    def __init__(self, desk: Desk, now: Callable[[], Instant]) -> None:
        super().__init__(desk, now)
        self._status: Status | None = None
        self._past: tuple[Meeting, ...] = ()
        self._entries: dict[str, list[Entry]] = {"left": [], "right": []}

    def body(self) -> Iterator[Widget]:
        """The band and the two columns."""
        yield Lines(id="band")
        with Horizontal(id="columns"):
            yield RowList(id="left", empty="Nothing is open.")
            yield RowList(id="right", empty="")

    def on_mount(self) -> None:
        """Say how to get about; the frame's own handler, which Textual calls next, reads."""
        self.hint("↑ ↓ to move, ← → for the other column, ⏎ opens")

    def read(self) -> None:
        """Look how things stand."""
        now = self.now()
        found = status.look(self.desk, now)
        self._past = meetings.past(self.desk, limit=_PAST)
        self._status = found
        title = f"smeeting  {self.desk.workspace.root.name}"
        self.query_one(TitleBar).show(title, note=(day(found.today), MUTED))
        self.query_one("#band", Lines).show(lambda width: band(found, self.now(), width))
        # The columns are laid out once the band has its height.
        self.call_after_refresh(self._lay_out)

    def tick(self) -> None:
        """Move the running meeting's clock; only its digits are drawn."""
        if self._status and self._status.live:
            self.query_one("#band", Lines).repaint()

    def on_resize(self, _: events.Resize) -> None:
        """Show as much as there is room for now."""
        self.call_after_refresh(self._lay_out)

    def _lay_out(self) -> None:
        if self._status is None:
            return
        sections = {"left": left_column(self._status), "right": right_column(self._status, self._past)}
        for name, column in sections.items():
            rows = self.query_one(f"#{name}", RowList)
            entries = self._entries[name] = laid_out(column, rows.size.height)
            headings = {index for index, entry in enumerate(entries) if entry.target is None}
            rows.show(len(entries), _drawing(entries), headings=headings)

    async def on_row_list_selected(self, message: RowList.Selected) -> None:
        """Open what the row stands for."""
        target = self._entries[message.row_list.id or ""][message.index].target
        if target is not None:
            await self._open(target)

    async def _open(self, target: Target) -> None:
        if target.kind == "command":
            row = command(target.id)
            await (self.app if EVERYWHERE in row.places else self).run_action(row.action)
        else:
            self.app.push_screen(self._screen_of(target))

    def _screen_of(self, target: Target) -> Screen[None]:
        # Imported when they are opened: the first screen pays only for itself.
        if target.kind in ("issue", "action"):
            from smeeting.tui.screens.issues import IssuesScreen

            return IssuesScreen(self.desk, self.now, number=int(target.id), actions=target.kind == "action")
        if target.kind == "term":
            from smeeting.tui.screens.glossary import GlossaryScreen

            return GlossaryScreen(self.desk, self.now, term=target.id)
        from smeeting.tui.screens.reader import ReaderScreen

        return ReaderScreen(self.desk, self.now, target.id)

    @on(Lines.Clicked, "#band")
    def on_band_clicked(self, _: Lines.Clicked) -> None:
        """The band is the way to the meeting."""
        self.action_meeting_start()

    def action_column_change(self) -> None:
        """To the other column."""
        left, right = self.query_one("#left", RowList), self.query_one("#right", RowList)
        (left if right.has_focus else right).focus()

    async def action_record_open(self) -> None:
        """Open the row the cursor is on."""
        focused = self.focused
        if isinstance(focused, RowList):
            focused.action_select()

    def action_meeting_start(self) -> None:
        """Come back to the running meeting, or start one; with several agendas, ask which."""
        self.run_worker(self._start(), exclusive=True)

    async def _start(self) -> None:
        with self.saying():
            if live_meeting(self.desk, self.now()):
                self._enter(None)
                return
            agenda = await self._chosen_agenda()
            if agenda:
                self._enter(agenda)

    async def _chosen_agenda(self) -> str | None:
        """The only agenda there is, or the one that is chosen; None where nobody chose."""
        from smeeting.services import agendas
        from smeeting.tui.dialogs.choose import choose, numbered

        found = agendas.listed(self.desk)
        if len(found) < 2:
            return self.desk.agenda().name
        coming = self._status.agenda if self._status else ""
        ordered = sorted(found, key=lambda agenda: agenda.name != coming)
        choices = numbered([(f"{one.title}  {one.minutes} min", one.name) for one in ordered])
        return await choose(self.app, "Start which meeting?", choices)

    def _enter(self, agenda: str | None) -> None:
        from smeeting.tui.screens.meeting import MeetingScreen

        self.app.push_screen(MeetingScreen(self.desk, self.now, agenda))

    def action_issues_open(self) -> None:
        """See all issues and actions."""
        from smeeting.tui.screens.issues import IssuesScreen

        self.app.push_screen(IssuesScreen(self.desk, self.now))

    def action_glossary_open(self) -> None:
        """See all terms."""
        from smeeting.tui.screens.glossary import GlossaryScreen

        self.app.push_screen(GlossaryScreen(self.desk, self.now))

    def action_funnel_open(self) -> None:
        """See how many leads go on from stage to stage."""
        from smeeting.tui.screens.funnel import FunnelScreen

        self.app.push_screen(FunnelScreen(self.desk, self.now))

    def action_minutes_open(self) -> None:
        """See the minutes of past meetings."""
        from smeeting.tui.screens.minutes import MinutesScreen

        self.app.push_screen(MinutesScreen(self.desk, self.now))

    def action_home_leave(self) -> None:
        """Leave the program."""
        self.app.exit()


def _drawing(entries: list[Entry]) -> Callable[[int, int], Content]:
    return lambda index, width: entries[index].draw(width)
