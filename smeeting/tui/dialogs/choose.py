"""A choice among a few, each with a single key."""

from collections.abc import Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from textual.app import App
from textual.widget import Widget

from smeeting.tui.dialogs.dialog import Dialog
from smeeting.tui.text import Part
from smeeting.tui.widgets.choice_list import ChoiceList

Value = TypeVar("Value")


class Choice(NamedTuple, Generic[Value]):
    """One of several answers."""

    key: str
    """Textual's name of the key that gives it."""
    label: str
    value: Value
    note: str = ""


class Choose(Dialog[Value], Generic[Value]):
    """Asks for one of the choices."""

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice[Value]],
        words: Part = "",
        *,
        foot: str = "esc to leave it",
        begin: int | None = 0,
    ) -> None:
        super().__init__(title, words, foot=foot)
        self._choices = tuple(choices)
        self._begin = begin

    def parts(self) -> Iterator[Widget]:
        """The choices."""
        rows = [(choice.key, choice.label, choice.note) for choice in self._choices]
        yield ChoiceList(rows, begin=self._begin, id="choices")

    def on_choice_list_picked(self, message: ChoiceList.Picked) -> None:
        """Answer with what was picked."""
        self.dismiss(self._choices[message.index].value)


async def choose(
    app: App[object],
    title: str,
    choices: Sequence[Choice[Value]],
    words: Part = "",
    *,
    foot: str = "esc to leave it",
    begin: int | None = 0,
) -> Value | None:
    """Ask for one of the choices; None where none was wanted. To be awaited in a worker.

    `begin` is the choice that Enter picks at first; None lets it pick none before one was gone to.
    """
    return await app.push_screen_wait(Choose(title, choices, words, foot=foot, begin=begin))


def numbered(labels: Sequence[tuple[str, Value]]) -> list[Choice[Value]]:
    """Choices with the keys 1 to 9, then a to z: what a list of unknown length can have."""
    keys = "123456789abcdefghijklmnopqrstuvwxyz"
    return [Choice(key, label, value) for key, (label, value) in zip(keys, labels, strict=False)]
