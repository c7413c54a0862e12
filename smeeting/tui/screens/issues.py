"""Issues and actions: the lists, what became of each, and what can be done about it between meetings."""

from collections.abc import Awaitable, Callable, Iterator
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget

from smeeting.domain.captures import Action, Issue
from smeeting.domain.errors import BusyError
from smeeting.domain.instants import Instant
from smeeting.services import actions, anonymous, captures, histories, issues
from smeeting.services.desk import Desk
from smeeting.tui.commands import bindings_of
from smeeting.tui.inks import KEY, MUTED, STRONG
from smeeting.tui.record_cards import action_card, issue_card
from smeeting.tui.rows import action_row, issue_row
from smeeting.tui.screens.desk_screen import DeskScreen
from smeeting.tui.screens.issue_questions import Questions
from smeeting.tui.text import joined, spread
from smeeting.tui.widgets.lines import Lines
from smeeting.tui.widgets.row_list import RowList
from smeeting.tui.widgets.text_line import TextLine
from smeeting.tui.widgets.text_pane import TextPane
from smeeting.tui.widgets.title_bar import TitleBar

PAGE = 200
_NEAR_END = 20
"""Rows before the end of what is loaded from which the next page is read."""
Record = Issue | Action


class IssuesScreen(DeskScreen):
    """A list of issues or actions with a filter, and beside it all there is to know of one."""

    PLACE = "issues"
    AUTO_FOCUS = "#list"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("issues")]

    def __init__(
        self, desk: Desk, now: Callable[[], Instant], *, number: int | None = None, actions: bool = False
    ) -> None:
        """Begin at an issue, or at an action, of this number; else at the first issue."""
        super().__init__(desk, now)
        self._lists_actions = actions
        self._only_open = True
        self._rows: list[Record] = []
        self._has_more = False
        self._wanted = number
        """The record the cursor is to stand on after the next reading."""
        self._today = self.today()
        self._anonymous = ""
        """The key of an issue aired anonymously, while it was the last thing done from here."""

    @property
    def where(self) -> tuple[str, ...]:
        """The list that is shown decides what can be done."""
        return ("issues", "issues.action" if self._lists_actions else "issues.issue")

    def body(self) -> Iterator[Widget]:
        """Which list, the filter, the list and the card."""
        yield Lines(self._draw_switches, id="switches")
        yield TextLine(hint="/ to filter by words, owner, side or state", id="filter")
        with Container(id="body"):
            yield RowList(id="list", empty="")
            yield TextPane(id="detail")

    @property
    def record(self) -> Record | None:
        """What the cursor stands on."""
        cursor = self.query_one(RowList).cursor
        return self._rows[cursor] if cursor is not None and cursor < len(self._rows) else None

    def on_mount(self) -> None:
        """Look among all for one that is no longer open; the frame's own handler, called next, reads."""
        if self._wanted is not None:
            with self.saying():
                self._only_open = self._is_open(self._get(self._wanted))

    def read(self) -> None:
        """Read as many rows as were read before, and stay where the cursor was."""
        here = self.record
        wanted = self._wanted or (here.capture.number if here else None)
        self._today, self._wanted = self.today(), None
        self._rows = list(self._page(0, max(len(self._rows), PAGE)))
        self._show_rows(self._place_of(wanted))
        self.query_one(TitleBar).show("Issues and actions", note=(self.desk.workspace.root.name, MUTED))

    def _page(self, offset: int, limit: int) -> tuple[Record, ...]:
        words = self.query_one("#filter", TextLine).text
        listed: Callable[..., tuple[Record, ...]] = actions.listed if self._lists_actions else issues.listed
        found = listed(self.desk, only_open=self._only_open, words=words, limit=limit + 1, offset=offset)
        self._has_more = len(found) > limit
        return found[:limit]

    def _place_of(self, number: int | None) -> int | None:
        return next((at for at, row in enumerate(self._rows) if row.capture.number == number), None)

    def _get(self, number: int) -> Record:
        return actions.get(self.desk, number) if self._lists_actions else issues.get(self.desk, number)

    @staticmethod
    def _is_open(record: Record) -> bool:
        return record.is_open if isinstance(record, Issue) else record.state == "open"

    def _show_rows(self, cursor: int | None = None) -> None:
        rows = self.query_one(RowList)
        rows.show(len(self._rows), self._draw_row, cursor=cursor, empty=self._why_empty())
        self.query_one("#switches", Lines).repaint()
        self._show_detail()

    def _draw_row(self, index: int, width: int) -> Content:
        row = self._rows[index]
        if isinstance(row, Issue):
            return issue_row(row, width, self._today)
        return action_row(row, width, self._today)

    def _draw_switches(self, width: int) -> list[Content]:
        """Which list and which part of it is shown, each with its key; the marked ones are what there is."""
        count = f" {len(self._rows)}{'+' if self._has_more else ''}"
        kinds = [("Issues", not self._lists_actions), ("Actions", self._lists_actions)]
        parts = [("open", self._only_open), ("all", not self._only_open)]
        left = joined(
            *(_switch(name + count * on, on) for name, on in kinds), ("t", KEY), (" changes", MUTED)
        )
        right = joined(*(_switch(name, on) for name, on in parts), ("v", KEY), (" changes", MUTED))
        return [joined(" ", spread(left, right, width - 2), " ")]

    def _why_empty(self) -> str:
        noun = "actions" if self._lists_actions else "issues"
        if self.query_one("#filter", TextLine).text.strip():
            return f"No {noun} with these words. esc shows all again."
        if self._only_open:
            return f"No open {noun}. v shows all there ever were; new ones come up in a meeting."
        return f"No {noun} yet. They come from a meeting, with #{noun[:-1]}."

    def words_at_hand(self) -> str:
        """What was said of the record at hand."""
        record = self.record
        if record is None:
            return ""
        more = (record.heard, record.answer) if isinstance(record, Issue) else (record.outcome,)
        return " \n".join((record.capture.text, *more))

    def _show_detail(self) -> None:
        record, pane = self.record, self.query_one(TextPane)
        if record is None:
            pane.show([])
            return
        agenda = self.agenda()
        timezone = agenda.timezone if agenda else "UTC"
        steps = histories.of_record(self.desk, record)
        if isinstance(record, Issue):
            teams = agenda.teams if agenda else ()
            pane.show(issue_card(record, steps, teams, self._today, timezone))
        else:
            pane.show(action_card(record, steps, self._today, timezone))

    def on_row_list_highlighted(self, message: RowList.Highlighted) -> None:
        """Show the card of the row, and read on before the end comes near."""
        with self.saying():
            if self._has_more and message.index >= len(self._rows) - _NEAR_END:
                self._rows += self._page(len(self._rows), PAGE)
                self._show_rows()
            else:
                self._show_detail()

    def on_row_list_selected(self, _: RowList.Selected) -> None:
        """Go to the card, to scroll in it."""
        self.query_one(TextPane).focus()

    def on_text_line_edited(self, _: TextLine.Edited) -> None:
        """Filter as somebody types."""
        self._rows = []
        self.read_again()

    def on_text_line_submitted(self, _: TextLine.Submitted) -> None:
        """Back to the list."""
        self.query_one(RowList).focus()

    @on(Lines.Clicked, "#switches")
    def on_switches_clicked(self, message: Lines.Clicked) -> None:
        """The left half changes the list, the right half how much of it is shown."""
        if message.column < message.lines.size.width // 2:
            self.action_list_change()
        else:
            self.action_list_widen()

    def action_list_change(self) -> None:
        """Change between issues and actions."""
        self._lists_actions = not self._lists_actions
        self._start_over()
        self.show_keys()

    def action_list_widen(self) -> None:
        """Change between the open ones and all."""
        self._only_open = not self._only_open
        self._start_over()

    def _start_over(self) -> None:
        self._rows = []
        self.read_again()
        self.query_one(RowList).go_to(0)

    def action_list_filter(self) -> None:
        """Type what to look for."""
        self.query_one("#filter", TextLine).focus()

    def action_screen_back(self) -> None:
        """Out of the filter or the card, then out of the filtering, then out of the screen."""
        line, rows = self.query_one("#filter", TextLine), self.query_one(RowList)
        if not rows.has_focus:
            rows.focus()
        elif line.text:
            line.text = ""
        else:
            super().action_screen_back()

    def action_change_undo(self) -> None:
        """Take back the last thing done from here."""
        key, self._anonymous = self._anonymous, ""
        with self.saying():
            try:
                receipt = captures.undo(self.desk, self.now(), ref=key or None)
            except BusyError:
                self._anonymous = key
                raise
            self.read_again()
            self.say(receipt.text)

    def action_change_redo(self) -> None:
        """Do again what was just taken back from here."""
        with self.saying():
            receipt = captures.redo(self.desk, self.now())
            self.read_again()
            self.say(receipt.text)

    # What is asked before something is done. Each runs as a worker, as it waits for answers.

    def _ask(self, question: Callable[[Questions, int], Awaitable[str | None]]) -> None:
        if self.record is not None:
            asked = self._answered(question, self.record.capture.number)
            self.run_worker(asked, group="question", exclusive=True)

    async def _answered(
        self, question: Callable[[Questions, int], Awaitable[str | None]], number: int
    ) -> None:
        with self.saying():
            receipt = await question(Questions(self.app, self.desk, self.now, self._today), number)
            if receipt:
                self._anonymous = ""
                self.read_again()
                self.say(receipt)

    @work(group="question", exclusive=True)
    async def action_issue_air(self) -> None:
        """Air an issue for a side, or anonymously."""
        # Imported here: most of the time the list is only read.
        from smeeting.tui.airing import air

        with self.saying():
            receipt = await air(self.app, self.desk, self.now())
            if receipt:
                # The key is never shown: this screen may be shared, and a terminal keeps what it showed.
                is_anonymous = receipt.ref.startswith(anonymous.PREFIX)
                self._anonymous = receipt.ref if is_anonymous else ""
                self.read_again()
                self.say(
                    f"{receipt.text}; u takes it back" if is_anonymous else f"{receipt.ref}  {receipt.text}"
                )

    def action_issue_own(self) -> None:
        """Say who answers it by when."""
        self._ask(Questions.own)

    def action_issue_answer(self) -> None:
        """Say what was done about it."""
        self._ask(Questions.answer)

    def action_issue_close(self) -> None:
        """Close it, once it is answered."""
        self._ask(Questions.close)

    def action_issue_withdraw(self) -> None:
        """Drop it with a word why."""
        self._ask(Questions.withdraw)

    def action_action_assign(self) -> None:
        """Say who does it by when."""
        self._ask(Questions.assign)

    def action_action_do(self) -> None:
        """Say that it is done."""
        self._ask(Questions.done)

    def action_action_drop(self) -> None:
        """Drop it with a word why."""
        self._ask(Questions.drop)


def _switch(name: str, is_on: bool) -> Content:
    return joined((f"▸{name}  ", STRONG)) if is_on else joined((f" {name}  ", MUTED))
