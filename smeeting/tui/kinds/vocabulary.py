"""The view of `vocabulary`: one term at a time, until both teams mean the same by it."""

from collections.abc import Sequence
from functools import partial

from textual.app import ComposeResult
from textual.content import Content

from smeeting.domain.errors import SmeetingError
from smeeting.domain.glossary import Term, VoiceWord
from smeeting.services import glossaries
from smeeting.services.glossaries import Settled
from smeeting.tui.dialogs.ask_voices import ask_voice, ask_wording
from smeeting.tui.dialogs.choose import Choice, choose
from smeeting.tui.inks import ACCENT, BAD, MUTED
from smeeting.tui.kinds.view import KindView, asking
from smeeting.tui.term_card import term_card
from smeeting.tui.text import cropped, joined, plain, plain_lines
from smeeting.tui.widgets.lines import Lines
from smeeting.tui.widgets.text_pane import Paragraph, TextPane

_NOTHING_DUE = (
    "No term is due: what both teams looked at is agreed. t looks a term up, #dispute NAME opens one."
)


class VocabularyView(KindView):
    """The terms that were due when the item began, one after the other."""

    PLACE = "meeting.vocabulary"

    def compose(self) -> ComposeResult:
        """The place among the terms, and the card of the one at hand."""
        yield Lines(id="mode")
        yield TextPane(id="card")

    def on_mount(self) -> None:
        """Begin with no term."""
        self._ids: tuple[str, ...] = ()
        self._at = 0

    def on_resize(self) -> None:
        """Lay the card out for its width, once that is known."""
        self.call_after_refresh(self.room.attempt, self._show_card)

    @property
    def term(self) -> Term | None:
        """The term at hand, as the file has it now. Raises FaultsError where it can't be read."""
        return self.room.desk.glossary.get(self._ids[self._at]) if self._ids else None

    def read(self) -> None:
        """Read the term at hand; which terms are due is decided once, so that settled ones stay in reach."""
        if not self._ids:
            show = self.room.meeting().items[self.room.position].show
            self._ids = tuple(term.id for term in glossaries.due(self.room.desk, show))
        self._show_card()

    def _show_card(self) -> None:
        pane, term, glossary = self.query_one(TextPane), self.term, self.room.desk.glossary
        names = [found.term if (found := glossary.get(one)) else one for one in self._ids]
        self.query_one("#mode", Lines).show(partial(_place, self._at + 1, names))
        if term is None:
            pane.show([Paragraph(plain(_NOTHING_DUE, MUTED))])
        elif width := pane.room:
            pane.show(term_card(term, glossary, self.room.meeting().teams, width), keep_place=True)

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
        if not 0 <= self._at + step < len(self._ids):
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
        """Settle the term at hand: the words, then each team with a voice of its own."""
        room, meeting = self.room, self.room.meeting()
        term = self._the_term()
        if term is None:
            return
        definition = await ask_wording(self.app, term, meeting.teams)
        if definition is None:
            return
        voices: dict[str, VoiceWord] = {}
        for team in meeting.teams:
            voice = await ask_voice(self.app, team, definition)
            if voice is None:
                room.refuse(f"{team.name} gave no voice, so {term.term} stays as it was")
                return
            voices[team.side] = voice
        settled = room.attempt(
            lambda: glossaries.settle(room.desk, meeting, term, definition, voices, room.now())
        )
        if settled is not None:
            room.changed()
            room.say(_outcome(settled))
            if settled.trouble:
                await self._show_trouble(settled)

    def _the_term(self) -> Term | None:
        try:
            term = self.term
        except SmeetingError as error:
            self.room.refuse(str(error))
            return None
        if term is None:
            self.room.refuse("no term is at hand")
        return term

    async def _show_trouble(self, settled: Settled) -> None:
        parts = [settled.trouble, "The outcome is kept in the database until the file can be edited."]
        if settled.paste:
            parts += ["To put it in by hand:", settled.paste]
        title = f"glossary.yaml stays as it is: {settled.agreement.name}"
        await choose(self.app, title, [Choice("o", "go on", True)], plain_lines("\n\n".join(parts)), foot="")


def _place(at: int, names: Sequence[str], width: int) -> list[Content]:
    if not names:
        return []
    coming = f"then {', '.join(names[at:])}" if at < len(names) else "the last one"
    return [cropped(joined(" ", (f"{at} of {len(names)}", ACCENT), (f"  {coming}", MUTED)), width)]


def _outcome(settled: Settled) -> str:
    outcome = settled.agreement
    where = "written into glossary.yaml" if outcome.in_file else "not in glossary.yaml yet"
    return f"{outcome.name} is {outcome.outcome}, {where}"
