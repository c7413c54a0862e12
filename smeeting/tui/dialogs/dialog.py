"""The base of all dialogs: a box with a title and a few words, over the screen that asked."""

from collections.abc import Iterator
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from smeeting.tui.inks import MUTED, TITLE
from smeeting.tui.text import Part, joined, plain
from smeeting.tui.widgets.too_small import HEIGHTS, WIDTHS

Result = TypeVar("Result")


class Dialog(ModalScreen[Result | None], Generic[Result]):
    """A box with a title, a few words and what subclasses put below them. Escape answers None."""

    CSS_PATH = "../styles/dialogs.tcss"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "give_up", show=False)]

    def __init__(self, title: str, words: Part = "", *, foot: str = "esc to leave it") -> None:
        super().__init__()
        self._title_words = plain(title, TITLE)
        self._body = joined(words) if words else Content("")
        self._foot = plain(foot, MUTED)

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(id="box"):
            yield Static(self._title_words, id="title")
            if self._body:
                yield Static(self._body, id="words")
            yield from self.parts()
            if self._foot:
                yield Static(self._foot, id="foot")

    def parts(self) -> Iterator[Widget]:
        """What the dialog asks with."""
        raise NotImplementedError

    def action_give_up(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
