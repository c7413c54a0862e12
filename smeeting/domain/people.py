"""People: whose side they are on, and whether they are here."""

from typing import Literal, get_args

import msgspec

Presence = Literal["here", "regrets", "left"]
PRESENCES: tuple[Presence, ...] = get_args(Presence)


class Person(msgspec.Struct, frozen=True, order=True):
    """Somebody who takes part."""

    name: str
    side: str | None = None
    """None until somebody says which team."""


class Attendee(msgspec.Struct, frozen=True, order=True):
    """A person at one meeting."""

    person: Person
    presence: Presence


class Rating(msgspec.Struct, frozen=True):
    """What one side says of the meeting, from 1 to 10."""

    side: str
    score: int
    reason: str = ""
    """Asked for below 8."""
