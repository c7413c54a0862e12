"""The room: what the meeting screen lends the view of the current item."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from smeeting.domain.errors import SmeetingError, UnsafeError
from smeeting.domain.instants import Instant
from smeeting.domain.meeting import Meeting
from smeeting.domain.record_links import RecordLink
from smeeting.services.desk import Desk

Result = TypeVar("Result")


class BeginLine(Protocol):
    """Puts the beginning of a capture line into the capture line and goes there."""

    def __call__(self, words: str, about: Sequence[RecordLink] = ()) -> None:
        """Begin with `words`; an issue that comes of it is linked to what it is `about`."""


@dataclass(frozen=True, slots=True)
class Room:
    """One item of a live meeting, and ways to speak to the screen around it."""

    desk: Desk
    now: Callable[[], Instant]
    meeting: Callable[[], Meeting]
    """The meeting as it stands this second."""
    position: int
    """Which item the view is for, from 0."""
    say: Callable[[str], None]
    """Show a receipt."""
    refuse: Callable[[str], None]
    """Show why something was not done."""
    begin_line: BeginLine
    """Put the beginning of a capture line into the capture line and go there."""
    offer_paste: Callable[[UnsafeError], object]
    """Show why glossary.yaml was not edited, and what to put into it by hand."""
    changed: Callable[[], None]
    """Something is on disk: let every part of the screen read anew."""

    def today(self) -> dt.date:
        """The day it is where the teams meet."""
        return self.now().at.astimezone(ZoneInfo(self.meeting().timezone)).date()

    def attempt(self, service: Callable[[], Result]) -> Result | None:
        """What a service returns; None where it refuses, and then the screen says why."""
        try:
            return service()
        except UnsafeError as error:
            self.offer_paste(error)
        except SmeetingError as error:
            self.refuse(str(error))
        return None

    def store(self, service: Callable[[], object], receipt: str) -> bool:
        """Let a service write something; whether it did. Then the receipt is shown and all is read anew."""

        def done() -> bool:
            service()
            return True

        if not self.attempt(done):
            return False
        self.changed()
        self.say(receipt)
        return True
