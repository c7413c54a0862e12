"""Capturing: one line in, one receipt out, and only once it is on disk."""

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

import msgspec

from smeeting.domain import line as lines
from smeeting.domain import line_values as says
from smeeting.domain.captures import Action, Capture, Issue, Receipt
from smeeting.domain.errors import BadLineError, NotFoundError
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
    undoing,
)
from smeeting.services.desk import Desk
from smeeting.services.live import during, the_live
from smeeting.storage import actions as action_store
from smeeting.storage import captures as store
from smeeting.storage import issues as issue_store
from smeeting.storage import record_links


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
            case says.Record():
                return self._record(read)
            case says.Heard() | says.Understood() | says.NotQuite() | says.MeToo():
                return self._listen(read)
            case says.Own(number=number, owner=owner, by=by):
                return self._own(number, owner, by)
            case says.ShowTerm(name=name):
                term = glossaries.find(self.desk, name)
                return Receipt(ref="", text=f"shows {term.term}", shows_term=term.id)
            case says.Dispute(name=name, why=why):
                return glossaries.dispute(self.desk, self.meeting, name, why, self.now)
            case says.SetMetric(name=name, value=value, note=note):
                return self._measure(name, value, note)
            case says.Attend(presence=presence, people=named):
                return self._attend(presence, named)
            case says.Correct(old=old, new=new):
                return self._correct(old, new)
            case says.TakeBack() | says.OffRecord():
                return self._keep_nothing(read)

    def _keep_nothing(self, read: says.TakeBack | says.OffRecord) -> Receipt:
        if isinstance(read, says.TakeBack):
            return undoing.undo(self.desk, self.now, ref=read.ref, meeting=self.meeting)
        return Receipt(ref="", text="off the record: stored nowhere")

    def _read(self, text: str) -> says.Line:
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

    def _record(self, read: says.Record) -> Receipt:
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

    def _listen(self, read: says.Heard | says.Understood | says.NotQuite | says.MeToo) -> Receipt:
        match read:
            case says.Heard(issue=number, text=words):
                return self._heard(number, words)
            case says.Understood(issue=number, word=word):
                return self._understood(number, word)
            case says.NotQuite(issue=number, text=words):
                return self._not_quite(number, words)
            case says.MeToo(issue=number, side=side):
                return self._me_too(number, side or self.meeting.speaking)

    def _me_too(self, number: int, side: str) -> Receipt:
        if not side:
            raise BadLineError("nobody speaks just now", f"say whose it is: #metoo I{number} SIDE")
        issue = issues.me_too(self.desk, self.meeting, number, side, self.now)
        times = issue.me_too.get(side, 0)
        return Receipt(ref=f"I{number}", text=f"me too: {self.meeting.team_name(side)} {times}")

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
            action = actions.assign(self.desk, number, owner.name, by, self.now, keeps_date=True)
            text = f"{owner.name} does it{_by(action.due)}"
            return Receipt(ref=action.capture.ref, text=text, owner=owner, due=action.due)
        issue = issues.own_all(self.desk, (number,), owner.name, by, self.now, keeps_date=True)[0]
        text = f"{owner.name} answers it{_by(issue.answer_by)}"
        return Receipt(ref=issue.capture.ref, text=text, owner=owner, due=issue.answer_by)

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
    return store.find(desk.db, number)
