"""Answers in time: counted between meetings and month by month."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from zoneinfo import ZoneInfo

import msgspec

from smeeting.domain.answers import InTime, PromisedAnswer, in_time, promise_answered, promised_answers
from smeeting.domain.captures import Issue
from smeeting.domain.errors import SmeetingError
from smeeting.domain.glossary import Term
from smeeting.domain.meeting import Meeting
from smeeting.domain.metrics import Value
from smeeting.domain.minutes import DueAnswers
from smeeting.domain.periods import Period
from smeeting.services.desk import Desk
from smeeting.storage import answers as store
from smeeting.storage import as_of, issue_moves, reports
from smeeting.storage import meetings as meeting_store

SOURCE = "issues"
"""What a value counted from answers says of where it comes from."""
NOTHING_DUE = "no answer was due"
"""Why a period has no share: that is no value somebody forgot."""


def since_last(desk: Desk, since: dt.date | None, today: dt.date) -> dict[str, InTime]:
    """The answers due after the day `since`, by side; those due today may still come."""
    first = since + dt.timedelta(days=1) if since else dt.date.min
    promised = _promised(desk, first, today, _zone(desk))
    return in_time(promised, as_of.sides(desk.db, None), first, today, today)


def since_before(desk: Desk, meeting: Meeting, today: dt.date) -> dict[str, InTime]:
    """The answers due since the meeting before this one, by side; those due today may still come."""
    earlier = reports.load_before(desk.db, meeting)
    return since_last(desk, earlier.held_on if earlier else None, today)


def words(counted: Mapping[str, InTime], teams: Mapping[str, str]) -> str:
    """`Marketing 2 of 3, Sales 1 of 1`; `teams` are names by side. Empty where nothing was due."""
    return ", ".join(
        f"{teams.get(side) or side or 'no team'} {one.kept} of {one.due}" for side, one in counted.items()
    )


def before(desk: Desk, meeting: Meeting, limit: int = 6) -> tuple[DueAnswers, ...]:
    """The answers due before each of the last meetings up to this one, oldest first.

    As it was known at the end of this meeting's day: what was due on it and did not come is not awaited.
    """
    zone = ZoneInfo(meeting.timezone)
    until = dt.datetime.combine(meeting.held_on, dt.time.max, zone)
    held = [one.held_on for one in reports.held_up_to(desk.db, meeting, limit + 1)]
    firsts = [dt.date.min] * (len(held) <= limit) + [day + dt.timedelta(days=1) for day in held]
    lasts = held if len(held) <= limit else held[1:]
    spans = list(zip(firsts, lasts, strict=False))
    promised = _promised(desk, spans[0][0], meeting.held_on, zone, until)
    sides = as_of.sides(desk.db, until)
    after = meeting.held_on + dt.timedelta(days=1)
    return tuple(DueAnswers(last, in_time(promised, sides, first, last, after)) for first, last in spans)


def values(
    desk: Desk, term: Term, periods: Collection[Period], until: dt.datetime | None = None
) -> dict[Period, Value]:
    """The share in % of a side's answers that came in time, where the term's metric asks for it.

    Of each period as it was at its end, so that a month that is over never changes.
    """
    source = term.metric.source if term.metric else None
    if source is None or source.answered is None or not periods:
        return {}
    first = min(periods, key=lambda one: one.first_day).first_day
    after = max(one.shifted(1).first_day for one in periods)
    promised = _promised(desk, first, after, _zone(desk), until)
    sides = as_of.sides(desk.db, until)
    found = {}
    for period in periods:
        begins, ends = period.first_day, period.shifted(1).first_day
        counted = in_time(promised, sides, begins, ends - dt.timedelta(days=1), ends)
        of_side = counted.get(source.answered, InTime())
        note = f"{of_side.kept} of {of_side.due}" if of_side.due else NOTHING_DUE
        found[period] = Value(term.id, period, of_side.share, None, note, SOURCE)
    return found


def with_answers(
    desk: Desk,
    terms: Sequence[Term],
    known: dict[str, dict[Period, Value]],
    periods: Collection[Period],
    until: dt.datetime | None = None,
) -> dict[str, dict[Period, Value]]:
    """What is known of metrics, with the share of answers in time where nobody gave another number."""
    filled = {term_id: dict(values) for term_id, values in known.items()}
    for term in terms:
        for period, value in values(desk, term, periods, until).items():
            given = filled.setdefault(term.id, {}).get(period)
            if given is None:
                filled[term.id][period] = value
            elif given.actual is None:
                filled[term.id][period] = msgspec.structs.replace(value, target=given.target)
    return filled


def days_late(desk: Desk, issue: Issue) -> int | None:
    """How many days after its date an issue was answered, 0 and less in time; None where it had no date."""
    zone, moves = _zone(desk), issue_moves.of_issue(desk.db, issue.capture.number)
    given = [move.at.astimezone(zone).date() for move in moves if move.verb == "answered"]
    kept = promise_answered(promised_answers(moves, zone), given[-1] if given else None)
    if kept is not None and kept.answered_on is not None:
        return (kept.answered_on - kept.by).days
    if issue.answer_by is None or issue.answered_on is None:
        return None
    return (issue.answered_on - issue.answer_by).days


def _promised(
    desk: Desk, first: dt.date, last: dt.date, zone: ZoneInfo, until: dt.datetime | None = None
) -> tuple[PromisedAnswer, ...]:
    found = promised_answers(store.moves_of_promised(desk.db, first, last, until), zone)
    end = until.astimezone(zone).date() if until else dt.date.max
    older = store.promised_without_moves(desk.db, first, last)
    return (*found, *(_of_row(one, end) for one in older))


def _of_row(issue: Issue, end: dt.date) -> PromisedAnswer:
    """The promise that an issue's row alone tells of, as it was on the day `end`."""
    assert issue.answer_by is not None
    promised = PromisedAnswer(issue.capture.number, issue.owner, issue.answer_by)
    on = issue.answered_on
    if on is None or on > end:
        return promised
    if issue.state == "withdrawn":
        return msgspec.structs.replace(promised, ended_on=on)
    return msgspec.structs.replace(promised, answered_on=on)


def _zone(desk: Desk) -> ZoneInfo:
    """Where the teams meet: by the live meeting or the next agenda, else UTC."""
    live = meeting_store.load_live(desk.db)
    try:
        return ZoneInfo(live.timezone if live else desk.agenda().timezone)
    except SmeetingError:
        return ZoneInfo("UTC")
