"""Listening: the turns of the room, how the talk was divided, and what was heard."""

import datetime as dt
from collections.abc import Iterable

import msgspec

from smeeting.domain import issue_tales, listening
from smeeting.domain.captures import Issue
from smeeting.domain.issue_moves import IssueMove
from smeeting.domain.kinds import KINDS
from smeeting.domain.meeting import Meeting
from smeeting.services.desk import Desk
from smeeting.storage import captures as capture_store
from smeeting.storage import issue_moves
from smeeting.storage import issues as issue_store
from smeeting.storage import meetings as meeting_store

_MOST = 200
"""Issues that are shown at once; those of the meeting itself are shown all."""


class Floor(msgspec.Struct, frozen=True):
    """What the room has before it while it listens."""

    queue: tuple[Issue, ...]
    """What waits to be heard, in the order it is taken."""
    more: int
    """How many more wait than are in the queue."""
    heard: tuple[Issue, ...]
    """What was aired or heard in this meeting and waits no longer, by number."""
    carried: tuple[Issue, ...]
    """What was heard before and waits for its answer, oldest first."""
    taken: int
    """How many issues were heard in this meeting so far."""


def floor(desk: Desk, meeting: Meeting) -> Floor:
    """What waits to be heard in a meeting, turn by turn, and what was heard."""
    moves = issue_moves.of_meeting(desk.db, meeting.name)
    here = _taken_up(desk, meeting, moves)
    oldest = issue_store.unheard(desk.db, _MOST)
    waiting = {issue.capture.number: issue for issue in (*oldest, *here.values()) if listening.waits(issue)}
    last = issue_store.last_heard(desk.db)
    settled = {move.issue for move in moves if move.verb == "yes"}
    # Nobody is asked for an anonymous one, so that to say it back settles it.
    settled |= {number for number, issue in here.items() if issue.anonymous and issue.is_heard}
    is_full = len(oldest) == _MOST
    return Floor(
        queue=listening.queue(
            waiting.values(), meeting.sides, None if last is None else listening.turn_of(last)
        ),
        more=max(issue_store.count_unheard(desk.db) - len(waiting), 0) if is_full else 0,
        heard=tuple(here[number] for number in sorted(here.keys() - waiting.keys())),
        carried=tuple(
            issue for issue in issue_store.unanswered(desk.db, _MOST) if issue.capture.number not in here
        ),
        taken=len(settled & (here.keys() - waiting.keys())),
    )


def _taken_up(desk: Desk, meeting: Meeting, moves: Iterable[IssueMove]) -> dict[int, Issue]:
    """The issues that were aired in a meeting or said back in it, by number."""
    here = {issue.capture.number: issue for issue in issue_store.of_meeting(desk.db, meeting.name)}
    for number in issue_tales.said_back_in(meeting.name, moves) - here.keys():
        here[number] = issue_store.get(desk.db, number)
    return here


def left_unheard(desk: Desk, meeting: Meeting, verb: str = "next") -> int:
    """How many issues are carried over when the meeting leaves its item, or ends, by this move now."""
    if verb == "next":
        leaves = KINDS[meeting.item.kind].listens
    else:
        leaves = verb == "close" and any(KINDS[item.kind].listens for item in meeting.items)
    return issue_store.count_unheard(desk.db) if leaves else 0


def talk_before(desk: Desk, meeting: Meeting, limit: int = 6) -> tuple[tuple[dt.date, dict[str, int]], ...]:
    """The day and each side's milliseconds of talk of the meetings before this one, oldest first.

    The last `limit` of the same agenda in which somebody said who spoke; the others are n/a, not 0.
    """
    return meeting_store.talk_before(desk.db, meeting, limit)


def heard_shares(desk: Desk, meeting: Meeting) -> dict[str, tuple[int, int]]:
    """Of the issues aired in a meeting or said back in it, by side: how many were heard, of how many.

    Those that are anonymous or no side's are under the empty key; withdrawn ones and duplicates are left out.
    """
    moves = issue_moves.of_meeting(desk.db, meeting.name)
    return issue_tales.heard_shares(_taken_up(desk, meeting, moves).values())


def early_fixes(desk: Desk, meeting: Meeting) -> tuple[int, int]:
    """How many texts came as a fix while the room listened, and how many of these were parked.

    What was parked counts as one however it is worded. Anonymous texts, which nobody was asked about, don't.
    """
    found = capture_store.of_meeting(desk.db, meeting.name, ("issue", "note", "action", "idea"))
    return issue_tales.early_fixes(meeting.items, found)


def what_lacks(desk: Desk, number: int) -> str:
    """What a paraphrase lacked, in the words of the one who raised the issue and said "not quite" last."""
    found = [move.text for move in issue_moves.of_issue(desk.db, number) if move.verb == "not quite"]
    return found[-1] if found else ""
