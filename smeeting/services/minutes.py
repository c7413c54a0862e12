"""The minutes: gathered from the database, written as Markdown, kept as files."""

import datetime as dt
import hashlib
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import convert
from msgspec.structs import asdict, replace

from smeeting.domain.captures import Action, Issue, IssueState
from smeeting.domain.errors import FaultsError
from smeeting.domain.glossary import Glossary
from smeeting.domain.meeting import Meeting
from smeeting.domain.metrics import metrics_shown
from smeeting.domain.minutes import Minutes
from smeeting.domain.term_history import TermChange, changes_of
from smeeting.domain.text import slug
from smeeting.services import issue_minutes, lead_numbers, lead_reviews, meetings, metrics, targets
from smeeting.services.desk import Desk
from smeeting.services.exports import write_export
from smeeting.storage import actions as action_store
from smeeting.storage import agreements as agreement_store
from smeeting.storage import blind_texts as blind_store
from smeeting.storage import captures as capture_store
from smeeting.storage import history, reports
from smeeting.storage import issues as issue_store
from smeeting.storage import term_examples as example_store
from smeeting.storage import term_versions as version_store


def gather(desk: Desk, meeting: Meeting) -> Minutes:
    """Everything the minutes of a meeting need, from this workspace alone."""
    db, name = desk.db, meeting.name
    before = reports.load_before(db, meeting)
    since = before.held_on if before else None
    period = metrics.period_for(desk, meeting.held_on, meeting.started_at)
    show, until = metrics_shown(meeting.items), _end_of_day(meeting)
    then, review = _Then(desk, meeting), lead_reviews.summary(desk, meeting)
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
        captures=tuple(capture_store.of_meeting(db, name, ("decision", "note", "idea", "voice", "dispute"))),
        issues=tuple(map(then.issue, issue_store.of_meeting(db, name))),
        carried=tuple(map(then.issue, reports.carried_into(db, meeting, since))),
        actions=tuple(map(then.action, action_store.of_meeting(db, name))),
        reported=tuple(map(then.action, reports.reported_in(db, meeting, since))),
        promises=promises,
        promises_before=promises_before,
        agreements=agreement_store.of_meeting(db, name),
        word_changes=_word_changes(desk, before, until),
        blind_texts=blind_store.of_meeting(db, name),
        examples=example_store.of_meeting(db, name),
        glossary=words_then,
        targets=targets.changes_of(desk, meeting),
        leads=leads,
        review=review if review.verdicts else None,
        ratings=meetings.ratings(desk, meeting),
        term_names={term.id: term.term for term in (*terms, *words_then)},
        trouble=trouble,
    )
    return issue_minutes.with_tales(desk, gathered, before, then.issue)


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


def _end_of_day(meeting: Meeting) -> dt.datetime:
    """The end of the day a meeting was held on: what came later is not in its minutes."""
    return dt.datetime.combine(meeting.held_on, dt.time.max, ZoneInfo(meeting.timezone))


class _Then:
    """Issues and actions as they stood at the end of a meeting's day, so that past minutes stay as they were.

    What came later is told by the row history. Anonymous issues have none: of them only the answer is dated.
    """

    def __init__(self, desk: Desk, meeting: Meeting) -> None:
        self._db = desk.db
        self._meeting = meeting
        self._zone = ZoneInfo(meeting.timezone)
        self._meetings_since = reports.count_after(desk.db, meeting)

    def issue(self, issue: Issue) -> Issue:
        """The issue as it stood: what was answered later was open, and it was younger."""
        issue = replace(issue, age=max(0, issue.age - self._meetings_since))
        row = self._row("issue", issue.capture.number)
        if row is not None:
            return convert({**asdict(issue), **{name: row[name] for name in _OF_AN_ISSUE}}, Issue)
        if issue.answered_on is None or issue.answered_on <= self._meeting.held_on:
            return issue
        state: IssueState = "owned" if issue.owner else "heard" if issue.heard else "aired"
        return replace(issue, state=state, answer="", answered_on=None)

    def action(self, action: Action) -> Action:
        """The action as it stood: what was done later was open."""
        row = self._row("action", action.capture.number)
        if row is None:
            return action
        return convert({**asdict(action), **{name: row[name] for name in _OF_AN_ACTION}}, Action)

    def _row(self, table: Literal["issue", "action"], number: int) -> dict[str, object] | None:
        """The columns of a row then; None where the history has no more to tell than the row itself."""
        last = None
        for step in history.row_history(self._db, table, number):
            if step.entry.change.at.astimezone(self._zone).date() > self._meeting.held_on:
                # Of an anonymous issue the history begins with what was first done about it.
                return last or step.before
            last = step.after
        return None


_OF_AN_ISSUE = ("state", "heard", "owner", "answer_by", "answer", "answered_on")
_OF_AN_ACTION = ("state", "owner", "due", "done_on", "outcome")


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
