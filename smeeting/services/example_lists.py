"""The two lists of an entry: what counts as the term, and what does not."""

from smeeting.domain.glossary import Term
from smeeting.domain.instants import Instant
from smeeting.domain.term_fields import field_named
from smeeting.services import glossary_edits
from smeeting.services.desk import Desk

_LISTS = ("counts", "does_not_count")


def put(desk: Desk, term: Term, text: str, *, counts: bool, now: Instant) -> None:
    """Let the entry list a text where it belongs, and nowhere else. Raises as `change_list` does."""
    wanted, other = _LISTS if counts else reversed(_LISTS)
    current = desk.glossary.get(term.id) or term
    if text in getattr(current, other):
        glossary_edits.change_list(desk, term.id, field_named(other, ()), (), (text,), now)
    if text not in getattr(current, wanted):
        glossary_edits.change_list(desk, term.id, field_named(wanted, ()), (text,), (), now)


def take_out(desk: Desk, term_id: str, text: str, now: Instant) -> None:
    """Let no list of the entry hold a text. Raises as `change_list` does."""
    term = desk.glossary.get(term_id)
    for name in _LISTS if term else ():
        if text in getattr(term, name):
            glossary_edits.change_list(desk, term_id, field_named(name, ()), (), (text,), now)
