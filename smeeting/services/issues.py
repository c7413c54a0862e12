"""Issues: aired, heard, owned, answered, closed; never lost."""

import datetime as dt
import random

import msgspec

from smeeting.domain.captures import OPEN_ISSUE_STATES, Issue, IssueState
from smeeting.domain.errors import BadMoveError
from smeeting.domain.instants import Instant
from smeeting.domain.meeting import Meeting
from smeeting.services import people
from smeeting.services.desk import Desk
from smeeting.storage import anonymous as box
from smeeting.storage import issues as store


def listed(
    desk: Desk, *, only_open: bool = True, words: str = "", limit: int = 200, offset: int = 0
) -> tuple[Issue, ...]:
    """Issues that hold all the words in id, text, owner, side or state; open ones oldest first."""
    return store.listed(
        desk.db,
        states=OPEN_ISSUE_STATES if only_open else (),
        words=words.split(),
        limit=limit,
        offset=offset,
        newest_first=not only_open,
    )


def get(desk: Desk, number: int) -> Issue:
    """One issue.

    Raises NotFoundError when there is none of that number.
    """
    return store.get(desk.db, number)


def waiting(desk: Desk) -> int:
    """How many anonymous issues wait unread."""
    return box.waiting(desk.db)


def reveal(desk: Desk, meeting: Meeting) -> int:
    """Open all anonymous issues at once, in an order that has nothing to do with their arrival."""
    with desk.traceless():
        return len(box.open_all(desk.db, meeting.name, meeting.current, random.SystemRandom()))


def own(desk: Desk, number: int, owner: str, answer_by: dt.date | None, now: Instant) -> Issue:
    """Give an issue somebody who answers it, by a date."""
    if not owner.strip():
        raise BadMoveError("an issue is owned by somebody", "say who answers it")
    known = people.resolve(desk, owner).name
    return _moved(desk, number, "own", now, state="owned", owner=known, answer_by=answer_by)


def answer(desk: Desk, number: int, text: str, today: dt.date, now: Instant) -> Issue:
    """Say what was done about an issue."""
    if not text.strip():
        raise BadMoveError("an answer says what was done", "write it behind the id")
    return _moved(desk, number, "answer", now, state="answered", answer=text, answered_on=today)


def close(desk: Desk, number: int, now: Instant) -> Issue:
    """Close an answered issue.

    Raises BadMoveError while it has no answer.
    """
    return _moved(desk, number, "close", now, state="closed")


def hear(desk: Desk, number: int, words: str) -> Issue:
    """Keep how the other side said an issue back, inside a transaction that is already open.

    Raises BadMoveError for an issue that is answered, closed or withdrawn.
    """
    issue = get(desk, number)
    _refuse_move(issue, "hear")
    heard = msgspec.structs.replace(
        issue, heard=words, state="heard" if issue.state == "aired" else issue.state
    )
    store.save(desk.db, heard)
    return heard


def withdraw(desk: Desk, number: int, reason: str, today: dt.date, now: Instant) -> Issue:
    """Drop an issue with a word why; the word is kept."""
    if not reason.strip():
        raise BadMoveError("to drop an issue takes a word", "say why it is withdrawn")
    return _moved(desk, number, "withdraw", now, state="withdrawn", answer=reason, answered_on=today)


def _moved(desk: Desk, number: int, verb: str, now: Instant, *, state: IssueState, **facts: object) -> Issue:
    meeting = get(desk, number).capture.meeting
    with desk.change(now, f"issue.{verb}", f"I{number} {state}", meeting=meeting):
        # Read under the lock: another terminal may have moved it since it was shown.
        issue = get(desk, number)
        _refuse_move(issue, verb)
        moved = msgspec.structs.replace(issue, state=state, **facts)
        store.save(desk.db, moved)
    return moved


def _refuse_move(issue: Issue, verb: str) -> None:
    ref = issue.capture.ref
    if verb == "close" and issue.is_open:
        raise BadMoveError(f"{ref} has no answer yet", "answer it, or withdraw it with a reason")
    if not issue.is_open and (verb, issue.state) != ("close", "answered"):
        raise BadMoveError(f"{ref} is {issue.state} already", "undo brings it back")
