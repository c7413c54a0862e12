"""Actions: what people undertook to do."""

import datetime as dt
import sqlite3
from collections.abc import Sequence

import msgspec

from smeeting.domain.captures import Action, ActionState
from smeeting.domain.errors import NotFoundError
from smeeting.storage import captures
from smeeting.storage.captures import CAPTURE_COLUMNS, CAPTURE_JOIN, capture_from
from smeeting.storage.conditions import where
from smeeting.storage.database import Database
from smeeting.storage.stored_values import (
    Stored,
    read_as,
    stored_date_or_none,
    stored_json,
    stored_list_or_none,
)

_OPEN: tuple[ActionState, ...] = ("open",)
_SELECT = f"""
SELECT {CAPTURE_COLUMNS}, action.state AS action_state, owner, due, done_on, outcome, issue_id
FROM {CAPTURE_JOIN} JOIN action ON action.id = capture.id
"""


def add(db: Database, action: Action) -> Action:
    """Record an action; its number is given here."""
    capture = captures.add(db, action.capture)
    return add_with(db, msgspec.structs.replace(action, capture=capture), capture.number)


def add_with(db: Database, action: Action, number: int) -> Action:
    """Make an action of a capture that is recorded already."""
    db.insert("action", {"id": number, **_columns(action)})
    return action


def save(db: Database, action: Action) -> bool:
    """Write what changed of an action and its capture; False where nothing did. Raises NotFoundError."""
    get(db, action.capture.number)
    changed = captures.save(db, action.capture)
    return db.update("action", action.capture.number, _columns(action)) or changed


def get(db: Database, number: int) -> Action:
    """The action of this number. Raises NotFoundError."""
    row = db.row(f"{_SELECT} WHERE action.id = ?", (number,))
    if row is None:
        raise NotFoundError(f"there is no action A{number}", "`smeeting action list` shows them")
    return _action(row)


def listed(
    db: Database,
    *,
    states: Sequence[ActionState] = (),
    owner: str | None = None,
    limit: int = 200,
    offset: int = 0,
    newest_first: bool = False,
) -> tuple[Action, ...]:
    """Actions in these states (all where none is given), of an owner.

    By due date, those without one last; or by number, newest first.
    """
    order = "action.id DESC" if newest_first else "due IS NULL, due, action.id"
    clause, values = where(
        ("state IN (SELECT value FROM json_each(?))", stored_list_or_none(states)),
        ("owner = ?", owner),
    )
    # The page is chosen by dates and numbers alone; the rest is looked up for its rows only.
    page = f"SELECT id FROM action {clause} ORDER BY {order} LIMIT ? OFFSET ?"
    rows = db.rows(
        f"{_SELECT} WHERE action.id IN ({page}) ORDER BY {order}",
        (*values, limit, offset),
    )
    return tuple(map(_action, rows))


def by_numbers(db: Database, numbers: Sequence[int]) -> tuple[Action, ...]:
    """Those of the actions with these numbers that are there, in any order."""
    sql = f"{_SELECT} WHERE action.id IN (SELECT value FROM json_each(?))"
    return tuple(map(_action, db.rows(sql, (stored_json(numbers),))))


def open_actions(db: Database, limit: int = 200, offset: int = 0) -> tuple[Action, ...]:
    """Actions still to be done, by due date, those without one last."""
    return listed(db, states=_OPEN, limit=limit, offset=offset)


def late(db: Database, today: dt.date, limit: int = 200) -> tuple[Action, ...]:
    """Open actions whose date has passed, the longest due first."""
    rows = db.rows(
        f"{_SELECT} WHERE action.state = 'open' AND due < ? ORDER BY due, action.id LIMIT ?",
        (today.isoformat(), limit),
    )
    return tuple(map(_action, rows))


def due(db: Database, first: dt.date, last: dt.date, limit: int = 200) -> tuple[Action, ...]:
    """Open actions that are due on a day from `first` to `last`, the first due first."""
    rows = db.rows(
        f"{_SELECT} WHERE action.state = 'open' AND due BETWEEN ? AND ? ORDER BY due, action.id LIMIT ?",
        (first.isoformat(), last.isoformat(), limit),
    )
    return tuple(map(_action, rows))


def of_meeting(db: Database, meeting: str) -> tuple[Action, ...]:
    """The actions undertaken in a meeting, by number."""
    return tuple(map(_action, db.rows(f"{_SELECT} WHERE meeting.name = ? ORDER BY action.id", (meeting,))))


def of_issue(db: Database, number: int) -> tuple[Action, ...]:
    """The actions that answer an issue, by number."""
    return tuple(map(_action, db.rows(f"{_SELECT} WHERE issue_id = ? ORDER BY action.id", (number,))))


def count(db: Database, states: Sequence[ActionState] = ()) -> int:
    """How many actions are in these states (in any where none is given)."""
    clause, values = where(("state IN (SELECT value FROM json_each(?))", stored_list_or_none(states)))
    return int(db.value(f"SELECT count(*) FROM action {clause}", values))


def _action(row: sqlite3.Row) -> Action:
    return read_as(
        Action,
        {
            "capture": msgspec.to_builtins(capture_from(row)),
            "owner": row["owner"],
            "due": row["due"],
            "state": row["action_state"],
            "done_on": row["done_on"],
            "outcome": row["outcome"],
            "issue": row["issue_id"],
        },
    )


def _columns(action: Action) -> dict[str, Stored]:
    return {
        "owner": action.owner,
        "due": stored_date_or_none(action.due),
        "state": action.state,
        "done_on": stored_date_or_none(action.done_on),
        "outcome": action.outcome,
        "issue_id": action.issue,
    }
