"""The minutes: gathered from the database, written as Markdown, kept as files."""

import datetime as dt
import hashlib
from pathlib import Path

from smeeting.domain.errors import FaultsError
from smeeting.domain.glossary import Glossary
from smeeting.domain.meeting import Meeting
from smeeting.domain.metrics import metrics_shown
from smeeting.domain.minutes import Minutes
from smeeting.domain.term_history import TermChange, changes_of
from smeeting.domain.text import slug
from smeeting.services import issue_minutes, lead_numbers, lead_reviews, meetings, metrics, targets
from smeeting.services.as_it_stood import AsItStood, end_of_day
from smeeting.services.desk import Desk
from smeeting.services.exports import write_export
from smeeting.storage import agreements as agreement_store
from smeeting.storage import blind_texts as blind_store
from smeeting.storage import reports
from smeeting.storage import term_versions as version_store


def gather(desk: Desk, meeting: Meeting) -> Minutes:
    """Everything the minutes of a meeting need, from this workspace alone."""
    db, name = desk.db, meeting.name
    before = reports.load_before(db, meeting)
    since = before.held_on if before else None
    period = metrics.period_for(desk, meeting.held_on, meeting.started_at)
    show, until = metrics_shown(meeting.items), end_of_day(meeting)
    then, review = AsItStood(desk, meeting, since), lead_reviews.summary(desk, meeting)
    try:
        terms, trouble = desk.known_terms, ""
        leads = lead_numbers.seen(desk, meeting)
        promises = metrics.scorecard(desk, period, show, until=until)
        promises_before = metrics.scorecard(desk, period.shifted(-1), show, until=until)
    except FaultsError as error:
        # What was said is in the database, and is told whatever became of the file.
        terms, trouble = Glossary(), str(error.faults[0])
        promises = promises_before = ()
        leads = None
    words_then = version_store.glossary_at(db, until)
    gathered = Minutes(
        meeting=meeting,
        attendees=meetings.attendance(desk, meeting),
        captures=then.captures(),
        issues=then.issues(),
        carried=then.carried(),
        actions=then.actions(),
        reported=then.reported(),
        promises=promises,
        promises_before=promises_before,
        agreements=agreement_store.of_meeting(db, name),
        word_changes=_word_changes(desk, before, until),
        blind_texts=blind_store.of_meeting(db, name),
        examples=then.examples(),
        glossary=words_then,
        targets=targets.changes_of(desk, meeting),
        leads=leads,
        review=review if review.verdicts else None,
        ratings=meetings.ratings(desk, meeting),
        term_names={term.id: term.term for term in (*terms, *words_then)},
        trouble=trouble,
    )
    return issue_minutes.with_tales(desk, gathered, since, then)


def _word_changes(desk: Desk, before: Meeting | None, until: dt.datetime) -> tuple[TermChange, ...]:
    """What was changed about words after the meeting before, in the file or the program and in no meeting."""
    since = before.closed_at or before.started_at if before else None
    if since is None:
        return ()
    found = changes_of(version_store.all_since(desk.db, since), version_store.begins(desk.db))
    return tuple(
        one
        for one in found
        if since < one.version.at <= until and one.version.source != "meeting" and one.kind != "known"
    )


def markdown(desk: Desk, meeting: Meeting) -> str:
    """The minutes of a meeting as Markdown; the same database gives the same bytes."""
    # Rendering is imported when minutes are wanted: no other command needs it.
    from smeeting.render.minutes import minutes_markdown

    return minutes_markdown(gather(desk, meeting))


def path_of(desk: Desk, meeting: Meeting) -> Path:
    """Where the minutes of a meeting are kept unless somebody names another file."""
    # A name comes from an agenda's file name; it becomes one plain file in one folder, whatever is in it.
    plain = slug(meeting.name)
    if plain != meeting.name:
        # Names that differ only in what a plain name can't show must not share a file.
        plain = f"{plain}-{hashlib.sha256(meeting.name.encode()).hexdigest()[:6]}".lstrip("-")
    return desk.workspace.minutes_dir / f"{plain}.md"


def export(desk: Desk, meeting: Meeting, target: Path | None = None) -> Path:
    """Write the minutes to a file, by default in `minutes/`, and say which.

    Raises SmeetingError where the target is one of the workspace's own files, StorageError where it can't
    be written.
    """
    path = target or path_of(desk, meeting)
    write_export(desk, path, markdown(desk, meeting), "the minutes")
    return path
