"""The view of `issues`: the room listens; what is aired is heard now and answered afterwards."""

from collections.abc import Callable
from functools import partial

from textual.app import ComposeResult
from textual.content import Content

from smeeting.domain import listening as turns
from smeeting.domain.anonymity import PROTECTION
from smeeting.domain.captures import Issue
from smeeting.domain.text import shortened
from smeeting.services import captures, issues, listening, meetings
from smeeting.tui.dialogs.ask_text import ask_text
from smeeting.tui.dialogs.choose import Choice, choose, numbered
from smeeting.tui.inks import MUTED, WARN
from smeeting.tui.kinds.report_back import report_on_issue
from smeeting.tui.kinds.rows_view import Row, RowsView, blank, heading, words
from smeeting.tui.kinds.view import asking
from smeeting.tui.listening_rows import (
    Place,
    carried_row,
    detail_lines,
    heard_row,
    mode_lines,
    queue_row,
    share_note,
    talk_lines,
)
from smeeting.tui.revealing import reveal
from smeeting.tui.room import Room
from smeeting.tui.rows import issue_sign
from smeeting.tui.text import Part
from smeeting.tui.widgets.lines import Lines


class IssuesView(RowsView):
    """The queue, turn by turn; below it what was heard, and the whole text of the one at hand."""

    PLACE = "meeting.issues"
    FEW_CAPTURES = True

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._floor: listening.Floor | None = None
        self._shares: dict[str, tuple[int, int]] = {}
        self._outlook: tuple[int | None, bool] = (None, False)
        """How many of the queue fit into the time box, as far as that can be told; whether it is used up."""
        self._asked: set[tuple[int, str]] | None = None
        """The paraphrases that wait for a yes, each with its issue; None before the first look."""

    def compose(self) -> ComposeResult:
        """The mode the room is in, who speaks, the list, and the issue at hand."""
        yield Lines(id="mode")
        yield Lines(id="talk")
        yield from super().compose()
        yield Lines(id="about")

    @property
    def words_at_hand(self) -> str:
        """What was said of the issue at hand."""
        found = self._issue
        return f"{found.capture.text} \n{found.heard}" if found else ""

    @property
    def subject(self) -> str:
        """The issue at hand."""
        return self._issue.capture.ref if self._issue else ""

    @property
    def _issue(self) -> Issue | None:
        return self.at_hand if isinstance(self.at_hand, Issue) else None

    def read(self) -> None:
        """Read the queue, and what else there is to say; go to what was just said back."""
        desk, meeting = self.room.desk, self.room.meeting()
        self._floor = listening.floor(desk, meeting)
        self._shares = listening.heard_shares(desk, meeting)
        self._outlook = self._look_ahead(self._floor)
        super().read()
        fixes, waiting = listening.early_fixes(desk, meeting), issues.waiting(desk)
        self.query_one("#mode", Lines).show(partial(mode_lines, fixes, waiting))
        self._show_talk()
        self._go_to_asked()
        self._show_about()

    def tick(self) -> None:
        """Show how the talk is divided this second, and what no longer fits into the time box."""
        if self.room.meeting().speaking:
            self._show_talk()
        if self._floor is not None and self._look_ahead(self._floor) != self._outlook:
            self._outlook = self._look_ahead(self._floor)
            super().read()

    def _look_ahead(self, floor: listening.Floor) -> tuple[int | None, bool]:
        item = self.room.meeting().items[self.room.position]
        return turns.will_fit(item, floor.taken), item.left_s <= 0

    def _show_talk(self) -> None:
        self.query_one("#talk", Lines).show(partial(talk_lines, turns.balance(self.room.meeting())))

    def _go_to_asked(self) -> None:
        """Bring the cursor to the issue that was said back since, wherever that was typed."""
        waiting = self._floor.queue if self._floor else ()
        asked = {(one.capture.number, one.heard) for one in waiting if one.heard and not one.understood}
        new = asked - (asked if self._asked is None else self._asked)
        self._asked = asked
        for number, _ in new:
            self.go_to(f"I{number}")

    def rows(self) -> list[Row]:
        """The queue; what was heard in this meeting; what was heard before and waits for its answer."""
        floor, meeting, today = self._floor, self.room.meeting(), self.room.today()
        if floor is None:
            return []
        shares = share_note(self._shares, meeting)
        wait = len(floor.queue) + floor.more
        note = shares or (f"{wait} wait" if wait > 1 else "", MUTED)
        rows = [heading("To be heard, turn by turn", note), *self._queue_rows(floor)]
        if floor.heard:
            rows += [blank(), heading("Heard")]
            rows += [_row(one, partial(heard_row, one, meeting)) for one in floor.heard]
        if floor.carried:
            rows += [blank(), heading("Carried over: no answer yet")]
            rows += [
                _row(one, partial(carried_row, one, issue_sign(one, today), meeting)) for one in floor.carried
            ]
        return rows

    def _queue_rows(self, floor: listening.Floor) -> list[Row]:
        meeting = self.room.meeting()
        if not floor.queue:
            aired = "Everything is heard." if floor.heard else "Nothing is aired yet."
            return [words(f"{aired} i airs one, s for a side or anonymously.")]
        fit, is_over = self._outlook
        fit = len(floor.queue) if fit is None else fit
        rows = []
        for index, issue in enumerate(floor.queue):
            if index == fit:
                rows.append(heading("", _too_late(len(floor.queue) + floor.more - fit, is_over=is_over)))
            place = Place(index == 0, index < fit, issue.capture.meeting == meeting.name)
            rows.append(_row(issue, partial(queue_row, issue, place, meeting)))
        if floor.more:
            rows.append(words(f"… {floor.more} more"))
        return rows

    def choose(self, value: object) -> None:
        """Say what became of an issue."""
        if isinstance(value, Issue):
            self._report(value)

    @asking
    async def _report(self, issue: Issue) -> None:
        match await report_on_issue(self.app, self.room, issue, _more(issue)):
            case "yes":
                self._say_yes(issue)
            case "unclear":
                self.room.begin_line(f"#notquite {issue.capture.ref} ")
            case "too":
                await self._say_too(issue)
            case "same":
                await self._merge(issue)
            case "reopen":
                await self._reopen(issue)

    async def _merge(self, issue: Issue) -> None:
        floor, room, ref = self._floor, self.room, issue.capture.ref
        others = [*floor.queue, *floor.heard, *floor.carried] if floor else []
        labels = [
            (f"{one.capture.ref} {shortened(one.capture.text, 50)}", one.capture.number)
            for one in others
            if one.is_open and one.capture.number != issue.capture.number
        ]
        if not labels:
            room.refuse(f"there is no other open issue that {ref} could be the same as")
            return
        into = await choose(self.app, f"{ref} says the same as which?", numbered(labels), "both texts stay")
        if into is not None:
            room.store(
                lambda: issues.merge(room.desk, issue.capture.number, into, room.now()),
                f"{ref} merged: I{into} goes on for both",
            )

    async def _reopen(self, issue: Issue) -> None:
        room, ref = self.room, issue.capture.ref
        word = await ask_text(self.app, f"Why is {ref} open again?")
        if word:
            room.store(
                lambda: issues.reopen(room.desk, issue.capture.number, word, room.now()), f"{ref} open again"
            )

    def on_row_list_highlighted(self) -> None:
        """Show the whole of the issue at hand."""
        self._show_about()

    def _show_about(self) -> None:
        issue, room = self._issue, self.room
        lacks = ""
        if issue is not None and issue.understood == "not quite":
            number = issue.capture.number
            lacks = room.attempt(lambda: listening.what_lacks(room.desk, number)) or ""
        self.query_one("#about", Lines).show(partial(detail_lines, issue, lacks, room.meeting()))

    # Who speaks.

    def action_speak_first(self) -> None:
        """Say that the first team speaks."""
        self._speak(0)

    def action_speak_second(self) -> None:
        """Say that the second team speaks."""
        self._speak(1)

    def action_speak_third(self) -> None:
        """Say that the third team speaks."""
        self._speak(2)

    def action_speak_nobody(self) -> None:
        """Say that nobody in particular speaks."""
        self._speak(None)

    def _speak(self, place: int | None) -> None:
        room, meeting = self.room, self.room.meeting()
        if place is not None and place >= len(meeting.teams):
            room.refuse(f"there is no team {place + 1}; " + ", ".join(team.name for team in meeting.teams))
            return
        side = "" if place is None else meeting.sides[place]
        if side == meeting.speaking:
            side = ""
        said = f"{meeting.team_name(side)} speaks" if side else "nobody in particular speaks"
        room.store(lambda: meetings.speak(room.desk, side, room.now()), said)

    # What is said of the issue at hand.

    def action_issue_yes(self) -> None:
        """The one who raised the issue says: yes, that is it."""
        issue = self._needed()
        if issue is not None:
            self._say_yes(issue)

    def _say_yes(self, issue: Issue) -> None:
        """Keep that it is it, and go on to the one whose turn is next."""
        room, ref = self.room, issue.capture.ref
        done = room.store(
            lambda: captures.take(room.desk, f"#yes {ref}", room.now()), f"{ref}: yes, that is it"
        )
        if done and self._floor and self._floor.queue:
            self.go_to(self._floor.queue[0].capture.ref)

    def action_issue_unclear(self) -> None:
        """The one who raised the issue says what the paraphrase lacks."""
        issue = self._needed()
        if issue is not None:
            self.room.begin_line(f"#notquite {issue.capture.ref} ")

    @asking
    async def action_issue_too(self) -> None:
        """The side that speaks has this difficulty too; where nobody speaks, it is asked which."""
        issue = self._needed()
        if issue is not None:
            await self._say_too(issue)

    async def _say_too(self, issue: Issue) -> None:
        room, meeting = self.room, self.room.meeting()
        ref, side = issue.capture.ref, meeting.speaking
        if not side:
            teams = numbered([(team.name, team.side) for team in meeting.teams])
            hint = "Say who speaks (1, 2), and one key is enough."
            side = await choose(self.app, f"Who has {ref} too?", teams, hint) or ""
        if side:
            room.store(
                lambda: issues.me_too(room.desk, meeting, issue.capture.number, side, room.now()),
                f"{ref} me too: {meeting.team_name(side)}",
            )

    def _needed(self) -> Issue | None:
        """The issue at hand; where there is none, that is said."""
        if self._issue is None:
            self.room.refuse("no issue is at hand; i airs one")
        return self._issue

    @asking
    async def action_issue_side(self) -> None:
        """Air an issue for a side, or anonymously."""
        teams = self.room.meeting().teams
        sides = numbered([(team.name, team.side) for team in teams])
        anonymously = Choice("a", "anonymously", "anon")
        side = await choose(self.app, "Whose issue is it?", [*sides, anonymously], PROTECTION)
        if side is not None:
            self.room.begin_line(f"#issue {side} ")

    @asking
    async def action_issue_reveal(self) -> None:
        """Open the anonymous issues that wait, all at once, after somebody has read them alone if wanted."""
        await reveal(self.app, self.room)


def _row(issue: Issue, draw: Callable[[int], Content]) -> Row:
    return Row(draw, issue.capture.ref, issue)


def _more(issue: Issue) -> list[Choice[str]]:
    """What can be done with an issue while the room listens, besides saying what became of it."""
    if not issue.is_open:
        return [Choice("r", "open it again", "reopen", "takes a word")]
    asked = [
        Choice("y", "yes, that is it", "yes", "says whoever raised it"),
        Choice("z", "not quite", "unclear", "with what is missing"),
    ]
    return [
        *(asked if issue.heard and not issue.anonymous else ()),
        Choice("m", "me too", "too", "a side has it, too"),
        Choice("s", "the same as another", "same", "one goes on for both"),
    ]


def _too_late(count: int, *, is_over: bool) -> Part:
    """What is said of those that the time box has no room for."""
    if is_over:
        return (f"! {count} not heard: carried over", WARN)
    return (f"→ {count} won't fit at this pace: carried over", WARN)
