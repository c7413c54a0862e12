"""Search: anything ever captured, found as somebody types."""

from collections.abc import Callable, Iterator
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget

from smeeting.domain.findings import Found
from smeeting.domain.instants import Instant
from smeeting.domain.search_words import Query, read_query
from smeeting.domain.text import counted, shortened
from smeeting.services import search
from smeeting.services.desk import Desk
from smeeting.tui.commands import bindings_of
from smeeting.tui.dialogs.choose import Choice
from smeeting.tui.dialogs.reading import read_and_choose
from smeeting.tui.found_rows import found_card, found_row
from smeeting.tui.inks import MUTED
from smeeting.tui.screens.desk_screen import DeskScreen
from smeeting.tui.widgets.row_list import RowList
from smeeting.tui.widgets.text_line import TextLine
from smeeting.tui.widgets.text_pane import TextPane
from smeeting.tui.widgets.title_bar import TitleBar

PAGE = search.PAGE
_NEAR_END = 20
"""Rows before the end of what is loaded from which the next page is read."""
_INVITATION = (
    "Type words, and everything ever captured with all of them comes up, the newest first: what was said, "
    "heard, answered and done, in every meeting and between them.\n\n"
    "Case and accents do not matter, and the beginning of the last word will do."
)
_SHOWN = 40
_USE = ""
"""Chosen for a customer's voice, where a meeting's name would open its minutes."""


class SearchScreen(DeskScreen):
    """A line to type in, and beneath it what holds the words; the line keeps the keys, arrows move below."""

    PLACE = "search"
    AUTO_FOCUS = "#query"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("search"),
        *(
            Binding(key, f"go('{method}', {argument!r})", show=False)
            for key, method, argument in (
                ("up", "move", -1),
                ("down", "move", 1),
                ("pageup", "page", -1),
                ("pagedown", "page", 1),
            )
        ),
    ]

    def __init__(self, desk: Desk, now: Callable[[], Instant]) -> None:
        super().__init__(desk, now)
        self._query = Query()
        self._rows: list[Found] = []
        self._has_more = False

    def body(self) -> Iterator[Widget]:
        """The line, what was found, and where there is room all of the one at hand."""
        yield TextLine(hint="words that were said, heard, answered or done", id="query")
        with Container(id="body"):
            yield RowList(id="list", empty=_INVITATION)
            yield TextPane(id="detail")

    @property
    def found(self) -> Found | None:
        """What the cursor stands on."""
        cursor = self.query_one(RowList).cursor
        return self._rows[cursor] if cursor is not None and cursor < len(self._rows) else None

    def read(self) -> None:
        """Look again for as many as were shown, and stay where the cursor was."""
        here = self.found
        self._look_up(max(len(self._rows), PAGE))
        numbers = [row.capture.number for row in self._rows]
        self._show_rows(numbers.index(here.capture.number) if here and here.capture.number in numbers else 0)

    def take_words(self) -> None:
        """Go on typing."""
        self.query_one(TextLine).focus()

    def _look_up(self, limit: int) -> None:
        self._query = read_query(self.query_one(TextLine).text)
        self._rows = []
        self._rows = list(self._page(None, limit))

    def _page(self, before: int | None, limit: int) -> tuple[Found, ...]:
        text = self.query_one(TextLine).text
        found = search.find(self.desk, text, limit=limit + 1, before=before)
        self._has_more = len(found) > limit
        return found[:limit]

    def _show_rows(self, cursor: int | None = None) -> None:
        rows = self.query_one(RowList)
        rows.show(len(self._rows), self._draw_row, cursor=cursor, empty=self._why_empty())
        more = "+" if self._has_more else ""
        note = f"{len(self._rows)}{more} found" if self._query.words else self.desk.workspace.root.name
        self.query_one(TitleBar).show("Search", note=(note, MUTED))
        self._show_detail()

    def _draw_row(self, index: int, width: int) -> Content:
        return found_row(self._rows[index], self._query, width)

    def _why_empty(self) -> str:
        text = self.query_one(TextLine).text
        if not text.strip():
            return _INVITATION
        if not self._query.words:
            return "There is no word in that yet. Words have letters or digits; signs are passed over."
        words = counted(len(self._query.words), "word") if len(self._query.words) > 1 else "this word"
        return (
            f"Nothing that was ever captured holds {words if words == 'this word' else f'these {words}'}: "
            f"{shortened(text, _SHOWN)}\nFewer words, or the beginning of one, find more."
        )

    def _show_detail(self) -> None:
        found = self.found
        self.query_one(TextPane).show(found_card(found, self._query) if found else [])

    def words_at_hand(self) -> str:
        """The texts of what the cursor stands on."""
        return " \n".join(text for _, text in self.found.texts) if self.found else ""

    def on_text_line_edited(self, _: TextLine.Edited) -> None:
        """Search as somebody types."""
        with self.saying():
            self._look_up(PAGE)
            self.hint("")
        self._show_rows(0)

    def on_text_line_submitted(self, _: TextLine.Submitted) -> None:
        """Open what the cursor is on."""
        self.action_record_open()

    def on_row_list_highlighted(self, message: RowList.Highlighted) -> None:
        """Show the whole of the row, and read on before the end comes near."""
        with self.saying():
            if self._has_more and message.index >= len(self._rows) - _NEAR_END:
                self._rows += self._page(self._rows[-1].capture.number, PAGE)
                self._show_rows()
            else:
                self._show_detail()

    def on_row_list_selected(self, _: RowList.Selected) -> None:
        """Open the row."""
        self.action_record_open()

    def action_go(self, method: str, argument: int) -> None:
        """Move the cursor of the list from the line."""
        rows = self.query_one(RowList)
        (rows.action_move if method == "move" else rows.action_page)(argument)

    def action_record_open(self) -> None:
        """Open what the cursor is on: an issue or action among the others, all else to be read."""
        found = self.found
        if found is None:
            return
        if found.capture.kind in ("issue", "action"):
            from smeeting.tui.screens.issues import IssuesScreen

            actions = found.capture.kind == "action"
            self.app.push_screen(
                IssuesScreen(self.desk, self.now, number=found.capture.number, actions=actions)
            )
        else:
            self._read(found)

    @work(group="question")
    async def _read(self, found: Found) -> None:
        meeting = found.capture.meeting
        choices = [Choice("m", f"minutes of {meeting}", meeting)] if meeting else []
        query = self._query
        if found.capture.kind == "voice":
            choices.append(Choice("i", "let it become something", _USE, "an issue, an example, a request"))
        chosen = await read_and_choose(self.app, "", lambda _: found_card(found, query), choices)
        if chosen == _USE:
            await self._use(found)
        elif chosen:
            from smeeting.tui.screens.reader import ReaderScreen

            self.app.push_screen(ReaderScreen(self.desk, self.now, chosen))

    async def _use(self, found: Found) -> None:
        # Imported here: what a voice becomes is asked seldom.
        from smeeting.tui.dialogs.use_voice import use_voice

        with self.saying():
            receipt = await use_voice(self.app, self.desk, found.capture.number, self.now)
            if receipt:
                self.read_again()
                self.say(receipt)
