"""Answers in time: of what was to be answered by a date, how much was, by the side that owed it.

The rule, the same wherever it is counted:

- An answer is promised when an issue is given somebody and a date. It counts in the time its date lies in,
  for the side of the person who had promised it.
- It was in time where the answer came on that day or before. Whether the answer helps is another question.
- A date that is moved before it has passed is replaced by the new one, and so is the owner. A date that is
  moved after it has passed was missed, and the new one is another promise.
- What is withdrawn, merged or taken the date from before that day is owed no more, and is not counted. So
  is what is no issue any more; what comes back as one on that day or before is owed again.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping

import msgspec

from smeeting.domain.issue_moves import IssueMove, IssueVerb
from smeeting.domain.text import folded

_BY = re.compile(r"by (\d{4}-\d\d-\d\d)")
BECAME = " → "
"""Between what a record was and what it is, in the text of the move that converts it."""
_ENDING: tuple[IssueVerb, ...] = ("answered", "closed", "withdrawn", "merged", "converted")
"""After these nothing is owed any more."""


class PromisedAnswer(msgspec.Struct, frozen=True):
    """An answer that somebody was to give by a date."""

    issue: int
    """Its number."""
    owner: str
    by: dt.date
    answered_on: dt.date | None = None
    ended_on: dt.date | None = None
    """When the promise was replaced or fell away without an answer."""

    def was_kept(self, today: dt.date) -> bool | None:
        """Whether the answer came in time; None while it still may, and where it fell away before."""
        if self.answered_on is not None:
            return self.answered_on <= self.by
        if self.ended_on is not None:
            return None if self.ended_on <= self.by else False
        return None if today <= self.by else False


class InTime(msgspec.Struct, frozen=True):
    """How many answers came in time, of those that were due."""

    kept: int = 0
    due: int = 0

    @property
    def share(self) -> float | None:
        """In %; None where nothing was due."""
        return 100 * self.kept / self.due if self.due else None


def promised_answers(moves: Iterable[IssueMove], zone: dt.tzinfo) -> tuple[PromisedAnswer, ...]:
    """The answers that were promised of issues, each with what became of it.

    `moves` are those of any number of issues, oldest first. Days are those of `zone`.
    """
    found: list[PromisedAnswer] = []
    running: dict[int, PromisedAnswer] = {}
    away: dict[int, PromisedAnswer] = {}
    for move in moves:
        if move.verb != "owned" and move.verb not in _ENDING:
            continue
        day = move.at.astimezone(zone).date()
        promised = running.pop(move.issue, None)
        if promised is not None:
            ended = {"answered_on" if move.verb == "answered" else "ended_on": day}
            found.append(msgspec.structs.replace(promised, **ended))
            if move.verb == "converted":
                away[move.issue] = promised
        elif move.verb == "converted" and move.text.endswith(f"{BECAME}I{move.issue}"):
            # The issue comes back as it was, with its owner and its date.
            back = away.pop(move.issue, None)
            if back is not None and day <= back.by:
                running[move.issue] = back
        by = promised_day(move)
        if by is not None:
            running[move.issue] = PromisedAnswer(move.issue, move.who, by)
    return (*found, *running.values())


def promise(by: dt.date | None) -> str:
    """The text of the move that gives an issue somebody: what `promised_day` reads; empty for no date."""
    return f"by {by.isoformat()}" if by else ""


def promised_day(move: IssueMove) -> dt.date | None:
    """The date by which an answer is promised with this move; None where it promises none."""
    written = _BY.fullmatch(move.text) if move.verb == "owned" else None
    return dt.date.fromisoformat(written[1]) if written else None


def in_time(
    promised: Iterable[PromisedAnswer],
    sides: Mapping[str, str | None],
    first: dt.date,
    last: dt.date,
    today: dt.date,
) -> dict[str, InTime]:
    """What was due from `first` to `last`, by the side of its owner; "" for owners of no side.

    `sides` are those of people by name, `today` is the first day on which nothing of the past is awaited.
    """
    found: dict[str, InTime] = {}
    # As people are found everywhere else: who promised may have been known only later.
    known = {folded(name): side for name, side in sides.items()}
    for one in promised:
        kept = one.was_kept(today) if first <= one.by <= last else None
        if kept is not None:
            side = known.get(folded(one.owner)) or ""
            before = found.get(side, InTime())
            found[side] = InTime(before.kept + kept, before.due + 1)
    return dict(sorted(found.items(), key=lambda share: (not share[0], share[0])))
