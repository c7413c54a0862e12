"""What a meeting sees of the leads: those of the period it looks at, as they were known when it closed."""

from contextlib import suppress

from smeeting.domain.errors import FaultsError
from smeeting.domain.meeting import Meeting
from smeeting.domain.minutes import LeadNumbers
from smeeting.services import counts, funnels, metrics
from smeeting.services.desk import Desk
from smeeting.storage import lead_snapshots


def seen(desk: Desk, meeting: Meeting) -> LeadNumbers | None:
    """The leads as a meeting that is over saw them, or as they are now; None where there were none."""
    if meeting.state in ("closed", "final"):
        return lead_snapshots.get(desk.db, meeting.name)
    return _now(desk, meeting)


def keep(desk: Desk, meeting: Meeting) -> None:
    """Keep what the meeting sees, inside the open transaction: later imports are not in its minutes."""
    # A glossary that can't be read is no reason to go on with a meeting.
    with suppress(FaultsError):
        numbers = _now(desk, meeting)
        if numbers is not None:
            lead_snapshots.put(desk.db, meeting.name, numbers)


def _now(desk: Desk, meeting: Meeting) -> LeadNumbers | None:
    period = metrics.period_for(desk, meeting.held_on, meeting.started_at)
    if period.unit != "month" or funnels.span(desk) is None:
        return None
    months = (period, period)
    funnel = funnels.funnel(desk, months=months)
    speed = counts.speed(desk, months)
    return LeadNumbers(funnel, speed[0] if speed else None) if funnel.steps else None
