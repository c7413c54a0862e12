"""Targets set together: one side proposes, and it holds once every side has said yes."""

from collections.abc import Collection, Sequence

import msgspec

from smeeting.domain.errors import NotFoundError
from smeeting.domain.glossary import Term
from smeeting.domain.instants import Instant
from smeeting.domain.meeting import Meeting
from smeeting.domain.metrics import Value, number_text
from smeeting.domain.periods import Period
from smeeting.domain.targets import TargetChange
from smeeting.services import metrics
from smeeting.services.desk import Desk
from smeeting.storage import targets as store
from smeeting.storage import values


def set_together(
    desk: Desk,
    term: Term,
    period: Period,
    target: float,
    yes: Collection[str],
    sides: Sequence[str],
    now: Instant,
    *,
    meeting: Meeting | None = None,
) -> TargetChange:
    """Keep a target: it holds where all `sides` say `yes` to it, and else waits for the others.

    Every change is kept with who said yes and when.
    """
    said = [side for side in sides if side in yes]
    agreed = len(said) == len(sides)
    word = "target" if agreed else "proposed target"
    label = f"{term.term} {period}: {word} {number_text(target)}"
    with metrics.changing(desk, meeting, now, "metric.target", label):
        keep(desk, term, period, target, said, now, agreed=agreed, meeting=meeting)
        return store.of_term(desk.db, term.id)[0]


def set_alone(
    desk: Desk, term: Term, period: Period, target: float, now: Instant, *, meeting: Meeting | None = None
) -> None:
    """Keep a target that holds though nobody was asked, such as one from a plan that was agreed elsewhere."""
    label = f"{term.term} {period}: target {number_text(target)}"
    with metrics.changing(desk, meeting, now, "metric.target", label):
        keep(desk, term, period, target, (), now, agreed=True, meeting=meeting)


def say_yes(
    desk: Desk,
    term: Term,
    period: Period,
    side: str,
    sides: Sequence[str],
    now: Instant,
    *,
    meeting: Meeting | None = None,
) -> TargetChange:
    """Let one more side say yes to what waits for a period; with the last one it holds.

    Raises NotFoundError where nothing waits.
    """
    proposal = waiting(desk, period).get(term.id)
    if proposal is None:
        raise NotFoundError(f"no target of {term.term} for {period} waits for a yes", "propose one first")
    yes = {*proposal.yes, side}
    return set_together(desk, term, period, proposal.target, yes, sides, now, meeting=meeting)


def keep(
    desk: Desk,
    term: Term,
    period: Period,
    target: float,
    yes: Sequence[str],
    now: Instant,
    *,
    agreed: bool,
    meeting: Meeting | None,
) -> None:
    """Write a change of a target inside a transaction that is open."""
    known = values.get(desk.db, term.id, period) or Value(term.id, period)
    own = term.metric.target if term.metric and known.target is None else known.target
    name = meeting.name if meeting else None
    store.add(desk.db, term.id, period, own, target, yes, agreed=agreed, meeting=name, at=now.at)
    if agreed:
        values.put(desk.db, msgspec.structs.replace(known, target=target))


def waiting(desk: Desk, period: Period) -> dict[str, TargetChange]:
    """The targets proposed for a period that still wait for a side's yes, by term id."""
    return {change.term_id: change for change in store.waiting(desk.db, period)}


def set_for(desk: Desk, period: Period) -> dict[str, float]:
    """The targets that were set for this very period, by term id; for others the glossary's hold."""
    found = values.of_periods(desk.db, (period,))
    return {
        term_id: target for term_id, known in found.items() if (target := known[period].target) is not None
    }


def changes_of(desk: Desk, meeting: Meeting) -> tuple[TargetChange, ...]:
    """What was set or proposed in a meeting, in the order it was: of each metric and period the last word."""
    last = {(change.term_id, change.period): change for change in store.of_meeting(desk.db, meeting.name)}
    return tuple(sorted(last.values(), key=lambda change: change.id))


def history(desk: Desk, term_id: str) -> tuple[TargetChange, ...]:
    """Every change of a metric's target, newest first."""
    return store.of_term(desk.db, term_id)
