"""Values of the domain as columns, and back."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any, TypeVar

import msgspec

from smeeting.domain.errors import StorageError
from smeeting.domain.text import visible, why_unstorable

Stored = str | int | float | bool | None
"""What a column may be given."""

Value = TypeVar("Value")


def stored_time(at: dt.datetime) -> str:
    """An aware time as UTC text; the texts sort as the times do."""
    if at.tzinfo is None:
        raise ValueError("a time without a time zone can't be stored")
    return at.astimezone(dt.UTC).isoformat()


def stored_time_or_none(at: dt.datetime | None) -> str | None:
    """Like `stored_time`; None stays None."""
    return None if at is None else stored_time(at)


def stored_date_or_none(day: dt.date | None) -> str | None:
    """A date as text; None stays None."""
    return None if day is None else day.isoformat()


def stored_json(value: Any) -> str:
    """A value of the domain as JSON text, the same for equal values."""
    return msgspec.json.encode(value, order="deterministic").decode()


def stored_list_or_none(words: Collection[str]) -> str | None:
    """Words as a JSON list for json_each(), or None where there are none."""
    return stored_json(sorted(words)) if words else None


def refuse_unstorable(row: Mapping[str, Stored]) -> None:
    """Raise StorageError where a text holds what SQLite or UTF-8 can't keep."""
    for value in row.values():
        why = why_unstorable(value) if isinstance(value, str) else None
        if why:
            raise StorageError(f"this can't be kept: {why}", "leave that character out")


def read_as(kind: type[Value], columns: Mapping[str, Any]) -> Value:
    """The value of the domain that a row's columns make.

    Raises StorageError where another program wrote something that is none.
    """
    try:
        return msgspec.convert(columns, kind)
    except msgspec.ValidationError as error:
        raise unreadable(str(error)) from error


def read_json(kind: Any, text: str) -> Any:
    """The value of type `kind` in a column of JSON text. Raises StorageError like `read_as`."""
    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.DecodeError as error:
        raise unreadable(str(error)) from error


def unreadable(why: str) -> StorageError:
    """The error for a row that makes no sense."""
    return StorageError(
        f"the database holds a row that can't be read: {visible(why)}",
        "run `smeeting doctor`, and put a backup in its place",
    )
