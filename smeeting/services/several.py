"""The same done with several issues or actions at once: all of them or none, and one step of undo."""

import datetime as dt
from collections.abc import Sequence

import msgspec

from smeeting.domain.captures import Action, ActionState, Issue
from smeeting.domain.errors import BadMoveError
from smeeting.domain.instants import Instant
from smeeting.services import actions, issues, people
from smeeting.services.desk import Desk


def own(
    desk: Desk, numbers: Sequence[int], owner: str, answer_by: dt.date | None, now: Instant
) -> tuple[Issue, ...]:
    """Give issues somebody who answers them, by a date; without one each keeps its own.

    Raises BadMoveError, with none of them changed, where one is over already; so do all of these.
    """
    return issues.own_all(desk, numbers, owner, answer_by, now, keeps_date=True)


def answer(desk: Desk, numbers: Sequence[int], text: str, today: dt.date, now: Instant) -> tuple[Issue, ...]:
    """Say what was done about issues."""
    _refuse_blank(text, "an answer says what was done", "write it in a few words")
    return issues.move_all(
        desk,
        numbers,
        "answered",
        now,
        lambda issue: msgspec.structs.replace(
            issue, state="answered", answer=text, answered_on=today, helps=""
        ),
        None,
        text,
    )


def close(desk: Desk, numbers: Sequence[int], now: Instant) -> tuple[Issue, ...]:
    """Close answered issues."""
    return issues.move_all(
        desk, numbers, "closed", now, lambda issue: msgspec.structs.replace(issue, state="closed")
    )


def withdraw(
    desk: Desk, numbers: Sequence[int], reason: str, today: dt.date, now: Instant
) -> tuple[Issue, ...]:
    """Drop issues with a word why; the word is kept."""
    _refuse_blank(reason, "to drop an issue takes a word", "say why it is withdrawn")
    return issues.move_all(
        desk,
        numbers,
        "withdrawn",
        now,
        lambda issue: msgspec.structs.replace(issue, state="withdrawn", answer=reason, answered_on=today),
        text=reason,
    )


def assign(
    desk: Desk, numbers: Sequence[int], owner: str, due: dt.date | None, now: Instant
) -> tuple[Action, ...]:
    """Give open actions an owner and a date."""
    known = people.resolve(desk, owner).name if owner.strip() else ""
    return actions.change_all(
        desk,
        numbers,
        "assign",
        f"for {known or 'nobody'}",
        now,
        lambda action: msgspec.structs.replace(action, owner=known, due=due),
    )


def end(
    desk: Desk, numbers: Sequence[int], state: ActionState, word: str, today: dt.date, now: Instant
) -> tuple[Action, ...]:
    """Mark open actions done, or dropped with a word why."""
    if state == "dropped":
        _refuse_blank(word, "to drop an action takes a word", "say why")
    return actions.change_all(
        desk,
        numbers,
        state,
        state,
        now,
        lambda action: msgspec.structs.replace(action, state=state, outcome=word, done_on=today),
    )


def _refuse_blank(text: str, what: str, right: str) -> None:
    if not text.strip():
        raise BadMoveError(what, right)
