"""Finding what was ever captured."""

from smeeting.domain.captures import Capture
from smeeting.services.desk import Desk
from smeeting.storage import searches as store

LONGEST_WORD = 1000
"""Of a longer word its beginning is looked for: SQLite refuses patterns beyond some length."""


def find(desk: Desk, query: str, *, limit: int = 50) -> tuple[Capture, ...]:
    """Captures that hold every word of the query, newest first; a query is text, whatever is in it."""
    words = [word[:LONGEST_WORD] for word in query.split()]
    return store.find(desk.db, words, limit) if words else ()
