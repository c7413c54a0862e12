"""What customers said: the captures of that kind by the side that heard it and the stage it is about."""

from smeeting.domain.captures import Capture
from smeeting.storage.captures import CAPTURE_COLUMNS, CAPTURE_JOIN, capture_from
from smeeting.storage.conditions import where
from smeeting.storage.database import Database


def listed(
    db: Database, *, side: str | None = None, stage: str | None = None, limit: int = 200, offset: int = 0
) -> tuple[Capture, ...]:
    """Those of a side and of a stage where they are given, newest first."""
    clause, values = where(("kind = ?", "voice"), ("side = ?", side), ("term_id = ?", stage))
    rows = db.rows(
        f"SELECT {CAPTURE_COLUMNS} FROM {CAPTURE_JOIN} {clause} ORDER BY capture.id DESC LIMIT ? OFFSET ?",
        (*values, limit, offset),
    )
    return tuple(map(capture_from, rows))
