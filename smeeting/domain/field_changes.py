"""What a patch of a term changes, in words for people."""

from collections.abc import Mapping
from typing import Any

import msgspec

from smeeting.domain.foreign import kept_of
from smeeting.domain.merging import same
from smeeting.domain.term_history import FieldChange


def told(before: Mapping[str, Any], patch: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """The changes that a patch makes, in words; below `extra` each key of a tool is a field."""
    changes: list[FieldChange] = []
    for key, value in patch.items():
        old = before.get(key)
        if key != "extra":
            changes.append(FieldChange(key, _text(old), _text(value)))
            continue
        kept = old if isinstance(old, Mapping) else {}
        for tool in kept if value is None else value:
            was = kept_of(kept, tool)
            after = _patched(was, None if value is None else value[tool])
            changes += [
                FieldChange(f"{tool} {one}", _text(was.get(one)), _text(after.get(one)))
                for one in dict.fromkeys([*was, *after])
                if not same(was.get(one), after.get(one))
            ]
    return tuple(changes)


def _patched(before: Mapping[str, Any], patch: Any) -> dict[str, Any]:
    """A map after a patch; None for the patch takes all away."""
    after = dict(before) if isinstance(patch, Mapping) else {}
    for key, value in (patch or {}).items():
        old = after.get(key)
        if value is None:
            after.pop(key, None)
        else:
            mixes = isinstance(value, Mapping) and isinstance(old, Mapping)
            after[key] = _patched(dict(old or {}), value) if mixes else value
    return after


def _text(value: Any) -> str:
    """A value as a report has it: a text as it is, a list by its items, else JSON."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    return msgspec.json.encode(value, enc_hook=str).decode()
