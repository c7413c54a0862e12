"""The base of the screens between meetings: they read the workspace, and read again when it has changed."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from textual import work
from textual.app import ComposeResult
from textual.widget import Widget

from smeeting.domain.agenda import Agenda
from smeeting.domain.errors import SmeetingError
from smeeting.domain.instants import Instant
from smeeting.services import live, noticed_words, term_history
from smeeting.services.desk import Desk
from smeeting.tui.screens.frame import Frame
from smeeting.tui.widgets.key_line import KeyLine
from smeeting.tui.widgets.remark import Remark
from smeeting.tui.widgets.title_bar import TitleBar
from smeeting.tui.widgets.too_small import TooSmall

_LOOK_EVERY_S = 1.0
_LARGE = 200_000
"""Bytes of glossary.yaml whose parse is long enough to be felt."""


class DeskScreen(Frame):
    """Title, body, a line of words and the keys. A subclass says its body and how to read what it shows."""

    CSS_PATH = "../styles/desk.tcss"

    def __init__(self, desk: Desk, now: Callable[[], Instant]) -> None:
        super().__init__()
        self.desk = desk
        self.now = now
        self._mark: tuple[object, ...] | None = None

    def compose(self) -> ComposeResult:
        """The frame around the body."""
        yield TitleBar(id="title-bar")
        yield from self.body()
        yield Remark(id="remark")
        yield KeyLine(id="keys")
        yield TooSmall()

    def body(self) -> Iterator[Widget]:
        """What is between the title and the words above the keys."""
        raise NotImplementedError

    def read(self) -> None:
        """Read anew what the screen shows, and show it. Raises SmeetingError where it can't be read."""
        raise NotImplementedError

    def tick(self) -> None:
        """A second has passed; most screens have nothing that moves."""

    def on_mount(self) -> None:
        """Read, and look every second whether somebody else has changed something."""
        self.show_keys()
        self.read_again()
        self.set_interval(_LOOK_EVERY_S, self.look)

    def on_screen_resume(self) -> None:
        """Look at once on coming back."""
        self.look()

    def look(self) -> None:
        """Read again if the workspace has changed since."""
        if not self.is_current or self._mark is None:
            return
        try:
            has_changed = self.desk.mark() != self._mark
        except SmeetingError:
            # Somebody is writing just now; the next look is a second away.
            return
        if has_changed:
            self.read_again()
        self.tick()

    def read_again(self) -> None:
        """Read now; before a large glossary is parsed, say so."""
        if self.desk.unread_glossary_bytes() < _LARGE:
            self._read_now()
        else:
            self.hint("reading glossary.yaml …")
            self.call_after_refresh(self._read_slowly)

    def _read_slowly(self) -> None:
        self._read_now()
        if self._mark:
            self.hint("")

    def _read_now(self) -> None:
        """What can't be read is said, and tried again with the next look."""
        self._mark = ()
        with self.saying():
            term_history.notice(self.desk, self.now())
            mark = self.desk.mark()
            self.read()
            self._mark = mark

    @contextmanager
    def saying(self) -> Iterator[None]:
        """Say an error that a person can put right in the line above the keys."""
        try:
            yield
        except SmeetingError as error:
            self.refuse(str(error))

    def agenda(self) -> Agenda | None:
        """How the teams meet next; None where no agenda can be read."""
        try:
            return self.desk.agenda()
        except SmeetingError:
            return None

    def today(self) -> dt.date:
        """The day it is where the teams meet."""
        return live.today(self.desk, self.now())

    def say(self, receipt: str) -> None:
        """Show that something was done."""
        self.query_one(Remark).say(receipt)

    def refuse(self, reason: str) -> None:
        """Show why something was not done."""
        self.query_one(Remark).refuse(reason)

    def hint(self, words: str) -> None:
        """Show what can be done here."""
        self.query_one(Remark).hint(words)

    def words_at_hand(self) -> str:
        """The text in which the glossary's words are looked for; empty where there is none."""
        return ""

    @work(group="question")
    async def action_words_read(self) -> None:
        """Read the terms that the text at hand names."""
        # Imported here: most of the time nobody asks.
        from smeeting.tui.named_terms import show_terms

        found = noticed_words.notice(self.desk, self.words_at_hand()).terms
        if not found:
            self.refuse("no term of the glossary is named here")
            return
        agenda = self.agenda()
        ids = tuple(term.id for term in found)
        if await show_terms(
            self.app, self.desk, agenda.teams if agenda else (), ids, self.refuse, named=len(ids) > 1
        ):
            self.hint("g on the first screen finds any other term")

    def action_screen_back(self) -> None:
        """Go back to the screen before."""
        self.dismiss(None)
