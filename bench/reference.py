"""A Textual program of our kind with nothing in it: what the others are measured beside."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import DataTable, Footer, Header, Input, OptionList

OPTIONS = 200
ROWS = 100


class Reference(App[None]):
    """A header, a list, an input, a table and a footer."""

    TITLE = "Reference"
    CSS = """
    OptionList { width: 40; height: 1fr; }
    DataTable { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit"),
        Binding("f2", "stay", "Two"),
        Binding("f3", "stay", "Three"),
    ]

    def compose(self) -> ComposeResult:
        """Lay out what such a program shows."""
        yield Header()
        with Horizontal():
            yield OptionList(*(f"Option {number:03}" for number in range(OPTIONS)))
            with Vertical():
                yield Input(placeholder="Find")
                yield DataTable[str]()
        yield Footer()

    def on_mount(self) -> None:
        """Fill the table and begin in the list."""
        table: DataTable[str] = self.query_one(DataTable)
        table.add_columns("Id", "Name", "Owner", "State")
        for number in range(ROWS):
            table.add_row(str(number), f"A row with the number {number}", f"owner {number % 7}", "open")
        self.query_one(OptionList).focus()

    def action_stay(self) -> None:
        """Do nothing."""


if __name__ == "__main__":
    Reference().run()
