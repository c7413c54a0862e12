"""What minutes tell of issues, voices and talk, as it stood at the end of the meeting's day."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from smeeting.domain.answers import promised_answers
from smeeting.domain.captures import Capture, Issue
from smeeting.domain.errors import NotFoundError
from smeeting.domain.issue_moves import IssueMove
from smeeting.domain.issue_tales import IssueTale, VoiceTale, merged, retold, taken_in, word_on_help
from smeeting.domain.meeting import Meeting
from smeeting.domain.minutes import Minutes, TalkBefore
from smeeting.services import answers
from smeeting.services.desk import Desk
from smeeting.storage import as_of, reports
from smeeting.storage import captures as capture_store
from smeeting.storage import issues as issue_store

_MEETINGS = 6
"""Of so many meetings, this one the last, are the answers and the talk shown."""
_LOOKED_AT = 60
"""Meetings that are looked through for talk."""


def with_tales(
    desk: Desk, minutes: Minutes, before: Meeting | None, then: Callable[[Issue], Issue]
) -> Minutes:
    """The minutes with what the moves, links and clocks tell; `then` says how an issue stood."""
    looked = _Look(desk, minutes, before, then)
    return replace(
        minutes,
        issues=looked.issues,
        carried=looked.carried,
        tales=looked.tales(),
        voices=looked.voices(),
        in_time=answers.before(desk, minutes.meeting, _MEETINGS),
        talk=_talk(desk, minutes.meeting),
    )


class _Look:
    """One look at the issues of one meeting."""

    def __init__(
        self, desk: Desk, minutes: Minutes, before: Meeting | None, then: Callable[[Issue], Issue]
    ) -> None:
        self._desk, self._minutes, self._then = desk, minutes, then
        self._zone = ZoneInfo(minutes.meeting.timezone)
        self._day = minutes.meeting.held_on
        self._since = before.held_on if before else None
        self._until = dt.datetime.combine(self._day, dt.time.max, self._zone)
        self._here = as_of.moves_in(desk.db, minutes.meeting.name, self._until)
        told = {one.capture.number: one for one in (*minutes.issues, *minutes.carried)}
        for number in {move.issue for move in self._here} - told.keys():
            # Answered long ago, and talked about only now; what is no issue any more has no row.
            with suppress(NotFoundError):
                told[number] = then(issue_store.get(desk.db, number))
        self._moves = self._all_moves(told)
        self._into = merged(move for moves in self._moves.values() for move in moves)
        self._twins = self._all_twins(told)
        aired = {one.capture.number for one in minutes.issues}
        standing = {number: self._stood(one) for number, one in told.items()}
        self.issues = tuple(standing[one.capture.number] for one in minutes.issues)
        self.carried = tuple(
            one for number, one in sorted(standing.items()) if number not in aired and self._belongs(one)
        )

    def _all_moves(self, told: Iterable[int]) -> dict[int, list[IssueMove]]:
        """The moves of these issues and of all that was merged into them, by number."""
        moves: dict[int, list[IssueMove]] = {}
        wanted = set(told)
        while wanted:
            found = as_of.moves_of(self._desk.db, wanted, self._until)
            for number in wanted:
                moves[number] = [move for move in found if move.issue == number]
            wanted = taken_in(found) - moves.keys()
        return moves

    def _all_twins(self, told: Mapping[int, Issue]) -> dict[int, list[Issue]]:
        twins: dict[int, list[Issue]] = {}
        for number in sorted(self._into):
            issue = told.get(number)
            if issue is None:
                with suppress(NotFoundError):
                    issue = self._then(issue_store.get(self._desk.db, number))
            if issue is not None:
                twins.setdefault(self._into[number], []).append(issue)
        return twins

    def _stood(self, issue: Issue) -> Issue:
        number = issue.capture.number
        twins = self._twins.get(number, [])
        said = as_of.me_too(self._desk.db, [issue, *twins], self._until)
        me_too: dict[str, int] = {}
        for sides in said.values():
            for side, times in sides.items():
                me_too[side] = me_too.get(side, 0) + times
        return replace(
            retold(issue, self._moves[number]),
            me_too=dict(sorted(me_too.items())),
            times_raised=1 + len(twins),
            merged_into=self._into.get(number),
        )

    def _belongs(self, issue: Issue) -> bool:
        """Whether an older issue is in these minutes: open, ended since the last meeting, or talked about."""
        if issue.merged_into is not None:
            return False
        if issue.is_open or self._since is None:
            return True
        here = any(move.issue == issue.capture.number for move in self._here)
        return here or (issue.answered_on is not None and issue.answered_on >= self._since)

    def tales(self) -> dict[int, IssueTale]:
        """What there is to tell of each issue besides how it stood."""
        why_not = self._why_not()
        found = {}
        for one in (*self.issues, *self.carried):
            number = one.capture.number
            moves = self._moves[number]
            promised = promised_answers(moves, self._zone)
            after = self._day + dt.timedelta(days=1)
            due = [each for each in promised if self._since is None or each.by > self._since]
            answered = [each for each in promised if each.answered_on is not None]
            tale = IssueTale(
                twins=tuple(self._twins.get(number, ())),
                helped=word_on_help(moves),
                why_not=why_not.get(number, ()),
                missed=any(each.was_kept(after) is False for each in due),
                in_time=answered[-1].was_kept(after) if answered else None,
            )
            if tale != IssueTale():
                found[number] = tale
        return found

    def _why_not(self) -> dict[int, tuple[str, ...]]:
        """The notes of this meeting that say why an issue is not answered, by its number."""
        notes = {one.number: one.text for one in self._minutes.captures if one.kind == "note"}
        found: dict[int, tuple[str, ...]] = {}
        for number, links in sorted(as_of.links_of(self._desk.db, notes, self._until).items()):
            for link in links:
                if link.kind == "record" and link.target.isdecimal():
                    begins = f"I{link.target} is not answered: "
                    if notes[number].startswith(begins):
                        word = notes[number].removeprefix(begins)
                        found[int(link.target)] = (*found.get(int(link.target), ()), word)
        return found

    def voices(self) -> dict[int, VoiceTale]:
        """What became of each customer voice of this meeting, and the stage it was said at."""
        db = self._desk.db
        numbers = [one.number for one in self._minutes.captures if one.kind == "voice"]
        links = as_of.links_of(db, numbers, self._until)
        back = as_of.links_to(db, numbers, self._until)
        stages = {term.id for term in self._minutes.glossary.stages}
        found = {}
        for number in numbers:
            terms = [link.target for link in links.get(number, ()) if link.kind == "term"]
            linked = {int(one.target) for one in links.get(number, ()) if one.kind == "record"}
            tale = VoiceTale(
                stage=next((term for term in terms if term in stages), ""),
                terms=tuple(term for term in terms if term not in stages),
                became=self._records({*linked, *back.get(number, ())}),
            )
            if tale != VoiceTale():
                found[number] = tale
        return found

    def _records(self, numbers: Collection[int]) -> tuple[Capture, ...]:
        """The records with these numbers, called as they were then: a letter may have changed since."""
        later = as_of.changed_later(self._desk.db, "capture", self._until) if numbers else {}
        found = []
        for number in sorted(numbers):
            with suppress(NotFoundError):
                record = capture_store.get(self._desk.db, number)
                was = later.get(number)
                found.append(replace(record, kind=was["kind"]) if was else record)
        return tuple(found)


def _talk(desk: Desk, meeting: Meeting) -> tuple[TalkBefore, ...]:
    """How long each side spoke in the last meetings of this agenda in which somebody said who did."""
    held = reports.held_up_to(desk.db, meeting, _LOOKED_AT)
    spoken = [one for one in held if one.agenda == meeting.agenda and any(one.talk_ms.values())]
    return tuple(TalkBefore(one.held_on, dict(one.talk_ms)) for one in spoken[-_MEETINGS:])
