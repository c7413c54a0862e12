"""Actions: who does what by when."""

import datetime as dt

import msgspec

from smeeting.domain.captures import Action, ActionState
from smeeting.domain.errors import BadMoveError
from smeeting.domain.instants import Instant
from smeeting.services import people
from smeeting.services.desk import Desk
from smeeting.storage import actions as store


def listed(
    desk: Desk, *, only_open: bool = True, words: str = "", limit: int = 200, offset: int = 0
) -> tuple[Action, ...]:
    """Actions that hold all the words in id, text, owner, side or state; open ones by date."""
    return store.listed(
        desk.db,
        states=["open"] if only_open else (),
        words=words.split(),
        limit=limit,
        offset=offset,
        newest_first=not only_open,
    )


def get(desk: Desk, number: int) -> Action:
    """One action.

    Raises NotFoundError when there is none of that number.
    """
    return store.get(desk.db, number)


def done(desk: Desk, number: int, outcome: str, today: dt.date, now: Instant) -> Action:
    """Mark an action done, with a word of what came of it if there is one."""
    return _ended(desk, number, "done", outcome, today, now)


def drop(desk: Desk, number: int, reason: str, today: dt.date, now: Instant) -> Action:
    """Drop an action with a word why; the word is kept."""
    if not reason.strip():
        raise BadMoveError("to drop an action takes a word", "say why")
    return _ended(desk, number, "dropped", reason, today, now)


def assign(
    desk: Desk, number: int, owner: str, due: dt.date | None, now: Instant, *, meeting: str | None = None
) -> Action:
    """Give an open action an owner and a date, in a meeting where one is named.

    Raises BadMoveError for one that is done or dropped.
    """
    known = people.resolve(desk, owner).name if owner.strip() else ""
    with desk.change(now, "action.assign", f"A{number} for {known or 'nobody'}", meeting=meeting):
        action = msgspec.structs.replace(_open_one(desk, number), owner=known, due=due)
        store.save(desk.db, action)
    return action


def _open_one(desk: Desk, number: int) -> Action:
    """The action as it is under the lock: another terminal may have ended it since it was shown."""
    action = get(desk, number)
    if action.state != "open":
        raise BadMoveError(f"{action.capture.ref} is {action.state} already", "undo brings it back")
    return action


def _ended(desk: Desk, number: int, state: ActionState, outcome: str, today: dt.date, now: Instant) -> Action:
    with desk.change(now, f"action.{state}", f"A{number} {state}"):
        ended = msgspec.structs.replace(_open_one(desk, number), state=state, outcome=outcome, done_on=today)
        store.save(desk.db, ended)
    return ended
