"""Leads put straight into the tables, for tests of what is counted of them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from smeeting.domain.durations import minute_of
from smeeting.domain.periods import Period
from smeeting.storage.database import Database

When = int | None
"""Minutes since 1970-01-01; None where nobody knows."""


class LeadRow(NamedTuple):
    """A lead with the stages it has reached."""

    entered: Mapping[str, When]
    source: str | None = None
    amount: float | None = None


def put_leads(db: Database, leads: Sequence[LeadRow]) -> None:
    """Put leads in, with ids from 1 on, inside the open transaction."""
    names = sorted({lead.source for lead in leads if lead.source is not None})
    ids = {name: number for number, name in enumerate(names, 1)}
    for name, number in ids.items():
        db.conn.execute("INSERT INTO lead_source VALUES (?, ?, ?)", (number, name, name.casefold()))
    for number, lead in enumerate(leads, 1):
        source = None if lead.source is None else ids[lead.source]
        db.conn.execute(
            "INSERT INTO lead (id, key, source_id, stage, amount, label, kept)"
            " VALUES (?, ?, ?, '', ?, '', '{}')",
            (number, f"lead:{number}", source, lead.amount),
        )
        for stage, at in lead.entered.items():
            db.conn.execute(
                "INSERT INTO lead_stage (subject, stage, lead_id, at) VALUES (?, ?, ?, ?)",
                (number, stage, number, at),
            )


def at(text: str, minutes: int = 0) -> int:
    """The time so many minutes into a day written `2026-03-04`."""
    return minute_of(dt.date.fromisoformat(text)) + minutes


def month(text: str) -> Period:
    """A month written `2026-03`."""
    return Period.parse(text)
