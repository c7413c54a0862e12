"""Verdicts: what sales says of single leads, and what many of them tell of their sources."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, get_args

import msgspec

from smeeting.domain.leads import SampleOrder

VerdictWord = Literal["accepted", "recycled", "rejected"]
VERDICT_WORDS: tuple[VerdictWord, ...] = get_args(VerdictWord)
VERDICT_SIGNS: dict[VerdictWord, str] = {"accepted": "✓", "recycled": "↺", "rejected": "✗"}

STARTER_REASONS = (
    "no phone number or email that works",
    "too small for us",
    "outside where we deliver",
    "not the one who decides",
    "no need now, ask again later",
    "wanted something we do not sell",
    "did not know we would call",
    "a customer or a supplier already",
    "we called too late",
)
"""Why a lead is sent back, each something that marketing, or the hand-off, can do something about."""
MOST_REASONS = 9
"""As many as there are keys for."""
MOST_LEADS = 20
NO_REASON = "no reason given"


class Review(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which leads an item looks at, as its agenda says."""

    sample: SampleOrder = "newest"
    leads: int = 5
    """How many."""
    seed: int | None = None
    """Of a random sample; the meeting's own where it is left out."""
    sources: tuple[str, ...] = ()
    """Of these alone; of all where there are none."""
    reasons: tuple[str, ...] = STARTER_REASONS


class Verdict(msgspec.Struct, frozen=True):
    """What was said of one lead in one meeting."""

    lead_id: int
    lead_key: str
    source: str
    """As it was called then; empty for none."""
    verdict: VerdictWord
    reason: str = ""
    """Why it was sent back; empty for one that was accepted."""
    worked: str = ""
    """What of marketing's work helped."""
    did_not: str = ""
    """What did not."""
    meeting: str = ""
    """The meeting's name."""
    at: dt.datetime | None = None


class Acceptance(msgspec.Struct, frozen=True):
    """How the leads of one source, or of all, were judged."""

    source: str | None
    """None for all; empty for leads of no source."""
    accepted: int
    judged: int
    before_accepted: int = 0
    """In the meetings before."""
    before_judged: int = 0
    reasons: tuple[tuple[str, int], ...] = ()
    """Why leads were sent back in this meeting, the most frequent first."""

    @property
    def share(self) -> float | None:
        """The part that was accepted; None where none was judged."""
        return self.accepted / self.judged if self.judged else None

    @property
    def share_before(self) -> float | None:
        """The part that was accepted in the meetings before."""
        return self.before_accepted / self.before_judged if self.before_judged else None


class ReviewSummary(msgspec.Struct, frozen=True):
    """What a meeting's verdicts come to."""

    overall: Acceptance
    by_source: tuple[Acceptance, ...]
    """Those of most judged leads first."""
    verdicts: tuple[Verdict, ...]
    """In the order they were given."""
    meeting: str = ""
    """The meeting's name."""

    def frequent(self, most: int = 3) -> tuple[tuple[str, int], ...]:
        """The most frequent reasons with how many leads they were given for."""
        return self.overall.reasons[:most]


def summarised(
    verdicts: Sequence[Verdict], before: Sequence[Verdict] = (), meeting: str = ""
) -> ReviewSummary:
    """The verdicts of one meeting beside those of the meetings before."""
    sources = dict.fromkeys(verdict.source for verdict in verdicts)
    by_source = [_acceptance(source, _of(verdicts, source), _of(before, source)) for source in sources]
    by_source.sort(key=lambda one: (-one.judged, one.source))
    return ReviewSummary(_acceptance(None, verdicts, before), tuple(by_source), tuple(verdicts), meeting)


def _of(verdicts: Iterable[Verdict], source: str) -> list[Verdict]:
    return [verdict for verdict in verdicts if verdict.source == source]


def _acceptance(source: str | None, verdicts: Sequence[Verdict], before: Sequence[Verdict]) -> Acceptance:
    sent_back = Counter(one.reason or NO_REASON for one in verdicts if one.verdict != "accepted")
    return Acceptance(
        source,
        _accepted(verdicts),
        len(verdicts),
        _accepted(before),
        len(before),
        # Of equally frequent ones the one that was given first.
        tuple(sent_back.most_common()),
    )


def _accepted(verdicts: Iterable[Verdict]) -> int:
    return sum(one.verdict == "accepted" for one in verdicts)
