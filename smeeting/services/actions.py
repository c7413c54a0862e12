"""Actions: who does what by when."""

import datetime as dt
from collections.abc import Callable, Sequence

import msgspec

from smeeting.domain.captures import Action, ActionState
from smeeting.domain.errors import BadMoveError
from smeeting.domain.instants import Instant
from smeeting.services import people
from smeeting.services.desk import Desk
from smeeting.services.live import live_name
from smeeting.storage import actions as store


def listed(desk: Desk, *, only_open: bool = True, limit: int = 200, offset: int = 0) -> tuple[Action, ...]:
    """The open actions, by date; or all of them, newest first."""
    return store.listed(
        desk.db,
        states=["open"] if only_open else (),
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
    desk: Desk, number: int, owner: str, due: dt.date | None, now: Instant, *, keeps_date: bool = False
) -> Action:
    """Give an open action an owner and a date; with `keeps_date`, its own stays where none is given.

    Raises BadMoveError for one that is done or dropped.
    """
    known = people.resolve(desk, owner).name if owner.strip() else ""
    return change_all(
        desk,
        (number,),
        "assign",
        f"for {known or 'nobody'}",
        now,
        lambda action: msgspec.structs.replace(
            action, owner=known, due=due or (action.due if keeps_date else None)
        ),
    )[0]


def change_all(
    desk: Desk,
    numbers: Sequence[int],
    verb: str,
    label: str,
    now: Instant,
    changed: Callable[[Action], Action],
) -> tuple[Action, ...]:
    """Do the same with some open actions, in one step of undo.

    Raises BadMoveError, with none of them changed, where one of them is done or dropped.
    """
    refs = ", ".join(f"A{number}" for number in numbers[:_MOST_NAMED])
    more = f" and {len(numbers) - _MOST_NAMED} more" if len(numbers) > _MOST_NAMED else ""
    with desk.change(now, f"action.{verb}", f"{refs}{more} {label}", meeting=live_name(desk, now)):
        kept = tuple(changed(_open_one(desk, number)) for number in numbers)
        for action in kept:
            store.save(desk.db, action)
    return kept


_MOST_NAMED = 5


def _open_one(desk: Desk, number: int) -> Action:
    """The action as it is under the lock: another terminal may have ended it since it was shown."""
    action = get(desk, number)
    if action.state != "open":
        raise BadMoveError(f"{action.capture.ref} is {action.state} already", "undo brings it back")
    return action


def _ended(desk: Desk, number: int, state: ActionState, outcome: str, today: dt.date, now: Instant) -> Action:
    def ended(action: Action) -> Action:
        return msgspec.structs.replace(action, state=state, outcome=outcome, done_on=today)

    return change_all(desk, (number,), state, state, now, ended)[0]
