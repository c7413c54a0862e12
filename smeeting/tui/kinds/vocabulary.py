"""The view of `vocabulary`: one term at a time, until both teams mean the same by it."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content

from smeeting.domain.blind_checks import BlindCheck
from smeeting.domain.errors import SmeetingError
from smeeting.domain.glossary import Term
from smeeting.domain.text import counted
from smeeting.services import blind_checks, due_terms, glossaries, term_history
from smeeting.services.glossaries import Settled
from smeeting.tui.dialogs.ask_voices import ask_agreement
from smeeting.tui.dialogs.choose import choose, numbered
from smeeting.tui.dialogs.show_paste import show_paste
from smeeting.tui.inks import ACCENT, BAD, MUTED, WARN
from smeeting.tui.kinds.view import KindView, asking
from smeeting.tui.term_card import term_card
from smeeting.tui.term_counting import decide_examples
from smeeting.tui.term_drafts import draft_term
from smeeting.tui.text import cropped, joined, plain, plain_lines
from smeeting.tui.widgets.lines import Lines
from smeeting.tui.widgets.text_pane import Paragraph, TextPane

if TYPE_CHECKING:
    from smeeting.domain.due_terms import DueTerm

_NOTHING_DUE = (
    "No term is due: what both teams looked at is agreed. t looks a term up, #dispute NAME opens one."
)

_KEPT = "The outcome is kept in the database until the file can be edited."


class VocabularyView(KindView):
    """The terms that were due when the item began, one after the other."""

    PLACE = "meeting.vocabulary"

    def compose(self) -> ComposeResult:
        """The place among the terms, and the card of the one at hand."""
        yield Lines(id="mode")
        yield TextPane(id="card")

    def on_mount(self) -> None:
        """Begin with no term."""
        self._due: tuple[DueTerm, ...] = ()
        self._at = 0

    def on_resize(self) -> None:
        """Lay the card out for its width, once that is known."""
        self.call_after_refresh(self.room.attempt, self._show_card)

    @property
    def term(self) -> Term | None:
        """The term at hand, as the file has it now. Raises FaultsError where it can't be read."""
        return self.room.desk.glossary.get(self._due[self._at].term.id) if self._due else None

    @property
    def term_at_hand(self) -> str:
        """The id of the term at hand."""
        return self._due[self._at].term.id if self._due else ""

    def read(self) -> None:
        """Read the term at hand; which terms are due is decided once, so that settled ones stay in reach."""
        if not self._due:
            show = self.room.meeting().items[self.room.position].show
            self._due = due_terms.due(self.room.desk, show, self.room.now())
        self._show_card()

    def _show_card(self) -> None:
        desk, meeting = self.room.desk, self.room.meeting()
        pane, term, glossary = self.query_one(TextPane), self.term, desk.glossary
        names = [found.term if (found := glossary.get(one.term.id)) else one.term.id for one in self._due]
        reason = self._due[self._at].reason if self._due else ""
        check = blind_checks.look(desk, meeting, term.id) if term else None
        self.query_one("#mode", Lines).show(partial(_place, self._at + 1, names, reason, self._hidden(check)))
        if term is None:
            pane.show([Paragraph(plain(_NOTHING_DUE, MUTED))])
        elif width := pane.room:
            timeline = term_history.timeline(desk, term.id)
            card = term_card(term, glossary, meeting.teams, width, timeline=timeline)
            pane.show(card, keep_place=True)

    def _hidden(self, check: BlindCheck | None) -> str:
        """How a blind check stands that is going on."""
        if check is None or check.is_over or not check.answered:
            return ""
        if check.is_complete:
            return "all have answered, k shows it"
        names = " and ".join(self.room.meeting().team_name(side) for side in check.answered)
        return f"{names} has answered, hidden"

    def show_trouble(self, reason: str) -> None:
        """Say why no term can be shown."""
        self.query_one(TextPane).show([Paragraph(plain_lines(reason, BAD))])

    def action_term_next(self) -> None:
        """Show the next term."""
        self._step(1)

    def action_term_before(self) -> None:
        """Show the term before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        if not 0 <= self._at + step < len(self._due):
            self.room.refuse("that was the last term" if step > 0 else "that is the first term")
            return
        self._at += step
        self.query_one(TextPane).scroll_home(animate=False)
        self.room.attempt(self._show_card)

    def action_term_dispute(self) -> None:
        """Say that the words of the term at hand are disputed."""
        term = self._the_term()
        if term is not None:
            name = f'"{term.id}"' if " " in term.id else term.id
            self.room.begin_line(f"#dispute {name} ")

    @asking
    async def action_term_agree(self) -> None:
        """Settle the term at hand: the words, then each team with a voice of its own, again and again."""
        room, meeting = self.room, self.room.meeting()
        term = self._the_term()
        if term is None:
            return
        spoken = await ask_agreement(self.app, term, meeting.teams, room.now)
        if isinstance(spoken, str):
            if spoken:
                room.refuse(spoken)
            return
        settled = room.attempt(
            lambda: glossaries.settle(
                room.desk, meeting, term, spoken.definition, spoken.voices, room.now(), rounds=spoken.rounds
            )
        )
        if settled is not None:
            room.changed()
            room.say(_outcome(settled))
            if settled.trouble:
                await show_paste(self.app, settled.trouble, settled.paste, besides=_KEPT)

    @asking
    async def action_term_blind(self) -> None:
        """Let each side type what the term means without seeing the other's words, then show both."""
        from smeeting.tui.dialogs.ask_blind import ask_meaning, ask_proposal, ask_turn

        room, meeting, term = self.room, self.room.meeting(), self._the_term()
        if term is None:
            return
        check = blind_checks.look(room.desk, meeting, term.id)
        if check.is_over:
            check = BlindCheck(term.id, (), meeting.sides)
        while not check.is_complete:
            team = await ask_turn(self.app, term, meeting.teams, check)
            text = await ask_meaning(self.app, term, team) if team else None
            if team is None or text is None:
                self.room.attempt(self._show_card)
                return
            answered = room.attempt(partial(self._answer, term, team.side, text))
            if answered is None:
                return
            check = answered
            room.changed()
        proposal = await ask_proposal(self.app, term, meeting.teams, check)
        if proposal is None:
            return
        words, as_own = proposal
        room.store(
            lambda: blind_checks.propose(room.desk, meeting, term, words, room.now(), as_own=as_own),
            f"{term.term} has a proposal, y asks for the voices",
        )

    def _answer(self, term: Term, side: str, text: str) -> BlindCheck:
        room = self.room
        return blind_checks.answer(room.desk, room.meeting(), term, side, text, room.now())

    @asking
    async def action_term_count(self) -> None:
        """Decide example by example whether it counts, each team for itself."""
        term = self._the_term()
        if term is not None:
            await decide_examples(self.app, self.room, term)

    @asking
    async def action_term_lacking(self) -> None:
        """Draft a word that was used lately and the glossary lacks."""
        room = self.room
        found = room.attempt(lambda: due_terms.lacking(room.desk, room.now()))
        if found is None:
            return
        if not found:
            room.refuse("the glossary has every abbreviation of the last month; + drafts any other word")
            return
        rows = [(f"{word}, named {counted(times, 'time')}", word) for word, times in found]
        word = await choose(self.app, "Which word becomes a draft?", numbered(rows))
        if word is not None:
            await draft_term(self.app, room, word)

    @asking
    async def action_term_history(self) -> None:
        """See what became of the term's words."""
        from smeeting.tui.term_timeline import show_timeline

        term = self._the_term()
        if term is not None:
            await show_timeline(self.app, term.term, term_history.timeline(self.room.desk, term.id))

    @asking
    async def action_term_change(self) -> None:
        """Change the words of the entry: each team's own, the proposal, and all else."""
        from smeeting.tui.screens.term_editor import TermEditor

        term = self._the_term()
        if term is not None:
            await self.app.push_screen_wait(TermEditor(self.room.desk, self.room.now, term.id))
            self.room.changed()

    def _the_term(self) -> Term | None:
        try:
            term = self.term
        except SmeetingError as error:
            self.room.refuse(str(error))
            return None
        if term is None:
            self.room.refuse("no term is at hand")
        return term


def _place(at: int, names: Sequence[str], reason: str, hidden: str, width: int) -> list[Content]:
    if not names:
        return []
    coming = f"then {', '.join(names[at:])}" if at < len(names) else "the last one"
    lines = [cropped(joined((f"{at} of {len(names)}", ACCENT), f"  {reason}", (f"  {coming}", MUTED)), width)]
    if hidden:
        lines.append(cropped(joined(("? ", WARN), f"blind check: {hidden}"), width))
    return lines


def _outcome(settled: Settled) -> str:
    outcome = settled.agreement
    where = "written into glossary.yaml" if outcome.in_file else "not in glossary.yaml yet"
    return f"{outcome.name} is {outcome.outcome}, {where}"
