"""Issues and actions: the lists, what became of each, and what can be done about it between meetings."""

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar

from textual import work
from textual.binding import BindingType

from smeeting.domain.captures import Action, Capture, Issue
from smeeting.domain.errors import BusyError
from smeeting.services import anonymous, histories, issues, record_links, undoing
from smeeting.tui.commands import bindings_of
from smeeting.tui.record_cards import action_card, capture_card, issue_card
from smeeting.tui.screens.issue_questions import Questions
from smeeting.tui.screens.record_list import PAGE, RecordList, number_of
from smeeting.tui.widgets.text_pane import TextPane

__all__ = ["PAGE", "IssuesScreen"]


class IssuesScreen(RecordList):
    """The lists of issues, actions, voices, and ideas and notes; beside each all there is to know of one."""

    PLACE = "issues"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("issues")]
    _anonymous: str = ""
    """The key of an issue aired anonymously, while it was the last thing done from here."""

    def words_at_hand(self) -> str:
        """What was said of the record at hand."""
        record = self.record
        if record is None or isinstance(record, Capture):
            return record.text if record else ""
        more = (record.heard, record.answer) if isinstance(record, Issue) else (record.outcome,)
        return " \n".join((record.capture.text, *more))

    def show_detail(self) -> None:
        """The card of the record at hand."""
        record, pane = self.record, self.query_one(TextPane)
        if record is None:
            pane.show([])
            return
        agenda = self.agenda()
        timezone, teams = (agenda.timezone, agenda.teams) if agenda else ("UTC", ())
        links = record_links.of(self.desk, number_of(record))
        if isinstance(record, Issue):
            number = record.capture.number
            moves = issues.moves_of(self.desk, number)
            twins = issues.merged_into(self.desk, number)
            pane.show(issue_card(record, moves, twins, links, teams, self._today, timezone))
        elif isinstance(record, Action):
            steps = histories.of_record(self.desk, record)
            pane.show(action_card(record, steps, links, self._today, timezone))
        else:
            pane.show(capture_card(record, links, teams, timezone))

    def action_change_undo(self) -> None:
        """Take back the last thing done from here."""
        key, self._anonymous = self._anonymous, ""
        with self.saying():
            try:
                receipt = undoing.undo(self.desk, self.now(), ref=key or None)
            except BusyError:
                self._anonymous = key
                raise
            self.read_again()
            self.say(receipt.text)

    def action_change_redo(self) -> None:
        """Do again what was just taken back from here."""
        with self.saying():
            receipt = undoing.redo(self.desk, self.now())
            self.read_again()
            self.say(receipt.text)

    # What is asked before something is done. Each runs as a worker, as it waits for answers.

    def _ask(self, question: Callable[[Questions, Sequence[int]], Awaitable[str | None]]) -> None:
        """Ask about all that are selected, or about the one at hand."""
        if self.chosen:
            self.run_worker(self._answered(question, self.chosen), group="question", exclusive=True)

    def _ask_one(self, question: Callable[[Questions, int], Awaitable[str | None]]) -> None:
        """Ask about the one at hand, whatever is selected."""
        if self.record is None:
            return

        async def about(questions: Questions, numbers: Sequence[int]) -> str | None:
            return await question(questions, numbers[0])

        asked = self._answered(about, [number_of(self.record)])
        self.run_worker(asked, group="question", exclusive=True)

    async def _answered(
        self, question: Callable[[Questions, Sequence[int]], Awaitable[str | None]], numbers: Sequence[int]
    ) -> None:
        with self.saying():
            receipt = await question(Questions(self.app, self.desk, self.now, self._today), numbers)
            if receipt:
                self._anonymous = ""
                self._selected = set()
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

    def action_issue_reopen(self) -> None:
        """Open it again with a word."""
        self._ask_one(Questions.reopen)

    def action_issue_merge(self) -> None:
        """Let another issue go on for it."""
        self._ask_one(Questions.merge)

    def action_answer_help(self) -> None:
        """Say that the answer helps."""
        self._ask_one(Questions.helps)

    def action_answer_fail(self) -> None:
        """Say what is still difficult."""
        self._ask_one(Questions.does_not_help)

    def action_action_assign(self) -> None:
        """Say who does it by when."""
        self._ask(Questions.assign)

    def action_action_do(self) -> None:
        """Say that it is done."""
        self._ask(Questions.done)

    def action_action_drop(self) -> None:
        """Drop it with a word why."""
        self._ask(Questions.drop)

    def action_record_edit(self) -> None:
        """Change its text in place."""
        self._ask_one(Questions.edit)

    def action_record_convert(self) -> None:
        """Make something else of it."""
        self._ask(Questions.convert)

    @work(group="question", exclusive=True)
    async def action_voice_become(self) -> None:
        """Make an issue, an example or a request of what a customer said."""
        # Imported here, as below: most of the time the list is only read.
        from smeeting.tui.dialogs.use_voice import use_voice

        if self.record is not None:
            with self.saying():
                receipt = await use_voice(self.app, self.desk, number_of(self.record), self.now)
                if receipt:
                    self.read_again()
                    self.say(receipt)

    @work(group="question", exclusive=True)
    async def action_record_history(self) -> None:
        """See everything that happened to it."""
        from smeeting.tui.dialogs.show_history import show_history

        if self.record is not None:
            with self.saying():
                await show_history(self.app, self.desk, number_of(self.record))

    @work(group="question", exclusive=True)
    async def action_filter_choose(self) -> None:
        """Choose, save or remove a filter."""
        from smeeting.tui.screens.list_questions import choose_filter

        with self.saying():
            asked = await choose_filter(self.app, self.desk, self._which, self.line.text)
            if asked is not None and asked.text is not None:
                self.ask_for(asked.text)
            if asked is not None and asked.receipt:
                self.say(asked.receipt)

    @work(group="question", exclusive=True)
    async def action_list_export(self) -> None:
        """Write what is listed to a file."""
        from smeeting.tui.screens.list_questions import export

        if self._listing is not None:
            with self.saying():
                receipt = await export(self.app, self.desk, self._listing, self.line.text)
                if receipt:
                    self.say(receipt)
