"""A scrolling pane whose paragraphs depend on how wide it is."""

from collections.abc import Callable, Sequence

from smeeting.tui.widgets.text_pane import Paragraph, TextPane

MakeParagraphs = Callable[[int], Sequence[Paragraph]]
"""Makes the paragraphs for a width in cells."""


class Card(TextPane):
    """Made anew for each width: columns side by side, tables."""

    _make: MakeParagraphs | None = None
    _made_for = 0

    def show_made(self, make: MakeParagraphs, *, keep_place: bool = False) -> None:
        """Show what `make` gives, now and after each change of the width."""
        self._make, self._made_for = make, self.room
        if self._made_for:
            self.show(make(self._made_for), keep_place=keep_place)

    def on_resize(self) -> None:
        """Make the paragraphs for the new width, at about the same place in the text.

        Textual calls the pane's own handler next, which finds that everything is wrapped already.
        """
        if self._make is None or self.room == self._made_for:
            return
        before = self.virtual_size.height
        share = self.scroll_offset.y / before if before else 0.0
        self._made_for = self.room
        self.show(self._make(self._made_for), keep_place=True)
        self.scroll_to(y=round(share * self.virtual_size.height), animate=False)
