"""Capturing: one line in, one receipt out, and only once it is on disk."""

import datetime as dt
from zoneinfo import ZoneInfo

import msgspec

from smeeting.domain import line as lines
from smeeting.domain.captures import Action, Capture, Issue, Receipt, parse_ref
from smeeting.domain.errors import BadLineError, BadMoveError, NotFoundError
from smeeting.domain.instants import Instant
from smeeting.domain.kinds import KINDS
from smeeting.domain.meeting import Meeting
from smeeting.domain.metrics import number_text
from smeeting.domain.people import Person
from smeeting.domain.text import shortened
from smeeting.domain.wording import sounds_like_fix
from smeeting.render.times import day
from smeeting.services import glossaries, issues, meetings, metrics, people, phrasing
from smeeting.services.desk import Desk
from smeeting.services.live import during, the_live
from smeeting.storage import actions as action_store
from smeeting.storage import anonymous as box
from smeeting.storage import captures as store
from smeeting.storage import history
from smeeting.storage import issues as issue_store

ANONYMOUS = "anon-"
"""Begins the ref of an anonymous issue; it has no number until the room opens it."""


def take(desk: Desk, text: str, now: Instant, *, overheard: bool = False) -> Receipt:
    """Do what a capture line says in the running meeting, and say what was done.

    `overheard` is for a line that others can read where it was typed, such as in a shell's history: an
    anonymous issue is refused there. Raises BadLineError (nothing was understood), NotFoundError (it names
    what is not there) or StorageError (it could not be written); in each case nothing was stored.
    """
    meeting = the_live(desk, now)
    return Scribe(desk, meeting, now, overheard=overheard).take(text)


class Scribe:
    """Takes lines for one meeting at one moment."""

    def __init__(self, desk: Desk, meeting: Meeting, now: Instant, *, overheard: bool = False) -> None:
        """Take lines for `meeting`, as it stands at `now`."""
        self.desk = desk
        self.meeting = meeting
        self.now = now
        self.overheard = overheard

    @property
    def today(self) -> dt.date:
        """The day it is where the teams meet."""
        return self.now.at.astimezone(ZoneInfo(self.meeting.timezone)).date()

    def take(self, text: str) -> Receipt:
        """Read one line and do what it says."""
        # The agenda is read for those words alone: it would cost every other line some milliseconds.
        asks = "next meeting" in text.casefold()
        following = meetings.next_meeting(self.desk, self.now) if asks else None
        read = lines.read_line(text, sides=self.meeting.sides, today=self.today, next_meeting=following)
        match read:
            case lines.Record():
                return self._record(read)
            case lines.Heard() | lines.Understood() | lines.NotQuite():
                return self._listen(read)
            case lines.ShowTerm(name=name):
                term = glossaries.find(self.desk, name)
                return Receipt(ref="", text=f"shows {term.term}", shows_term=term.id)
            case lines.Dispute(name=name, why=why):
                return glossaries.dispute(self.desk, self.meeting, name, why, self.now)
            case lines.SetMetric(name=name, value=value, note=note):
                return self._measure(name, value, note)
            case lines.Attend(presence=presence, people=named):
                persons = tuple(self._person(one) for one in named)
                change = meetings.attend(self.desk, self.meeting, persons, presence, self.now)
                names = ", ".join(person.name for person in persons)
                return Receipt(ref="", text=f"{presence}: {names}", change=change)
            case lines.Correct(old=old, new=new):
                return self._correct(old, new)
            case lines.TakeBack(ref=ref):
                return undo(self.desk, self.now, ref=ref, meeting=self.meeting)
            case lines.OffRecord():
                return Receipt(ref="", text="off the record: stored nowhere")

    def _person(self, named: Person) -> Person:
        known = people.resolve(self.desk, named.name)
        return Person(known.name, named.side or known.side)

    def _record(self, read: lines.Record) -> Receipt:
        if read.anonymous and self.overheard:
            raise BadLineError(
                "an anonymous text on the command line stays in the shell's history",
                "give it on standard input: smeeting note - < FILE",
            )
        if read.anonymous:
            return drop_anonymously(self.desk, read.text)
        capture = Capture(
            number=0,
            kind=read.kind,
            text=read.text,
            side=read.side,
            at=self.now.at,
        )
        return record(self.desk, capture, self.now, owner=read.owner, due=read.due, meeting=self.meeting)

    def _listen(self, read: lines.Heard | lines.Understood | lines.NotQuite) -> Receipt:
        match read:
            case lines.Heard(issue=number, text=words):
                return self._heard(number, words)
            case lines.Understood(issue=number, word=word):
                return self._understood(number, word)
            case lines.NotQuite(issue=number, text=words):
                return self._not_quite(number, words)

    def _heard(self, number: int, words: str) -> Receipt:
        ref = f"I{number}"
        with during(self.desk, self.meeting, self.now, "issue.heard", f"{ref} heard") as (change, here):
            issue = issues.hear(self.desk, number, words, self.now, meeting=here.name)
        # Nobody is asked to own up to an anonymous one.
        whom = self.meeting.team_name(issue.capture.side) if issue.capture.side else "whoever raised it"
        asks = "" if issue.anonymous else f"; ask {whom}: is that it?"
        return Receipt(ref=ref, text=f"heard: {shortened(words, 34)}{asks}", change=change)

    def _understood(self, number: int, word: str) -> Receipt:
        ref = f"I{number}"
        with during(self.desk, self.meeting, self.now, "issue.yes", f"{ref} yes") as (change, here):
            issues.understood(self.desk, number, self.now, word=word, meeting=here.name)
        return Receipt(ref=ref, text="yes, that is it", change=change)

    def _not_quite(self, number: int, words: str) -> Receipt:
        ref = f"I{number}"
        label = f"{ref} not quite"
        with during(self.desk, self.meeting, self.now, "issue.not-quite", label) as (change, here):
            issues.not_quite(self.desk, number, words, self.now, meeting=here.name)
        return Receipt(ref=ref, text=f"not quite: {shortened(words, 60)}; say it back again", change=change)

    def _measure(self, name: str, value: float, note: str) -> Receipt:
        term = metrics.measured(self.desk, name)
        period = metrics.period_for(self.desk, self.meeting.held_on, self.meeting.started_at)
        change = metrics.set_actual(self.desk, term, period, value, self.now, note=note, meeting=self.meeting)
        unit = term.metric.unit if term.metric else ""
        return Receipt(
            ref="", text=f"{term.term} {number_text(value)} {unit}".rstrip() + f" for {period}", change=change
        )

    def _correct(self, old: str, new: str) -> Receipt:
        with during(self.desk, self.meeting, self.now, "capture.correct", "correction") as (change, _):
            corrected = self._corrected(old, new)
            store.save(self.desk.db, corrected)
        return Receipt(ref=corrected.ref, text=corrected.text, change=change)

    def _corrected(self, old: str, new: str) -> Capture:
        last = store.last_of(self.desk.db, self.meeting.name)
        if last is None:
            raise NotFoundError("nothing was captured here yet", "s/old/new/ corrects the last capture")
        if old not in last.text:
            raise BadLineError(
                f"{old!r} is not in {last.ref}: {shortened(last.text, 40)}", "case and spaces must agree"
            )
        corrected = msgspec.structs.replace(last, text=last.text.replace(old, new, 1))
        if not corrected.text.strip():
            raise BadLineError(f"that would leave {last.ref} empty", "#undo takes it back")
        return corrected


def record(
    desk: Desk,
    capture: Capture,
    now: Instant,
    *,
    owner: str = "",
    due: dt.date | None = None,
    meeting: Meeting | None = None,
) -> Receipt:
    """Store a new capture, with the issue or action it opens; its number is given by the store.

    In a live meeting it belongs to the item that is current when it is stored.
    While the room listens, actions and decisions are kept for after the room, and a text that sounds like a
    fix comes back with the line that would park it instead, one that blames with a phrasing that does not.
    """
    _refuse_blank(capture.text)
    if owner:
        owner = people.resolve(desk, owner).name
    verb, label = f"{capture.kind}.record", f"{capture.kind}: {shortened(capture.text, 40)}"
    listens = False
    if meeting is None:
        with desk.change(now, verb, label) as change:
            kept = _add(desk, capture, owner, due)
    else:
        with during(desk, meeting, now, verb, label) as (change, here):
            listens = KINDS[here.item.kind].listens
            later = listens and capture.kind in ("action", "decision")
            placed = msgspec.structs.replace(capture, meeting=here.name, item=here.current, after_room=later)
            kept = _add(desk, placed, owner, due)
    offer = ""
    if listens and kept.kind in ("issue", "note", "action") and sounds_like_fix(kept.text):
        offer = f"#park {kept.text}"
    return Receipt(
        ref=kept.ref,
        text=_said_back(kept, owner, due),
        change=change,
        words=kept.text,
        offer=offer,
        rephrasing=phrasing.about_process(desk, meeting, kept) if meeting and listens else None,
    )


def _add(desk: Desk, capture: Capture, owner: str, due: dt.date | None) -> Capture:
    if capture.kind == "issue":
        return issue_store.add(desk.db, Issue(capture=capture)).capture
    if capture.kind == "action":
        return action_store.add(desk.db, Action(capture=capture, owner=owner, due=due)).capture
    return store.add(desk.db, capture)


def _said_back(kept: Capture, owner: str, due: dt.date | None) -> str:
    who = f"{owner or 'nobody yet'}" if kept.kind == "action" else (kept.side or "")
    by = f" by {day(due)}" if due else ""
    head = f"{who}{by}: " if who or by else ""
    unread = kept.kind == "action" and due is None and kept.text.casefold().startswith("by ")
    remarks = " (no date was read)" * unread + " (for after the room)" * kept.after_room
    return f"{head}{kept.text}{remarks}"


def drop_anonymously(desk: Desk, text: str) -> Receipt:
    """Keep an issue without name, time or order, unread until a room opens it; only its key takes it back."""
    _refuse_blank(text)
    with desk.traceless():
        key = box.put(desk.db, text)
    return Receipt(
        ref=f"{ANONYMOUS}{key}", text="kept without name, time or order, unread until the room opens it"
    )


def _refuse_blank(text: str) -> None:
    if not text.strip():
        raise BadLineError("there is no text", "say what it is about")


def of_item(desk: Desk, meeting: Meeting, position: int) -> tuple[Capture, ...]:
    """What was captured in one item, oldest first."""
    return tuple(store.of_item(desk.db, meeting.name, position))


def undo(desk: Desk, now: Instant, *, ref: str | None = None, meeting: Meeting | None = None) -> Receipt:
    """Take back the last change made from here, or the capture with this id.

    Raises NotFoundError when there is nothing to take back, BadMoveError when it was changed since.
    """
    if ref and ref.lower().startswith(ANONYMOUS):
        with desk.traceless():
            found = box.take_back(desk.db, ref[len(ANONYMOUS) :])
        if not found:
            raise NotFoundError(f"no anonymous issue waits under {ref}", "the room may have opened it")
        return Receipt(ref="", text="taken back: the anonymous issue")
    name = meeting.name if meeting else None
    change, label, capture = _change_of(desk, ref) if ref else _last_change(desk, name)
    undone = history.undo_change(desk.db, change, at=now.at, via=desk.via, meeting=name)
    trouble = ""
    if capture is not None and capture.kind == "dispute" and capture.term_id:
        trouble = glossaries.end_dispute(desk, capture, now)
    stays = f"; glossary.yaml stays as it is: {trouble}" if trouble else ""
    return Receipt(ref="", text=f"taken back: {label}{stays}", change=undone)


_STAYING = {
    "term.settle": ("settled words stay settled", "settle them again, or #dispute them"),
    "lead.import": ("an import is not taken back", "take an export with what is right, and it counts"),
}
"""What is not undone: what it is called to, and what would be right."""


def _last_change(desk: Desk, meeting: str | None) -> tuple[int, str, Capture | None]:
    """The last change made from here, what it is called, and the dispute that it opened if it did."""
    last = history.last_change(desk.db, via=desk.via, meeting=meeting, besides=("meeting", "file"))
    if last is None:
        raise NotFoundError("there is nothing to take back", "only what was done from here can be undone")
    label = last.change.label
    if last.change.verb in _STAYING:
        what, instead = _STAYING[last.change.verb]
        raise BadMoveError(f"{label}: {what}", instead)
    opened = None
    if last.change.verb == "term.dispute":
        disputes = store.newest(desk.db, ("dispute",))
        opened = next(
            (one for one in disputes if history.change_that_made(desk.db, "capture", one.number) == last.id),
            None,
        )
    return last.id, label, opened


def _change_of(desk: Desk, ref: str) -> tuple[int, str, Capture]:
    """The change that made the capture with this id, what it is called, and the capture."""
    number = parse_ref(ref)
    if number is None:
        raise BadLineError(f"{ref!r} is no id", "write #undo or #undo I14")
    capture = store.get(desk.db, number)
    if capture.at is None:
        raise BadMoveError(f"{capture.ref} is anonymous and has no history", "withdraw it instead")
    if capture.meeting is not None and capture.meeting != meetings.get(desk, None).name:
        raise BadMoveError(
            f"{capture.ref} stands in the minutes of {capture.meeting}",
            "withdraw an issue or drop an action with a word; the rest stays",
        )
    change = history.change_that_made(desk.db, "capture", number)
    if change is None:
        raise BadMoveError(f"{capture.ref} has no history", "withdraw it instead")
    return change, f"{capture.ref} {shortened(capture.text, 40)}", capture
