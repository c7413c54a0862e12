"""One line of text to type in, with a line of words beneath it.

Textual's own Input passes escape sequences on to the terminal and keeps only the first line of a paste, so
this one draws itself: what is typed or pasted is kept as it came and shown as `visible` shows it.
"""

from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from smeeting.domain.text import visible
from smeeting.tui.editing import EDITS, Draft, pasted
from smeeting.tui.inks import ACCENT, BAD, GOOD, MUTED
from smeeting.tui.text import Part, cropped, joined, paint, plain

PROMPT = "▌"


class TextLine(Widget, can_focus=True):
    """A line to type in (row 0), and beneath it what there is to say about it (row 1)."""

    ALLOW_SELECT: ClassVar[bool] = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"text-line--cursor"}
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(keys, f"edit('{keys}')", show=False) for keys in EDITS),
        Binding("enter", "submit", show=False),
        Binding("tab", "complete", show=False),
    ]

    class LineMessage(Message):
        """Something happened to the line."""

        def __init__(self, line: "TextLine", text: str) -> None:
            super().__init__()
            self.line = line
            self.text = text

        @property
        def control(self) -> "TextLine":
            """The line it happened to."""
            return self.line

    class Edited(LineMessage):
        """The text has changed."""

    class Submitted(LineMessage):
        """Enter was pressed."""

    def __init__(
        self,
        text: str = "",
        *,
        hint: str = "",
        is_proposal: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Begin with a text; one that `is_proposal` makes way for what is typed in its place."""
        super().__init__(id=id, classes=classes)
        self._draft = Draft.ending(text)
        self._proposes = is_proposal and bool(text)
        """Whether the text is a proposal that nobody has touched yet."""
        self._hint = hint
        self._words: Content = Content("")
        self._left = 0
        """The position of the first character in view."""

    @property
    def text(self) -> str:
        """What was typed, as it came."""
        return self._draft.text

    @text.setter
    def text(self, text: str) -> None:
        self._change(Draft.ending(text))

    def say(self, *parts: Part) -> None:
        """Show words beneath the line."""
        self._words = joined(*parts)
        self.refresh()

    def say_good(self, text: str) -> None:
        """Show a receipt."""
        self.say(("✓ ", GOOD), text)

    def say_bad(self, text: str) -> None:
        """Show a refusal."""
        self.say(("✗ ", BAD), text)

    def completion(self) -> str:
        """What the text would become by completing it; "" where there is nothing to complete."""
        return ""

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002
        """Take every printable key, so that no single-key command acts while somebody types."""
        return character is not None and character.isprintable()

    def on_key(self, event: events.Key) -> None:
        """Type a character."""
        if event.is_printable and event.character:
            event.stop()
            event.prevent_default()
            self._change(self._before_typing().typed(event.character))

    def on_paste(self, event: events.Paste) -> None:
        """Put a paste in, line breaks and all."""
        event.stop()
        self._change(self._before_typing().typed(pasted(event.text)))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is."""
        offset = event.get_content_offset(self)
        if offset is not None:
            self._change(self._draft.at(self._position_of(offset)))

    def action_edit(self, keys: str) -> None:
        """One of the edits; right behind the text accepts the completion."""
        if keys == "right" and self._draft.at_end and self.completion():
            self.action_complete()
        else:
            self._change(EDITS[keys](self._draft))

    def action_complete(self) -> None:
        """Accept the completion; where there is none, let Tab go to the next widget."""
        completion = self.completion() if self._draft.at_end else ""
        if not completion:
            raise SkipAction
        self._change(Draft.ending(completion))

    def action_submit(self) -> None:
        """Say that the line is done."""
        self.post_message(self.Submitted(self, self.text))

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Keep the styles: none depends on the focus, and to find that out takes a millisecond."""

    def on_focus(self) -> None:
        """Draw the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Draw no cursor."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The strip of the line, or of the words beneath it."""
        style, width = self.visual_style, self.size.width
        if y == 0:
            return self._line(width, style)
        return paint(self._words.pad_left(1) if y == 1 else Content(""), width, style)

    def _before_typing(self) -> Draft:
        return Draft() if self._proposes else self._draft

    def _change(self, draft: Draft) -> None:
        before, self._draft = self._draft, draft
        self._proposes = False
        self.refresh()
        if draft.text != before.text:
            self.post_message(self.Edited(self, draft.text))

    def _line(self, width: int, style: Style) -> Strip:
        prompt = joined((PROMPT, ACCENT if self.has_focus else MUTED))
        room = width - prompt.cell_length
        if room <= 0:
            return paint(prompt, width, style)
        if not self.text and not self.has_focus:
            return paint(joined(prompt, cropped((self._hint, MUTED), room)), width, style)
        self._left = self._first_in_view(room)
        return Strip.join([paint(prompt, prompt.cell_length, style), paint(self._inner(room), room, style)])

    def _inner(self, room: int) -> Content:
        """What is in view: before the cursor, in its cell, and after it the text or a completion."""
        draft = self._draft
        before = visible(draft.text[self._left : draft.cursor])
        behind = draft.right().cursor
        under = visible(draft.text[draft.cursor : behind])
        after = visible(draft.text[behind : behind + room])
        if not self.has_focus:
            return cropped(before + under + after, room)
        if not under:
            ghost = visible(self.completion()[len(draft.text) :] or ("" if draft.text else self._hint))
            under, tail = (ghost[:1] or " "), plain(ghost[1:], MUTED)
        else:
            tail = Content(after)
        cursor = Content(under).stylize(self.get_visual_style("text-line--cursor"))
        self.app.cursor_position = self.region.offset + Offset(len(PROMPT) + cell_len(before), 0)
        return Content(before) + cursor + tail.truncate(max(room - cell_len(before + under), 0))

    def _first_in_view(self, room: int) -> int:
        """The first character to draw: as before, unless the cursor or the text's end asks for another."""
        draft = self._draft
        under = cell_len(visible(draft.text[draft.cursor : draft.right().cursor]))
        earliest = self._reaching_back(draft.cursor, room - max(under, 1))
        latest = self._reaching_back(len(draft.text), room - 1)
        return max(earliest, min(self._left, latest, draft.cursor))

    def _reaching_back(self, end: int, room: int) -> int:
        """The first position from which the text up to `end` takes no more than `room` cells."""
        start = end
        while start and (room := room - cell_len(visible(self.text[start - 1]))) >= 0:
            start -= 1
        return start

    def _position_of(self, at: Offset) -> int:
        """The position in the text that is drawn at a cell."""
        position, taken, x = self._left, 0, at.x - len(PROMPT)
        while position < len(self.text):
            taken += cell_len(visible(self.text[position]))
            if taken > x:
                break
            position += 1
        return position
