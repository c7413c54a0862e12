"""Values as JSON records: every key always there, ids and periods as people write them."""

from collections.abc import Mapping
from functools import singledispatch
from typing import Any

import msgspec

from smeeting.domain.captures import Action, Capture, Issue
from smeeting.domain.findings import Found
from smeeting.domain.meeting import Meeting
from smeeting.domain.metrics import Promise
from smeeting.domain.periods import Period
from smeeting.services.customer_voices import CustomerVoice
from smeeting.services.status import Status


@singledispatch
def record(value: object) -> Any:
    """A value as what JSON knows; dates stay dates."""
    if isinstance(value, msgspec.Struct):
        return _fields(value)
    if isinstance(value, Mapping):
        return {key: record(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [record(inner) for inner in value]
    return value


def _fields(value: msgspec.Struct) -> dict[str, Any]:
    # msgspec's own encoding leaves defaults out where a struct says so; here every key is always there.
    return {name: record(getattr(value, name)) for name in value.__struct_fields__}


@record.register
def _period(value: Period) -> str:
    return str(value)


@record.register(Capture)
@record.register(Issue)
@record.register(Action)
def _recorded(value: Capture | Issue | Action) -> dict[str, Any]:
    # Imported here: most of what is printed as JSON is something else.
    from smeeting.render.record_export import facts_of

    return {name: record(inner) for name, inner in facts_of(value).items()}


@record.register(Found)
@record.register(CustomerVoice)
def _with_capture(value: Found | CustomerVoice) -> dict[str, Any]:
    fields = _fields(value)
    return {**fields.pop("capture"), **fields}


@record.register
def _promise(value: Promise) -> dict[str, Any]:
    return {**_fields(value), "difference": value.difference, "standing": value.standing}


@record.register
def _meeting(value: Meeting) -> dict[str, Any]:
    items = [
        {"kind": item.kind, "title": item.title, "planned_s": item.planned_s, "used_s": item.used_s}
        for item in value.items
    ]
    return {
        **{name: record(getattr(value, name)) for name in _OF_A_MEETING},
        "used_s": value.used_s,
        "teams": [team.name for team in value.teams],
        "items": items,
    }


_OF_A_MEETING = (
    "name",
    "agenda",
    "title",
    "held_on",
    "state",
    "timezone",
    "started_at",
    "closed_at",
    "wall_s",
    "current",
    "facilitator",
    "scribe",
    "next_on",
)


@record.register
def _status(value: Status) -> dict[str, Any]:
    return {**_fields(value), "missing": list(value.missing)}
