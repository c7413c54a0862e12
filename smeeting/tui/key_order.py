"""Keys in their order: each is done with before the next is looked at.

Textual gives a key at once to the widget that has the focus, while what the key before it does (move the
focus, send a line, open a dialog) is still on its way. Over a slow connection keys come in one piece, and
text would end in the wrong place or act as commands.
"""

from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from textual import events
from textual.app import App
from textual.message import Message

if TYPE_CHECKING:
    from textual.screen import Screen

Result = TypeVar("Result")

_ROUNDS = 2
"""A key goes the way from the widget up to the app, and so does what the widget says because of it."""
_PATIENCE_S = 0.5
"""After so long a key is taken as done with: the widget may be gone, and with it the word that it is."""


class OrderedKeysApp(App[Result]):
    """An app that looks at one key, or paste, at a time."""

    class Done(Message):
        """Follows a key on its way up; when it arrives, the key has arrived before it."""

        def __init__(self, number: int, rounds: int) -> None:
            super().__init__()
            self.number = number
            self.rounds = rounds

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._number = 0
        """Of the key that is under way, or was last."""
        self._is_underway = False
        self._screen_before: Screen[Any] | None = None

    async def on_event(self, event: events.Event) -> None:
        """Let a key through when the one before is done with."""
        if not isinstance(event, (events.Key, events.Paste)) or event.is_forwarded:
            await super().on_event(event)
        elif self._is_underway:
            self._waiting.append(event)
        else:
            await self._let_through(event)

    async def _let_through(self, event: events.Key | events.Paste) -> None:
        self._number += 1
        self._is_underway = True
        self._screen_before = self.screen
        await super().on_event(event)
        self._follow(self._number, _ROUNDS)
        self.set_timer(_PATIENCE_S, partial(self._finish, self._number))

    def _follow(self, number: int, rounds: int) -> None:
        (self.focused or self.screen).post_message(self.Done(number, rounds))

    def on_ordered_keys_app_done(self, message: Done) -> None:
        """A key has arrived; what it brought about may still be behind it."""
        message.stop()
        if message.rounds > 1:
            self._follow(message.number, message.rounds - 1)
        elif self.screen is self._screen_before:
            self.call_later(self._finish, message.number)
        else:
            self.screen.call_after_refresh(self._finish, message.number)

    async def _finish(self, number: int) -> None:
        if not self._is_underway or number != self._number:
            return
        self._is_underway = False
        if self._waiting:
            await self._let_through(self._waiting.popleft())
