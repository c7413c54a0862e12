"""Lists as a line of text asks for them, and the lines that are kept under a name."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from smeeting.domain.captures import Action, Capture, Issue
from smeeting.domain.errors import NotFoundError, SmeetingError
from smeeting.domain.filter_keys import Which
from smeeting.domain.filter_values import Filter, TermWords, asks_open
from smeeting.domain.filters import Known, read_filter
from smeeting.domain.glossary import Term
from smeeting.domain.instants import Instant
from smeeting.domain.search_words import read_query
from smeeting.domain.text import nearest
from smeeting.render import record_export
from smeeting.render.record_export import Format
from smeeting.services import choices, meetings, people
from smeeting.services.desk import Desk
from smeeting.services.exports import refuse_own_files, write_export
from smeeting.services.live import today as today_of
from smeeting.storage import filter_conditions as conditions
from smeeting.storage import filtered as store
from smeeting.storage import settings

Record = Issue | Action | Capture
_SAVED = "filter:"
_LAST = "last-filter:"
_MOST_NAMES = 200
"""Names of people that a line is completed with."""


class Listing(msgspec.Struct, frozen=True):
    """A filter with the day and the place it is asked on."""

    asked: Filter
    today: dt.date
    timezone: str

    @property
    def asks_open(self) -> bool:
        """Whether it asks for what is still open alone."""
        return asks_open(self.asked.which, self.asked.parts)


def read(desk: Desk, text: str, which: Which, now: Instant) -> Listing:
    """What a line asks for; what can't be meant is told in the filter."""
    today = today_of(desk, now)
    timezone, sides = "UTC", conditions.sides(desk.db)
    try:
        agenda = desk.agenda()
        timezone, sides = agenda.timezone, tuple(dict.fromkeys((*agenda.sides, *sides)))
    except SmeetingError:
        pass
    known = Known(
        today=today,
        next_meeting=meetings.next_meeting(desk, now) if "next" in text else None,
        sides=sides,
        find_term=lambda name: _term(desk, name),
        near_terms=lambda name: _near(desk, name),
    )
    return Listing(read_filter(text, which, known), today, timezone)


def page(desk: Desk, listing: Listing, *, limit: int = 200, offset: int = 0) -> tuple[Record, ...]:
    """The records from one on."""
    return store.page(desk.db, *_of(listing), limit=limit, offset=offset)


def numbers(desk: Desk, listing: Listing, *, limit: int) -> list[int]:
    """The numbers of the first records."""
    return store.numbers(desk.db, *_of(listing), limit=limit)


def every(desk: Desk, listing: Listing) -> Iterator[Record]:
    """All records, read a page at a time."""
    return store.every(desk.db, *_of(listing))


def holds(desk: Desk, listing: Listing, number: int) -> bool:
    """Whether the record of this number is one of them."""
    return number in store.numbers(desk.db, *_of(listing), limit=-1)


def exported(listing: Listing, records: Sequence[Record], form: Format, text: str) -> str:
    """The records as a file of a format has them; `text` is the line they were asked for by."""
    return record_export.exported(records, listing.asked.which, form, text)


def export(desk: Desk, listing: Listing, form: Format, text: str, path: Path) -> int:
    """Write all that a line asks for to a file, and say how many they are.

    Raises SmeetingError where the target is one of the workspace's own files, StorageError where it can't be
    written.
    """
    refuse_own_files(desk, path, "the list")
    records = list(every(desk, listing))
    write_export(desk, path, exported(listing, records, form, text), "the list")
    return len(records)


def export_name(desk: Desk, listing: Listing, form: Format) -> str:
    """The file that a list is written to unless another is named."""
    name = f"{listing.asked.which}-{listing.today.isoformat()}{record_export.SUFFIXES[form]}"
    return desk.shown(desk.workspace.root / name)


def names(desk: Desk, which: Which) -> dict[str, tuple[str, ...]]:
    """What a line may be completed with, by key: people, sides, the latest meetings, terms."""
    known = [person.name for person in people.known(desk)]
    owners = conditions.owners(desk.db, "action" if which == "actions" else "issue")
    try:
        sides = desk.agenda().sides
    except SmeetingError:
        sides = conditions.sides(desk.db)
    return {
        "owner": tuple(dict.fromkeys((*owners, *known)))[:_MOST_NAMES],
        "side": sides,
        "meeting": ("last", *(meeting.name for meeting in meetings.past(desk, limit=12))),
        "term": _term_ids(desk),
    }


def _of(listing: Listing) -> tuple[Filter, dt.date, str]:
    return listing.asked, listing.today, listing.timezone


def _term(desk: Desk, name: str) -> TermWords | None:
    try:
        found = desk.known_terms.find(name)
    except SmeetingError:
        # A glossary that can't be read has no terms to name; the words are looked for.
        return None
    return _as_words(found) if found else None


def _as_words(term: Term) -> TermWords:
    written = (term.term, term.long, *term.synonyms)
    words = dict.fromkeys(read_query(name).words for name in written)
    return TermWords(term.id, tuple(one for one in words if one))


def _near(desk: Desk, name: str) -> str | None:
    return nearest(name, _term_ids(desk))


def _term_ids(desk: Desk) -> tuple[str, ...]:
    try:
        return tuple(term.id for term in desk.known_terms.terms)
    except SmeetingError:
        return ()


# Lines that are kept


def saved(desk: Desk, which: Which) -> dict[str, str]:
    """The lines that are kept for a list, by their names."""
    return settings.beginning(desk.db, f"{_SAVED}{which}:")


def the_saved(desk: Desk, which: Which, name: str) -> str:
    """The line that is kept under a name. Raises NotFoundError with the names there are."""
    known = saved(desk, which)
    if name not in known:
        near = nearest(name, known)
        there = (
            f"there are {', '.join(known)}" if known else f"save one: smeeting {which[:-1]} list --save NAME"
        )
        raise NotFoundError(f"no filter is saved as {name!r}", f"did you mean {near}?" if near else there)
    return known[name]


def save(desk: Desk, which: Which, name: str, text: str) -> None:
    """Keep a line under a name, in place of what was kept under it. Raises SmeetingError for no name."""
    if not name.strip():
        raise SmeetingError("a filter is saved under a name", "write a word or two")
    if not text.strip():
        raise SmeetingError("there is no filter to save", "write one first, such as is:open side:sales")
    with desk.traceless():
        settings.write(desk.db, f"{_SAVED}{which}:{name.strip()}", text.strip())


def remove(desk: Desk, which: Which, name: str) -> None:
    """Forget the line that is kept under a name."""
    with desk.traceless():
        settings.write(desk.db, f"{_SAVED}{which}:{name}", "")


def last(desk: Desk, which: Which) -> str:
    """The line a list was last left with; at first its open ones."""
    kept = choices.remembered(desk, f"{_LAST}{which}")
    if kept:
        return "" if kept == _ALL else kept
    return "is:open " if which in ("issues", "actions") else ""


def remember(desk: Desk, which: Which, text: str) -> None:
    """Keep the line a list was left with."""
    if text != last(desk, which):
        choices.remember(desk, f"{_LAST}{which}", text if text.strip() else _ALL)


_ALL = " "
"""How an empty line is kept: a setting that holds nothing is none."""
