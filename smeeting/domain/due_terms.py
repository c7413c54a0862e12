"""Which words a vocabulary item looks at, and why."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping

import msgspec

from smeeting.domain.glossary import Glossary, Term
from smeeting.domain.text import counted

REVIEW_AFTER_DAYS = 180
"""Agreed words are looked at again after half a year, where their entry names no day of its own."""


class DueTerm(msgspec.Struct, frozen=True):
    """A term to look at."""

    term: Term
    reason: str
    """Why, in a few words."""


def due_terms(
    glossary: Glossary, changed: Mapping[str, str], used: Mapping[str, int], today: dt.date
) -> tuple[DueTerm, ...]:
    """Disputed ones first, then those changed since the last meeting, those in use without being agreed, and
    those looked at longest ago.

    `changed` are term ids with where each was changed, `used` those named in this month's captures, with how
    often.
    """
    groups: tuple[Callable[[Term], str], ...] = (
        lambda term: "disputed" if glossary.statuses[term.id] == "disputed" else "",
        lambda term: f"changed {changed[term.id]}" if term.id in changed else "",
        lambda term: _used(glossary, term, used),
    )
    found: dict[str, DueTerm] = {}
    for why in groups:
        for term in _in_use(glossary):
            if term.id not in found and (reason := why(term)):
                found[term.id] = DueTerm(term, reason)
    rest = [term for term in _in_use(glossary) if term.id not in found]
    old = [(seen, term) for term in rest if (seen := _looked_at(glossary, term)) <= _due_before(term, today)]
    for seen, term in sorted(old, key=lambda one: (one[0], glossary.statuses[one[1].id] != "proposed")):
        found[term.id] = DueTerm(term, _reviewed(glossary, term, seen))
    return tuple(found.values())


def _in_use(glossary: Glossary) -> Iterator[Term]:
    return (term for term in glossary if glossary.statuses[term.id] != "deprecated")


def _used(glossary: Glossary, term: Term, used: Mapping[str, int]) -> str:
    if term.id not in used or glossary.statuses[term.id] == "agreed":
        return ""
    return f"named {counted(used[term.id], 'time')} this month, and not agreed"


def _looked_at(glossary: Glossary, term: Term) -> dt.date:
    """The day of the agreement that stands; the first of all days where there is none."""
    if glossary.statuses[term.id] != "agreed" or term.agreed is None or term.agreed.on is None:
        return dt.date.min
    return term.agreed.on


def _due_before(term: Term, today: dt.date) -> dt.date:
    """The last day a term was looked at for it to be due again."""
    if term.review_by is not None and term.agreed is not None:
        return dt.date.max if term.review_by < today else dt.date.min
    return today - dt.timedelta(days=REVIEW_AFTER_DAYS)


def _reviewed(glossary: Glossary, term: Term, seen: dt.date) -> str:
    if seen == dt.date.min:
        status = glossary.statuses[term.id]
        if term.agreed and term.agreed.was:
            return f"{status}, as agreed words were changed"
        return "agreed nobody knows when" if status == "agreed" else f"{status}, never agreed"
    return f"agreed {seen:%Y-%m-%d}, time to look again"
