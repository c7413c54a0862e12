"""What minutes tell of issues, voices and talk, as it stood at the end of the meeting's day."""

import datetime as dt
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from smeeting.domain.answers import promise_answered, promised_answers
from smeeting.domain.captures import Issue
from smeeting.domain.issue_tales import IssueTale, VoiceTale, said_back_in, taken_in, word_on_help
from smeeting.domain.meeting import Meeting
from smeeting.domain.minutes import Minutes, TalkBefore, number_of
from smeeting.services import answers, listening
from smeeting.services.as_it_stood import AsItStood, end_of_day
from smeeting.services.desk import Desk
from smeeting.storage import as_of

if TYPE_CHECKING:
    from smeeting.domain.issue_moves import IssueMove

_MEETINGS = 6
"""Of so many meetings, this one the last, are the answers and the talk shown."""


def with_tales(desk: Desk, minutes: Minutes, since: dt.date | None, then: AsItStood) -> Minutes:
    """The minutes with what the moves, links and clocks tell; `since` is the day of the meeting before."""
    looked = _Look(desk, minutes, since, then)
    return replace(
        minutes,
        carried=looked.carried,
        tales=looked.tales(),
        voices=looked.voices(),
        in_time=answers.before(desk, minutes.meeting, _MEETINGS),
        talk=_talk(desk, minutes.meeting),
    )


class _Look:
    """One look at the issues of one meeting."""

    def __init__(self, desk: Desk, minutes: Minutes, since: dt.date | None, then: AsItStood) -> None:
        self._desk, self._minutes, self._since, self._then = desk, minutes, since, then
        self._zone = ZoneInfo(minutes.meeting.timezone)
        self._day = minutes.meeting.held_on
        self._until = end_of_day(minutes.meeting)
        told = {one.capture.number for one in (*minutes.issues, *minutes.carried)}
        here = {move.issue for move in as_of.moves_in(desk.db, minutes.meeting.name, self._until)}
        # Answered long ago, and talked about only now. A duplicate goes on as another one.
        others = (one for one in then.issues_of(here - told) if one.merged_into is None)
        self.carried = tuple(sorted((*minutes.carried, *others), key=number_of))
        self._issues = (*minutes.issues, *self.carried)
        numbers = {one.capture.number for one in self._issues}
        self._moves: dict[int, list[IssueMove]] = {number: [] for number in numbers}
        for move in as_of.moves_of(desk.db, numbers, self._until):
            self._moves[move.issue].append(move)
        self._twins = self._all_twins()

    def _all_twins(self) -> dict[int, list[Issue]]:
        """The duplicates that had been merged into each issue, by its number."""
        ever = set().union(*map(taken_in, self._moves.values()))
        twins: dict[int, list[Issue]] = {}
        for one in self._then.issues_of(ever):
            if one.merged_into is not None:
                twins.setdefault(one.merged_into, []).append(one)
        return twins

    def tales(self) -> dict[int, IssueTale]:
        """What there is to tell of each issue besides how it stood."""
        why_not = self._why_not()
        found = {}
        for one in self._issues:
            number = one.capture.number
            moves = self._moves[number]
            promised = promised_answers(moves, self._zone)
            after = self._day + dt.timedelta(days=1)
            due = [each for each in promised if self._since is None or each.by > self._since]
            refused = (self._day_of(move) for move in moves if move.verb == "does not help")
            given = [move for move in moves if move.verb == "answered"]
            answered_on = self._day_of(given[-1]) if given else None
            kept = promise_answered(promised, answered_on)
            tale = IssueTale(
                twins=tuple(self._twins.get(number, ())),
                helped=word_on_help(moves),
                refused=any(self._since is None or day > self._since for day in refused),
                answered_on=answered_on,
                answered_by=given[-1].who if given else "",
                why_not=why_not.get(number, ()),
                missed=any(each.was_kept(after) is False for each in due),
                in_time=kept.was_kept(after) if kept else None,
                said_back=number in said_back_in(self._minutes.meeting.name, moves),
            )
            if tale != IssueTale():
                found[number] = tale
        return found

    def _day_of(self, move: "IssueMove") -> dt.date:
        return move.at.astimezone(self._zone).date()

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
        """What became of each customer voice of this meeting."""
        db = self._desk.db
        numbers = [one.number for one in self._minutes.captures if one.kind == "voice"]
        links = as_of.links_of(db, numbers, self._until)
        back = as_of.links_to(db, numbers, self._until)
        found = {}
        for number in numbers:
            made = [int(one.target) for one in links.get(number, ()) if one.kind == "record"]
            tale = VoiceTale(
                terms=tuple(one.target for one in links.get(number, ()) if one.kind == "term"),
                became=self._then.records_of({*made, *back.get(number, ())}),
            )
            if tale != VoiceTale():
                found[number] = tale
        return found


def _talk(desk: Desk, meeting: Meeting) -> tuple[TalkBefore, ...]:
    """How long each side spoke in the last meetings of this agenda in which somebody said who did."""
    spoken = [*listening.talk_before(desk, meeting, _MEETINGS - 1), (meeting.held_on, meeting.talk_ms)]
    return tuple(TalkBefore(day, dict(ms)) for day, ms in spoken if any(ms.values()))
