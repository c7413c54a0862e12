"""Searches: captures by the words in them."""

from collections.abc import Sequence

from smeeting.domain.captures import Capture
from smeeting.domain.text import why_unstorable
from smeeting.storage.captures import CAPTURE_COLUMNS, CAPTURE_JOIN, capture_from
from smeeting.storage.conditions import literal
from smeeting.storage.database import Database

MOST_WORDS = 32


def find(db: Database, words: Sequence[str], limit: int = 50) -> tuple[Capture, ...]:
    """Captures that hold every word, case aside for ASCII letters; newest first."""
    asked = [word for word in words if not why_unstorable(word)][:MOST_WORDS]
    if len(asked) < len(words[:MOST_WORDS]) or not asked:
        return ()
    conditions = " AND ".join(["text LIKE ? ESCAPE '\\'"] * len(asked))
    rows = db.rows(
        f"SELECT {CAPTURE_COLUMNS} FROM {CAPTURE_JOIN} WHERE {conditions} ORDER BY capture.id DESC LIMIT ?",
        (*(f"%{literal(word)}%" for word in asked), limit),
    )
    return tuple(map(capture_from, rows))
