"""Capturing: one line in, one receipt out, and only once it is on disk."""

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

import msgspec

from smeeting.domain import line as lines
from smeeting.domain.captures import Action, Capture, Issue, Receipt, parse_ref
from smeeting.domain.errors import BadLineError, BadMoveError, NotFoundError
from smeeting.domain.instants import Instant
from smeeting.domain.kinds import KINDS
from smeeting.domain.meeting import Meeting
from smeeting.domain.metrics import number_text
from smeeting.domain.people import Person, Presence
from smeeting.domain.record_links import RecordLink
from smeeting.domain.text import shortened
from smeeting.domain.wording import sounds_like_fix
from smeeting.render.times import day
from smeeting.services import (
    actions,
    anonymous,
    customer_voices,
    glossaries,
    issues,
    meetings,
    metrics,
    people,
    phrasing,
)
from smeeting.services.desk import Desk
from smeeting.services.live import during, the_live
from smeeting.storage import actions as action_store
from smeeting.storage import captures as store
from smeeting.storage import history, record_links
from smeeting.storage import issues as issue_store


def take(
    desk: Desk, text: str, now: Instant, *, overheard: bool = False, about: Sequence[RecordLink] = ()
) -> Receipt:
    """Do what a capture line says in the running meeting, and say what was done.

    `overheard` is for a line that others can read where it was typed, such as in a shell's history: an
    anonymous issue is refused there. An issue that is raised with a name is linked to what it is
    `about`. Raises BadLineError (nothing was understood), NotFoundError (it names what is not there) or
    StorageError (it could not be written); in each case nothing was stored.
    """
    meeting = the_live(desk, now)
    return Scribe(desk, meeting, now, overheard=overheard, about=about).take(text)


class Scribe:
    """Takes lines for one meeting at one moment."""

    def __init__(
        self,
        desk: Desk,
        meeting: Meeting,
        now: Instant,
        *,
        overheard: bool = False,
        about: Sequence[RecordLink] = (),
    ) -> None:
        """Take lines for `meeting`, as it stands at `now`."""
        self.desk = desk
        self.meeting = meeting
        self.now = now
        self.overheard = overheard
        self.about = about

    @property
    def today(self) -> dt.date:
        """The day it is where the teams meet."""
        return self.now.at.astimezone(ZoneInfo(self.meeting.timezone)).date()

    def take(self, text: str) -> Receipt:
        """Read one line and do what it says."""
        read = self._read(text)
        match read:
            case lines.Record():
                return self._record(read)
            case lines.Heard() | lines.Understood() | lines.NotQuite():
                return self._listen(read)
            case lines.Own(number=number, owner=owner, by=by):
                return self._own(number, owner, by)
            case lines.ShowTerm(name=name):
                term = glossaries.find(self.desk, name)
                return Receipt(ref="", text=f"shows {term.term}", shows_term=term.id)
            case lines.Dispute(name=name, why=why):
                return glossaries.dispute(self.desk, self.meeting, name, why, self.now)
            case lines.SetMetric(name=name, value=value, note=note):
                return self._measure(name, value, note)
            case lines.Attend(presence=presence, people=named):
                return self._attend(presence, named)
            case lines.Correct(old=old, new=new):
                return self._correct(old, new)
            case lines.TakeBack() | lines.OffRecord():
                return self._keep_nothing(read)

    def _keep_nothing(self, read: lines.TakeBack | lines.OffRecord) -> Receipt:
        if isinstance(read, lines.TakeBack):
            return undo(self.desk, self.now, ref=read.ref, meeting=self.meeting)
        return Receipt(ref="", text="off the record: stored nowhere")

    def _read(self, text: str) -> lines.Line:
        # The agenda and the names are read for lines with these words alone; the others need not wait.
        plain = " ".join(text.casefold().split())
        following = meetings.next_meeting(self.desk, self.now) if "next meeting" in plain else None
        names = [person.name for person in people.known(self.desk)] if "action" in plain[:8] else []
        return lines.read_line(
            text,
            sides=self.meeting.sides,
            today=self.today,
            next_meeting=following,
            names=tuple(names),
            stages=customer_voices.names_of_stages(self.desk) if lines.is_voice(text) else {},
        )

    def _attend(self, presence: Presence, named: tuple[Person, ...]) -> Receipt:
        persons = tuple(self._person(one) for one in named)
        change = meetings.attend(self.desk, self.meeting, persons, presence, self.now)
        names = ", ".join(person.name for person in persons)
        return Receipt(ref="", text=f"{presence}: {names}", change=change)

    def _person(self, named: Person) -> Person:
        known = people.resolve(self.desk, named.name)
        return Person(known.name, named.side or known.side)

    def _record(self, read: lines.Record) -> Receipt:
        if read.anonymous and self.overheard:
            raise BadLineError(
                "an anonymous text on the command line stays in the shell's history",
                "clear it there, then give it on standard input: smeeting note - < FILE",
            )
        if read.anonymous:
            return anonymous.drop(self.desk, read.text)
        capture = Capture(
            number=0,
            kind=read.kind,
            text=read.text,
            side=read.side,
            at=self.now.at,
            term_id=read.term_id,
        )
        links = self.about if read.kind == "issue" else ()
        receipt = record(
            self.desk, capture, self.now, owner=read.owner, due=read.due, meeting=self.meeting, links=links
        )
        why = f" ({read.undated})" if read.undated else ""
        return msgspec.structs.replace(receipt, text=f"{receipt.text}{why}", undated=read.undated)

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

    def _own(self, number: int, written: str, by: dt.date | None) -> Receipt:
        owner = people.meant(self.desk, written)
        if store.get(self.desk.db, number).kind == "action":
            due = by or actions.get(self.desk, number).due
            action = actions.assign(self.desk, number, owner.name, due, self.now)
            return Receipt(
                ref=action.capture.ref, text=f"{owner.name} does it{_by(due)}", owner=owner, due=due
            )
        until = by or issues.get(self.desk, number).answer_by
        issue = issues.own(self.desk, number, owner.name, until, self.now)
        return Receipt(
            ref=issue.capture.ref, text=f"{owner.name} answers it{_by(until)}", owner=owner, due=until
        )

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
    links: Sequence[RecordLink] = (),
) -> Receipt:
    """Store a new capture, with the issue or action it opens; its number is given by the store.

    It is linked to what it is about, where that is known. In a live meeting it belongs to the item that is
    current when it is stored. While the room listens, actions and decisions are kept for after the room, and
    a text that sounds like a fix comes back with the line that would park it instead, one that blames with a
    phrasing that does not.
    """
    _refuse_blank(capture.text)
    meant = people.meant(desk, owner) if owner else None
    owner = meant.name if meant else ""
    verb, label = f"{capture.kind}.record", f"{capture.kind}: {shortened(capture.text, 40)}"
    listens = False
    if meeting is None:
        with desk.change(now, verb, label) as change:
            kept = _add(desk, capture, owner, due, links)
    else:
        with during(desk, meeting, now, verb, label) as (change, here):
            listens = KINDS[here.item.kind].listens
            later = listens and capture.kind in ("action", "decision")
            placed = msgspec.structs.replace(capture, meeting=here.name, item=here.current, after_room=later)
            kept = _add(desk, placed, owner, due, links)
    offer = ""
    if listens and kept.kind in ("issue", "note", "action") and sounds_like_fix(kept.text):
        offer = f"#park {kept.text}"
    stage = customer_voices.stage_name(desk, kept) if kept.kind == "voice" else ""
    return Receipt(
        ref=kept.ref,
        text=_said_back(kept, owner, due, stage),
        change=change,
        words=kept.text,
        owner=meant,
        due=due,
        offer=offer,
        rephrasing=phrasing.about_process(desk, meeting, kept) if meeting and listens else None,
    )


def _add(
    desk: Desk, capture: Capture, owner: str, due: dt.date | None, links: Sequence[RecordLink]
) -> Capture:
    kept = _add_alone(desk, capture, owner, due)
    for link in links:
        record_links.add(desk.db, kept.number, link)
    return kept


def _add_alone(desk: Desk, capture: Capture, owner: str, due: dt.date | None) -> Capture:
    if capture.kind == "issue":
        return issue_store.add(desk.db, Issue(capture=capture)).capture
    if capture.kind == "action":
        return action_store.add(desk.db, Action(capture=capture, owner=owner, due=due)).capture
    return store.add(desk.db, capture)


def _said_back(kept: Capture, owner: str, due: dt.date | None, stage: str) -> str:
    who = f"{owner or 'nobody yet'}" if kept.kind == "action" else ", ".join(filter(None, (kept.side, stage)))
    head = f"{who}{_by(due)}: " if who or due else ""
    remarks = " (for after the room)" * kept.after_room
    return f"{head}{kept.text}{remarks}"


def _by(date: dt.date | None) -> str:
    return f" by {day(date)}" if date else ""


def _refuse_blank(text: str) -> None:
    if not text.strip():
        raise BadLineError("there is no text", "say what it is about")


def of_item(desk: Desk, meeting: Meeting, position: int) -> tuple[Capture, ...]:
    """What was captured in one item, oldest first."""
    return tuple(store.of_item(desk.db, meeting.name, position))


def get(desk: Desk, number: int) -> Capture:
    """What has this number. Raises NotFoundError where nothing has."""
    return store.get(desk.db, number)


def find(desk: Desk, number: int) -> Capture | None:
    """What has this number now; None where nothing has, or it was taken back."""
    try:
        return store.get(desk.db, number)
    except NotFoundError:
        return None


def undo(desk: Desk, now: Instant, *, ref: str | None = None, meeting: Meeting | None = None) -> Receipt:
    """Take back the last change made from here, or the capture with this id.

    Raises NotFoundError when there is nothing to take back, BadMoveError when it was changed since.
    """
    if ref and ref.lower().startswith(anonymous.PREFIX):
        return anonymous.take_back(desk, ref)
    name = meeting.name if meeting else None
    change, label, capture = _change_of(desk, ref) if ref else _last_change(desk, name)
    undone = history.undo_change(desk.db, change, at=now.at, via=desk.via, meeting=name)
    trouble = customer_voices.take_example_out(desk, change, now)
    if capture is not None and capture.kind == "dispute" and capture.term_id:
        trouble = glossaries.end_dispute(desk, capture, now)
    stays = f"; glossary.yaml stays as it is: {trouble}" if trouble else ""
    return Receipt(ref="", text=f"taken back: {label}{stays}", change=undone)


def redo(desk: Desk, now: Instant, meeting: Meeting | None = None) -> Receipt:
    """Do again what was taken back last from here, as long as nothing new was done from here since.

    Going on to another item is nothing new. What others did meanwhile does not matter, but for the rows that
    it is about. Raises NotFoundError when there is nothing to do again, BadMoveError where something new was
    done, or a row was changed since.
    """
    name = meeting.name if meeting else None
    last = history.last_undo(desk.db, via=desk.via, meeting=name)
    if last is None or last.change.undoes is None:
        raise NotFoundError("there is nothing to do again", "only what was taken back from here can be")
    label = last.change.label
    newer = history.done_since(desk.db, last.id, via=desk.via, meeting=name, besides=_NO_STEPS)
    if newer is not None:
        after = shortened(newer.change.label, 60)
        raise BadMoveError(
            f"“{shortened(label, 60)}” can't be done again: “{after}” came after it",
            "only what was just taken back is done again",
        )
    done = history.undo_change(desk.db, last.id, at=now.at, via=desk.via, meeting=name)
    opened = _dispute_of(desk, last.change.undoes)
    trouble = glossaries.open_again(desk, opened, now) if opened else ""
    stays = f"; glossary.yaml stays as it is: {trouble}" if trouble else ""
    return Receipt(ref="", text=f"done again: {label}{stays}", change=done)


_NO_STEPS = ("meeting", "file")
"""The nouns of changes that undo passes over: how the meeting went on, and what became of files."""
_STAYING = {
    "term.settle": ("settled words stay settled", "settle them again, or #dispute them"),
    anonymous.OPENED: (
        "what was opened stays open, and what was held back stays recorded",
        "smeeting issue held --let-go lets it wait again",
    ),
    "lead.import": ("an import is not taken back", "take an export with what is right, and it counts"),
}
"""What is not undone: what it is called to, and what would be right."""


def _last_change(desk: Desk, meeting: str | None) -> tuple[int, str, Capture | None]:
    """The last change made from here, what it is called, and the dispute that it opened if it did."""
    last = history.last_change(desk.db, via=desk.via, meeting=meeting, besides=_NO_STEPS)
    if last is None:
        raise NotFoundError("there is nothing to take back", "only what was done from here can be undone")
    label = last.change.label
    _refuse_staying(last.change.verb, label)
    opened = _dispute_of(desk, last.id) if last.change.verb == "term.dispute" else None
    return last.id, label, opened


def _refuse_staying(verb: str, what: str) -> None:
    if verb in _STAYING:
        why, instead = _STAYING[verb]
        raise BadMoveError(f"{what}: {why}", instead)


def _dispute_of(desk: Desk, change: int) -> Capture | None:
    """The dispute that a change opened and that stands now, if it opened one."""
    for step in history.rows_of_change(desk.db, change):
        if step.table == "capture" and step.after is not None and step.after["kind"] == "dispute":
            return store.get(desk.db, step.key)
    return None


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
    _refuse_staying(history.row_history(desk.db, "capture", number)[0].entry.change.verb, capture.ref)
    return change, f"{capture.ref} {shortened(capture.text, 40)}", capture
