"""Changing one entry of the glossary, field by field: at once in the file, and undone by a key."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import ClassVar, NamedTuple

from textual import work
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget

from smeeting.domain.agenda import team_name
from smeeting.domain.errors import NotFoundError, UnsafeError
from smeeting.domain.glossary import Term, status_of
from smeeting.domain.instants import Instant
from smeeting.domain.term_fields import (
    FIELDS,
    TermField,
    Written,
    held,
    shown_text,
    words_field,
    written_as,
)
from smeeting.domain.text import shortened
from smeeting.services import glossaries, glossary_edits
from smeeting.services.desk import Desk
from smeeting.services.glossary_edits import Clash, ClashError, Edited
from smeeting.tui.commands import bindings_of
from smeeting.tui.dialogs.ask_text import ask_text
from smeeting.tui.dialogs.choose import Choice, choose
from smeeting.tui.dialogs.reading import read_and_choose
from smeeting.tui.dialogs.show_paste import show_paste
from smeeting.tui.inks import MUTED, STRONG, TITLE, WARN
from smeeting.tui.rows import TERM_SIGNS
from smeeting.tui.screens.desk_screen import DeskScreen
from smeeting.tui.text import fitted, joined, plain, plain_lines, spread
from smeeting.tui.widgets.row_list import RowList
from smeeting.tui.widgets.text_pane import Paragraph
from smeeting.tui.widgets.title_bar import TitleBar

_LABEL = 18
_SHOWN = 60
_LEAST = 12


class _Place(NamedTuple):
    """A row: a field, and of a list one item; None for a new one."""

    field: TermField
    item: str | None = None


class TermEditor(DeskScreen):
    """The fields of a term with what they hold."""

    PLACE = "term"
    AUTO_FOCUS = "#list"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("term")]

    def __init__(self, desk: Desk, now: Callable[[], Instant], term_id: str) -> None:
        """Edit the term with this id."""
        super().__init__(desk, now)
        self._term_id = term_id
        self._places: tuple[_Place, ...] = ()
        self._term: Term | None = None
        self._done: list[Edited] = []
        """What was changed from here, the last one last."""
        self._undone: list[Edited] = []
        """What was taken back of it since the last change, the last one last."""

    def body(self) -> Iterator[Widget]:
        """The fields."""
        yield RowList(id="list", empty="")

    @property
    def term(self) -> Term:
        """The term as it was read last. Raises NotFoundError where it is gone."""
        if self._term is None:
            raise NotFoundError("the term is no longer in glossary.yaml", "esc goes back")
        return self._term

    def read(self) -> None:
        """Read the entry as the file has it now."""
        self._term = self.desk.glossary_file().glossary.get(self._term_id)
        known = self.desk.glossary.get(self._term_id)
        term = self.term
        sides = dict.fromkeys([*glossaries.sides(self.desk), *term.definitions])
        fields = [*(words_field(side, self._team(side)) for side in sides), *FIELDS]
        self._places = tuple(
            place for field in fields if _is_there(term, field) for place in _places(term, field)
        )
        status = status_of(known or term)
        sign, ink = TERM_SIGNS[status]
        self.query_one(TitleBar).show(term.term, note=joined((f"{sign} {status}", ink)))
        rows = self.query_one(RowList)
        rows.show(len(self._places), self._draw_row, cursor=min(rows.cursor or 0, len(self._places) - 1))

    def _team(self, side: str) -> str:
        agenda = self.agenda()
        return team_name(agenda.teams if agenda else (), side)

    def _draw_row(self, index: int, width: int) -> Content:
        place = self._places[index]
        first = index == 0 or self._places[index - 1].field != place.field
        label = fitted((place.field.label if first else "", TITLE), min(_LABEL, max(width // 3, _LEAST)))
        return joined(label, " ", spread(self._value(place), "", width - label.cell_length - 1))

    def _value(self, place: _Place) -> Content:
        if place.field.kind == "list":
            return plain(f"· {place.item}") if place.item is not None else joined(("+ add one", MUTED))
        text = shown_text(held(self.term, place.field)) if self._term else ""
        return plain(" ".join(text.split())) if text else joined(("–", MUTED))

    @property
    def place(self) -> _Place | None:
        """The field, or the item of a list, that the cursor stands on."""
        cursor = self.query_one(RowList).cursor
        return self._places[cursor] if cursor is not None and cursor < len(self._places) else None

    def on_row_list_selected(self, _: RowList.Selected) -> None:
        """Change what the cursor stands on."""
        self.action_field_change()

    @work(group="question")
    async def action_field_change(self) -> None:
        """Change the field, or the item of a list; an empty text takes it out."""
        place = self.place
        if place is None or self._term is None:
            return
        term = self._term
        before = place.item if place.field.kind == "list" else shown_text(held(term, place.field))
        text = await self._ask(place, before or "")
        if text is None or text == before:
            return
        with self.saying():
            await self._put(term, place.field, _new_value(term, place, text))

    async def _ask(self, place: _Place, before: str) -> str | None:
        field = place.field
        if field.words:
            choices = [Choice(str(number), word, word) for number, word in enumerate(field.words, 1)]
            return await choose(self.app, field.label, [*choices, Choice("0", "left out", "")])
        hint = "empty takes it out" if before else "what belongs there"
        known = self._term

        def check(text: str) -> None:
            written_as(field, (text,))

        words = plain(known.term if known else "", MUTED)
        return await ask_text(self.app, field.label, words, default=before, hint=hint, check=check)

    async def _put(self, base: Term, field: TermField, value: Written) -> None:
        """Write a value; where somebody changed it meanwhile, both are shown and one is chosen."""
        while True:
            try:
                edited = glossary_edits.set_fields(
                    self.desk, self._term_id, {field: value}, self.now(), base=base
                )
            except ClashError as error:
                if not await self._settle(error):
                    self.refuse(f"{field.label} stays as it is in the file")
                    self.read_again()
                    return
                base = error.term
                continue
            except UnsafeError as error:
                await show_paste(self.app, error.message, error.paste)
                return
            break
        if not edited.is_same:
            self._done.append(edited)
            self._undone.clear()
        self.read_again()
        self.say(
            f"{field.label}: {shortened(shown_text(value).replace(chr(10), '; '), _SHOWN) or 'left out'}"
        )

    async def _settle(self, error: ClashError) -> bool:
        """Whether to write one's own text over what somebody else has written meanwhile."""
        clash = error.clashes[0]
        choices: list[Choice[bool]] = [
            Choice("t", "keep what the file has", False),
            Choice("m", "write mine in its place", True, "theirs stays in the history"),
        ]
        answer = await read_and_choose(
            self.app,
            f"{error.term.term} was changed by someone else meanwhile",
            partial(_both, clash),
            choices,
            foot="esc keeps what the file has",
        )
        return answer is True

    def action_change_undo(self) -> None:
        """Take back the last change made from here."""
        self._turn_back(self._done, self._undone, "nothing was changed from here", "taken back")

    def action_change_redo(self) -> None:
        """Do again what was just taken back from here."""
        self._turn_back(self._undone, self._done, "nothing was taken back from here", "done again")

    def _turn_back(self, edits: list[Edited], others: list[Edited], nothing: str, said: str) -> None:
        """Put back what the last of some edits changed; that is an edit itself, and one of the others."""
        if not edits:
            self.refuse(nothing)
            return
        edited = edits[-1]
        with self.saying():
            turned = glossary_edits.set_fields(
                self.desk,
                self._term_id,
                glossary_edits.undoing(edited),
                self.now(),
                base=edited.after,
                restores=True,
            )
            edits.pop()
            others.append(turned)
            self.read_again()
            self.say(said)

    @work(group="question")
    async def action_term_rename(self) -> None:
        """Call the term otherwise; its id stays."""
        if self._term is None:
            return
        term = self._term
        name = await ask_text(
            self.app,
            f"What is {term.term} called?",
            plain(f"Its id stays {term.id}.", MUTED),
            default=term.term,
        )
        if name is not None and name != term.term:
            with self.saying():
                glossary_edits.rename(self.desk, term, name, self.now())
                self.read_again()
                self.say(f"{name}, which was {term.term}")

    @work(group="question")
    async def action_term_deprecate(self) -> None:
        """Say that the term is no longer used, and which one is instead."""
        if self._term is None:
            return
        term = self._term

        def check(text: str) -> None:
            if text.strip() and self.desk.known_terms.find(text) is None:
                raise NotFoundError(f"the glossary has no {text!r}", "name a term, or nothing")

        name = await ask_text(
            self.app,
            f"{term.term} is no longer used",
            plain("The entry stays, and points at the term to use instead."),
            hint="which term instead; empty for none",
            check=check,
        )
        if name is not None:
            with self.saying():
                glossary_edits.deprecate(self.desk, term, name.strip() or None, self.now())
                self.read_again()
                self.say(f"{term.term} is deprecated")


def _is_there(term: Term, field: TermField) -> bool:
    """Whether a field can be written as the entry is: parts of a whole only where the whole is there."""
    whole = field.path[0]
    return whole not in ("agreed", "stage") or getattr(term, whole) is not None


def _places(term: Term, field: TermField) -> Iterator[_Place]:
    if field.kind != "list":
        yield _Place(field)
        return
    items = held(term, field)
    for item in items if isinstance(items, tuple) else ():
        yield _Place(field, item)
    yield _Place(field)


def _new_value(term: Term, place: _Place, text: str) -> Written:
    """What the field holds once the text stands in its place."""
    if place.field.kind != "list":
        return written_as(place.field, (text,))
    held_now = held(term, place.field)
    items = list(held_now) if isinstance(held_now, tuple) else []
    if place.item is None:
        items.append(text)
    else:
        items[items.index(place.item)] = text
    return written_as(place.field, items)


def _both(clash: Clash, _width: int) -> list[Paragraph]:
    """What the file has by now, what was to be written, and what both began from."""
    parts = (("The file has", clash.theirs), ("You wrote", clash.mine), ("Both began from", clash.base))
    lines: list[Paragraph] = []
    for title, value in parts:
        ink = WARN if title == "The file has" else STRONG
        lines += [Paragraph(joined((title, ink))), Paragraph(plain_lines(shown_text(value) or "–")), _BLANK]
    return lines[:-1]


_BLANK = Paragraph(Content(""))
