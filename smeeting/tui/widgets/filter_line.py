"""The line of a filter: completed as it is typed; beneath it what can follow, or what is wrong with it."""

from collections.abc import Mapping, Sequence

from smeeting.domain.filter_keys import Which, completed, hint
from smeeting.tui.inks import MUTED
from smeeting.tui.widgets.text_line import TextLine


class FilterLine(TextLine):
    """A line beneath which there are words while somebody types, and while something is wrong with it."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(hint="/ to filter by words, owner, side, age ...", id=id)
        self._which: Which = "issues"
        self._names: dict[str, tuple[str, ...]] = {}
        self._told: tuple[str, ...] = ()

    def know(self, which: Which, names: Mapping[str, Sequence[str]]) -> None:
        """Complete for this list, with these names by their keys."""
        self._which = which
        self._names = {key: tuple(values) for key, values in names.items()}

    def tell(self, told: Sequence[str]) -> None:
        """Show what is wrong with the line, if anything; else, while somebody types, what can follow."""
        self._told = tuple(told)
        self._show_words()

    def completion(self) -> str:
        """The line with its last part completed."""
        return completed(self.text, self._which, self._names)

    def on_focus(self) -> None:
        """Show what can follow."""
        self._show_words()

    def on_blur(self) -> None:
        """Give the room back."""
        self._show_words()

    def _show_words(self) -> None:
        more = f" (and {len(self._told) - 1} more)" if len(self._told) > 1 else ""
        if self._told:
            self.say_bad(self._told[0] + more)
        elif self.has_focus:
            self.say((hint(self.text, self._which, self._names), MUTED))
        else:
            self.say("")
        self.set_class(bool(self._told) or self.has_focus, "-spoken")
