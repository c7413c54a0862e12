"""How things stand: the home screen and `smeeting status` say the same."""

import datetime as dt
from collections.abc import Callable
from typing import TypeVar

import msgspec

from smeeting.domain.agenda import Team, team_name
from smeeting.domain.answers import InTime
from smeeting.domain.captures import OPEN_ISSUE_STATES, Action, Issue
from smeeting.domain.errors import SmeetingError
from smeeting.domain.glossary import status_of
from smeeting.domain.instants import Instant
from smeeting.domain.meeting import Meeting
from smeeting.domain.metrics import Promise, metrics_shown
from smeeting.domain.periods import Period
from smeeting.domain.text import counted
from smeeting.services import actions, anonymous, answers, glossaries, issues, meetings, metrics
from smeeting.services.desk import Desk
from smeeting.services.live import live_meeting
from smeeting.services.live import today as the_day
from smeeting.storage import actions as action_store
from smeeting.storage import issues as issue_store

Value = TypeVar("Value")
SHOWN = 50
"""How many issues and actions a status lists; the counts are of all."""


class Status(msgspec.Struct, frozen=True):
    """Where the two teams stand between meetings."""

    today: dt.date
    agenda: str
    """The name of the agenda that comes next; empty where there is none that can be read."""
    title: str
    teams: tuple[Team, ...]
    """Those of that agenda; none where it can't be read."""
    next_on: dt.date | None
    period: Period
    """The period a meeting today looks at, or the one that is running; a month that goes on has no values."""
    live: Meeting | None
    last: Meeting | None
    promises: tuple[Promise, ...]
    issues: tuple[Issue, ...]
    """Open ones, oldest first."""
    issue_count: int
    ownerless_count: int
    """Issues that were heard, and that nobody answers yet; what was not heard is carried over first."""
    late_issues: tuple[Issue, ...]
    """Those whose answer-by date has passed, the longest due first."""
    actions: tuple[Action, ...]
    """Open ones, by date."""
    action_count: int
    late_actions: tuple[Action, ...]
    """Those whose date has passed, the longest due first."""
    answered: tuple[Issue, ...]
    """Those with an answer of which nobody has said yet whether it helps."""
    promised_issues: tuple[Issue, ...]
    """Open ones that are to be answered from today until the next meeting, the first due first."""
    promised_actions: tuple[Action, ...]
    """Open ones that are due from today until the next meeting, the first due first."""
    in_time: dict[str, InTime]
    """Of the answers that were due since the last meeting, those that came in time, by side."""
    disputed: tuple[str, ...]
    """Terms."""
    anonymous: int
    """Anonymous issues that wait unread."""
    held: int
    """Anonymous issues that were held back before they were opened."""
    pending: tuple[str, ...]
    """Terms settled in a meeting whose words are not in glossary.yaml yet."""
    unwritten: tuple[str, ...]
    """Terms disputed in a meeting of which glossary.yaml does not say so yet."""
    faults: tuple[str, ...]
    """What is wrong with the workspace's files, a line each."""

    @property
    def missing(self) -> tuple[str, ...]:
        """What is missing before the next meeting, a sentence each."""
        values = [
            one.name
            for one in self.promises
            if one.standing == "missing" and one.reason != answers.NOTHING_DUE
        ]
        found = []
        if values:
            found.append(f"{counted(len(values), 'value')} for {self.period}: {', '.join(values)}")
        if self.ownerless_count:
            found.append(f"an owner and a date for {counted(self.ownerless_count, 'issue')}")
        if self.late_issues:
            found.append(f"the answer to {counted(len(self.late_issues), 'late issue')}")
        if self.late_actions:
            found.append(f"word on {counted(len(self.late_actions), 'late action')}")
        if self.pending:
            found.append(f"agreed words in glossary.yaml: {', '.join(self.pending)}")
        if self.unwritten:
            found.append(f"the status disputed in glossary.yaml: {', '.join(self.unwritten)}")
        return tuple(found)


def in_time_words(found: Status) -> str:
    """What was answered in time since the last meeting, team by team; empty where nothing was due."""
    return answers.words(found.in_time, {side: team_name(found.teams, side) for side in found.in_time})


def _read(read: Callable[[], Value], faults: list[str]) -> Value | None:
    """What is in a file of the workspace; None where it can't be read, which is told in `faults`."""
    try:
        return read()
    except SmeetingError as error:
        faults += str(error).splitlines()
        return None


def look(desk: Desk, now: Instant) -> Status:
    """How things stand now; a file that can't be read is told in `faults` and stops nothing else."""
    faults: list[str] = []
    agenda = _read(desk.agenda, faults)
    glossary = _read(lambda: desk.glossary, faults)
    today = the_day(desk, now)
    next_on = meetings.next_date(desk, agenda, now) if agenda else None
    live = live_meeting(desk, now)
    period = (
        metrics.period_for(desk, live.held_on, live.started_at) if live else metrics.period_for(desk, today)
    )
    show = metrics_shown(agenda.items) if agenda else None
    last = next(iter(meetings.past(desk, limit=1)), None)
    until = next_on if next_on and next_on >= today else dt.date.max
    return Status(
        today=today,
        agenda=agenda.name if agenda else "",
        title=agenda.title if agenda else "",
        teams=agenda.teams if agenda else (),
        next_on=next_on,
        period=period,
        live=live,
        last=last,
        promises=metrics.scorecard(desk, period, show) if glossary else (),
        issues=issues.listed(desk, limit=SHOWN),
        issue_count=issue_store.count(desk.db, OPEN_ISSUE_STATES),
        ownerless_count=issue_store.count(desk.db, ("heard",)),
        late_issues=issue_store.late(desk.db, today),
        actions=actions.listed(desk, limit=SHOWN),
        action_count=action_store.count(desk.db, states=["open"]),
        late_actions=action_store.late(desk.db, today),
        answered=issue_store.listed(desk.db, states=["answered"], limit=SHOWN),
        promised_issues=issue_store.due(desk.db, today, until, SHOWN),
        promised_actions=action_store.due(desk.db, today, until, SHOWN),
        in_time=answers.since_last(desk, last.held_on if last else None, today),
        disputed=tuple(term.term for term in glossary if status_of(term) == "disputed") if glossary else (),
        anonymous=anonymous.waiting(desk),
        held=anonymous.held(desk),
        pending=tuple(one.name for one in glossaries.waiting(desk)),
        unwritten=glossaries.unwritten_disputes(desk),
        faults=tuple(faults),
    )
