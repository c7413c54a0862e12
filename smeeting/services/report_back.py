"""Report-back: what waits to be said of the answers since last time, and what has none yet."""

import datetime as dt

import msgspec

from smeeting.domain.answers import promise
from smeeting.domain.captures import Capture, Issue
from smeeting.domain.errors import BadMoveError
from smeeting.domain.instants import Instant
from smeeting.domain.issue_moves import IssueMove
from smeeting.domain.meeting import Meeting
from smeeting.domain.record_links import RecordLink
from smeeting.services import meetings, people
from smeeting.services.desk import Desk
from smeeting.services.live import during, today
from smeeting.storage import captures as capture_store
from smeeting.storage import issue_moves, record_links
from smeeting.storage import issues as issue_store


def waiting(desk: Desk, limit: int = 200) -> tuple[Issue, ...]:
    """Answered issues of which nobody has said yet whether the answer helps, by number."""
    return issue_store.listed(desk.db, states=["answered"], limit=limit)


def usual_day(desk: Desk, now: Instant) -> dt.date | None:
    """The day an answer is asked for where nobody says another: the one before the next meeting.

    The day of the next meeting where that is tomorrow already; None where there is no agenda.
    """
    following = meetings.next_meeting(desk, now)
    if following is None:
        return None
    before_it = following - dt.timedelta(days=1)
    return before_it if before_it > today(desk, now) else following


def not_yet(
    desk: Desk,
    meeting: Meeting,
    number: int,
    why: str,
    now: Instant,
    *,
    owner: str = "",
    answer_by: dt.date | None = None,
) -> Capture:
    """Keep as a note why an issue has no answer yet, linked to it; with a new date, that too.

    One step of undo. Raises BadMoveError without a word, or for an issue that is not open.
    """
    if not why.strip():
        raise BadMoveError("what is not answered takes a word", "say why not yet")
    ref = f"I{number}"
    known = people.resolve(desk, owner).name if owner.strip() else ""
    with during(desk, meeting, now, "issue.not-yet", f"{ref} is not answered: {why}") as (_, here):
        issue = issue_store.get(desk.db, number)
        if not issue.is_open:
            raise BadMoveError(f"{ref} is {issue.state} already", "undo brings it back")
        text = f"{ref} is not answered: {why.strip()}"
        note = Capture(0, "note", text, meeting=here.name, item=here.current, at=now.at)
        kept = capture_store.add(desk.db, note)
        record_links.add(desk.db, kept.number, RecordLink("record", str(number)))
        if answer_by is not None and known:
            issue_store.save(
                desk.db, msgspec.structs.replace(issue, state="owned", owner=known, answer_by=answer_by)
            )
            move = IssueMove(number, "owned", now.at, known, promise(answer_by), here.name)
            issue_moves.add(desk.db, move)
    return kept
