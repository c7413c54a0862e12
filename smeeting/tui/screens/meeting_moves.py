"""Moving the meeting on the screen: its clock, its moves, and the questions the room is asked."""

from collections.abc import Callable, Sequence

from textual import work

from smeeting.domain import moves
from smeeting.domain.errors import NotFoundError, SmeetingError
from smeeting.domain.instants import Instant
from smeeting.domain.listening import waits
from smeeting.domain.meeting import Meeting
from smeeting.domain.minutes import number_of, unowned
from smeeting.domain.moves import Notice
from smeeting.services import captures, issues, listening, meetings, minutes, term_history
from smeeting.services.desk import Desk
from smeeting.tui.clocks import clock, span_words
from smeeting.tui.dialogs.ask_text import ask_text
from smeeting.tui.dialogs.box_over import ask_borrow, ask_box_over
from smeeting.tui.dialogs.choose import Choice, choose, numbered
from smeeting.tui.dialogs.confirm import confirm
from smeeting.tui.dialogs.leave import ask_gap, ask_leave
from smeeting.tui.dialogs.wall import ask_wall
from smeeting.tui.screens.frame import Frame
from smeeting.tui.screens.meeting_clock import MeetingClock
from smeeting.tui.text import plain_lines
from smeeting.tui.widgets.capture_line import CaptureLine

NEWS_EVERY_S = 0.25
KEEP_EVERY_S = 10.0
_SHOWN = 500
"""Characters of an unfinished line that a question repeats."""
UNATTENDED_S = 120
"""From here on a screen that is opened asks what the time with nobody there was."""


class MovingScreen(Frame):
    """The half of the meeting screen that has to do with time. `MeetingScreen` shows what there is to see."""

    def __init__(self, desk: Desk, now: Callable[[], Instant], line: CaptureLine) -> None:
        super().__init__()
        self.line = line
        self.desk = desk
        self.now = now
        self.clock = MeetingClock(desk, now)
        self._open_questions: list[Notice] = []
        self.is_behind = False
        """Whether something on disk could not be read, and is still to be shown."""

    @property
    def meeting(self) -> Meeting:
        """The meeting as it stands this second."""
        return self.clock.meeting

    def show_time(self) -> None:
        """Repaint the clocks alone."""
        raise NotImplementedError

    def show_all(self) -> None:
        """Read everything on the screen anew."""
        raise NotImplementedError

    def start_clock(self) -> None:
        """Begin to tick, to look for what others wrote, and to keep the time on disk."""
        self.set_interval(1.0, self._tick)
        self.set_interval(NEWS_EVERY_S, self._look_for_news)
        self.set_interval(KEEP_EVERY_S, self._keep)
        self._come_in()

    def refuse(self, reason: str) -> None:
        """Show why something was not done."""
        self.line.refuse(reason)

    def say(self, receipt: str) -> None:
        """Show what was done."""
        self.line.say_good(receipt)

    # Time.

    def _tick(self) -> None:
        self._tell(self.clock.tick())
        self.show_time()
        if self._open_questions and self._may_ask():
            self._ask_the_room()

    def _look_for_news(self) -> None:
        try:
            if self.clock.has_news() or self.is_behind:
                self.show_others_work()
                # The meeting goes on with the words as they were read last, which has to be said.
                self.desk.glossary_file()
        except NotFoundError:
            pass  # a workspace may be without a glossary
        except SmeetingError as error:
            self.refuse(str(error))

    def show_others_work(self) -> None:
        """Another program wrote: read the meeting and everything that is shown. Raises SmeetingError."""
        self.is_behind = True
        term_history.notice(self.desk, self.now())
        self._tell(self.clock.reload())
        self.is_behind = False
        self.show_all()

    def _keep(self) -> None:
        try:
            self.clock.keep()
        except SmeetingError as error:
            self.refuse(f"the clock goes on, but can't be kept on disk: {error}")

    def _tell(self, notices: tuple[Notice, ...]) -> None:
        for notice in notices:
            is_here = notice.position in (None, self.meeting.current)
            if notice.kind in ("item-100", "wall-100") and is_here:
                self._open_questions.append(notice)
                self.app.bell()
            self.line.remark(f"! {notice.text}")

    def _may_ask(self) -> bool:
        # A question that comes up while somebody types would take the next letters for its answer.
        typing = self.line.has_focus and bool(self.line.text.strip())
        return self.app.screen is self and not typing

    # Moves.

    def change(self, service: Callable[[Instant], Meeting]) -> bool:
        """Let a service change the meeting; whether it did. A refusal is shown."""
        try:
            self._tell(self.clock.change(service))
        except SmeetingError as error:
            self.refuse(str(error))
            return False
        self.show_all()
        return True

    def move(self, verb: str) -> bool:
        """Make one of the moves that need no more than their name."""
        return self.change(lambda now: meetings.move(self.desk, verb, now, name=self.meeting.name))

    def action_meeting_next(self) -> None:
        """Go to the next item."""
        left = self._left_unheard("next")
        if self.move("next"):
            self.say(f"on to {self.meeting.item.title}{left}")

    def action_meeting_back(self) -> None:
        """Go back to the item before."""
        if self.move("back"):
            self.say(f"back to {self.meeting.item.title}")

    def action_meeting_pause(self) -> None:
        """Pause the clock, or let it go on."""
        if self.meeting.state == "paused":
            if self.move("resume"):
                self.say("the clock goes on")
        elif self.move("pause"):
            self.say("paused; the same key goes on")

    def action_meeting_extend(self) -> None:
        """Give the item 2 minutes, then 1."""
        before = self.meeting.item.planned_s
        if self.move("extend"):
            more = (self.meeting.item.planned_s - before) // 60
            self.say(f"{self.meeting.item.title} has {more} min more")

    def action_meeting_reopen(self) -> None:
        """Take a closed meeting up again."""
        if self.move("reopen"):
            self.say("open again, and paused")

    def go_to(self, position: int) -> None:
        """Go to any item."""
        left = self._left_unheard("next") if position > self.meeting.current else ""
        if position != self.meeting.current and self.change(
            lambda now: meetings.go_to(self.desk, position, now)
        ):
            self.say(f"at {self.meeting.item.title}{left}")

    def _left_unheard(self, verb: str) -> str:
        """How many issues are carried over by a move, as its receipt says it."""
        try:
            left = listening.left_unheard(self.desk, self.meeting, verb)
        except SmeetingError:
            # The move itself says what is wrong with the database.
            return ""
        return f"; {left} not heard, carried over" if left else ""

    @work(group="question")
    async def action_meeting_borrow(self) -> None:
        """Borrow minutes from a later item."""
        if not moves.lenders(self.meeting):
            self.refuse("no later item has a whole minute to lend; park the rest, or go on")
            return
        answer = await ask_borrow(self.app, self.meeting)
        if answer and answer.lender is not None and answer.minutes is not None:
            self._borrow(answer.lender, answer.minutes)

    @work(group="question")
    async def action_meeting_go(self) -> None:
        """Go to any item."""
        items = [
            (f"{item.title}  {clock(item.used_s)}", place) for place, item in enumerate(self.meeting.items)
        ]
        position = await choose(self.app, "Go to which item?", numbered(items))
        if position is not None:
            self.go_to(position)

    @work(group="question")
    async def action_meeting_leave(self) -> None:
        """Leave the meeting; the clock is asked about."""
        if await self.ask_to_leave():
            self.leave()

    @work(group="question")
    async def action_meeting_close(self) -> None:
        """Close the meeting, after saying what is left open."""
        await self._close()

    def leave(self) -> None:
        """Go back to the screen before, or out of the program where there is none."""
        if len(self.app.screen_stack) > 2:
            self.app.pop_screen()
        else:
            self.app.exit()

    async def ask_to_leave(self) -> bool:
        """Settle what the clock does meanwhile, and whether a line may be lost; whether to leave."""
        if self.line.text.strip() and not await confirm(
            self.app,
            "Leave the line unfinished?",
            plain_lines(self.line.text[:_SHOWN]),
            yes="drop it",
            no="stay",
        ):
            return False
        if self.meeting.state != "running":
            return True
        answer = await ask_leave(self.app)
        if answer == "pause":
            return self.move("pause")
        if answer == "run":
            self._keep()
        return answer is not None

    # Questions.

    @work(group="question")
    async def _come_in(self) -> None:
        """Say how the meeting stands to whoever opens the screen, and ask where that is not clear."""
        seconds = self.clock.unattended_s
        if self.meeting.state == "paused":
            if await confirm(self.app, "The meeting is paused", yes="go on now", no="stay paused"):
                self.action_meeting_pause()
        elif seconds > UNATTENDED_S:
            answer = await ask_gap(self.app, seconds, self.meeting.item.title)
            if answer == "pause" and self.change(lambda now: meetings.excuse(self.desk, seconds, now)):
                self.say(f"{span_words(seconds)} counted as a pause")

    @work(group="question", exclusive=True)
    async def _ask_the_room(self) -> None:
        """Ask what to do now that a box, or the whole time, is used up."""
        questions, self._open_questions = self._open_questions, []
        if any(question.kind == "wall-100" for question in questions):
            await self._ask_at_wall()
        elif questions[-1].position == self.meeting.current and self.meeting.item.left_s <= 0:
            await self._ask_at_box()

    async def _ask_at_wall(self) -> None:
        answer = await ask_wall(self.app, self.meeting)
        if answer == "close":
            await self._close()
        elif answer == "closing":
            self.go_to(len(self.meeting.items) - 1)
        else:
            self.line.remark("over time; the minutes will say by how much")

    async def _ask_at_box(self) -> None:
        asked_at = self.meeting.current
        answer = await ask_box_over(self.app, self.meeting, moves.choices(self.meeting))
        if answer and (self.meeting.current != asked_at or not self.meeting.is_live):
            # Another terminal answered first; this answer was meant for an item that is over.
            self.line.remark("the meeting has moved on meanwhile; nothing was done")
            return
        match answer.move if answer else "":
            case "park":
                await self._park_rest()
            case "extend":
                self.action_meeting_extend()
            case "borrow" if answer and answer.lender is not None and answer.minutes is not None:
                self._borrow(answer.lender, answer.minutes)
            case "next":
                self.action_meeting_next()
            case "close":
                await self._close()
            case _:
                self.line.remark("going on; extend with x, borrow with l, next with n")

    async def _park_rest(self) -> None:
        rest = f"the rest of {self.meeting.item.title}"
        text = await ask_text(self.app, "What is parked?", default=rest)
        if text is None:
            return
        try:
            receipt = captures.take(self.desk, f"#park {text}", self.now())
        except SmeetingError as error:
            self.refuse(str(error))
            return
        self.show_all()
        left = self._left_unheard("next")
        if self.meeting.current == len(self.meeting.items) - 1 or self.move("next"):
            self.say(f"{receipt.ref} parked; now {self.meeting.item.title}{left}")

    def _borrow(self, lender: int, count: int) -> None:
        if self.change(lambda now: meetings.borrow(self.desk, lender, count, now)):
            self.say(f"{count} min borrowed from {self.meeting.items[lender].title}")

    async def _close(self) -> None:
        try:
            left_open = self._left_open()
        except SmeetingError as error:
            # A file that can't be read must not keep the room in its meeting.
            left_open = [str(error)]
        words = plain_lines("\n".join(f"· {point}" for point in left_open) or "Everything was seen to.")
        if not await confirm(self.app, "Close the meeting?", words, yes="close it", no="not yet"):
            return
        left = self._left_unheard("close")
        if not self.move("close"):
            return
        self.say(f"closed{left}; e writes the minutes, q leaves")
        after = [Choice("e", "write the minutes", True), Choice("q", "leave without", False)]
        answer = await choose(self.app, "The meeting is closed", after, foot="esc to stay here")
        if answer:
            self.action_minutes_export()
        elif answer is False:
            self.leave()

    def _left_open(self) -> list[str]:
        """What would stay undone if the meeting were closed now, a line each. Raises SmeetingError."""
        gathered = minutes.gather(self.desk, self.meeting)
        aired = sorted((*gathered.issues, *gathered.carried), key=number_of)
        unheard = [one.capture.ref for one in aired if waits(one)]
        nobodys = [action.capture.ref for action in gathered.actions if not action.owner]
        ownerless = [one.capture.ref for one in unowned(gathered)]
        rated = {rating.side for rating in gathered.ratings}
        unrated = [team.name for team in self.meeting.teams if team.side not in rated]
        waiting = issues.waiting(self.desk)
        points = [
            unheard and f"aired but not heard: {_named(unheard)}; carried over",
            waiting and f"{waiting} anonymous unread; they wait for the next meeting",
            ownerless and f"heard, but nobody says who answers by when: {', '.join(ownerless)}",
            nobodys and f"nobody has taken {', '.join(nobodys)}",
            unrated and f"no rating from {' and '.join(unrated)}",
            not self.meeting.next_on and "no date for the next meeting",
        ]
        return [point for point in points if isinstance(point, str) and point]

    def action_minutes_export(self) -> None:
        """Write the minutes as a file."""
        try:
            path = minutes.export(self.desk, self.meeting)
        except SmeetingError as error:
            self.refuse(str(error))
        else:
            self.say(f"the minutes are in {self.desk.shown(path)}")


def _named(refs: Sequence[str]) -> str:
    """The first ids by name; after ten years hundreds may wait."""
    more = len(refs) - _MOST_NAMED
    return ", ".join(refs[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


_MOST_NAMED = 8
