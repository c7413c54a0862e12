"""Links of records: to a term, a metric, a lead, or another record."""

from typing import Literal

import msgspec

LinkKind = Literal["term", "metric", "lead", "record"]


class RecordLink(msgspec.Struct, frozen=True, order=True):
    """What a record is about."""

    kind: LinkKind
    target: str
    """A term's id, also for a metric; a lead's key; another record's number."""
