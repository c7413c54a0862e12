"""The base of the lists of records: which list, its filter, a page at a time, and what is selected."""

from collections.abc import Callable, Iterator
from typing import ClassVar

from textual import on
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget

from smeeting.domain.captures import Action, Capture, Issue
from smeeting.domain.filter_keys import LISTS, SORTS, Which
from smeeting.domain.filter_line import has_key, sorted_by, toggled
from smeeting.domain.filter_values import Sort
from smeeting.domain.instants import Instant
from smeeting.services import filters
from smeeting.services.desk import Desk
from smeeting.services.filters import Listing, Record
from smeeting.tui.inks import ACCENT, KEY, MUTED, STRONG
from smeeting.tui.rows import action_row, capture_row, issue_row
from smeeting.tui.screens.desk_screen import DeskScreen
from smeeting.tui.text import joined, spread
from smeeting.tui.widgets.filter_line import FilterLine
from smeeting.tui.widgets.lines import Lines
from smeeting.tui.widgets.row_list import RowList
from smeeting.tui.widgets.text_line import TextLine
from smeeting.tui.widgets.text_pane import TextPane
from smeeting.tui.widgets.title_bar import TitleBar

PAGE = 200
MOST_SELECTED = 1000
"""Records that are changed at once; more than that nobody has looked at."""
_NEAR_END = 20
"""Rows before the end of what is loaded from which the next page is read."""
NAMES: dict[Which, str] = {
    "issues": "Issues",
    "actions": "Actions",
    "voices": "Voices",
    "notes": "Ideas and notes",
}
_PLACES: dict[Which, str] = {
    "issues": "issues.issue",
    "actions": "issues.action",
    "voices": "issues.voice",
    "notes": "issues.note",
}
_ORDERS = {
    "age": ("oldest first", "newest first"),
    "new": ("newest first", "oldest first"),
    "by": ("by date", "by date, latest first"),
    "owner": ("by owner", "by owner, backwards"),
    "side": ("by side", "by side, backwards"),
    "metoo": ("most me-too", "least me-too"),
    "raised": ("most raised", "least raised"),
}
_OPEN = "is:open"


def number_of(record: Record) -> int:
    """The number that a record is known by."""
    return record.number if isinstance(record, Capture) else record.capture.number


class RecordList(DeskScreen):
    """A list of records with a filter. A subclass shows what there is to know of the one at hand."""

    AUTO_FOCUS: ClassVar[str | None] = "#list"

    def __init__(
        self, desk: Desk, now: Callable[[], Instant], *, number: int | None = None, actions: bool = False
    ) -> None:
        """Begin at an issue, or at an action, of this number; else at the first of the list."""
        super().__init__(desk, now)
        self._which: Which = "actions" if actions else "issues"
        self._rows: list[Record] = []
        self._has_more = False
        self._listing: Listing | None = None
        self._wanted = number
        """The record the cursor is to stand on after the next reading."""
        self._asked: str | None = None
        """The line that was read last."""
        self._selected: set[int] = set()
        self._switches: list[tuple[int, int, Which]] = []
        self._today = self.today()

    @property
    def where(self) -> tuple[str, ...]:
        """The list that is shown decides what can be done."""
        return ("issues", _PLACES[self._which])

    def body(self) -> Iterator[Widget]:
        """Which list, the filter, the list and the card."""
        yield Lines(self._draw_switches, id="switches")
        yield FilterLine(id="filter")
        with Container(id="body"):
            yield RowList(id="list", empty="")
            yield TextPane(id="detail")

    @property
    def line(self) -> FilterLine:
        """The line of the filter."""
        return self.query_one("#filter", FilterLine)

    @property
    def record(self) -> Record | None:
        """What the cursor stands on."""
        cursor = self.query_one(RowList).cursor
        return self._rows[cursor] if cursor is not None and cursor < len(self._rows) else None

    @property
    def chosen(self) -> list[int]:
        """The numbers of what is selected, in the order of the list; else of the one at hand."""
        if self._selected:
            shown = [number_of(row) for row in self._rows if number_of(row) in self._selected]
            return shown + sorted(self._selected - set(shown))
        return [number_of(self.record)] if self.record is not None else []

    def on_mount(self) -> None:
        """Take up the filter the list was left with; the frame's own handler, called next, reads."""
        with self.saying():
            self._take_up()

    def _take_up(self) -> None:
        self._asked = self.line.text = filters.last(self.desk, self._which)
        self.line.know(self._which, filters.names(self.desk, self._which))

    def read(self) -> None:
        """Read as many rows as were read before, and stay where the cursor was."""
        here = self.record
        wanted = self._wanted or (number_of(here) if here else None)
        self._today = self.today()
        self._read_rows()
        place = self._place_of(wanted)
        if self._wanted is not None and place is None:
            # It is not among the first: look at it alone.
            letter = "A" if self._which == "actions" else "I"
            self._asked = self.line.text = f"{letter}{self._wanted}"
            self._read_rows()
            place = self._place_of(wanted)
        self._wanted = None
        self._show_rows(place)

    def _read_rows(self) -> None:
        self._asked = self.line.text
        self._listing = filters.read(self.desk, self.line.text, self._which, self.now())
        self.line.tell(self._listing.asked.told)
        self._rows = list(self._page(0, max(len(self._rows), PAGE)))

    def _page(self, offset: int, limit: int) -> tuple[Record, ...]:
        if self._listing is None:
            return ()
        found = filters.page(self.desk, self._listing, limit=limit + 1, offset=offset)
        self._has_more = len(found) > limit
        return found[:limit]

    def _place_of(self, number: int | None) -> int | None:
        return next((at for at, row in enumerate(self._rows) if number_of(row) == number), None)

    def _show_rows(self, cursor: int | None = None) -> None:
        rows = self.query_one(RowList)
        rows.show(len(self._rows), self._draw_row, cursor=cursor, empty=self._why_empty())
        self.query_one("#switches", Lines).repaint()
        note = f"{len(self._selected)} selected" if self._selected else self.desk.workspace.root.name
        self.query_one(TitleBar).show("Issues and actions", note=(note, ACCENT if self._selected else MUTED))
        self.show_detail()

    def show_detail(self) -> None:
        """Show what there is to know of the one at hand."""
        raise NotImplementedError

    def _draw_row(self, index: int, width: int) -> Content:
        row = self._rows[index]
        if not self._selected:
            return self._draw_record(row, width)
        mark = ("■ ", ACCENT) if number_of(row) in self._selected else ("□ ", MUTED)
        return joined(mark, self._draw_record(row, width - 2))

    def _draw_record(self, row: Record, width: int) -> Content:
        if isinstance(row, Issue):
            return issue_row(row, width, self._today)
        if isinstance(row, Action):
            return action_row(row, width, self._today)
        return capture_row(row, width)

    def _draw_switches(self, width: int) -> list[Content]:
        """Which list is shown in which order, each with its key; the marked one is what there is."""
        count = f" {len(self._rows)}{'+' if self._has_more else ''}"
        line, self._switches = Content(" "), []
        for which, name in NAMES.items():
            start = line.cell_length
            line = joined(line, _switch(name + count * (which == self._which), which == self._which))
            self._switches.append((start, line.cell_length, which))
        left = joined(line, ("t", KEY))
        right = joined((f"{self._order_words()}  ", MUTED), ("s", KEY))
        return [joined(spread(left, right, width - 1), " ")]

    def _order_words(self) -> str:
        order = self._listing.asked.order if self._listing else Sort("new")
        return _ORDERS[order.name][order.backwards]

    def _why_empty(self) -> str:
        noun = NAMES[self._which].lower()
        text = self.line.text.strip()
        if text not in ("", _OPEN):
            return f"No {noun} with this filter. esc shows the usual ones again."
        if text == _OPEN:
            return f"No open {noun}. v shows all there ever were; new ones come up in a meeting."
        word = {"issues": "#issue", "actions": "#action", "voices": "#voice", "notes": "#park or #note"}
        return f"No {noun} yet. They come from a meeting, with {word[self._which]}."

    def on_row_list_highlighted(self, message: RowList.Highlighted) -> None:
        """Show the card of the row, and read on before the end comes near."""
        with self.saying():
            if self._has_more and message.index >= len(self._rows) - _NEAR_END:
                self._rows += self._page(len(self._rows), PAGE)
                self._show_rows()
            else:
                self.show_detail()

    def on_row_list_selected(self, _: RowList.Selected) -> None:
        """Go to the card, to scroll in it."""
        self.query_one(TextPane).focus()

    def on_text_line_edited(self, message: TextLine.Edited) -> None:
        """Filter as somebody types."""
        if message.text != self._asked:
            self._rows, self._selected = [], set()
            self.read_again()

    def on_text_line_submitted(self, _: TextLine.Submitted) -> None:
        """Back to the list, with the filter it has now remembered."""
        self._remember()
        self.query_one(RowList).focus()

    def _remember(self) -> None:
        with self.saying():
            filters.remember(self.desk, self._which, self.line.text)

    @on(Lines.Clicked, "#switches")
    def on_switches_clicked(self, message: Lines.Clicked) -> None:
        """A list's name goes to it; what is right of them changes the order."""
        for start, end, which in self._switches:
            if start <= message.column < end:
                self._go_to_list(which)
                return
        if message.column > message.lines.size.width // 2:
            self.action_list_sort()

    def action_list_change(self) -> None:
        """Go on to the next list."""
        self._go_to_list(LISTS[(LISTS.index(self._which) + 1) % len(LISTS)])

    def _go_to_list(self, which: Which) -> None:
        if which == self._which:
            return
        self._remember()
        self._which = which
        self._rows, self._selected = [], set()
        with self.saying():
            self._take_up()
        self.read_again()
        self.query_one(RowList).go_to(0)
        self.show_keys()

    def action_list_widen(self) -> None:
        """Change between the open ones and all: a part of the filter."""
        self.ask_for(toggled(self.line.text, _OPEN))

    def action_list_sort(self) -> None:
        """List in the next order: a part of the filter."""
        names = SORTS[self._which]
        text = self.line.text
        order = self._listing.asked.order.name if self._listing and has_key(text, "sort") else None
        following = names.index(order) + 1 if order in names else 0
        self.ask_for(sorted_by(text, names[following] if following < len(names) else ""))

    def ask_for(self, text: str) -> None:
        """List what another filter asks for, from the top."""
        self._rows, self._selected = [], set()
        self._asked = self.line.text = text
        self.read_again()
        self.query_one(RowList).go_to(0)

    def action_list_filter(self) -> None:
        """Type what to look for."""
        self.line.focus()

    def action_record_select(self) -> None:
        """Select the one at hand, or no longer, and go on to the next."""
        rows, record = self.query_one(RowList), self.record
        if record is not None and rows.cursor is not None:
            self._selected ^= {number_of(record)}
            self._show_rows(rows.cursor)
            rows.go_to(rows.cursor + 1)

    def action_record_all(self) -> None:
        """Select all that the filter asks for; none where some are selected."""
        if self._selected or self._listing is None:
            self._selected = set()
        else:
            with self.saying():
                found = filters.numbers(self.desk, self._listing, limit=MOST_SELECTED + 1)
                self._selected = set(found[:MOST_SELECTED])
                if len(found) > MOST_SELECTED:
                    self.hint(f"the first {MOST_SELECTED} are selected; a narrower filter leaves fewer")
        self._show_rows(self.query_one(RowList).cursor)

    def action_screen_back(self) -> None:
        """Out of the filter or the card, the selection, the filter, and then out of the screen."""
        rows = self.query_one(RowList)
        if not rows.has_focus:
            rows.focus()
        elif self._selected:
            self._selected = set()
            self._show_rows(rows.cursor)
        elif self.line.text.strip() not in ("", _OPEN):
            self.ask_for(f"{_OPEN} " if self._which in ("issues", "actions") else "")
        else:
            self._remember()
            super().action_screen_back()


def _switch(name: str, is_on: bool) -> Content:
    return joined((f"▸{name}  ", STRONG)) if is_on else joined((f" {name}  ", MUTED))
