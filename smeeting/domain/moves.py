"""The moves of a meeting: how its state may change, where each millisecond is booked, what the clock says."""

from typing import Literal

import msgspec
from msgspec.structs import replace

from smeeting.domain.errors import BadMoveError
from smeeting.domain.instants import Instant, between, was_read_before
from smeeting.domain.meeting import EXTENSIONS, ItemRun, Meeting, MeetingState
from smeeting.domain.text import counted

Choice = Literal["park", "extend", "borrow", "next", "close"]
NoticeKind = Literal["item-70", "item-100", "wall-70", "wall-100", "slept"]

_LIVE: tuple[MeetingState, ...] = ("running", "paused")
_NOT_NOW: dict[MeetingState, str] = {
    "planned": "start it first",
    "running": "it runs already",
    "paused": "resume goes on with it",
    "closed": "reopen takes it up again",
    "final": "its minutes are final; start another one",
}


class Lender(msgspec.Struct, frozen=True):
    """A later item that minutes can be borrowed from."""

    position: int
    minutes: int
    """Whole minutes of its plan that are not used."""


class Notice(msgspec.Struct, frozen=True):
    """One thing the clock says."""

    kind: NoticeKind
    text: str
    position: int | None = None
    """The item it is about, from 0; None where it is about the whole meeting."""


def tick(meeting: Meeting, now: Instant) -> Meeting:
    """Book the time since the last booking: on the current item, or as a pause while paused or asleep.

    A meeting that is not live, or a reading older than the last booking, changes nothing.
    """
    mark = meeting.mark
    # Two programs may read the clocks and get to write in the other order; what is booked stays booked.
    if not meeting.is_live or mark is None or was_read_before(now, mark):
        return meeting
    span = between(mark, now)
    paused_ms = meeting.paused_ms + span.slept_ms
    booked = replace(meeting, mark=now, slept_ms=meeting.slept_ms + span.slept_ms)
    if meeting.state == "paused":
        return replace(booked, paused_ms=paused_ms + span.ran_ms)
    return _with_item(
        replace(booked, paused_ms=paused_ms, talk_ms=_talked(meeting, span.ran_ms)),
        meeting.current,
        replace(meeting.item, used_ms=meeting.item.used_ms + span.ran_ms),
    )


def start(meeting: Meeting, now: Instant) -> Meeting:
    """Start a planned meeting at its first item."""
    _require(meeting, ("planned",), "started")
    if not meeting.items:
        raise BadMoveError(f"{meeting.name} has no items", "give its agenda at least one")
    return replace(meeting, state="running", current=0, mark=now, started_at=now.at)


def go_next(meeting: Meeting, now: Instant) -> Meeting:
    """Go to the next item."""
    _require(meeting, _LIVE, "moved on")
    if meeting.current == len(meeting.items) - 1:
        raise BadMoveError(f"{meeting.item.title} is the last item", "close ends the meeting")
    return go_to(meeting, now, meeting.current + 1)


def go_back(meeting: Meeting, now: Instant) -> Meeting:
    """Go to the item before."""
    _require(meeting, _LIVE, "moved back")
    if meeting.current == 0:
        raise BadMoveError(f"{meeting.item.title} is the first item", "next goes on")
    return go_to(meeting, now, meeting.current - 1)


def go_to(meeting: Meeting, now: Instant, position: int) -> Meeting:
    """Go to the item at `position`, from 0; a paused meeting stays paused."""
    _require(meeting, _LIVE, "moved")
    if not 0 <= position < len(meeting.items):
        raise BadMoveError(f"there is no item {position + 1}", f"items go from 1 to {len(meeting.items)}")
    speaking = meeting.speaking if position == meeting.current else ""
    return replace(tick(meeting, now), current=position, speaking=speaking)


def speak(meeting: Meeting, now: Instant, side: str) -> Meeting:
    """Say which side speaks from now on; an empty `side` for nobody in particular.

    Raises BadMoveError for a side that is none of this meeting's.
    """
    _require(meeting, _LIVE, "listened to")
    if side and side not in meeting.sides:
        raise BadMoveError(f"there is no team {side!r}", "teams are: " + ", ".join(meeting.sides))
    return replace(tick(meeting, now), speaking=side)


def pause(meeting: Meeting, now: Instant) -> Meeting:
    """Stop the clock of a running meeting."""
    _require(meeting, ("running",), "paused")
    return replace(tick(meeting, now), state="paused")


def resume(meeting: Meeting, now: Instant) -> Meeting:
    """Let the clock of a paused meeting go on."""
    _require(meeting, ("paused",), "resumed")
    return replace(tick(meeting, now), state="running")


def extend(meeting: Meeting, now: Instant) -> Meeting:
    """Give the current item 2 more minutes, the second time 1, then no more; none at the wall."""
    _require(meeting, _LIVE, "extended")
    ticked = tick(meeting, now)
    item = ticked.item
    if item.extensions >= len(EXTENSIONS):
        raise BadMoveError(
            f"{item.title} was extended {len(EXTENSIONS)} times already", "park it, borrow, or go on"
        )
    _require_room(ticked)
    minutes = EXTENSIONS[item.extensions]
    longer = replace(item, planned_s=item.planned_s + minutes * 60, extensions=item.extensions + 1)
    return _with_item(ticked, ticked.current, longer)


def borrow(meeting: Meeting, now: Instant, lender: int, minutes: int) -> Meeting:
    """Take minutes from the unused plan of a later item for the current one; none at the wall."""
    _require(meeting, _LIVE, "given more time")
    ticked = tick(meeting, now)
    if not ticked.current < lender < len(ticked.items):
        raise BadMoveError(f"item {lender + 1} is not a later one", "only later items can lend")
    if minutes < 1:
        raise BadMoveError(f"{counted(minutes, 'minute')} can't be borrowed", "borrow 1 or more")
    _require_room(ticked)
    giver, taker = ticked.items[lender], ticked.item
    unused = _unused_minutes(giver)
    if unused < minutes:
        raise BadMoveError(
            f"{giver.title} has {counted(unused, 'unused minute')}, not {minutes}",
            "borrow less, or from another item",
        )
    lent = _with_item(ticked, lender, replace(giver, planned_s=giver.planned_s - minutes * 60))
    return _with_item(lent, lent.current, replace(taker, planned_s=taker.planned_s + minutes * 60))


def excuse(meeting: Meeting, now: Instant, seconds: int) -> Meeting:
    """Count so many seconds of the current item as a pause: the clock ran with nobody there."""
    _require(meeting, _LIVE, "corrected")
    ticked = tick(meeting, now)
    item, excused_ms = ticked.item, seconds * 1000
    if not 0 < excused_ms <= item.used_ms:
        raise BadMoveError(
            f"{counted(seconds, 'second')} can't be taken off {item.title}",
            f"it has used {counted(item.used_s, 'second')}",
        )
    shorter = _with_item(ticked, ticked.current, replace(item, used_ms=item.used_ms - excused_ms))
    return replace(shorter, paused_ms=ticked.paused_ms + excused_ms)


def close(meeting: Meeting, now: Instant) -> Meeting:
    """End the meeting; the clock stops for good unless it is reopened."""
    _require(meeting, _LIVE, "closed")
    return replace(tick(meeting, now), state="closed", mark=None, closed_at=now.at, speaking="")


def reopen(meeting: Meeting, now: Instant) -> Meeting:
    """Take a closed meeting up again, paused; the time it was closed counts as nothing."""
    _require(meeting, ("closed",), "reopened")
    return replace(meeting, state="paused", mark=now, closed_at=None)


def finalise(meeting: Meeting, now: Instant) -> Meeting:  # noqa: ARG001 - every move takes the instant
    """Make the minutes of a closed meeting final; from then on no move is allowed."""
    _require(meeting, ("closed",), "made final")
    return replace(meeting, state="final")


def lenders(meeting: Meeting) -> tuple[Lender, ...]:
    """The later items that have at least a whole minute to lend, in the order of the agenda."""
    later = range(meeting.current + 1, len(meeting.items))
    offers = (Lender(position, _unused_minutes(meeting.items[position])) for position in later)
    return tuple(offer for offer in offers if offer.minutes >= 1)


def choices(meeting: Meeting) -> tuple[Choice, ...]:
    """What is open to the room when the current box is used up, in the order to offer it."""
    if not meeting.is_live:
        return ()
    at_wall, is_last = _is_at_wall(meeting), meeting.current == len(meeting.items) - 1
    is_open: dict[Choice, bool] = {
        "park": True,
        "extend": not at_wall and meeting.item.extensions < len(EXTENSIONS),
        "borrow": not at_wall and bool(lenders(meeting)),
        "next": not is_last,
        "close": is_last or at_wall,
    }
    return tuple(choice for choice, offered in is_open.items() if offered)


def notices(before: Meeting, after: Meeting) -> tuple[Notice, ...]:
    """What was crossed between two states of one meeting: sleep, then boxes in their order, then the wall.

    A threshold that was moved away by more time, or by an excuse, is told again when it is reached again.
    """
    told: list[Notice] = []
    slept_ms = after.slept_ms - before.slept_ms
    if slept_ms > 0:
        told.append(Notice("slept", f"the machine slept {_duration(slept_ms)}; counted as a pause"))
    for position, (then, now) in enumerate(zip(before.items, after.items, strict=True)):
        if _is_newly_reached(70, then.used_ms, then.planned_s, now.used_ms, now.planned_s):
            told.append(Notice("item-70", _box_running_out(now), position))
        if _is_newly_reached(100, then.used_ms, then.planned_s, now.used_ms, now.planned_s):
            told.append(Notice("item-100", _box_used(now), position))
    if _is_newly_reached(70, before.used_ms, before.wall_s, after.used_ms, after.wall_s):
        told.append(Notice("wall-70", _wall_running_out(after)))
    if _is_newly_reached(100, before.used_ms, before.wall_s, after.used_ms, after.wall_s):
        told.append(Notice("wall-100", f"the meeting has used its {_box(after.wall_s)}"))
    return tuple(told)


def _require(meeting: Meeting, states: tuple[MeetingState, ...], done: str) -> None:
    if meeting.state not in states:
        raise BadMoveError(f"{meeting.name} is {meeting.state} and can't be {done}", _NOT_NOW[meeting.state])


def _require_room(meeting: Meeting) -> None:
    if _is_at_wall(meeting):
        raise BadMoveError(
            f"the meeting has used its {counted(meeting.wall_s // 60, 'minute')}", "park it, go on, or close"
        )


def _talked(meeting: Meeting, ran_ms: int) -> dict[str, int]:
    if not meeting.speaking:
        return meeting.talk_ms
    side = meeting.speaking
    return {**meeting.talk_ms, side: meeting.talk_ms.get(side, 0) + ran_ms}


def _is_at_wall(meeting: Meeting) -> bool:
    return meeting.used_ms >= meeting.wall_s * 1000


def _unused_minutes(item: ItemRun) -> int:
    return max(0, item.planned_s * 1000 - item.used_ms) // 60_000


def _with_item(meeting: Meeting, position: int, item: ItemRun) -> Meeting:
    items = meeting.items
    return replace(meeting, items=(*items[:position], item, *items[position + 1 :]))


def _is_newly_reached(percent: int, then_ms: int, then_box_s: int, now_ms: int, now_box_s: int) -> bool:
    return _is_reached(percent, now_ms, now_box_s) and not _is_reached(percent, then_ms, then_box_s)


def _is_reached(percent: int, used_ms: int, box_s: int) -> bool:
    # An item that lent all its minutes is over them as soon as it is begun, not before.
    return used_ms > 0 and used_ms * 100 >= percent * box_s * 1000


def _box_running_out(item: ItemRun) -> str:
    if item.left_s <= 0:
        return f"{item.title} is past 70 % of its {_box(item.planned_s)}"
    return f"{item.title}: {_clock(item.left_s)} left"


def _box_used(item: ItemRun) -> str:
    if item.planned_s <= 0:
        return f"{item.title} has lent all its minutes"
    return f"{item.title} has used its {_box(item.planned_s)}"


def _wall_running_out(meeting: Meeting) -> str:
    left_s = meeting.wall_s - meeting.used_s
    if left_s <= 0:
        return f"the meeting is past 70 % of its {_box(meeting.wall_s)}"
    return f"the meeting: {_clock(left_s)} left"


def _box(seconds: int) -> str:
    return _clock(seconds) if seconds % 60 else counted(seconds // 60, "minute")


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"


def _duration(milliseconds: int) -> str:
    seconds = milliseconds // 1000
    if seconds < 120:
        return f"{seconds} s"
    minutes = seconds // 60
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60} min"
