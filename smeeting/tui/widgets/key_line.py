"""The bottom line: the keys of this screen, as many as fit, each a mouse target."""

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message

from smeeting.tui.inks import KEY, MUTED
from smeeting.tui.text import joined, plain
from smeeting.tui.widgets.painted import Painted

_GAP = 2


class Entry(NamedTuple):
    """A key in the key line."""

    command: str
    """The command's id."""
    key: str
    """As people read it, such as `␣`."""
    label: str
    keep: bool = False
    """Shown at the right end however little room there is."""


class KeyLine(Painted):
    """One line of keys; what does not fit is dropped from the end, never the entries to keep."""

    class Pressed(Message):
        """A key's mouse target was clicked."""

        def __init__(self, command: str) -> None:
            super().__init__()
            self.command = command

    def __init__(self, entries: Sequence[Entry] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._entries = tuple(entries)
        self._targets: list[tuple[int, int, str]] = []

    def show(self, entries: Sequence[Entry]) -> None:
        """Show these keys."""
        if tuple(entries) != self._entries:
            self._entries = tuple(entries)
            self.repaint()

    def rows(self, room: Size) -> list[Content]:
        """The one line."""
        line, x = Content(" "), 1
        self._targets = []
        for entry in fitting(self._entries, room.width - 2):
            words = _words(entry)
            self._targets.append((x, x + words.cell_length, entry.command))
            line = joined(line, " " * _GAP if self._targets[:-1] else "", words)
            x += words.cell_length + _GAP
        return [line]

    def on_click(self, event: events.Click) -> None:
        """Say which key was clicked."""
        offset = event.get_content_offset(self)
        for start, end, command in self._targets:
            if offset is not None and start <= offset.x < end:
                self.post_message(self.Pressed(command))


def fitting(entries: Sequence[Entry], width: int) -> list[Entry]:
    """The entries that fit in `width` cells: first those to keep, then the others in their order."""
    kept = [entry for entry in entries if entry.keep]
    room = width - sum(_words(entry).cell_length + _GAP for entry in kept)
    shown = []
    for entry in (entry for entry in entries if not entry.keep):
        room -= _words(entry).cell_length + _GAP
        if room < -_GAP:
            break
        shown.append(entry)
    return shown + kept


def _words(entry: Entry) -> Content:
    return joined((entry.key, KEY), plain(f" {entry.label}", MUTED))
