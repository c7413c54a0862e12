"""The base of all views of agenda items."""

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, ClassVar, Concatenate, ParamSpec, TypeVar

from textual.containers import Vertical

from smeeting.tui.room import Room

View = TypeVar("View", bound="KindView")
Given = ParamSpec("Given")


def asking(
    ask: Callable[Concatenate[View, Given], Coroutine[Any, Any, None]],
) -> Callable[Concatenate[View, Given], None]:
    """Let a method of a view ask the room: its worker is the screen's.

    So an answer still counts when somebody else has moved the meeting on, and the view is gone, meanwhile.
    """

    @wraps(ask)
    def begin(view: View, /, *args: Given.args, **kwargs: Given.kwargs) -> None:
        # A view that is gone has nothing more to ask.
        if view.is_attached:
            view.screen.run_worker(ask(view, *args, **kwargs), group="question")

    return begin


class KindView(Vertical):
    """The middle of the meeting screen while an item is current; one subclass a kind.

    A view is part of the screen, so it may call services through its room; its widgets may not. Its commands
    are rows of the command table at the place `meeting.<kind>`, carried out by `action_<noun>_<verb>` here.
    """

    PLACE: ClassVar[str] = "meeting.notes"
    SHOWS_CAPTURES: ClassVar[bool] = False
    """Whether the view itself shows what was captured in its item, so that the list below is not needed."""
    FEW_CAPTURES: ClassVar[bool] = False
    """Whether the view shows most of what was captured, so that the list below may be short."""

    def __init__(self, room: Room) -> None:
        super().__init__(id="view")
        self.room = room

    @property
    def subject(self) -> str:
        """The id of the issue at hand, for lines that need one; empty where there is none."""
        return ""

    @property
    def words_at_hand(self) -> str:
        """The text at hand in which the glossary's words are looked for; empty where there is none."""
        return ""

    def read(self) -> None:
        """Read anew what the view shows: when mounted, and after each change, whoever made it."""
        raise NotImplementedError

    def show_trouble(self, reason: str) -> None:
        """Say why the view can't be read; what it showed before may stay."""

    def take_focus(self) -> None:
        """Take the focus, where there is something in the view to move in."""
        for widget in self.query("*"):
            if widget.focusable:
                self.screen.set_focus(widget, scroll_visible=False)
                return

    def tick(self) -> None:
        """A second has passed; most views have nothing that moves."""
