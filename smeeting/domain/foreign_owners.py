"""Owners in other tools: people and teams, which one line of text can tell in all but odd cases."""

import re
from collections.abc import Sequence
from typing import Any

from smeeting.domain.qualified import BLANKS

_OWNER = re.compile(r"(user|team):")
_NO_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def owner_text(owners: Sequence[str]) -> str:
    """Owners as one line: a single person by the bare name, else each with its kind."""
    if len(owners) == 1 and owners[0].startswith("user:"):
        name = owners[0].removeprefix("user:")
        if not _OWNER.match(name):
            return name
    return ", ".join(owners)


def owners_of(text: str) -> tuple[str, ...]:
    """The owners that a line of text names, which `owner_text` gives back."""
    if not text:
        return ()
    owners: list[str] = []
    for part in text.split(", ") if _OWNER.match(text) else ():
        if _OWNER.match(part):
            owners.append(part)
        else:
            owners[-1] += f", {part}"
    split = [one.partition(":") for one in owners]
    if not split or not all(name.strip(BLANKS) for _, _, name in split):
        return (f"user:{text}",)
    return tuple(f"{kind}:{name.strip(BLANKS)}" for kind, _, name in split)


def in_one_line(owners: tuple[str, ...]) -> bool:
    """Whether one line of text can tell these owners."""
    text = owner_text(owners)
    return text.strip(BLANKS) == text and not _NO_LINE.search(text) and owners_of(text) == owners


def openmetadata_owners(value: Any) -> tuple[str, ...]:
    """The owners in a list such as `[user:anna, team:sales]`; nothing where one line can't tell them."""
    items = value if isinstance(value, list) else []
    owners = tuple(item for item in items if isinstance(item, str))
    return owners if in_one_line(owners) else ()


def datahub_owners(value: Any) -> tuple[str, ...]:
    """The owners in `{users: [...], groups: [...]}`; nothing where one line can't tell them."""
    if not isinstance(value, dict) or not value.keys() <= {"users", "groups"}:
        return ()
    lists = [value.get(key) or [] for key in ("users", "groups")]
    if not all(isinstance(one, list) and all(isinstance(name, str) for name in one) for one in lists):
        return ()
    kinds = zip(("user", "team"), lists, strict=True)
    owners = tuple(f"{kind}:{name}" for kind, names in kinds for name in names)
    return owners if in_one_line(owners) else ()
