"""A term looked up in the middle of a meeting."""

from collections.abc import Iterator

from textual.app import App
from textual.widget import Widget

from smeeting.domain.agenda import Team
from smeeting.domain.glossary import Glossary, Term
from smeeting.tui.dialogs.dialog import Dialog
from smeeting.tui.term_card import term_card
from smeeting.tui.widgets.text_pane import TextPane

_WIDTH = 57
_FRAME = 7
"""Cells that the box takes for itself."""


class TermCard(Dialog[None]):
    """Shows a term until Escape."""

    def __init__(self, term: Term, glossary: Glossary, teams: tuple[Team, ...]) -> None:
        super().__init__("", foot="↑ ↓ to scroll, esc to close")
        self._term, self._glossary, self._teams = term, glossary, teams

    def parts(self) -> Iterator[Widget]:
        """The card, which scrolls where it is higher than the screen."""
        width = min(_WIDTH, self.app.size.width - _FRAME)
        yield TextPane(term_card(self._term, self._glossary, self._teams, width), id="card")

    def on_mount(self) -> None:
        """The card names itself."""
        self.query_one("#title").display = False


async def show_term(app: App[object], term: Term, glossary: Glossary, teams: tuple[Team, ...]) -> None:
    """Show a term. To be awaited in a worker."""
    await app.push_screen_wait(TermCard(term, glossary, teams))
