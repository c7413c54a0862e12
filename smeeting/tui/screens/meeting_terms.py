"""Words in a meeting: cards of those that were named, drafts of missing ones, and what customers said."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import work

from smeeting.domain.errors import SmeetingError, UnsafeError
from smeeting.domain.instants import Instant
from smeeting.domain.record_links import RecordLink
from smeeting.domain.text import shortened
from smeeting.services import customer_voices, noticed_words
from smeeting.services.desk import Desk
from smeeting.tui.dialogs.choose import choose, numbered
from smeeting.tui.dialogs.use_voice import use_voice
from smeeting.tui.named_terms import show_terms
from smeeting.tui.room import Room
from smeeting.tui.screens.meeting_line import LineTaker
from smeeting.tui.screens.meeting_moves import MovingScreen
from smeeting.tui.term_drafts import draft_term
from smeeting.tui.widgets.capture_line import CaptureLine

if TYPE_CHECKING:
    from smeeting.tui.kinds.view import KindView


class TermsScreen(MovingScreen):
    """The half of the meeting screen that has to do with words, and what it lends the views for that."""

    def __init__(self, desk: Desk, now: Callable[[], Instant], line: CaptureLine) -> None:
        super().__init__(desk, now, line)
        self.taker = LineTaker(desk, now, line)
        self.view: KindView | None = None
        """The view of the current item, once it is there."""
        self._mark: tuple[object, ...] | None = None
        """How the workspace was when another screen was opened over this one."""

    def begin_line(self, words: str, about: Sequence[RecordLink] = ()) -> None:
        """Go into the capture line with its first words typed; an issue is linked to what it is about."""
        raise NotImplementedError

    def room(self, position: int) -> Room:
        """What the view of an item is lent."""
        return Room(
            desk=self.desk,
            now=self.now,
            meeting=lambda: self.meeting,
            position=position,
            say=self.say,
            refuse=self.refuse,
            begin_line=self.begin_line,
            offer_paste=self._offer_paste,
            changed=self.show_own_work,
        )

    def on_screen_suspend(self) -> None:
        """Another screen or a question comes over this one."""
        with suppress(SmeetingError):
            self._mark = self.desk.mark()

    def on_screen_resume(self) -> None:
        """Show what was done from there: it went through the same desk, so it is no news from others."""
        before, self._mark = self._mark, None
        with suppress(SmeetingError):
            if before is not None and before != self.desk.mark():
                self.show_own_work()

    def show_own_work(self) -> None:
        """Read everything anew after something was stored from here."""
        try:
            self.show_others_work()
        except SmeetingError as error:
            self.refuse(str(error))

    @work(group="question")
    async def show_term(self, term_id: str) -> None:
        """Show a term's card."""
        await show_terms(self.app, self.desk, self.meeting.teams, (term_id,), self.refuse)

    @work(group="question")
    async def action_term_show(self) -> None:
        """Look up the terms that the last line or the issue at hand names, or any other."""
        spoken = self.view.words_at_hand if self.view else ""
        here = noticed_words.notice(self.desk, spoken).terms if spoken else self.taker.noticed.terms
        ids = tuple(term.id for term in here)
        teams = self.meeting.teams
        if not ids or await show_terms(self.app, self.desk, teams, ids, self.refuse, named=True):
            self.begin_line("#term ")

    @work(group="question")
    async def action_term_draft(self) -> None:
        """Draft the word that the last line used and the glossary lacks, or another one."""
        await draft_term(self.app, self.room(self.meeting.current), self.taker.take_lacking())

    @work(group="question")
    async def _offer_paste(self, error: UnsafeError) -> None:
        # Imported here: most files can be edited.
        from smeeting.tui.dialogs.show_paste import show_paste

        await show_paste(self.app, error.message, error.paste)

    @work(group="question")
    async def action_voice_use(self) -> None:
        """Let something a customer said in this meeting become an issue, an example or a request."""
        said = customer_voices.of_meeting(self.desk, self.meeting.name)
        if not said:
            self.refuse("no customer's voice was kept in this meeting; v keeps one")
            return
        rows = [(f"{one.ref}  {shortened(one.text, 50)}", one.number) for one in reversed(said)]
        number = await choose(self.app, "What did the customer say?", numbered(rows))
        if number is not None:
            await self.answered(use_voice(self.app, self.desk, number, self.now))

    async def answered(self, question: Awaitable[str | None]) -> None:
        """Wait for an answer that ends in a receipt, and show what was stored."""
        try:
            receipt = await question
        except SmeetingError as error:
            self.refuse(str(error))
            return
        if receipt:
            self.show_own_work()
            self.say(receipt)
