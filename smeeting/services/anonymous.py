"""Issues that are aired anonymously: they wait unread, are opened in one shuffled batch, or are held back.

To air one or to take it back leaves neither history nor file times. What the room does is no secret, so
opening them belongs to the meeting like anything else, and what was held back stands in its record.
"""

import random
from collections.abc import Collection, Mapping

import msgspec

from smeeting.domain.anonymity import HELD, KEPT
from smeeting.domain.captures import Capture, Issue, Receipt
from smeeting.domain.errors import BadLineError, NotFoundError
from smeeting.domain.instants import Instant
from smeeting.domain.meeting import Meeting
from smeeting.domain.text import counted
from smeeting.services.desk import Desk
from smeeting.services.live import during
from smeeting.storage import anonymous as box
from smeeting.storage import captures as captures_store

PREFIX = "anon-"
"""Begins the ref of an issue that waits; it has no number until the room opens it."""

OPENED = "anonymous.opened"
"""The verb of the change that records what was held back when the others were opened."""


class Unread(msgspec.Struct, frozen=True):
    """One that waits, for whoever reads them before the room does."""

    key: str
    text: str


class Opened(msgspec.Struct, frozen=True):
    """What came of opening them."""

    issues: tuple[Issue, ...]
    """Those that are open now, in the order of their numbers, which a shuffle has given."""
    held: int = 0
    """How many were held back in the same moment."""
    gone: int = 0
    """How many were to be opened or held back, and had been opened or taken back meanwhile."""

    @property
    def words(self) -> str:
        """The receipt."""
        number = counted(len(self.issues), "anonymous issue") if self.issues else "no anonymous issue"
        parts = [f"{number} opened"]
        if self.held:
            parts.append(f"{self.held} held back")
        if self.gone:
            parts.append(f"{self.gone} had been opened or taken back meanwhile")
        return ", ".join(parts)


def drop(desk: Desk, text: str) -> Receipt:
    """Keep an issue without name, time or order, unread until a room opens it; only its key takes it back.

    Raises BadLineError for a text without words.
    """
    if not text.strip():
        raise BadLineError("there is no text", "say what it is about")
    with desk.unseen():
        key = box.put(desk.db, text)
    return Receipt(ref=f"{PREFIX}{key}", text=KEPT)


def take_back(desk: Desk, ref: str) -> Receipt:
    """Take the issue back whose receipt had this ref, and leave nothing of it.

    Raises NotFoundError where none waits under it.
    """
    with desk.unseen():
        found = box.take_back(desk.db, ref.strip().lower().removeprefix(PREFIX))
    if not found:
        # The ref is not repeated: it would stand in one more place.
        raise NotFoundError("no anonymous issue waits under this key", "the room may have opened it")
    return Receipt(ref="", text="taken back: the anonymous issue, for good")


def waiting(desk: Desk) -> int:
    """How many wait unread; those held back aside."""
    return box.waiting(desk.db)


def held(desk: Desk) -> int:
    """How many are held back."""
    return box.held(desk.db)


def reasons(desk: Desk) -> tuple[str, ...]:
    """The word why for each that is held back, sorted; which text it was for stays in the box."""
    return box.reasons(desk.db)


def standing(waiting: int, held: int) -> str:
    """How many wait and how many are held back, in words; empty where there are none."""
    parts = [f"{counted(waiting, 'anonymous issue')} unread until the room opens them"] if waiting else []
    if held:
        parts.append(f"{counted(held, 'anonymous issue')} {HELD}")
    return ", ".join(parts)


def to_read(desk: Desk) -> tuple[Unread, ...]:
    """Those that wait, shuffled anew each time: for one who reads them alone, before the room does."""
    return tuple(Unread(key, text) for key, text in box.texts(desk.db, random.SystemRandom()))


def open_all(desk: Desk, meeting: Meeting, now: Instant) -> Opened:
    """Open all that wait at once, in an order that has nothing to do with their arrival.

    Raises BadMoveError where another terminal has closed the meeting.
    """
    with during(desk, meeting, now, OPENED, _label(0)) as (_, here):
        return Opened(box.open_all(desk.db, here.name, here.current, random.SystemRandom()))


def open_read(
    desk: Desk, meeting: Meeting, now: Instant, read: Collection[str], held_back: Mapping[str, str]
) -> Opened:
    """Open those of the keys `read`, except those held back, each for a reason, and record how many.

    What came after they were read waits for the next batch: nobody could tell when it came, were it opened
    with these, but whoever has read them. Raises BadMoveError where another terminal has closed the meeting.
    """
    with during(desk, meeting, now, OPENED, _label(len(held_back))) as (_, here):
        why = [reason for key, reason in held_back.items() if box.hold_back(desk.db, key, reason)]
        chosen = [key for key in read if key not in held_back]
        opened = box.open_all(desk.db, here.name, here.current, random.SystemRandom(), chosen)
        if why:
            note = Capture(0, "note", _note(why), meeting=here.name, item=here.current, at=now.at)
            captures_store.add(desk.db, note)
    gone = len(chosen) - len(opened) + len(held_back) - len(why)
    return Opened(opened, len(why), gone)


def let_go(desk: Desk) -> int:
    """Let all that are held back wait with the others again; how many."""
    with desk.traceless():
        return box.let_go(desk.db)


def edit_text(desk: Desk, number: int, text: str) -> None:
    """Write another text into an opened anonymous issue, so that nothing is left of the old one.

    Raises BadLineError for a text without words, BadMoveError for an issue that is not anonymous,
    NotFoundError where there is none.
    """
    if not text.strip():
        raise BadLineError("there is no text", "say what it is about")
    with desk.traceless():
        box.reword(desk.db, number, text)


def _label(held: int) -> str:
    return f"{counted(held, 'anonymous issue')} held back"


def _note(why: list[str]) -> str:
    were = "was" if len(why) == 1 else "were"
    return f"{counted(len(why), 'anonymous issue')} {were} held back: {'; '.join(why)}"
