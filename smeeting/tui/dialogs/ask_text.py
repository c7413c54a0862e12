"""A question answered by one line of text."""

from collections.abc import Callable, Iterator

from textual.app import App
from textual.widget import Widget

from smeeting.domain.errors import SmeetingError
from smeeting.tui.dialogs.dialog import Dialog
from smeeting.tui.text import Part
from smeeting.tui.widgets.text_box import TextBox
from smeeting.tui.widgets.text_line import TextLine

Check = Callable[[str], object]
"""Raises SmeetingError for a text that is no answer."""


class AskText(Dialog[str]):
    """Asks for a line; an answer that the check refuses stays in the line with the reason beneath."""

    def __init__(
        self,
        title: str,
        words: Part = "",
        *,
        default: str = "",
        hint: str = "",
        check: Check | None = None,
        is_proposal: bool = False,
    ) -> None:
        super().__init__(title, words, foot="⏎ to answer, esc to leave it")
        self._default, self._hint, self._check = default, hint, check
        self._is_proposal = is_proposal

    def parts(self) -> Iterator[Widget]:
        """The line."""
        yield TextBox(self._default, hint=self._hint, is_proposal=self._is_proposal, id="answer")

    def on_text_line_submitted(self, message: TextLine.Submitted) -> None:
        """Answer, or say why it is none."""
        try:
            if self._check:
                self._check(message.text)
        except SmeetingError as error:
            message.line.say_bad(str(error))
        else:
            self.dismiss(message.text)


async def ask_text(
    app: App[object],
    title: str,
    words: Part = "",
    *,
    default: str = "",
    hint: str = "",
    check: Check | None = None,
) -> str | None:
    """Ask for a line of text; None where nobody answered. To be awaited in a worker."""
    return await app.push_screen_wait(AskText(title, words, default=default, hint=hint, check=check))
