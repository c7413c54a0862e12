"""Finding what was ever captured, in every meeting and between them."""

import datetime as dt
from collections.abc import Collection

from smeeting.domain.captures import CaptureKind
from smeeting.domain.errors import NotFoundError
from smeeting.domain.findings import Found
from smeeting.domain.search_words import read_query
from smeeting.services.desk import Desk
from smeeting.services.term_history import days_of
from smeeting.storage import meetings as meeting_store
from smeeting.storage import searches as store

PAGE = 50
"""How many are read at a time."""


def find(
    desk: Desk,
    query: str,
    *,
    kinds: Collection[CaptureKind] = (),
    limit: int = PAGE,
    before: int | None = None,
    since: dt.date | None = None,
) -> tuple[Found, ...]:
    """Captures that hold every word of the query, newest first; a query is text, whatever is in it.

    Words that begin with the last one will do, unless something follows it. `before` goes on below a
    number, `since` leaves out what was captured before a day. Raises StorageError alone.
    """
    return store.find(desk.db, read_query(query), kinds=kinds, limit=limit, before=before, since=since)


def first_day(desk: Desk, text: str) -> dt.date:
    """The day people mean by `--since`: a date, the first of a month, or the day of a meeting.

    Raises NotFoundError where it is none of them.
    """
    days = days_of(text)
    if days:
        return days[0]
    try:
        return meeting_store.load(desk.db, text).held_on
    except NotFoundError:
        raise NotFoundError(
            f"{text!r} is neither a date nor a meeting", "write 2026-03-04, 2026-03, or a meeting's name"
        ) from None
