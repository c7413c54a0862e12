"""Records as they stood at the end of a meeting's day, so that past minutes stay as they were.

What came later is told by the row history: other words, another kind, an owner, an answer. Of an anonymous
issue's text there is none, and of the issue itself only what the room did with it.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import to_builtins
from msgspec.structs import replace

from smeeting.domain.captures import Action, Capture, CaptureKind, Issue, IssueState
from smeeting.domain.meeting import Meeting
from smeeting.domain.term_examples import Example
from smeeting.services.desk import Desk
from smeeting.storage import actions as action_store
from smeeting.storage import as_of, conversions, history, issue_moves, reports
from smeeting.storage import captures as capture_store
from smeeting.storage import issues as issue_store
from smeeting.storage import term_examples as example_store
from smeeting.storage.history import Row
from smeeting.storage.stored_values import read_as

_TOLD: tuple[CaptureKind, ...] = ("decision", "note", "idea", "voice", "dispute")
"""What minutes tell as it was said; issues and actions stand apart."""


def end_of_day(meeting: Meeting) -> dt.datetime:
    """The end of the day a meeting was held on: what came later is not in its minutes."""
    return dt.datetime.combine(meeting.held_on, dt.time.max, ZoneInfo(meeting.timezone))


class AsItStood:
    """What the minutes of one meeting tell of its records, and of those it was reported back on."""

    def __init__(self, desk: Desk, meeting: Meeting, since: dt.date | None) -> None:
        """Look at a meeting; `since` is the day of the one before."""
        self._db = desk.db
        self._meeting = meeting
        self._since = since or dt.date.min
        self._until = end_of_day(meeting)
        self._meetings_since = reports.count_after(desk.db, meeting)
        captured = capture_store.of_meeting(desk.db, meeting.name)
        self._captured = self._captures_then(captured)

    def captures(self) -> tuple[Capture, ...]:
        """Decisions, notes, parked ideas, voices and disputes of the meeting, by number."""
        return tuple(one for one in self._captured if one.kind in _TOLD)

    def issues(self) -> tuple[Issue, ...]:
        """The issues that were aired in the meeting, by number."""
        return self._issues([one for one in self._captured if one.kind == "issue"])

    def actions(self) -> tuple[Action, ...]:
        """The actions that were undertaken in the meeting, by number."""
        return self._actions([one for one in self._captured if one.kind == "action"])

    def carried(self) -> tuple[Issue, ...]:
        """Issues aired earlier that were open, or ended since the meeting before; by number."""
        live = [one.capture for one in reports.carried_into(self._db, self._meeting, self._since)]
        then = self._issues(self._from_before(live, "issue"))
        # A duplicate goes on as another issue, which is carried itself.
        return tuple(
            one
            for one in then
            if one.merged_into is None and (one.answered_on is None or one.answered_on >= self._since)
        )

    def issues_of(self, numbers: Collection[int]) -> tuple[Issue, ...]:
        """These issues, from whatever meeting; what was none then is left out."""
        live = capture_store.of_numbers(self._db, numbers)
        return self._issues([one for one in self._captures_then(live) if one.kind == "issue"])

    def records_of(self, numbers: Collection[int]) -> tuple[Capture, ...]:
        """These records, with the words and the kinds they had; by number."""
        return tuple(self._captures_then(capture_store.of_numbers(self._db, numbers)))

    def reported(self) -> tuple[Action, ...]:
        """Actions undertaken earlier that were open, or ended since the meeting before; by number."""
        live = [one.capture for one in reports.reported_in(self._db, self._meeting, self._since)]
        then = self._actions(self._from_before(live, "action"))
        return tuple(one for one in then if one.done_on is None or one.done_on >= self._since)

    def examples(self) -> tuple[Example, ...]:
        """What was said of examples in the meeting; what became of one then is told, not what did later."""
        found = example_store.of_meeting(self._db, self._meeting.name)
        before = history.rows_before(self._db, "term_example", self._until, [one.id for one in found])
        return tuple(_example(one, before.get(one.id)) for one in found)

    def _captures_then(self, captured: Sequence[Capture]) -> list[Capture]:
        before = history.rows_before(self._db, "capture", self._until, [one.number for one in captured])
        return [_capture(one, before.get(one.number)) for one in captured]

    def _from_before(self, live: list[Capture], kind: Literal["issue", "action"]) -> list[Capture]:
        """Records of this kind from before the meeting, also those that are another kind by now."""
        others = set(conversions.converted_since(self._db, self._until)) - {one.number for one in live}
        gone = capture_store.from_before(self._db, self._meeting.started_at, others)
        then = self._captures_then([*live, *gone])
        return sorted((one for one in then if one.kind == kind), key=lambda one: one.number)

    def _issues(self, captured: Sequence[Capture]) -> tuple[Issue, ...]:
        numbers = [one.number for one in captured]
        before = history.rows_before(self._db, "issue", self._until, numbers)
        ages = issue_store.ages(self._db, numbers)
        twins = self._twins(numbers)
        asked = [*numbers, *(twin for found in twins.values() for twin in found)]
        said = as_of.me_too_of(self._db, asked, self._until)
        made = []
        for capture in captured:
            number = capture.number
            issue = self._issue(capture, before.get(number))
            sides: Counter[str] = Counter()
            for one in (number, *twins[number]):
                sides.update(said.get(one, {}))
            age = max(0, ages[number] - self._meetings_since)
            made.append(replace(issue, age=age, times_raised=1 + len(twins[number]), me_too=dict(sides)))
        return tuple(made)

    def _twins(self, numbers: Sequence[int]) -> dict[int, list[int]]:
        """The duplicates that had been merged into each issue then."""
        ever = {number: issue_moves.taken_in(self._db, number) for number in numbers}
        every = [twin for found in ever.values() for twin in found]
        before = history.rows_before(self._db, "issue", self._until, every)
        live = issue_store.goes_on_as(self._db, every)

        def went_on_as(twin: int) -> object:
            row = before.get(twin)
            return (row.get("merged_into") if row else None) if twin in before else live.get(twin)

        return {
            number: [twin for twin in found if went_on_as(twin) == number] for number, found in ever.items()
        }

    def _issue(self, capture: Capture, row: Row | None) -> Issue:
        """The issue as it stood: what was answered later was open."""
        if row is not None:
            return read_as(Issue, {**_known(row, _OF_AN_ISSUE), "capture": to_builtins(capture)})
        # The history has no more to tell than the row itself: nothing came later, or it was past midnight.
        issue = replace(issue_store.get(self._db, capture.number), capture=capture)
        if not issue.anonymous or issue.answered_on is None or issue.answered_on <= self._meeting.held_on:
            return issue
        # Before version 4 an anonymous issue had no history at all.
        state: IssueState = "owned" if issue.owner else "heard" if issue.heard else "aired"
        return replace(issue, state=state, answer="", answered_on=None)

    def _actions(self, captured: Sequence[Capture]) -> tuple[Action, ...]:
        before = history.rows_before(self._db, "action", self._until, [one.number for one in captured])
        return tuple(self._action(one, before.get(one.number)) for one in captured)

    def _action(self, capture: Capture, row: Row | None) -> Action:
        """The action as it stood: what was done later was open."""
        if row is None:
            return replace(action_store.get(self._db, capture.number), capture=capture)
        known = {**_known(row, _OF_AN_ACTION), "issue": row["issue_id"], "capture": to_builtins(capture)}
        return read_as(Action, known)


_OF_AN_ISSUE = (
    "state",
    "anonymous",
    "heard",
    "owner",
    "answer_by",
    "answer",
    "answered_on",
    "understood",
    "helps",
    "merged_into",
)
_OF_AN_ACTION = ("state", "owner", "due", "done_on", "outcome")


def _known(row: Row, names: tuple[str, ...]) -> Row:
    """The columns by these names; a row of an earlier version lacks some."""
    known = {name: row[name] for name in names if name in row}
    return {**known, "anonymous": bool(known["anonymous"])} if "anonymous" in known else known


def _capture(capture: Capture, row: Row | None) -> Capture:
    """The capture as it stood: with the words and the kind it had."""
    if row is None:
        return capture
    known = {name: row[name] for name in ("kind", "text", "side", "term_id")}
    known["after_room"] = bool(row["after_room"])
    return read_as(Capture, {**to_builtins(capture), **known})


def _example(example: Example, row: Row | None) -> Example:
    if row is None:
        return example
    then = {"outcome": row["outcome"], "issue": row["issue_id"], "rule": row["rule"]}
    return read_as(Example, {**to_builtins(example), **then})
