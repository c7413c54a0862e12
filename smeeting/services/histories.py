"""What became of one issue or action: when, and what was done."""

import datetime as dt

import msgspec

from smeeting.domain.captures import Action, Issue
from smeeting.services.desk import Desk
from smeeting.storage import history as store


class Step(msgspec.Struct, frozen=True):
    """One thing that was done."""

    at: dt.datetime
    label: str
    undone: bool = False
    """Whether it took the step of this label back."""


def of_record(desk: Desk, record: Issue | Action) -> tuple[Step, ...]:
    """What was done to an issue or action, oldest first; of an anonymous one, what the room did with it."""
    rows = store.row_history(
        desk.db, "issue" if isinstance(record, Issue) else "action", record.capture.number
    )
    return tuple(
        Step(row.entry.change.at, row.entry.change.label, row.entry.change.undoes is not None) for row in rows
    )
