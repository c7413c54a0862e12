"""The view of `closing`: read back who does what by when, rate the hour, set the next date."""

import datetime as dt
from functools import partial

from textual.content import Content

from smeeting.domain.captures import Action, Capture, Issue
from smeeting.domain.errors import SmeetingError
from smeeting.domain.minutes import Minutes, unowned
from smeeting.domain.people import Rating
from smeeting.render.times import day
from smeeting.services import meetings, minutes
from smeeting.tui.answer_rows import owed_row
from smeeting.tui.dialogs.ask_date import ask_date
from smeeting.tui.dialogs.ask_rating import ask_rating
from smeeting.tui.inks import ACCENT, BAD, GOOD, MUTED, STRONG, WARN
from smeeting.tui.kinds.report_back import assign_action, own_issue
from smeeting.tui.kinds.rows_view import Row, RowsView, blank, heading, words
from smeeting.tui.kinds.view import asking
from smeeting.tui.rows import action_row
from smeeting.tui.text import fitted, joined, spread

_NEXT_DATE = "next date"


class ClosingView(RowsView):
    """Decisions, actions and owners of issues of the whole meeting, ratings by side, the next date."""

    PLACE = "meeting.closing"

    def rows(self) -> list[Row]:
        """All five groups."""
        meeting, today = self.room.meeting(), self.room.today()
        gathered = minutes.gather(self.room.desk, meeting)
        return [
            *_decisions(gathered),
            blank(),
            *_actions(gathered, today),
            blank(),
            *_issues(gathered, today),
            blank(),
            *_ratings(gathered),
            blank(),
            heading("Next meeting", ("e writes the minutes, c closes", MUTED)),
            Row(partial(_date_row, meeting.next_on, self._proposed_date()), _NEXT_DATE, _NEXT_DATE),
        ]

    def choose(self, value: object) -> None:
        """Give an action or an issue to somebody, take a rating, or set the date."""
        if isinstance(value, Action):
            self._assign(value)
        elif isinstance(value, Issue):
            self._own(value)
        elif value == _NEXT_DATE:
            self.action_meeting_date()
        elif isinstance(value, Rating):
            self._rate_side(value)

    def _proposed_date(self) -> dt.date | None:
        """The date by the agenda's cadence; None where the agenda can't be read any more."""
        desk, name = self.room.desk, self.room.meeting().agenda
        try:
            return meetings.next_date(desk, desk.agenda(name), self.room.now())
        except SmeetingError:
            return None

    @asking
    async def _assign(self, action: Action) -> None:
        await assign_action(self.app, self.room, action)

    @asking
    async def _own(self, issue: Issue) -> None:
        await own_issue(self.app, self.room, issue)

    @asking
    async def action_issue_owners(self) -> None:
        """Ask of one issue after another who answers it by when; esc ends it."""
        room = self.room
        gathered = room.attempt(lambda: minutes.gather(room.desk, room.meeting()))
        asked = unowned(gathered) if gathered else ()
        if gathered and not asked:
            room.say("every issue that was heard has somebody who answers it, and a date")
        for issue in asked:
            if not await own_issue(self.app, room, issue):
                return

    @asking
    async def action_meeting_rate(self) -> None:
        """Rate the meeting, a side at a time, beginning with those that have not."""
        room, meeting = self.room, self.room.meeting()
        rated = room.attempt(lambda: meetings.ratings(room.desk, meeting))
        if rated is None:
            return
        silent = [side for side in meeting.sides if side not in {rating.side for rating in rated}]
        for side in silent or meeting.sides:
            if not await self._rate(side):
                return

    @asking
    async def _rate_side(self, rating: Rating) -> None:
        await self._rate(rating.side)

    async def _rate(self, side: str) -> bool:
        room, meeting = self.room, self.room.meeting()
        rating = await ask_rating(self.app, meeting.team_name(side), side)
        return rating is not None and room.store(
            lambda: meetings.rate(room.desk, meeting, rating, room.now()),
            f"{meeting.team_name(side)} rates {rating.score}",
        )

    @asking
    async def action_meeting_date(self) -> None:
        """Set the date of the next meeting; Enter accepts the one proposed."""
        room, meeting = self.room, self.room.meeting()
        proposed = meeting.next_on or self._proposed_date()
        words = f"Proposed: {day(proposed)}" if proposed else ""
        answer = await ask_date(
            self.app, "When do we meet next?", room.today(), words, default=proposed, may_be_none=False
        )
        if answer is None or answer.date is None:
            return
        date = answer.date
        room.store(lambda: meetings.set_next_date(room.desk, date, room.now()), f"next meeting {day(date)}")


def _decisions(gathered: Minutes) -> list[Row]:
    decisions = [capture for capture in gathered.captures if capture.kind == "decision"]
    rows = [heading("Read back: decisions", (str(len(decisions) or ""), MUTED))]
    rows += [Row(partial(_decision_row, one), one.ref, one) for one in decisions]
    return rows if decisions else [*rows, words("No decision was made.")]


def _actions(gathered: Minutes, today: dt.date) -> list[Row]:
    nobodys = sum(not action.owner for action in gathered.actions)
    note = (f"? {nobodys} without an owner", WARN) if nobodys else ("", "")
    rows = [heading("Read back: actions", note)]
    # What nobody has taken comes first: it is asked for.
    ordered = sorted(gathered.actions, key=lambda action: bool(action.owner))
    rows += [Row(partial(action_row, one, today=today), one.capture.ref, one) for one in ordered]
    return rows if ordered else [*rows, words("Nobody has taken anything on.")]


def _issues(gathered: Minutes, today: dt.date) -> list[Row]:
    """The issues that were heard, first those that nobody answers yet; then those that are carried over."""
    asked = unowned(gathered)
    still_open = [one for one in (*gathered.issues, *gathered.carried) if one.is_open]
    unheard = [one for one in still_open if one.state == "aired"]
    given = [one for one in still_open if one not in asked and one not in unheard]
    heard = [*asked, *sorted(given, key=_promised_first)]
    note = (f"? {len(asked)} to settle; k asks", WARN) if asked else ("", "")
    rows = [heading("Heard: who answers by when", note), *_owed(heard, today)]
    if not heard:
        rows.append(words("No issue that was heard is open."))
    if unheard:
        rows += [blank(), heading("Not heard yet", ("carried over", MUTED)), *_owed(unheard, today)]
    return rows


def _owed(found: list[Issue], today: dt.date) -> list[Row]:
    return [Row(partial(owed_row, one, today=today), one.capture.ref, one) for one in found]


def _promised_first(issue: Issue) -> tuple[dt.date, int]:
    return issue.answer_by or dt.date.max, issue.capture.number


def _ratings(gathered: Minutes) -> list[Row]:
    known = {rating.side: rating for rating in gathered.ratings}
    rows = [heading("Was it worth the hour? 1 to 10", ("r rates", MUTED))]
    for team in gathered.meeting.teams:
        rating = known.get(team.side)
        value = rating or Rating(team.side, 0)
        rows.append(Row(partial(_rating_row, team.name, rating), f"rating {team.side}", value))
    return rows


def _decision_row(capture: Capture, width: int) -> Content:
    return joined((f"{capture.ref} ", ACCENT), spread(capture.text, "", width - len(capture.ref) - 1))


def _rating_row(team: str, rating: Rating | None, width: int) -> Content:
    if rating is None:
        return joined(("? ", WARN), spread(team, ("not asked yet", WARN), width - 2))
    ink = GOOD if rating.score >= 8 else BAD
    sign = "✓" if rating.score >= 8 else "✗"
    score = joined(
        fitted((str(rating.score), STRONG), 3, "right"), (f"  {rating.reason}" if rating.reason else "", "")
    )
    return joined((f"{sign} ", ink), fitted(team, 14), spread(score, "", width - 16))


def _date_row(agreed: dt.date | None, proposed: dt.date | None, width: int) -> Content:
    if agreed:
        return joined(("✓ ", GOOD), spread((day(agreed), STRONG), "agreed", width - 2))
    words = day(proposed) if proposed else "no date yet"
    return joined(("? ", WARN), spread(words, ("proposed; ⏎ sets it", WARN), width - 2))
