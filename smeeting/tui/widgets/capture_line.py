"""The capture line: one line, one capture, a receipt or a refusal beneath it."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.actions import SkipAction
from textual.binding import Binding, BindingType

from smeeting.tui.editing import Draft, History, completed
from smeeting.tui.inks import MUTED, WARN
from smeeting.tui.widgets.text_line import TextLine


class CaptureLine(TextLine):
    """Keeps what was typed until it is accepted; Up and Down walk through what was accepted before."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "older", show=False),
        Binding("down", "newer", show=False),
        Binding("escape", "leave", show=False),
    ]

    class Left(TextLine.LineMessage):
        """Escape was pressed: the keys of the screen are wanted again. The text stays."""

    def __init__(
        self,
        *,
        words: Mapping[str, bool] | None = None,
        names: Sequence[str] = (),
        hint: str = "#word text, or press a key below",
        id: str | None = None,
    ) -> None:
        """`words` may begin a line, each with whether names of people follow; `names` complete owners."""
        super().__init__(hint=hint, id=id)
        self._first_words = dict(words or {})
        self._people = tuple(names)
        self._history = History()

    def know(self, names: Sequence[str]) -> None:
        """Complete these people's names from now on."""
        self._people = tuple(names)

    def begin(self, words: str) -> None:
        """Take the focus with `words` typed, unless something is being typed already."""
        if not self.text.strip():
            self.text = words
        self.focus()

    def accept(self, receipt: str, *, remember: bool = True) -> None:
        """The line is on disk: show its receipt, and an empty line for the next.

        What is not to be remembered can't be walked back to.
        """
        if remember:
            self._history.add(self.text)
        self.text = ""
        self.say_good(receipt)

    def suggest(self, line: str) -> None:
        """Let Up bring this line, as if it had been accepted last."""
        self._history.add(line)

    def refuse(self, reason: str) -> None:
        """The line is not stored: say why, and keep every character of it."""
        self.say_bad(reason)

    def offer(self, words: str) -> None:
        """Say what could be done instead; nothing is blocked."""
        self.say(("? ", WARN), words)

    def remark(self, words: str) -> None:
        """Say something in passing."""
        self.say((words, MUTED))

    def completion(self) -> str:
        """The word or name being typed, completed."""
        return completed(self.text, self._first_words, self._people)

    def action_older(self) -> None:
        """The accepted line before."""
        self._recall(self._history.older(self.text))

    def action_newer(self) -> None:
        """The accepted line after, or the one that was being typed."""
        self._recall(self._history.newer())

    def action_leave(self) -> None:
        """Give the keys back to the screen."""
        self.post_message(self.Left(self, self.text))

    def _recall(self, line: str | None) -> None:
        if line is None:
            raise SkipAction
        self._change(Draft.ending(line))
