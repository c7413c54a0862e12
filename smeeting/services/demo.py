"""The demo: a year at an invented company, replayed through the services a real year would use."""

import datetime as dt
import itertools
import random
from pathlib import Path

from smeeting.domain.captures import Issue, parse_ref
from smeeting.domain.errors import StorageError
from smeeting.domain.instants import Instant
from smeeting.domain.people import Person, Presence
from smeeting.domain.term_examples import Candidate
from smeeting.domain.term_fields import field_named
from smeeting.services import (
    actions,
    anonymous,
    blind_checks,
    captures,
    customer_voices,
    glossaries,
    glossary_edits,
    issues,
    lead_reviews,
    leads,
    meetings,
    people,
    term_examples,
    term_history,
)
from smeeting.services.demo_form import (
    ISSUE_MOVES,
    Counted,
    Edit,
    Fate,
    Part,
    Said,
    Settled,
    Sitting,
    with_refs,
)
from smeeting.services.demo_leads import contacts_csv
from smeeting.services.demo_story import STORY
from smeeting.services.desk import STORY_DAY, Desk
from smeeting.services.live import the_live
from smeeting.storage import anonymous as box
from smeeting.storage import leads as lead_store
from smeeting.storage import settings
from smeeting.storage import values as value_store
from smeeting.storage.files import replace_file
from smeeting.storage.glossary_edit import edited_glossary
from smeeting.storage.new_folder import new_folder
from smeeting.storage.starter import write_starter
from smeeting.storage.workspace import Workspace

EXPORT = "contacts.csv"
"""The file in the demo that its leads come from."""
_LEADS_LOOKED_THROUGH = 600
_BEGINS = dt.time(10, 0, tzinfo=dt.UTC)
_EVENING = dt.timedelta(hours=7)
"""Between two meetings things happen in the late afternoon, and on a meeting's day after it."""


def make(folder: Path) -> bool:
    """Make the demo workspace in a folder, the same every time; False where it is there already.

    Raises StorageError where something else is in the folder, also a workspace that is no demo.
    """
    if Workspace(root=folder).database_file.exists():
        with Desk(Workspace(root=folder)) as desk:
            if settings.read(desk.db, STORY_DAY):
                return False
        raise StorageError(
            f"{folder} is a workspace of its own", "name a new or an empty folder for the demo"
        )
    with new_folder(folder) as making:
        write_starter(making)
        workspace = Workspace(root=making)
        glossary = workspace.glossary_file.read_bytes() + STORY.glossary_lines.encode()
        replace_file(workspace.glossary_file, glossary)
        with Desk(workspace, via="demo") as desk:
            _Replay(desk).play()
    return True


class _Replay:
    """Plays the story, oldest first, on a clock of its own."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.refs: dict[str, str] = {}
        """What the story calls a capture, to its id."""
        self.keys = (f"{number:032x}" for number in itertools.count(1))
        """Keys of anonymous issues: counted here, as there is no author to protect and no chance to leave."""

    def play(self) -> None:
        begin = self._at(STORY.sittings[0].held_on, -3600)
        with self.desk.change(begin, "demo.begin", "the demo's people"):
            for member in STORY.members:
                people.remember(self.desk, Person(member.name, member.side))
        self._import_leads(begin)
        with self.desk.change(begin, "demo.numbers", "the demo's numbers"):
            for series in STORY.series:
                value_store.put_all(self.desk.db, series.values())
        between: list[Fate | Edit] = sorted((*STORY.fates, *STORY.edits), key=lambda event: event.on)
        for position, sitting in enumerate(STORY.sittings):
            while between and between[0].on < sitting.held_on:
                self._happen(between.pop(0))
            self._hold(sitting, STORY.next_on(position))
        for event in between:
            self._happen(event)
        with self.desk.traceless():
            for text in STORY.unread:
                box.put(self.desk.db, text, lambda: next(self.keys))
            settings.write(self.desk.db, STORY_DAY, STORY.today.isoformat())

    def _import_leads(self, now: Instant) -> None:
        """Take the leads from an export, as everybody does; the file stays, to be looked at."""
        export = self.desk.workspace.root / EXPORT
        replace_file(export, contacts_csv().encode())
        leads.import_files(self.desk, [export], now)

    def _at(self, day: dt.date, seconds: int) -> Instant:
        """So many seconds after ten o'clock on a day."""
        at = dt.datetime.combine(day, _BEGINS) + dt.timedelta(seconds=seconds)
        since = int((at - dt.datetime.combine(STORY.sittings[0].held_on, _BEGINS)).total_seconds() * 1000)
        awake_ms = since + 86_400_000
        return Instant(at, awake_ms, awake_ms, "demo")

    def _hold(self, sitting: Sitting, next_on: dt.date) -> None:
        began = self._at(sitting.held_on, 0)
        meeting = meetings.start(self.desk, "monthly", began)
        for role, given in (("facilitator", sitting.facilitator), ("scribe", sitting.scribe)):
            meetings.set_role(self.desk, role, people.resolve(self.desk, given).name, began)  # type: ignore[arg-type]
        everybody = {member.given for member in STORY.members}
        self._attend("here", sorted(everybody - set(sitting.regrets)), began)
        self._attend("regrets", sitting.regrets, began)
        seconds = 0
        for position, part in enumerate(sitting.parts):
            self._hold_item(sitting, part, seconds)
            seconds += part.used_s
            if position < len(sitting.parts) - 1:
                meetings.move(self.desk, "next", self._at(sitting.held_on, seconds))
        end = self._at(sitting.held_on, seconds)
        self._attend("left", sitting.left, end)
        for rating in sitting.ratings:
            meetings.rate(self.desk, the_live(self.desk, end), rating, end)
        meetings.set_next_date(self.desk, next_on, end)
        meetings.move(self.desk, "close", end)
        meetings.move(self.desk, "finalise", end, name=meeting.name)

    def _attend(self, presence: Presence, given: tuple[str, ...] | list[str], now: Instant) -> None:
        if given:
            found = tuple(people.resolve(self.desk, name) for name in given)
            meetings.attend(self.desk, the_live(self.desk, now), found, presence, now)

    def _hold_item(self, sitting: Sitting, part: Part, began: int) -> None:
        of_words: tuple[Settled | Counted, ...] = (*sitting.settled, *sitting.counted)
        of_words = of_words if part.kind == "vocabulary" else ()
        events: list[Said | Settled | Counted] = [*part.said, *of_words]
        for event in sorted(events, key=lambda event: event.at_s):
            now = self._at(sitting.held_on, began + event.at_s)
            if isinstance(event, Settled):
                self._settle(event, now)
            elif isinstance(event, Counted):
                self._count(event, now)
            else:
                self._say(event, now)
        if part.kind == "metrics":
            self._review(sitting, self._at(sitting.held_on, began + part.used_s - 1))

    def _review(self, sitting: Sitting, now: Instant) -> None:
        """Look at the newest leads of that day, in the sittings in which that is told."""
        told = STORY.verdicts.get(sitting.held_on, ())
        meeting = the_live(self.desk, now) if told else None
        came = [
            lead
            for lead in lead_store.sample(self.desk.db, "newest", _LEADS_LOOKED_THROUGH)
            if lead.came and lead.came.date() < sitting.held_on
        ]
        for lead, (verdict, reason) in zip(came, told, strict=False):
            assert meeting is not None
            lead_reviews.judge(self.desk, meeting, meeting.current, lead, verdict, now, reason=reason)

    def _say(self, said: Said, now: Instant) -> None:
        if said.line.startswith("+"):
            side, ref = with_refs(said.line[1:], self.refs).split()
            issues.me_too(self.desk, the_live(self.desk, now), _number(ref), side, now)
            return
        receipt = captures.take(self.desk, with_refs(said.line, self.refs), now)
        ref = receipt.ref
        if ref.startswith(anonymous.PREFIX):
            meeting = the_live(self.desk, now)
            with self.desk.traceless():
                opened = box.open_all(self.desk.db, meeting.name, meeting.current, random.Random(0))
            ref = opened[0].capture.ref
        if said.key:
            self.refs[said.key] = ref
        if ref.startswith("I"):
            self._speak(said.line, issues.get(self.desk, _number(ref)), now)

    def _speak(self, line: str, issue: Issue, now: Instant) -> None:
        """Whoever raised an issue speaks, but for the saying back, which is the other side's."""
        raised_by = issue.capture.side or ""
        others = [side for side in the_live(self.desk, now).sides if side != raised_by]
        says_back = line.startswith("#heard") and raised_by
        meetings.speak(self.desk, others[0] if says_back else raised_by, now)

    def _settle(self, settled: Settled, now: Instant) -> None:
        meeting = the_live(self.desk, now)
        term = glossaries.find(self.desk, settled.term_id)
        for side, text in settled.unseen:
            blind_checks.answer(self.desk, meeting, term, side, text, now)
        if settled.unseen:
            blind_checks.propose(self.desk, meeting, term, settled.definition, now)
        words, voices = settled.definition, settled.voices
        glossaries.settle(self.desk, meeting, term, words, voices, now, rounds=settled.rounds)

    def _count(self, counted: Counted, now: Instant) -> None:
        meeting, term = the_live(self.desk, now), glossaries.find(self.desk, counted.term_id)
        said = {"marketing": counted.marketing, "sales": counted.sales}
        example = term_examples.decide(self.desk, meeting, term, Candidate(counted.text), said, now)
        term_examples.to_rule(self.desk, meeting, term, example, counted.rule, now, counts=True)

    def _happen(self, event: Fate | Edit) -> None:
        if isinstance(event, Fate):
            self._befall(event)
            return
        now = self._at(event.on, int(_EVENING.total_seconds()))
        fields = {field_named(event.field, ("marketing", "sales")): event.text}
        if event.by_hand:
            patches = {event.term_id: glossary_edits.patch_of(fields)}
            glossary_edits.edit_file(self.desk, lambda file: edited_glossary(file, patches))
            term_history.record(self.desk, now)
        else:
            glossary_edits.set_fields(self.desk, event.term_id, fields, now)

    def _befall(self, fate: Fate) -> None:
        now = self._at(fate.on, int(_EVENING.total_seconds()))
        number = _number(self.refs[fate.key])
        if fate.move in ISSUE_MOVES:
            self._move_issue(fate, number, now)
        elif fate.move == "requested":
            customer_voices.to_request(self.desk, number, fate.who, now)
        elif fate.move == "done":
            actions.done(self.desk, number, fate.text, fate.on, now)
        else:
            actions.drop(self.desk, number, fate.text, fate.on, now)

    def _move_issue(self, fate: Fate, number: int, now: Instant) -> None:
        match fate.move:
            case "owned":
                issues.own(self.desk, number, people.resolve(self.desk, fate.who).name, fate.answer_by, now)
            case "answered":
                issues.answer(self.desk, number, fate.text, fate.on, now)
            case "helps":
                issues.helps(self.desk, number, now)
            case "does not help":
                issues.does_not_help(self.desk, number, fate.text, now)
            case "closed":
                issues.close(self.desk, number, now)
            case "withdrawn":
                issues.withdraw(self.desk, number, fate.text, fate.on, now)
            case "merged":
                issues.merge(self.desk, number, _number(self.refs[fate.into]), now)


def _number(ref: str) -> int:
    number = parse_ref(ref)
    assert number is not None
    return number
