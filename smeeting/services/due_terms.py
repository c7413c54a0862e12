"""Which words are due for the next look, and which the glossary lacks."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from smeeting.domain.captures import Capture
from smeeting.domain.due_terms import DueTerm, due_terms
from smeeting.domain.instants import Instant
from smeeting.services import term_history
from smeeting.services.desk import Desk
from smeeting.services.live import today
from smeeting.storage import captures as capture_store
from smeeting.storage import meetings as meeting_store

MONTH = dt.timedelta(days=31)
_LOOKED_THROUGH = 2_000
"""Captures of the last month that are looked through at most, newest first."""


def due(desk: Desk, show: str | tuple[str, ...] | None, now: Instant) -> tuple[DueTerm, ...]:
    """The terms a vocabulary item looks at: those its agenda names, or else those that are due."""
    if isinstance(show, tuple):
        named = (desk.known_terms.find(name) for name in show)
        return tuple(DueTerm(term, "on the agenda") for term in named if term)
    glossary = desk.known_terms
    return due_terms(glossary, _changed(desk, now), _used(desk, now), today(desk, now))


def _changed(desk: Desk, now: Instant) -> dict[str, str]:
    """The terms whose words were changed since the last meeting, with where."""
    past = meeting_store.list_past(desk.db, limit=1)
    if not past or past[0].closed_at is None:
        return {}
    found = {}
    for one in term_history.changes(desk, past[0].closed_at, now):
        if one.version.source != "meeting" and one.kind != "removed":
            where = "in the file" if one.version.source == "file" else "in the program"
            found[one.version.term_id] = f"{where} since {past[0].held_on:%Y-%m-%d}"
    return found


def month_of_captures(desk: Desk, now: Instant) -> Sequence[Capture]:
    """What was recorded in the last month, newest first; anonymous issues have no time and are left out."""
    newest = capture_store.newest(desk.db, limit=_LOOKED_THROUGH)
    return [one for one in newest if one.at is not None and one.at > now.at - MONTH]


def _used(desk: Desk, now: Instant) -> dict[str, int]:
    """The terms that the month's captures name, with in how many of them."""
    recogniser = desk.recogniser
    named = (recogniser.terms(one.text) for one in month_of_captures(desk, now))
    return dict(Counter(term.id for terms in named for term in terms))


def lacking(desk: Desk, now: Instant) -> tuple[tuple[str, int], ...]:
    """Abbreviations and words of the trade in the month's captures that the glossary lacks, by frequency."""
    recogniser = desk.recogniser
    found = Counter(word for one in month_of_captures(desk, now) for word in recogniser.lacking(one.text))
    return tuple(found.most_common())
