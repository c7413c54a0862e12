"""Examples of a term: whether both sides count them, decided one by one."""

import datetime as dt
from collections.abc import Mapping
from typing import Literal

import msgspec

ExampleOutcome = Literal["counts", "does not count", "open", "issue", "rule"]


class Example(msgspec.Struct, frozen=True):
    """Something that may or may not count as a term, and what the sides said of it."""

    id: int
    """0 before it is stored."""
    term_id: str
    text: str
    said: dict[str, bool]
    """Side to whether it counts for them."""
    outcome: ExampleOutcome
    meeting: str
    at: dt.datetime
    lead_key: str = ""
    """The lead it is, where it is one."""
    issue: int | None = None
    """The number of the issue that its difference became."""
    rule: str = ""
    """The rule that its difference became."""


class Candidate(msgspec.Struct, frozen=True):
    """An example that is still to be decided."""

    text: str
    listed: Literal["counts", "does_not_count", ""] = ""
    """The list of the entry that it stands in."""
    lead_key: str = ""
    details: tuple[str, ...] = ()
    """What is known of the lead, a line each."""
    example: Example | None = None
    """What the sides said when they differed."""


def outcome_of(said: Mapping[str, bool]) -> ExampleOutcome:
    """What the sides' words come to; open where they differ."""
    answers = set(said.values())
    if answers == {True}:
        return "counts"
    return "does not count" if answers == {False} else "open"
