"""What became of a record: when, through what, what was done, and what it changed."""

import datetime as dt
from collections.abc import Sequence
from typing import Literal

import msgspec

from smeeting.domain.captures import LETTERS, Action, Issue
from smeeting.services.desk import SHELL, Desk
from smeeting.storage import captures as capture_store
from smeeting.storage import history as store
from smeeting.storage import record_history
from smeeting.storage.history import Entry, Row, RowStep

Via = Literal["shell", "screen"]


class FieldStep(msgspec.Struct, frozen=True):
    """One thing that a step changed, in words."""

    name: str
    before: str
    """Empty where there was nothing."""
    after: str
    """Empty where nothing is left."""


class Step(msgspec.Struct, frozen=True):
    """One thing that was done."""

    at: dt.datetime
    label: str
    undone: bool = False
    """Whether it took the step of this label back."""
    again: bool = False
    """Whether it did the step of this label again."""
    via: Via = "screen"
    fields: tuple[FieldStep, ...] = ()

    @property
    def said(self) -> str:
        """What was done, in words."""
        return f"{'taken back: ' * self.undone}{'done again: ' * self.again}{self.label}"


def of_record(desk: Desk, record: Issue | Action) -> tuple[Step, ...]:
    """What was done to an issue or action, oldest first; of an anonymous one, what the room did with it."""
    rows = store.row_history(
        desk.db, "issue" if isinstance(record, Issue) else "action", record.capture.number
    )
    return tuple(_step(row.entry) for row in rows)


def of_number(desk: Desk, number: int) -> tuple[Step, ...]:
    """Everything that happened to what has this number, oldest first, with what changed in which field.

    Conversions, corrections, links and what was taken back are all there. An anonymous issue's coming is not.
    Raises NotFoundError for a number that nothing has and nothing had.
    """
    found = record_history.of_number(desk.db, number)
    if not found:
        capture_store.get(desk.db, number)
    return tuple(_step(entry, _fields(rows)) for entry, rows in found)


def _step(entry: Entry, fields: tuple[FieldStep, ...] = ()) -> Step:
    change = entry.change
    again = change.verb == "change.redo"
    via: Via = "shell" if change.via.partition("-")[0] == SHELL else "screen"
    return Step(change.at, change.label, change.undoes is not None and not again, again, via, fields)


def _fields(rows: Sequence[RowStep]) -> tuple[FieldStep, ...]:
    """What the rows of one step changed; where one row goes and another comes, as from one to the other."""
    fields: list[FieldStep] = []
    places: dict[str, int] = {}
    for row in rows:
        for field in _of_row(row):
            if field.name in places:
                place = places[field.name]
                fields[place] = msgspec.structs.replace(fields[place], after=field.after)
                continue
            if row.table not in _AS_ONE:
                places[field.name] = len(fields)
            fields.append(field)
    return tuple(field for field in fields if field.before != field.after)


def _of_row(row: RowStep) -> list[FieldStep]:
    if row.table in _AS_ONE:
        return [FieldStep(_AS_ONE[row.table], _as_one(row.before), _as_one(row.after))]
    names = _NAMES.get(row.table, {})
    changed = []
    for column, name in names.items():
        before, after = _words(column, row.before), _words(column, row.after)
        if before != after:
            changed.append(FieldStep(name, before, after))
    return changed


_NAMES: dict[str, dict[str, str]] = {
    "capture": {"kind": "kind", "text": "text", "side": "side", "term_id": "term"},
    "issue": {
        "state": "state",
        "heard": "heard",
        "understood": "understood",
        "owner": "owner",
        "answer_by": "answer by",
        "answer": "answer",
        "answered_on": "answered on",
        "helps": "helps",
        "merged_into": "merged into",
    },
    "action": {
        "state": "state",
        "owner": "owner",
        "due": "due",
        "outcome": "outcome",
        "done_on": "done on",
        "issue_id": "answers",
    },
}
"""The columns that people know of, by table, with what they are called."""
_AS_ONE = {"issue_move": "said", "me_too": "me too", "record_link": "link"}
"""Tables whose rows are told whole: a move, a side, a link."""


def _words(column: str, row: Row | None) -> str:
    value = row.get(column) if row else None
    if value in (None, ""):
        return ""
    if column in ("merged_into", "issue_id"):
        return f"{LETTERS['issue']}{value}"
    return "parked idea" if (column, value) == ("kind", "idea") else str(value)


def _as_one(row: Row | None) -> str:
    if row is None:
        return ""
    if "verb" in row:
        who = f"{row['who']}: " if row["who"] else ""
        return f"{who}{row['verb']}" + (f", {row['text']}" if row["text"] else "")
    if "target" in row:
        return f"{row['kind']} {row['target']}"
    return str(row["side"])
