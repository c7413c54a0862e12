"""The history of the words: kept whenever the glossary is seen to have changed, and asked for by date."""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import suppress
from zoneinfo import ZoneInfo

from smeeting.domain.errors import FaultsError, NotFoundError, SmeetingError, StorageError
from smeeting.domain.glossary import Agreement, Term
from smeeting.domain.instants import Instant
from smeeting.domain.term_history import Source, TermChange, TermVersion, changes_of, with_words_as_agreed
from smeeting.services.desk import Desk
from smeeting.storage import agreements as agreement_store
from smeeting.storage import meetings as meeting_store
from smeeting.storage import term_versions as store
from smeeting.storage.glossaries import GlossaryFile


def record(
    desk: Desk, now: Instant, *, source: Source = "file", meeting: str | None = None, side: str = ""
) -> int:
    """Keep what the glossary file says now where that is not kept yet; how many terms differed.

    What somebody else changed in the file is kept with the time the file was written. A file that can't be
    read, or is not there, changes nothing. Raises BusyError or StorageError.
    """
    try:
        file = desk.glossary_file()
    except (FaultsError, NotFoundError):
        return 0
    if store.is_recorded(desk.db, file) and source != "meeting":
        return 0
    with desk.traceless():
        # Asked for again under the lock: another program may have been quicker.
        versions = _unrecorded(desk, file, now, source, meeting, side)
        store.add(desk.db, versions)
        store.mark_recorded(desk.db, file)
    return len(versions)


def notice(desk: Desk, now: Instant) -> None:
    """Keep what somebody else changed in the file, where there is a database to keep it in; else nothing."""
    if desk.workspace.database_file.exists():
        # What can't be kept just now is found again with the next look.
        with suppress(StorageError):
            record(desk, now)


def _unrecorded(
    desk: Desk, file: GlossaryFile, now: Instant, source: Source, meeting: str | None, side: str
) -> tuple[TermVersion, ...]:
    at = desk.glossary_written_at(now) if source == "file" else now.at
    last = store.ends(desk.db)
    if last is not None and at <= last:
        # A file that was copied or moved here keeps the time it had elsewhere.
        at = max(now.at, last)
    return store.unrecorded(desk.db, file, at, source, meeting, side)


def timeline(desk: Desk, term_id: str) -> tuple[TermChange, ...]:
    """What was ever changed about a term, oldest first."""
    return changes_of(store.of_term(desk.db, term_id), store.begins(desk.db))


def changes(desk: Desk, since: dt.datetime | None, now: Instant) -> tuple[TermChange, ...]:
    """All changes after a time, or ever; oldest first. Those in the file that are not kept yet are last.

    A file that can't be read, or is not there, adds none.
    """
    begun = store.begins(desk.db)
    if begun is None:
        return ()
    versions = list(store.all_since(desk.db, since))
    with suppress(FaultsError, NotFoundError):
        versions += _fresh(desk, versions, now)
    found = changes_of(versions, begun)
    return tuple(one for one in found if one.kind != "known" and (since is None or one.version.at > since))


def _fresh(desk: Desk, known: Sequence[TermVersion], now: Instant) -> Iterator[TermVersion]:
    """What is in the file and not kept yet, each with the version before it where `known` has none."""
    there = {one.term_id for one in known}
    for one in _unrecorded(desk, desk.glossary_file(), now, "file", None, ""):
        if one.term_id not in there:
            yield from store.of_term(desk.db, one.term_id)[-1:]
        yield one


def begin_of(desk: Desk, text: str) -> dt.datetime:
    """The time people mean by `--since`: a day's or month's begin, or a meeting's end.

    Raises NotFoundError where it is neither.
    """
    days = days_of(text)
    return _midnight(desk, days[0]) if days else _end_of_meeting(desk, text)


def end_of(desk: Desk, text: str) -> dt.datetime:
    """The time people mean by `--at`: a day's or month's end, or a meeting's.

    Raises NotFoundError where it is neither.
    """
    days = days_of(text)
    return _midnight(desk, days[1]) if days else _end_of_meeting(desk, text)


def days_of(text: str) -> tuple[dt.date, dt.date] | None:
    """The first day of a date or month, and the one after its last; None where it is neither."""
    try:
        # Raises OverflowError for the last month and day that there are.
        if len(text) == len("2026-03"):
            first = dt.date.fromisoformat(f"{text}-01")
            return first, (first + dt.timedelta(days=31)).replace(day=1)
        first = dt.date.fromisoformat(text)
        return first, first + dt.timedelta(days=1)
    except (ValueError, OverflowError):
        return None


def _midnight(desk: Desk, day: dt.date) -> dt.datetime:
    try:
        zone: dt.tzinfo | None = ZoneInfo(desk.agenda().timezone)
    except SmeetingError:
        zone = None
    try:
        return dt.datetime.combine(day, dt.time(), zone).astimezone(dt.UTC)
    except OverflowError:
        return dt.datetime.combine(day, dt.time(), dt.UTC)


def _end_of_meeting(desk: Desk, name: str) -> dt.datetime:
    try:
        meeting = meeting_store.load(desk.db, name)
    except NotFoundError:
        raise NotFoundError(
            f"{name!r} is neither a date nor a meeting", "write 2026-03-04, 2026-03, or a meeting's name"
        ) from None
    at = meeting.closed_at or meeting.started_at
    if at is None:
        raise NotFoundError(f"{name} has not been held yet", "name a meeting that was")
    return at


class Then:
    """A term as it stood at a time, and how that is known."""

    def __init__(self, term: Term | None, since: dt.datetime | None, remark: str = "") -> None:
        self.term = term
        self.since = since
        """From when on it stood so; None where only the agreement is known."""
        self.remark = remark


def at_time(desk: Desk, term: Term, at: dt.datetime) -> Then:
    """A term as it stood at a time; before the history begins, what was agreed by then.

    Raises NotFoundError where nothing is known of that time.
    """
    versions = [one for one in store.of_term(desk.db, term.id) if one.at <= at]
    if versions:
        last = versions[-1]
        known = with_words_as_agreed(last.term, last.was) if last.term else None
        return Then(known, last.at, "" if known else f"{last.name} was not in the glossary then")
    begun = store.begins(desk.db)
    if begun is not None and begun <= at:
        return Then(None, None, f"{term.term} was not in the glossary then")
    settled = [
        one
        for one in agreement_store.of_term(desk.db, term.id)
        if one.outcome == "agreed" and one.at is not None and one.at <= at
    ]
    if settled:
        last_word = settled[0]
        agreed = Agreement(last_word.definition, last_word.on, last_word.meeting, last_word.voices)
        then = Term(id=term.id, term=last_word.name, agreed=agreed)
        return Then(then, None, "only what was agreed is known of that time")
    if begun is None:
        raise NotFoundError(
            "no history is kept yet", "it begins when the program, or a meeting, is opened here"
        )
    raise NotFoundError(
        f"nothing is known of {term.term} at that time", f"its history begins on {begun.date().isoformat()}"
    )
