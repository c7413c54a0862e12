"""Targets that the teams set together: what was proposed, and who said yes to it."""

import datetime as dt
from collections.abc import Collection

import msgspec

from smeeting.domain.periods import Period


class TargetChange(msgspec.Struct, frozen=True):
    """One change of one metric's target, kept for good."""

    id: int
    term_id: str
    period: Period
    """The period it is for."""
    before: float | None
    """The target that held until then."""
    target: float
    yes: tuple[str, ...]
    """The sides that said yes to it; none where somebody set it outside a meeting."""
    agreed: bool
    """Whether it holds; else it is a proposal that waits for the other sides."""
    meeting: str | None
    """The meeting's name."""
    at: dt.datetime


def still_to_ask(change: TargetChange, sides: Collection[str]) -> tuple[str, ...]:
    """The sides whose yes is missing."""
    return () if change.agreed else tuple(side for side in sides if side not in change.yes)
