"""Textual's Markdown widget with a file: `o` opens it, and the line below says when all of it is there."""

import sys
from pathlib import Path
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Label, Markdown


class OpenedMarkdown(App[None]):
    """A line, and below it the Markdown once it is asked for."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("o", "open", "Open"), Binding("ctrl+q", "quit", "Quit")]

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def compose(self) -> ComposeResult:
        """Lay out the line and the place of the text."""
        yield Label("nothing opened")
        yield VerticalScroll()

    async def action_open(self) -> None:
        """Show the text."""
        await self.query_one(VerticalScroll).mount(Markdown(self.text))
        self.call_after_refresh(self.query_one(Label).update, "all of it opened")


if __name__ == "__main__":
    OpenedMarkdown(Path(sys.argv[1]).read_text()).run()
