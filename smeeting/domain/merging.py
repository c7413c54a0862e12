"""Values of any form, such as other tools keep: compared, and changed by patches (RFC 7396)."""

from collections.abc import Mapping
from typing import Any


def same(one: Any, other: Any) -> bool:
    """Whether two values say the same; unlike Python, `true` is not 1."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)


def merge_patch(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """The patch that makes one map of the other: None where a key goes, empty where nothing changes."""
    patch: dict[str, Any] = dict.fromkeys(key for key in old if key not in new)
    for key, value in new.items():
        before = old.get(key)
        if key in old and same(before, value):
            continue
        if not isinstance(value, Mapping) or not isinstance(before, Mapping):
            patch[key] = value
        elif value:
            patch[key] = merge_patch(before, value)
        else:
            patch[key] = None
    return patch
