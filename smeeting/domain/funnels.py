"""The funnel: how many leads enter each stage, how many go on, how long it takes, and where hands change."""

from collections.abc import Mapping, Sequence

import msgspec

from smeeting.domain.durations import Durations
from smeeting.domain.glossary import Basis, Term
from smeeting.domain.periods import Period


class Reached(msgspec.Struct, frozen=True):
    """What was counted of one stage."""

    entered: int = 0
    """By period how many entered it; by cohort how many of those who came then ever reached it."""
    without_date: int = 0
    """Leads of any time that reached it, though nobody knows when; by period they are in no month."""
    time: Durations = Durations()
    """Days from the last stage before it that has a date."""


class Step(msgspec.Struct, frozen=True):
    """One stage of a funnel, beside the one before it."""

    stage_id: str
    name: str
    owner: str
    """A side."""
    is_hand_off: bool
    """Whether another side had the stage before."""
    entered: int
    conversion: float | None
    """The share of those in the step before, 1 for all of them; None where there is none."""
    reason: str
    """Why there is no conversion, or why it is above 1; empty where nothing has to be said."""
    median_days: float | None
    mean_days: float | None
    timed: int
    """How many the days are of."""
    negative: int
    """How many of those entered it before the stage before."""
    without_date: int


class Funnel(msgspec.Struct, frozen=True):
    """The stages that leads have reached, in the order of the glossary."""

    steps: tuple[Step, ...]
    basis: Basis
    months: tuple[Period, Period] | None
    """The first and the last month that were asked for; None where there are no leads."""
    source: str | None = None
    """The one source it is of; None for all."""

    @property
    def overall(self) -> float | None:
        """The share of the first step that got to the last; None where nobody came, or fewer than left."""
        if len(self.steps) < 2 or not 0 < self.steps[0].entered >= self.steps[-1].entered:
            return None
        return self.steps[-1].entered / self.steps[0].entered

    @property
    def months_text(self) -> str:
        """The months as people write them: `2026-03`, or `2025-04 to 2026-03`."""
        if self.months is None:
            return ""
        first, last = self.months
        return str(first) if first == last else f"{first} to {last}"


def funnel_of(
    terms: Sequence[Term],
    reached: Mapping[str, Reached],
    basis: Basis,
    months: tuple[Period, Period] | None,
    source: str | None = None,
) -> Funnel:
    """The funnel of some stages, from what was counted by the ids of their terms."""
    steps: list[Step] = []
    for term in terms:
        steps.append(_step(term, reached.get(term.id, Reached()), steps[-1] if steps else None, basis))
    return Funnel(tuple(steps), basis, months, source)


def _step(term: Term, here: Reached, before: Step | None, basis: Basis) -> Step:
    owner = term.stage.owner if term.stage else ""
    conversion, reason = (None, "") if before is None else _conversion(before, term.term, here.entered, basis)
    return Step(
        stage_id=term.id,
        name=term.term,
        owner=owner,
        is_hand_off=before is not None and owner != before.owner,
        entered=here.entered,
        conversion=conversion,
        reason=reason,
        median_days=here.time.median,
        mean_days=here.time.mean,
        timed=here.time.known,
        negative=here.time.negative,
        without_date=here.without_date,
    )


def _conversion(before: Step, name: str, entered: int, basis: Basis) -> tuple[float | None, str]:
    if not before.entered:
        return None, f"nobody {'entered' if basis == 'period' else 'reached'} {before.name}"
    conversion = entered / before.entered
    if entered <= before.entered:
        return conversion, ""
    if basis == "cohort":
        return conversion, f"some reached {name} without {before.name}"
    return conversion, f"more entered {name} than {before.name}: some came in earlier months"


def share_text(share: float | None) -> str:
    """A share as people read it, such as `10.5 %`; a dash where there is none; 100 only for all."""
    if share is None:
        return "–"
    percent = 100 * share
    if 0 < percent < 100:
        return f"{min(max(percent, 0.1), 99.9):.1f} %"
    return f"{percent:.0f} %"
