"""The glossary: every term with the status its words show, and the card of one."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget

from smeeting.domain.errors import SmeetingError
from smeeting.domain.glossary import Glossary, Status, Term, searchable
from smeeting.domain.instants import Instant
from smeeting.domain.known_abbreviations import JARGON
from smeeting.services import glossaries, glossary_edits, term_history
from smeeting.services.desk import Desk
from smeeting.tui.commands import bindings_of
from smeeting.tui.dialogs.ask_text import ask_text
from smeeting.tui.rows import TERM_SIGNS, term_row
from smeeting.tui.screens.desk_screen import DeskScreen
from smeeting.tui.term_card import term_card
from smeeting.tui.text import separated
from smeeting.tui.widgets.card import Card
from smeeting.tui.widgets.row_list import RowList
from smeeting.tui.widgets.text_line import TextLine
from smeeting.tui.widgets.title_bar import TitleBar


class GlossaryScreen(DeskScreen):
    """A list of terms with a filter, and beside it the card of one."""

    PLACE = "glossary"
    AUTO_FOCUS = "#list"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("glossary")]

    def __init__(self, desk: Desk, now: Callable[[], Instant], *, term: str | None = None) -> None:
        """Begin at the term that people mean by a name; else at the first."""
        super().__init__(desk, now)
        self._wanted = term
        self._glossary = Glossary()
        self._terms: tuple[Term, ...] = ()
        """Those that are listed."""

    def body(self) -> Iterator[Widget]:
        """The filter, the list and the card."""
        yield TextLine(hint="/ to filter by name, status or words", id="filter")
        with Container(id="body"):
            yield RowList(id="list", empty="")
            yield Card(id="detail")

    @property
    def term(self) -> Term | None:
        """The term the cursor stands on."""
        cursor = self.query_one(RowList).cursor
        return self._terms[cursor] if cursor is not None and cursor < len(self._terms) else None

    def read(self) -> None:
        """Read the terms as the file has them now."""
        here = self.term
        self.desk.glossary_file()
        self._glossary = self.desk.glossary
        wanted = self._glossary.find(self._wanted) if self._wanted else here
        self._wanted = None
        self._show_terms(wanted.id if wanted else None)

    def _show_terms(self, wanted: str | None = None) -> None:
        words = searchable(self.query_one("#filter", TextLine).text).split()
        self._terms = self._glossary.holding(words)
        cursor = next((at for at, term in enumerate(self._terms) if term.id == wanted), None)
        rows = self.query_one(RowList)
        rows.show(len(self._terms), self._draw_row, cursor=cursor, empty=self._why_empty())
        self.query_one(TitleBar).show("Glossary", note=self._counts())
        self._show_card()

    def _counts(self) -> Content:
        """How many of the listed terms need a word, and how many are settled."""
        statuses = [self._glossary.statuses[term.id] for term in self._terms]
        shown: list[Status] = ["disputed", "proposed", "agreed"]
        return separated(
            "  ",
            [
                (f"{TERM_SIGNS[one][0]} {statuses.count(one)} {one}", TERM_SIGNS[one][1])
                for one in shown
                if one in statuses
            ],
        )

    def _draw_row(self, index: int, width: int) -> Content:
        return term_row(self._terms[index], width)

    def _why_empty(self) -> str:
        if self._glossary.terms:
            return "No term holds these words. esc shows all again."
        return "The glossary has no terms yet. e opens glossary.yaml in your editor."

    def _show_card(self) -> None:
        term, card = self.term, self.query_one(Card)
        if term is None:
            card.show_made(lambda _: [])
            return
        agenda = self.agenda()
        teams = agenda.teams if agenda else ()
        timeline = term_history.timeline(self.desk, term.id)
        card.show_made(partial(term_card, term, self._glossary, teams, timeline=timeline))

    def on_row_list_highlighted(self, _: RowList.Highlighted) -> None:
        """Show the card of the row."""
        self._show_card()

    def on_row_list_selected(self, _: RowList.Selected) -> None:
        """Go to the card, to scroll in it."""
        self.query_one(Card).focus()

    def on_text_line_edited(self, _: TextLine.Edited) -> None:
        """Filter as somebody types, with the cursor on the best match."""
        self._show_terms(self._terms[0].id if self._terms else None)
        self.query_one(RowList).go_to(0)

    def on_text_line_submitted(self, _: TextLine.Submitted) -> None:
        """Back to the list."""
        self.query_one(RowList).focus()

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

    def action_glossary_edit(self) -> None:
        """Open the file in the editor at the term's line, and read it again afterwards."""
        from smeeting.tui.editor import NoEditorError, edit

        path = self.desk.workspace.glossary_file
        line = 1
        try:
            if self.term is not None:
                line = glossaries.line_of(self.desk, self.term.id)
        except SmeetingError:
            # The file can't be read just now, which is a reason to open it.
            pass
        try:
            edit(self.app, path, line)
        except NoEditorError as error:
            self.refuse(f"{error}; the term is at {self.desk.shown(path)}:{line}")
            return
        self.read_again()

    @work(group="question")
    async def action_entry_change(self) -> None:
        """Change the entry field by field."""
        from smeeting.tui.screens.term_editor import TermEditor

        if self.term is None:
            self.refuse("no term is at hand")
            return
        await self.app.push_screen_wait(TermEditor(self.desk, self.now, self.term.id))
        self.read_again()

    @work(group="question")
    async def action_entry_history(self) -> None:
        """See what became of the term's words."""
        from smeeting.tui.term_timeline import show_timeline

        if self.term is not None:
            with self.saying():
                await show_timeline(self.app, self.term.term, term_history.timeline(self.desk, self.term.id))

    @work(group="question")
    async def action_term_add(self) -> None:
        """Add a term."""
        name = await ask_text(self.app, "Which word is missing?", hint="as both teams say it")
        if not name:
            return
        with self.saying():
            added = glossary_edits.add(self.desk, name, {"long": JARGON.get(name.lower(), "")}, self.now())
            self._wanted = added.after.id
            self.read_again()
            self.say(f"{added.after.term} is added; m writes what it means")
