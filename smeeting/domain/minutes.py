"""The minutes: everything about one meeting that others are told, and what follows from it."""

import datetime as dt
from collections.abc import Iterable

import msgspec

from smeeting.domain.answers import InTime
from smeeting.domain.captures import Action, Capture, CaptureKind, Issue
from smeeting.domain.funnels import Funnel
from smeeting.domain.glossary import Glossary
from smeeting.domain.issue_tales import IssueTale, VoiceTale
from smeeting.domain.lead_times import Speed
from smeeting.domain.meeting import Meeting
from smeeting.domain.metrics import Promise, Standing
from smeeting.domain.people import Attendee, Presence, Rating
from smeeting.domain.targets import TargetChange
from smeeting.domain.term_examples import Example
from smeeting.domain.term_history import TermChange
from smeeting.domain.text import folded
from smeeting.domain.verdicts import ReviewSummary
from smeeting.domain.voices import TermAgreement

Record = Capture | Issue | Action
"""Anything that has an id such as `D3`."""


class LeadNumbers(msgspec.Struct, frozen=True):
    """What a meeting saw of the leads of the period it looked at."""

    funnel: Funnel
    speed: Speed | None = None
    """How soon they were first touched; None where none came."""


class TalkBefore(msgspec.Struct, frozen=True):
    """How the talk of one meeting was divided."""

    held_on: dt.date
    ms: dict[str, int]
    """By side."""


class DueAnswers(msgspec.Struct, frozen=True):
    """The answers that were due between a meeting and the one before."""

    held_on: dt.date
    sides: dict[str, InTime]
    """By the side of the owner."""


class Minutes(msgspec.Struct, frozen=True):
    """One meeting with everything its minutes need."""

    meeting: Meeting
    attendees: tuple[Attendee, ...] = ()
    captures: tuple[Capture, ...] = ()
    """Decisions, notes, parked ideas, voices and disputes of this meeting; issues and actions stand apart."""
    issues: tuple[Issue, ...] = ()
    """Aired in this meeting."""
    carried: tuple[Issue, ...] = ()
    """Aired earlier, and open at this meeting, answered since the last one or talked about; oldest first."""
    tales: dict[int, IssueTale] = {}
    """What else there is to tell of an issue, by its number."""
    in_time: tuple[DueAnswers, ...] = ()
    """The answers due before each of the last meetings, this one the last."""
    talk: tuple[TalkBefore, ...] = ()
    """How the talk was divided in the last meetings where that is known, this one the last."""
    voices: dict[int, VoiceTale] = {}
    """What became of a customer voice of this meeting, by its number."""
    actions: tuple[Action, ...] = ()
    """Undertaken in this meeting."""
    reported: tuple[Action, ...] = ()
    """Undertaken earlier, and open at this meeting or done or dropped since the last one; oldest first."""
    promises: tuple[Promise, ...] = ()
    """The scorecard this meeting looked at."""
    promises_before: tuple[Promise, ...] = ()
    """The same scorecard one period earlier."""
    agreements: tuple[TermAgreement, ...] = ()
    """What was settled about terms, in the order it was."""
    targets: tuple[TargetChange, ...] = ()
    """Targets that were set or proposed, the last word on each."""
    leads: LeadNumbers | None = None
    """None where there were no leads."""
    review: ReviewSummary | None = None
    """None where no lead was looked at."""
    ratings: tuple[Rating, ...] = ()
    word_changes: tuple[TermChange, ...] = ()
    """What was changed about words since the meeting before, outside of meetings; oldest first."""
    blind_texts: dict[str, dict[str, str]] = {}
    """Term id to what each side said it means, before it had read the others."""
    examples: tuple[Example, ...] = ()
    """Examples of terms that were decided, or seen differently."""
    glossary: Glossary = Glossary()
    """All terms as they stood at the end of the day; none where nobody knows."""
    term_names: dict[str, str] = {}
    """Term id to the term, for disputes; an id that is not in it is shown as it is."""

    trouble: str = ""
    """Why the metrics and the names of terms are missing; empty where they are not."""

    @property
    def is_draft(self) -> bool:
        """Whether the meeting is not over yet, so that these minutes may still grow."""
        return self.meeting.state not in ("closed", "final")


class Direction(msgspec.Struct, frozen=True):
    """What one side promised another, sorted by what became of it."""

    promised_by: str
    """A side."""
    promised_to: str
    """A side."""
    kept: tuple[Promise, ...] = ()
    broken: tuple[Promise, ...] = ()
    missing: tuple[Promise, ...] = ()
    """Without an actual: neither kept nor broken."""
    untargeted: tuple[Promise, ...] = ()

    @property
    def promises(self) -> tuple[Promise, ...]:
        """All of them: kept, broken, missing, untargeted."""
        return self.kept + self.broken + self.missing + self.untargeted


class Flip(msgspec.Struct, frozen=True):
    """A promise that was kept and is broken now, or the other way round."""

    before: Promise
    now: Promise

    @property
    def is_for_the_better(self) -> bool:
        """Whether it was broken and is kept now."""
        return self.now.standing == "ahead"


class IssueReport(msgspec.Struct, frozen=True):
    """What the report-back says of the issues of earlier meetings."""

    answered: tuple[Issue, ...]
    """Answered or withdrawn since the last meeting, and those whose answer does not help."""
    unanswered: tuple[Issue, ...]
    """Without an answer by the date that was promised."""

    @property
    def all(self) -> tuple[Issue, ...]:
        """Both."""
        return self.answered + self.unanswered


class Dispute(msgspec.Struct, frozen=True):
    """A term the teams do not agree on, and why where somebody said so."""

    name: str
    reasons: tuple[str, ...] = ()


def number_of(record: Record) -> int:
    """The number in a record's id."""
    return record.number if isinstance(record, Capture) else record.capture.number


def kept_and_broken(promises: Iterable[Promise]) -> tuple[Direction, ...]:
    """The promises by who owes whom, in the order first met; what nobody promised is left out."""
    directions: dict[tuple[str, str], list[Promise]] = {}
    for one in promises:
        if one.promised_by and one.promised_to:
            directions.setdefault((one.promised_by, one.promised_to), []).append(one)

    def having(standing: Standing, among: list[Promise]) -> tuple[Promise, ...]:
        return tuple(one for one in among if one.standing == standing)

    return tuple(
        Direction(
            promised_by=by,
            promised_to=to,
            kept=having("ahead", owed),
            broken=having("behind", owed),
            missing=having("missing", owed),
            untargeted=having("untargeted", owed),
        )
        for (by, to), owed in directions.items()
    )


def flipped(promises: Iterable[Promise], before: Iterable[Promise]) -> tuple[Flip, ...]:
    """The promises kept in one of two periods and broken in the other; a missing value is neither."""
    earlier = {one.term_id: one for one in before}
    pairs = ((earlier[one.term_id], one) for one in promises if one.term_id in earlier)
    return tuple(
        Flip(then, now) for then, now in pairs if {then.standing, now.standing} == {"ahead", "behind"}
    )


def of_kind(minutes: Minutes, kind: CaptureKind) -> tuple[Capture, ...]:
    """The captures of one kind, by number."""
    return tuple(sorted((one for one in minutes.captures if one.kind == kind), key=number_of))


def captured_in(minutes: Minutes, position: int | None) -> tuple[Record, ...]:
    """What was recorded during one item, by number; None asks for what belongs to no item."""
    records: tuple[Record, ...] = minutes.captures + minutes.issues + minutes.actions
    return tuple(sorted((one for one in records if _item_of(one) == position), key=number_of))


def actions_by_owner(minutes: Minutes) -> tuple[Action, ...]:
    """This meeting's actions and those still open from before: by owner, date, number; the ownerless last."""
    still_open = (one for one in minutes.reported if one.state == "open")
    return tuple(
        sorted(
            (*minutes.actions, *still_open),
            key=lambda one: (
                not one.owner,
                folded(one.owner),
                one.owner,
                one.due is None,
                one.due or minutes.meeting.held_on,
                number_of(one),
            ),
        )
    )


def report_of(minutes: Minutes) -> IssueReport:
    """What came of the issues of earlier meetings that something was promised of."""
    missed = {number for number, tale in minutes.tales.items() if tale.missed}
    refused = {number for number, tale in minutes.tales.items() if tale.refused}
    answered = tuple(one for one in minutes.carried if not one.is_open or number_of(one) in refused)
    unanswered = tuple(
        one
        for one in minutes.carried
        if one not in answered and (number_of(one) in missed or one.is_late(minutes.meeting.held_on))
    )
    return IssueReport(answered, unanswered)


def taken_up(minutes: Minutes) -> tuple[Issue, ...]:
    """The issues that were aired in the meeting, then the older ones that were said back in it."""
    said_back = {number for number, tale in minutes.tales.items() if tale.said_back}
    older = (one for one in minutes.carried if number_of(one) in said_back)
    return (*minutes.issues, *older)


def unowned(minutes: Minutes) -> tuple[Issue, ...]:
    """The open issues that were heard, this meeting's and older, and have no owner or no date; by number.

    What was not heard yet is carried over, to be heard before anybody answers it.
    """
    found = (one for one in (*minutes.issues, *minutes.carried) if one.is_open and one.state != "aired")
    return tuple(sorted((one for one in found if not (one.owner and one.answer_by)), key=number_of))


def present(minutes: Minutes, side: str | None, presence: Presence) -> tuple[str, ...]:
    """The names of one side's people with this presence, sorted; None asks for those of no known side."""
    return tuple(
        sorted(
            one.person.name
            for one in minutes.attendees
            if one.presence == presence and _side_of(minutes, one) == side
        )
    )


def agreed_terms(minutes: Minutes) -> tuple[TermAgreement, ...]:
    """The last word on each term that was settled, in the order of the last words."""
    last: dict[str, TermAgreement] = {}
    for one in minutes.agreements:
        last.pop(one.term_id, None)
        last[one.term_id] = one
    return tuple(last.values())


def agreed_newly(minutes: Minutes) -> tuple[TermAgreement, ...]:
    """The terms that had no agreed words before, or whose agreed words were confirmed."""
    return tuple(one for one in minutes.agreements if one.outcome == "agreed" and not _is_change(one))


def agreed_anew(minutes: Minutes) -> tuple[TermAgreement, ...]:
    """The terms whose agreed words were replaced by others."""
    return tuple(one for one in minutes.agreements if one.outcome == "agreed" and _is_change(one))


def disputes(minutes: Minutes) -> tuple[Dispute, ...]:
    """The terms disputed in this meeting and not agreed later in it, each once, with the reasons given."""
    last = {one.term_id: one for one in minutes.agreements}
    names = {one.term_id: one.name for one in minutes.agreements if one.outcome == "disputed"}
    reasons: dict[str, list[str]] = {term_id: [] for term_id in names}
    for capture in of_kind(minutes, "dispute"):
        # A dispute that names no term of the glossary stands alone, under its own id.
        term_id = capture.term_id or capture.ref
        names.setdefault(term_id, minutes.term_names.get(term_id, term_id))
        reasons.setdefault(term_id, []).append(capture.text)
    return tuple(
        Dispute(names[term_id], tuple(given))
        for term_id, given in reasons.items()
        if _is_disputed_last(last.get(term_id), minutes)
    )


def _is_disputed_last(settled: TermAgreement | None, minutes: Minutes) -> bool:
    """Whether the last word on a term was a dispute; without times an agreement has it."""
    if settled is None or settled.outcome != "agreed":
        return True
    raised = (one.at for one in of_kind(minutes, "dispute") if one.term_id == settled.term_id)
    return settled.at is not None and any(at is not None and at > settled.at for at in raised)


def _item_of(record: Record) -> int | None:
    return record.item if isinstance(record, Capture) else record.capture.item


def _side_of(minutes: Minutes, attendee: Attendee) -> str | None:
    # A side the agenda no longer has counts as none, so that nobody is left out.
    return attendee.person.side if attendee.person.side in minutes.meeting.sides else None


def _is_change(agreement: TermAgreement) -> bool:
    return bool(agreement.before.strip()) and agreement.before.strip() != agreement.definition.strip()
