"""The lead review: a few real leads looked at together, a verdict on each, and what the verdicts come to."""

import zlib

from smeeting.domain.errors import BadMoveError, NotFoundError
from smeeting.domain.instants import Instant
from smeeting.domain.lead_times import Speed
from smeeting.domain.leads import Lead
from smeeting.domain.meeting import Meeting
from smeeting.domain.verdicts import NO_REASON, Review, ReviewSummary, Verdict, VerdictWord, summarised
from smeeting.services import counts, meetings, metrics
from smeeting.services.desk import Desk
from smeeting.services.live import during
from smeeting.storage import leads as lead_store
from smeeting.storage import verdicts as store

TREND_MEETINGS = 3
"""So many meetings before are what acceptance is held against."""
MOST_LINKED = 20
"""As many leads an issue about a reason is linked to."""


def review_of(meeting: Meeting, position: int) -> Review:
    """What the item looks at, as its agenda says, or as is usual."""
    return meeting.items[position].review or Review()


def sample(desk: Desk, meeting: Meeting, position: int) -> tuple[Lead, ...]:
    """The leads that an item looks at: the same on every terminal, and none that was judged before."""
    review = review_of(meeting, position)
    seed = zlib.crc32(meeting.name.encode()) if review.seed is None else review.seed
    drawn = lead_store.sample(
        desk.db,
        review.sample,
        review.leads,
        seed=seed,
        sources=review.sources,
        exclude=store.judged_elsewhere(desk.db, meeting.name),
    )
    judged = [verdict.lead_id for verdict in store.of_meeting(desk.db, meeting.name)]
    if set(judged) <= {lead.id for lead in drawn}:
        return drawn
    # An import in the middle of the meeting brought newer ones; what was judged stays in view.
    others = [lead for lead in drawn if lead.id not in judged]
    return (*lead_store.listed(desk.db, judged), *others[: max(review.leads - len(judged), 0)])


def judge(
    desk: Desk,
    meeting: Meeting,
    position: int,
    lead: Lead,
    verdict: VerdictWord,
    now: Instant,
    *,
    reason: str = "",
) -> Verdict:
    """Keep the verdict on a lead; what worked and what did not stays as it was said before.

    Raises BadMoveError for a lead that is sent back without a reason.
    """
    if verdict != "accepted" and not reason.strip():
        raise BadMoveError(f"a lead that is {verdict} needs a reason", "choose one that marketing can act on")
    known = verdict_on(desk, meeting, lead)
    made = Verdict(
        lead_id=lead.id,
        lead_key=lead.key,
        source=lead.source,
        verdict=verdict,
        reason="" if verdict == "accepted" else reason.strip(),
        worked=known.worked if known else "",
        did_not=known.did_not if known else "",
        meeting=meeting.name,
    )
    return _keep(desk, meeting, position, made, now, f"{lead.label or lead.key}: {verdict}")


def remark(
    desk: Desk,
    meeting: Meeting,
    position: int,
    lead: Lead,
    now: Instant,
    *,
    worked: str | None = None,
    did_not: str | None = None,
) -> Verdict:
    """Keep what worked, or what did not, beside the verdict on a lead.

    Raises NotFoundError where there is no verdict yet.
    """
    known = verdict_on(desk, meeting, lead)
    if known is None:
        raise NotFoundError("there is no verdict on this lead yet", "give it first, with 1, 2 or 3")
    made = Verdict(
        lead_id=known.lead_id,
        lead_key=known.lead_key,
        source=known.source,
        verdict=known.verdict,
        reason=known.reason,
        worked=known.worked if worked is None else worked.strip(),
        did_not=known.did_not if did_not is None else did_not.strip(),
        meeting=meeting.name,
    )
    label = f"{lead.label or lead.key}: what {'did not work' if worked is None else 'worked'}"
    return _keep(desk, meeting, position, made, now, label)


def _keep(desk: Desk, meeting: Meeting, position: int, made: Verdict, now: Instant, label: str) -> Verdict:
    with during(desk, meeting, now, "lead.judge", label):
        store.put(desk.db, made, position, now.at)
    return made


def verdict_on(desk: Desk, meeting: Meeting, lead: Lead) -> Verdict | None:
    """What this meeting has said of a lead."""
    found = store.of_meeting(desk.db, meeting.name)
    return next((verdict for verdict in found if verdict.lead_id == lead.id), None)


def summary(desk: Desk, meeting: Meeting) -> ReviewSummary:
    """What a meeting's verdicts come to, beside those of the meetings before."""
    earlier = store.before(desk.db, meeting.held_on, meeting.name, TREND_MEETINGS)
    return summarised(store.of_meeting(desk.db, meeting.name), earlier, meeting.name)


def sent_back(desk: Desk, meeting: Meeting, reason: str) -> tuple[str, ...]:
    """The keys of the leads that a meeting sent back for a reason, as the summary tells it; some at most."""
    verdicts = store.of_meeting(desk.db, meeting.name)
    keys = [
        one.lead_key for one in verdicts if one.verdict != "accepted" and (one.reason or NO_REASON) == reason
    ]
    return tuple(keys[:MOST_LINKED])


def last_summary(desk: Desk) -> ReviewSummary | None:
    """What the last meeting came to in which leads were judged; None where there is none."""
    name = store.last_meeting(desk.db)
    return None if name is None else summary(desk, meetings.get(desk, name))


def speed(desk: Desk, meeting: Meeting) -> Speed | None:
    """How soon the leads of the period a meeting looks at were first touched; None where none came."""
    period = metrics.period_for(desk, meeting.held_on, meeting.started_at)
    if period.unit != "month":
        return None
    found = counts.speed(desk, (period, period))
    return found[0] if found else None
