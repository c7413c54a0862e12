"""Invented targets, funnel and verdicts of a meeting; people's words may be given."""

import datetime as dt

from smeeting.domain.durations import Durations
from smeeting.domain.funnels import Funnel, Step
from smeeting.domain.lead_times import Answers, Speed
from smeeting.domain.minutes import LeadNumbers
from smeeting.domain.periods import Period
from smeeting.domain.targets import TargetChange
from smeeting.domain.verdicts import ReviewSummary, Verdict, summarised

_COMING, _SEEN = Period.parse("2026-11"), Period.parse("2026-10")
_AT = dt.datetime(2026, 11, 3, 10, 20, tzinfo=dt.UTC)
NAME = "2026-11-03-monthly"


def targets(term_id: str = "mql") -> tuple[TargetChange, ...]:
    """One that both sides said yes to, one that waits, and one that nobody was asked about."""
    return (
        TargetChange(1, term_id, _COMING, 120, 130, ("marketing", "sales"), True, NAME, _AT),
        TargetChange(2, "sla", _COMING, None, 96, ("marketing",), False, NAME, _AT),
        TargetChange(3, "other", _COMING, 5, 6, (), True, NAME, _AT),
    )


def leads(name: str = "Lead", owner: str = "marketing") -> LeadNumbers:
    """A funnel of two steps with a hand-off, and how soon the leads were touched."""
    steps = (
        Step("lead", name, owner, False, 200, None, "", None, None, 0, 0, 0),
        Step("sql", "SQL", "sales", True, 50, 0.25, "", 4.5, 6.25, 50, 1, 2),
    )
    speed = Speed(None, Durations.of([1.0, 30.0]), Answers(within=1, late=1, never=3))
    return LeadNumbers(Funnel(steps, "period", (_SEEN, _SEEN)), speed)


def review(text: str = "") -> ReviewSummary:
    """Three verdicts, of which one has what worked and what did not."""
    verdicts = (
        Verdict(1, text or "contact:1", text or "Fair", "accepted", worked=text or "the guide", meeting=NAME),
        Verdict(2, "contact:2", text or "Fair", "rejected", text or "too small for us", meeting=NAME),
        Verdict(
            3, "contact:3", "", "recycled", text or "no need now", did_not=text or "the call", meeting=NAME
        ),
    )
    return summarised(verdicts, verdicts[1:], NAME)
