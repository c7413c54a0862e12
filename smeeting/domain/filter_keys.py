"""The keys of filters, the values they take in each list, and what completes a line as it is typed."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, get_args

from smeeting.domain.captures import ISSUE_STATES, ActionState, CaptureKind

Which = Literal["issues", "actions", "voices", "notes"]
"""The lists: `notes` are parked ideas and notes."""
LISTS: tuple[Which, ...] = get_args(Which)
KINDS_IN: dict[Which, tuple[CaptureKind, ...]] = {
    "issues": ("issue",),
    "actions": ("action",),
    "voices": ("voice",),
    "notes": ("idea", "note"),
}

_DATED = ("late", "ownerless", "dated", "undated")
STATES: dict[Which, tuple[str, ...]] = {
    "issues": ("open", *ISSUE_STATES, *_DATED, "merged", "anonymous", "unheard"),
    "actions": (*get_args(ActionState), *_DATED),
    "voices": (),
    "notes": (),
}
SORTS: dict[Which, tuple[str, ...]] = {
    "issues": ("age", "by", "owner", "side", "metoo", "raised", "new"),
    "actions": ("by", "owner", "side", "age", "new"),
    "voices": ("new", "age", "side"),
    "notes": ("new", "age", "side"),
}


class Key(NamedTuple):
    """What can be asked for by one key."""

    lists: tuple[Which, ...]
    """Those it holds in."""
    help: str
    """What it takes, for the line of hints; empty where the values are listed."""
    open_values: tuple[str, ...] = ()
    """Values that ask for what is still open."""


_OWNED: tuple[Which, ...] = ("issues", "actions")
KEYS: dict[str, Key] = {
    "is": Key(_OWNED, "", ("open", "late", "aired", "heard", "owned", "unheard")),
    "side": Key(LISTS, ""),
    "owner": Key(_OWNED, "a given or full name, or ? for nobody"),
    "age": Key(("issues",), "in meetings: age:2, age:>2, age:<=2"),
    "by": Key(_OWNED, "due on a day or before: by:friday, by:<2026-12-03, by:=2026-12"),
    "aired": Key(LISTS, "the day it was aired: aired:2026-12-03, aired:2026-12, aired:<2026-12"),
    "since": Key(LISTS, "aired on a day or later: since:friday, since:2026-12-03"),
    "meeting": Key(LISTS, "a meeting's name or its beginning, last, or ? for none"),
    "term": Key(LISTS, "a term it is linked to or names: term:mql"),
    "metoo": Key(("issues",), "times a side said me too: metoo:>1"),
    "raised": Key(("issues",), "times it was raised: raised:>1"),
    "kind": Key(("notes",), ""),
    "sort": Key(LISTS, ""),
}


def keys_of(which: Which) -> tuple[str, ...]:
    """The keys that hold in a list."""
    return tuple(name for name, key in KEYS.items() if which in key.lists)


def values_of(which: Which, key: str, names: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The values of a key that can be listed; `names` has those a workspace knows, by key."""
    fixed = {"is": STATES[which], "sort": SORTS[which], "kind": ("idea", "note", "voice", "decision")}
    return tuple(fixed.get(key) or names.get(key, ()))


def completed(text: str, which: Which, names: Mapping[str, Sequence[str]]) -> str:
    """The line with its last part completed to the one key or value it can only become; "" for none."""
    last = text.rsplit(maxsplit=1)[-1] if text and not text[-1].isspace() else ""
    head, start = text[: len(text) - len(last)], last.removeprefix("-")
    minus = last[: len(last) - len(start)]
    key, colon, value = start.partition(":")
    if colon:
        found = _begun(value, values_of(which, key.lower(), names)) if key.lower() in keys_of(which) else []
        return f"{head}{minus}{key}:{_as_value(found[0])} " if found and value else ""
    found = _begun(key, keys_of(which)) if len(key) > 1 else []
    return f"{head}{minus}{found[0]}:" if found else ""


def hint(text: str, which: Which, names: Mapping[str, Sequence[str]]) -> str:
    """What can follow: the values of the key at the end of the line, else the keys."""
    last = text.rsplit(maxsplit=1)[-1] if text and not text[-1].isspace() else ""
    key, colon, value = last.removeprefix("-").lower().partition(":")
    if colon and key in keys_of(which):
        values = values_of(which, key, names)
        begun = _begun(value, values)
        listed = " ".join(begun or values)
        return f"{key}: " + "; ".join(part for part in (listed, KEYS[key].help) if part)
    return " ".join(f"{name}:" for name in keys_of(which)) + "  or words; - before a part for all others"


def _begun(start: str, values: Sequence[str]) -> list[str]:
    wanted = start.casefold()
    return [value for value in values if value.casefold().startswith(wanted)]


def _as_value(value: str) -> str:
    return f'"{value}"' if " " in value else value
