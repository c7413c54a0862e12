"""The live meeting: which one runs, and how a change that belongs to it is made."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

from smeeting.domain import moves
from smeeting.domain.errors import BadMoveError, NotFoundError, SmeetingError
from smeeting.domain.instants import Instant
from smeeting.domain.meeting import Meeting
from smeeting.services.desk import Desk
from smeeting.storage import meetings as store


def live_meeting(desk: Desk, now: Instant) -> Meeting | None:
    """The running or paused meeting as it stands at `now`; nothing is stored."""
    meeting = store.load_live(desk.db)
    return moves.tick(meeting, now) if meeting else None


def live_name(desk: Desk, now: Instant) -> str | None:
    """The name of the running or paused meeting, for what is done in it."""
    live = live_meeting(desk, now)
    return live.name if live else None


def the_live(desk: Desk, now: Instant) -> Meeting:
    """The running or paused meeting.

    Raises NotFoundError when there is none.
    """
    meeting = live_meeting(desk, now)
    if meeting is None:
        raise NotFoundError("no meeting is running", "smeeting start starts one")
    return meeting


@contextmanager
def during(
    desk: Desk, meeting: Meeting, now: Instant, verb: str, label: str
) -> Iterator[tuple[int, Meeting]]:
    """A change that belongs to a live meeting; yields its id, and the meeting as it is under the lock.

    The time until `now` is booked with it, so that a crash loses none that somebody worked in. Raises
    BadMoveError, with nothing stored, where another terminal has closed the meeting.
    """
    with desk.change(now, verb, label, meeting=meeting.name) as change:
        fresh = moves.tick(store.load(desk.db, meeting.name), now)
        if not fresh.is_live:
            raise BadMoveError(
                f"{fresh.name} is {fresh.state}, so nothing is added to it",
                "start the next one",
            )
        store.save_clock(desk.db, fresh)
        yield change, fresh


def today(desk: Desk, now: Instant) -> dt.date:
    """The day it is where the teams meet: by the live meeting, the next agenda, or else this machine."""
    meeting = store.load_live(desk.db)
    if meeting is not None:
        return now.at.astimezone(ZoneInfo(meeting.timezone)).date()
    try:
        return now.at.astimezone(ZoneInfo(desk.agenda().timezone)).date()
    except SmeetingError:
        return now.at.astimezone().date()
