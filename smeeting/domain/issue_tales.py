"""What is told of issues and voices besides how they stood, and what a meeting's listening came to."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence

import msgspec

from smeeting.domain.captures import Capture, Issue
from smeeting.domain.issue_moves import IssueMove
from smeeting.domain.kinds import KINDS
from smeeting.domain.listening import turn_of
from smeeting.domain.meeting import ItemRun
from smeeting.domain.wording import sounds_like_fix

_REF = re.compile(r"I(\d+)\b")


class IssueTale(msgspec.Struct, frozen=True):
    """What minutes tell of an issue besides how it stood."""

    twins: tuple[Issue, ...] = ()
    """The duplicates that were merged into it, by number."""
    helped: str = ""
    """The word on whether the answer helps, where one was said."""
    refused: bool = False
    """Whether it was said since the meeting before that the answer does not help."""
    answered_on: dt.date | None = None
    """The day of its last answer, also of one that does not help."""
    answered_by: str = ""
    """Who gave that answer; somebody else may own the issue since."""
    why_not: tuple[str, ...] = ()
    """Why it was not answered, in the words of this meeting."""
    missed: bool = False
    """Whether a date it was to be answered by, since the meeting before, passed without an answer."""
    in_time: bool | None = None
    """Whether its answer came in time; None where there was no date."""
    said_back: bool = False
    """Whether it was said back, or agreed to, in this meeting."""


class VoiceTale(msgspec.Struct, frozen=True):
    """What became of what a customer said."""

    terms: tuple[str, ...] = ()
    """Ids of the terms it is an example of."""
    became: tuple[Capture, ...] = ()
    """The records that were made of it."""


def said_back_in(meeting: str, moves: Iterable[IssueMove]) -> set[int]:
    """The numbers of the issues that were said back, or agreed to, in a meeting, wherever they were aired."""
    return {move.issue for move in moves if move.meeting == meeting and move.verb in ("heard", "yes")}


def word_on_help(moves: Iterable[IssueMove]) -> str:
    """The last word on whether the answer helps."""
    said = [move.text for move in moves if move.verb in ("helps", "does not help")]
    return said[-1] if said else ""


def taken_in(moves: Iterable[IssueMove]) -> set[int]:
    """The numbers of all that was ever merged into one of the issues with these moves."""
    found = (_REF.match(move.text) for move in moves if move.verb == "took in")
    return {int(one[1]) for one in found if one}


def heard_shares(issues: Iterable[Issue]) -> dict[str, tuple[int, int]]:
    """How many issues were heard, and how many were aired, by the side that raised them.

    Those that are anonymous or no side's are under the empty key; withdrawn ones and duplicates are left out.
    """
    shares: dict[str, tuple[int, int]] = {}
    for one in issues:
        if one.state != "withdrawn" and one.merged_into is None:
            heard, aired = shares.get(turn_of(one), (0, 0))
            shares[turn_of(one)] = (heard + one.is_heard, aired + 1)
    return dict(sorted(shares.items(), key=lambda share: (not share[0], share[0])))


def early_fixes(items: Sequence[ItemRun], captures: Iterable[Capture]) -> tuple[int, int]:
    """How many texts came as a fix while the room listened, and how many of these were parked.

    What was parked counts as one however it is worded. Anonymous texts, which nobody was asked about, don't.
    """
    listening = {place for place, item in enumerate(items) if KINDS[item.kind].listens}
    said = [one for one in captures if one.item in listening and one.at is not None]
    parked = sum(one.kind == "idea" for one in said)
    fixes = sum(one.kind in ("issue", "note", "action") and sounds_like_fix(one.text) for one in said)
    return parked + fixes, parked
