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
    return end_all(desk, (number,), "done", outcome, today, now)[0]


def drop(desk: Desk, number: int, reason: str, today: dt.date, now: Instant) -> Action:
    """Drop an action with a word why; the word is kept."""
    return end_all(desk, (number,), "dropped", reason, today, now)[0]


def end_all(
    desk: Desk, numbers: Sequence[int], state: ActionState, word: str, today: dt.date, now: Instant
) -> tuple[Action, ...]:
    """Mark open actions done, or dropped with a word why, in one step of undo.

    Raises BadMoveError, with none of them changed, where one of them is done or dropped.
    """
    if state == "dropped" and not word.strip():
        raise BadMoveError("to drop an action takes a word", "say why")

    def ended(action: Action) -> Action:
        return msgspec.structs.replace(action, state=state, outcome=word, done_on=today)

    return _change_all(desk, numbers, state, state, now, ended)


def assign(
    desk: Desk, number: int, owner: str, due: dt.date | None, now: Instant, *, keeps_date: bool = False
) -> Action:
    """Give an open action an owner and a date; with `keeps_date`, its own stays where none is given.

    Raises BadMoveError for one that is done or dropped.
    """
    return assign_all(desk, (number,), owner, due, now, keeps_date=keeps_date)[0]


def assign_all(
    desk: Desk,
    numbers: Sequence[int],
    owner: str,
    due: dt.date | None,
    now: Instant,
    *,
    keeps_date: bool = False,
) -> tuple[Action, ...]:
    """Like `assign` for some actions, in one step of undo."""
    known = people.resolve(desk, owner).name if owner.strip() else ""

    def assigned(action: Action) -> Action:
        by = due or (action.due if keeps_date else None)
        return msgspec.structs.replace(action, owner=known, due=by)

    return _change_all(desk, numbers, "assign", f"for {known or 'nobody'}", now, assigned)


def _change_all(
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
