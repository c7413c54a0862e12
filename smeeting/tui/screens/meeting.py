"""The meeting screen: the agenda, the current item, what was captured, and the capture line."""

from asyncio import sleep
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import ClassVar
from zoneinfo import ZoneInfo

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from smeeting.domain.captures import Capture, Receipt
from smeeting.domain.errors import BusyError, SmeetingError
from smeeting.domain.instants import Instant
from smeeting.domain.line import WORDS
from smeeting.domain.people import Person
from smeeting.domain.record_links import RecordLink
from smeeting.domain.text import shortened
from smeeting.services import captures, customer_voices, meetings
from smeeting.services.desk import Desk
from smeeting.services.live import live_meeting
from smeeting.tui.commands import bindings_of
from smeeting.tui.dialogs.choose import Choice, choose
from smeeting.tui.dialogs.use_voice import carry_out, use_choices
from smeeting.tui.kinds.table import make_view
from smeeting.tui.kinds.view import KindView
from smeeting.tui.screens.meeting_terms import TermsScreen
from smeeting.tui.text import plain_lines
from smeeting.tui.widgets.agenda_rail import AgendaRail
from smeeting.tui.widgets.capture_line import CaptureLine
from smeeting.tui.widgets.capture_list import CaptureList
from smeeting.tui.widgets.item_head import ItemHead
from smeeting.tui.widgets.key_line import KeyLine
from smeeting.tui.widgets.title_bar import Face, TitleBar
from smeeting.tui.widgets.too_small import TooSmall

_SHOWN = 2000
"""Characters of a capture that are shown at most."""
_TURN_S = 0.002
"""What the thread that writes to the terminal is given to send a frame off."""
_NAMES_FOLLOW = ("own", "action", "here", "regrets", "left")
_LINE_WORDS = {f"#{word}": word in _NAMES_FOLLOW for word in WORDS}


class MeetingScreen(TermsScreen):
    """The meeting that is live, or one that is started now."""

    PLACE = "meeting"
    CSS_PATH = "../styles/meeting.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("meeting")]

    def __init__(self, desk: Desk, now: Callable[[], Instant], agenda: str | None = None) -> None:
        """Take up the live meeting, or start one of an agenda. Raises what `meetings.start` raises."""
        if live_meeting(desk, now()) is None:
            meetings.start(desk, agenda, now())
        super().__init__(desk, now, CaptureLine(words=_LINE_WORDS, id="line"))
        self._zone = ZoneInfo(self.meeting.timezone)
        self._shown: int | None = None
        """The position of the item that the view is for."""
        self._stays_in_line = False
        """Whether line after line is typed, as a scribe does, rather than one and back to the keys."""
        self._rest_is_due = False
        """Whether all but what was captured is still to be read after a receipt."""

    @property
    def where(self) -> tuple[str, ...]:
        """The meeting, and the kind of item whose view is there."""
        return ("meeting",) if self.view is None else ("meeting", self.view.PLACE)

    def compose(self) -> ComposeResult:
        """Everything but the view, which depends on the item."""
        yield TitleBar(id="title")
        with Horizontal(id="work"):
            yield AgendaRail(id="rail")
            with Vertical(id="middle"):
                yield ItemHead(id="head")
                yield Vertical(id="slot")
                yield CaptureList(id="captures")
        yield self.line
        yield KeyLine(id="keys")
        yield TooSmall()

    async def on_mount(self) -> None:
        """Show the meeting and begin to tick."""
        await self._show_item()
        self.start_clock()

    # What there is to see.

    def show_time(self) -> None:
        """Repaint the clocks alone."""
        meeting = self.meeting
        face = Face(meeting.used_s, meeting.wall_s, meeting.state == "paused")
        self.query_one(AgendaRail).tick(meeting)
        self.query_one(ItemHead).tick(meeting)
        if meeting.is_live:
            self.query_one(TitleBar).show(meeting.title, face=face)
        else:
            self.query_one(TitleBar).show(meeting.title, note=meeting.state)
        if self.view is not None:
            self.view.tick()

    def show_all(self) -> None:
        """Read everything on the screen anew; what can't be read is said, and stays as it was."""
        if self._shown != self.meeting.current:
            self.call_next(self._show_item)
            return
        try:
            self._read()
        except SmeetingError as error:
            self.is_behind = True
            self.refuse(str(error))
        if self.view is not None:
            self._read_view(self.view)

    def _read_view(self, view: KindView) -> None:
        try:
            view.read()
        except BusyError as error:
            self.is_behind = True
            self.refuse(str(error))
        except SmeetingError as error:
            self.refuse(str(error))
            view.show_trouble(str(error))

    def _read(self) -> None:
        meeting = self.meeting
        here = [one.person for one in meetings.attendance(self.desk, meeting) if one.presence == "here"]
        counts = {side: sum(person.side == side for person in here) for side in meeting.sides}
        self.query_one(AgendaRail).show(meeting, here=counts)
        found = captures.of_item(self.desk, meeting, meeting.current)
        self.query_one(CaptureList).show(found, self._zone, stages=self._stages(found))
        self.line.know([person.name for person in meetings.people(self.desk)])
        self.show_time()
        self.show_keys()

    def _stages(self, found: Sequence[Capture]) -> Mapping[str, str]:
        """The names of stages, where a customer's voice names one: the glossary is asked for no others."""
        has_stage = any(one.kind == "voice" and one.term_id for one in found)
        return customer_voices.shown_stages(self.desk) if has_stage else {}

    async def _show_item(self) -> None:
        """Put the view of the current item in the place of the one before."""
        position = self.meeting.current
        if self._shown == position:
            return
        self._shown = position
        is_typing = self.line.has_focus
        # None until it is there: others' news may come in while it is mounted.
        self.view = None
        view = make_view(self.meeting.item.kind, self.room(position))
        slot = self.query_one("#slot")
        with self.app.batch_update():
            await slot.remove_children()
            await slot.mount(view)
            self.query_one(CaptureList).display = not view.SHOWS_CAPTURES
            self.query_one(CaptureList).set_class(view.FEW_CAPTURES, "-few")
        self.view = view
        self.taker.forget_offer()
        self.show_all()
        if not is_typing:
            self._back_to_keys()

    async def action_view(self, method: str) -> None:
        """Let the view of the item carry out one of its commands."""
        if self.view is not None:
            await self.view.run_action(method)

    def on_agenda_rail_item_chosen(self, message: AgendaRail.ItemChosen) -> None:
        """Go to the item that was clicked."""
        self.go_to(message.position)

    @work(group="question")
    async def on_capture_list_chosen(self, message: CaptureList.Chosen) -> None:
        """Show every word of a capture, and offer to take it back, or what a customer's voice may become."""
        capture = message.capture
        choices = [Choice("u", "take it back", "undo")]
        if capture.kind == "voice":
            choices += use_choices(capture, self.meeting.teams)
        words = plain_lines(shortened(capture.text, _SHOWN))
        chosen = await choose(self.app, capture.ref, choices, words, foot="esc to close")
        if chosen == "undo":
            self._undo(capture.ref)
        elif chosen is not None:
            await self.answered(carry_out(self.app, self.desk, capture.number, chosen, self.now))

    # The capture line.

    def begin_line(self, words: str, about: Sequence[RecordLink] = ()) -> None:
        """Go into the capture line with its first words typed; an issue is linked to what it is about."""
        self.taker.forget_offer()
        self.taker.about = tuple(about)
        self.line.begin(words)

    def on_paste(self, event: events.Paste) -> None:
        """Put a paste into the capture line, wherever the focus is."""
        self.begin_line("")
        self.line.on_paste(event)

    def on_capture_line_left(self) -> None:
        """Give the keys back to the screen."""
        self.taker.about = ()
        self._back_to_keys()

    def on_text_line_edited(self, message: CaptureLine.Edited) -> None:
        """An offer holds until something else is typed."""
        if message.line is self.line and message.text:
            self.taker.forget_offer()

    def on_text_line_submitted(self, message: CaptureLine.Submitted) -> None:
        """Store the line, and say what came of it."""
        if message.line is not self.line:
            return
        if not message.text.strip():
            self._take_offer()
            return
        receipt = self.taker.take(message.text, in_line=self._stays_in_line)
        if receipt is not None:
            self._taken(receipt)

    def _take_offer(self) -> None:
        """An empty line: take what was offered for the last one, or go back to the keys."""
        if self.taker.has_offer:
            if self.taker.take_offered():
                self.show_own_work()
        elif self._stays_in_line and self.taker.noticed.lacking:
            self.action_term_draft()
        else:
            self._back_to_keys()

    def _taken(self, receipt: Receipt) -> None:
        self._show_captured()
        if not self._stays_in_line:
            self._back_to_keys()
        if not self._rest_is_due:
            self._rest_is_due = True
            # Asked of the line, which has something to draw: the screen itself would call before the frame.
            self.line.call_after_refresh(self._show_rest)
        if receipt.shows_term:
            self.show_term(receipt.shows_term)

    def _show_captured(self) -> None:
        """Show the new capture alone, without moving anything, so that it is there with its receipt."""
        if self.view is not None and self.view.SHOWS_CAPTURES:
            self._read_view(self.view)
            return
        # What can't be read is said when all is read, right after this.
        with suppress(SmeetingError):
            found = captures.of_item(self.desk, self.meeting, self.meeting.current)
            self.query_one(CaptureList).show(found, self._zone, may_grow=False, stages=self._stages(found))

    async def _show_rest(self) -> None:
        """Read all else that a capture may have changed, once its receipt is on the screen."""
        await sleep(_TURN_S)
        self._rest_is_due = False
        if self.is_attached:
            self.show_own_work()

    def _back_to_keys(self) -> None:
        self._stays_in_line = False
        if self.view is not None:
            self.set_focus(None)
            self.view.take_focus()

    def action_capture_type(self) -> None:
        """Type capture lines, one after the other, until Escape."""
        self._stays_in_line = True
        self.begin_line("")

    def action_capture_word(self) -> None:
        """Type capture lines, the first from its # on, until Escape."""
        self._stays_in_line = True
        self.begin_line("#")

    def action_capture_issue(self) -> None:
        """Air an issue."""
        self.begin_line("#issue ")

    def action_capture_action(self) -> None:
        """Note who does what by when."""
        self.begin_line("#action ")

    def action_capture_decision(self) -> None:
        """Note a decision."""
        self.begin_line("#decision ")

    def action_capture_note(self) -> None:
        """Note anything else."""
        self.begin_line("#note ")

    def action_capture_voice(self) -> None:
        """Keep what a customer said."""
        self.begin_line("#voice ")

    def action_capture_park(self) -> None:
        """Park an idea, or take what was just offered for the last line."""
        if self.taker.has_offer:
            if self.taker.take_offered():
                self.show_own_work()
        else:
            self.begin_line("#park ")

    def action_capture_heard(self) -> None:
        """Say an issue back: the one at hand, where there is one."""
        subject = self.view.subject if self.view else ""
        self.begin_line(f"#heard {subject} ".replace("  ", " "))

    def action_capture_undo(self) -> None:
        """Take the last capture back."""
        self._undo()

    def action_capture_redo(self) -> None:
        """Do again what was just taken back."""
        if self.taker.redo():
            self.show_own_work()

    def _undo(self, ref: str = "") -> None:
        if self.taker.undo(ref):
            self.show_own_work()

    @work(group="question")
    async def action_person_attend(self) -> None:
        """Say who is here."""
        from smeeting.tui.dialogs.ask_person import ask_people

        try:
            people = await ask_people(self.app, self.meeting.teams, meetings.people(self.desk))
        except SmeetingError as error:
            self.refuse(str(error))
            return
        if people:
            self._attend(people)

    def _attend(self, people: tuple[Person, ...]) -> None:
        try:
            meetings.attend(self.desk, self.meeting, people, "here", self.now())
        except SmeetingError as error:
            self.refuse(str(error))
        else:
            self.show_own_work()
            self.say(f"here: {', '.join(person.name for person in people)}")
