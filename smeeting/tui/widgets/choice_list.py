"""A few choices, each with a key of its own."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message

from smeeting.tui.inks import ACCENT, KEY, MUTED, STRONG
from smeeting.tui.text import fitted, joined, plain, wrapped
from smeeting.tui.widgets.painted import Painted


class ChoiceList(Painted, can_focus=True):
    """Choices a row each; its key, Enter on it, or a click picks one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,shift+tab", "move(-1)", show=False),
        Binding("down,tab", "move(1)", show=False),
        Binding("enter", "pick", show=False),
    ]

    class Picked(Message):
        """A choice was made."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(
        self, choices: Sequence[tuple[str, str, str]], *, begin: int | None = 0, id: str | None = None
    ) -> None:
        """Each choice is its key as Textual names it, its label, and what to add in a softer ink.

        `begin` is the one that is marked at first, if any.
        """
        super().__init__(id=id)
        self._choices = tuple(choices)
        self._at = begin
        self._owners: list[int] = []

    def rows(self, room: Size) -> list[Content]:
        """The choices, long ones folded."""
        from smeeting.tui.commands import key_text

        keys = [key_text(key) for key, _, _ in self._choices]
        column = max(map(len, keys), default=1)
        lines: list[Content] = []
        self._owners = []
        for index, (_, label, note) in enumerate(self._choices):
            here = index == self._at
            words = joined((label, STRONG if here else ""), (f"  {note}" if note else "", MUTED))
            folded = wrapped(words, max(room.width - column - 4, 1))
            mark = ("▌", ACCENT) if here else " "
            lines.append(joined(mark, " ", fitted((keys[index], KEY), column), "  ", folded[0]))
            lines.extend(plain(" " * (column + 4)) + rest for rest in folded[1:])
            self._owners.extend([index] * len(folded))
        return lines

    def on_key(self, event: events.Key) -> None:
        """Pick the choice whose key it is."""
        for index, (key, _, _) in enumerate(self._choices):
            if key in (event.key, event.character):
                event.stop()
                event.prevent_default()
                self.post_message(self.Picked(index))
                return

    def on_click(self, event: events.Click) -> None:
        """Pick the clicked choice."""
        offset = event.get_content_offset(self)
        if offset is not None and offset.y < len(self._owners):
            self.post_message(self.Picked(self._owners[offset.y]))

    def action_move(self, step: int) -> None:
        """To the next or the previous choice, round and round."""
        if self._choices:
            first = 0 if step > 0 else -1
            self._at = (first if self._at is None else self._at + step) % len(self._choices)
            self.repaint()

    def action_pick(self) -> None:
        """Pick the marked choice."""
        if self._choices and self._at is not None:
            self.post_message(self.Picked(self._at))
