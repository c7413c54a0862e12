"""What customers said, and what it becomes: an issue, a term's example, or a request to a side."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import msgspec

from smeeting.domain.captures import Action, Capture, CaptureKind, Issue, Receipt
from smeeting.domain.errors import BadMoveError, NotFoundError, SmeetingError
from smeeting.domain.glossary import Glossary, Term
from smeeting.domain.instants import Instant
from smeeting.domain.kinds import KINDS
from smeeting.domain.meeting import Meeting
from smeeting.domain.record_links import RecordLink
from smeeting.domain.term_examples import Example
from smeeting.domain.text import folded, shortened
from smeeting.services import example_lists, glossaries
from smeeting.services.desk import Desk
from smeeting.services.live import during, live_meeting
from smeeting.storage import actions as action_store
from smeeting.storage import captures as capture_store
from smeeting.storage import customer_voices as store
from smeeting.storage import history, record_links, term_examples
from smeeting.storage import issues as issue_store

_LISTED = {True: "voice.example", False: "voice.no-example"}
"""The verbs of changes that came with an edit of glossary.yaml, by whether it counts there."""


class Became(msgspec.Struct, frozen=True):
    """One thing that a customer's voice became."""

    ref: str
    """The id of the issue or the action; of an example the term's name."""
    what: str
    """Such as `issue`, `request to marketing` or `example`."""


class CustomerVoice(msgspec.Struct, frozen=True):
    """What a customer said, and what became of it."""

    capture: Capture
    stage: str = ""
    """The name of the stage of the funnel that it is about; empty where none was said."""
    became: tuple[Became, ...] = ()


# Stages of the funnel.


def names_of_stages(desk: Desk) -> Mapping[str, str]:
    """The ids of the funnel's stages by everything they are called, folded; none without a glossary."""
    stages = [term for term in _terms(desk) if term.stage is not None]
    # The names that people see go before the ids of others.
    named = [(name, term.id) for names in _NAMES for term in stages for name in names(term)]
    return {folded(name): term_id for name, term_id in reversed(named)}


def shown_stages(desk: Desk) -> Mapping[str, str]:
    """The names of the terms that a voice may be about, by their ids; none without a glossary."""
    return {term.id: term.term for term in _terms(desk) if term.stage is not None}


def stage_name(desk: Desk, capture: Capture) -> str:
    """What the stage that a voice is about is called; its id where the glossary has it no more."""
    if capture.term_id is None:
        return ""
    term = _terms(desk).get(capture.term_id)
    return term.term if term else capture.term_id


_NAMES: tuple[Callable[[Term], tuple[str, ...]], ...] = (
    lambda term: (term.term,),
    lambda term: (term.id,),
    lambda term: term.names,
)


def _terms(desk: Desk) -> Glossary:
    try:
        return desk.known_terms
    except SmeetingError:
        # A broken file must not keep anybody from saying what a customer said.
        return Glossary()


def stage_id(desk: Desk, name: str) -> str:
    """The id of the stage that people mean by `name`.

    Raises NotFoundError where the funnel has no such stage.
    """
    found = names_of_stages(desk).get(folded(name))
    if found is None:
        known = ", ".join(shown_stages(desk).values()) or "none yet"
        raise NotFoundError(f"the funnel has no stage {name!r}", f"stages are: {known}")
    return found


# Looking.


def listed(
    desk: Desk, *, side: str | None = None, stage: str | None = None, limit: int = 200, offset: int = 0
) -> tuple[CustomerVoice, ...]:
    """What customers said, newest first; of a side and of a stage (by its id) where they are given."""
    found = store.listed(desk.db, side=side, stage=stage, limit=limit, offset=offset)
    return tuple(_with_fate(desk, one) for one in found)


def of_meeting(desk: Desk, meeting: str) -> tuple[Capture, ...]:
    """What customers said as it was kept in a meeting, oldest first."""
    return capture_store.of_meeting(desk.db, meeting, ("voice",))


def get(desk: Desk, number: int) -> CustomerVoice:
    """One voice with what became of it.

    Raises NotFoundError where there is nothing of that number, BadMoveError where it is something else.
    """
    capture = capture_store.get(desk.db, number)
    if capture.kind != "voice":
        raise BadMoveError(f"{capture.ref} is not what a customer said", "smeeting voice list shows those")
    return _with_fate(desk, capture)


def _with_fate(desk: Desk, capture: Capture) -> CustomerVoice:
    terms = _terms(desk)
    became: list[Became] = []
    links = record_links.of_record(desk.db, capture.number)
    for link in links:
        if link.kind == "term":
            term = terms.get(link.target)
            became.append(Became(term.term if term else link.target, "example"))
    # Linked from either end, as `convert` links one of them; what was taken back meanwhile is left out.
    numbers = {int(link.target) for link in links if link.kind == "record"}
    numbers |= set(record_links.to_record(desk.db, capture.number))
    became += [Became(one.ref, _called(one)) for one in capture_store.of_numbers(desk.db, numbers)]
    return CustomerVoice(capture, stage_name(desk, capture), tuple(became))


def _called(record: Capture) -> str:
    return f"request to {record.side}" if record.kind == "action" and record.side else record.kind


def asked_sides(voice: Capture, sides: tuple[str, ...]) -> tuple[str, ...]:
    """The sides that a request may go to: those that did not hear it."""
    return tuple(side for side in sides if side != voice.side)


# What it becomes.


def to_issue(desk: Desk, number: int, now: Instant) -> Receipt:
    """Air an issue of what a customer said, for the side that heard it; the voice stays.

    Raises BadMoveError where it became one already.
    """
    heard = get(desk, number).capture
    with _becoming(desk, heard, "voice.issue", "an issue", now) as (change, place):
        # Again under the lock: another terminal may have been quicker.
        refuse_second_issue(desk, number)
        capture = place("issue", f"A customer says: {heard.text}", heard.side)
        made = issue_store.add(desk.db, Issue(capture=capture)).capture
        _link(desk, heard, made)
    return Receipt(ref=made.ref, text=f"from {heard.ref}: {made.text}", change=change, words=made.text)


def to_request(desk: Desk, number: int, side: str, now: Instant) -> Receipt:
    """Make a request to a side of what a customer said: an action that nobody has taken yet.

    Raises BadMoveError where that side was asked already.
    """
    heard = get(desk, number).capture
    with _becoming(desk, heard, "voice.request", f"a request to {side}", now) as (change, place):
        _refuse_twice(get(desk, number), f"request to {side}")
        capture = place("action", f"A customer asks: {heard.text}", side)
        made = action_store.add(desk.db, Action(capture=capture)).capture
        _link(desk, heard, made)
    return Receipt(
        ref=made.ref,
        text=f"from {heard.ref}, asked of {side}, nobody has it yet: {made.text}",
        change=change,
        words=made.text,
    )


def to_example(desk: Desk, number: int, term_id: str, counts: bool | None, now: Instant) -> Receipt:
    """Make what a customer said an example of a term.

    `counts` puts it into that list of the entry; None leaves it for the sides to decide, which takes a
    running meeting. Raises BadMoveError where there is none, or where it is an example of the term already;
    and what an edit of the glossary raises, with nothing kept.
    """
    term = glossaries.find(desk, term_id)
    voice = get(desk, number)
    _refuse_twice(voice, "example", term.term)
    heard, meeting = voice.capture, live_meeting(desk, now)
    if counts is None and meeting is None:
        raise BadMoveError(
            "no meeting is running, so nobody can decide whether it counts",
            "say yourself that it counts or does not, or do it in the next meeting",
        )
    verb = "voice.candidate"
    if counts is not None:
        if heard.text not in (*term.counts, *term.does_not_count):
            verb = _LISTED[counts]
        # The file first: where it can't be edited, nothing says that it was.
        example_lists.put(desk, term, heard.text, counts=counts, now=now)
    with _becoming(desk, heard, verb, f"an example of {term.term}", now) as (change, _):
        record_links.add(desk.db, heard.number, RecordLink("term", term.id))
        if counts is None and meeting is not None:
            example = Example(
                0, term.id, heard.text, said={}, outcome="open", meeting=meeting.name, at=now.at
            )
            term_examples.put(desk.db, example)
    what = {True: "it counts", False: "it does not count", None: "to be decided with what counts"}[counts]
    return Receipt(ref=heard.ref, text=f"an example of {term.term}, {what}: {heard.text}", change=change)


def take_example_out(desk: Desk, change: int, now: Instant) -> str:
    """Take out of glossary.yaml what a change put there, after it was taken back; why not, or nothing."""
    return _each_listed(desk, change, lambda term, text, _: example_lists.take_out(desk, term, text, now))


def put_example_in(desk: Desk, change: int, now: Instant) -> str:
    """Put into glossary.yaml again what a change put there, after it was done again; why not, or nothing."""

    def put(term_id: str, text: str, counts: bool) -> None:
        example_lists.put(desk, glossaries.find(desk, term_id), text, counts=counts, now=now)

    return _each_listed(desk, change, put)


def _each_listed(desk: Desk, change: int, do: Callable[[str, str, bool], None]) -> str:
    """Do something with each example that a change put into the file: its term, its text, and which list."""
    lists = {verb: counts for counts, verb in _LISTED.items()}
    verb = history.entry_of(desk.db, change).change.verb
    if verb not in lists:
        return ""
    try:
        for step in history.rows_of_change(desk.db, change):
            if step.table == "record_link" and step.before is None and step.after is not None:
                voice = capture_store.get(desk.db, step.after["capture_id"])
                do(step.after["target"], voice.text, lists[verb])
    except SmeetingError as error:
        return str(error)
    return ""


Place = Callable[[CaptureKind, str, str | None], Capture]
"""Makes a new capture of a kind, a text and a side, placed in the running meeting where there is one."""


@contextmanager
def _becoming(desk: Desk, voice: Capture, verb: str, what: str, now: Instant) -> Iterator[tuple[int, Place]]:
    """A change in which a voice becomes something, in the running meeting or between two."""
    label = f"{voice.ref} as {what}: {shortened(voice.text, 40)}"

    def place(kind: CaptureKind, text: str, side: str | None, here: Meeting | None = None) -> Capture:
        new = Capture(number=0, kind=kind, text=text, side=side, at=now.at, term_id=voice.term_id)
        if here is None:
            return new
        later = kind == "action" and KINDS[here.item.kind].listens
        return msgspec.structs.replace(new, meeting=here.name, item=here.current, after_room=later)

    meeting = live_meeting(desk, now)
    if meeting is None:
        with desk.change(now, verb, label) as change:
            yield change, place
    else:
        with during(desk, meeting, now, verb, label) as (change, here):
            yield change, lambda kind, text, side: place(kind, text, side, here)


def _link(desk: Desk, voice: Capture, made: Capture) -> None:
    """Link both ways, so that either one leads to the other."""
    record_links.add(desk.db, voice.number, RecordLink("record", str(made.number)))
    record_links.add(desk.db, made.number, RecordLink("record", str(voice.number)))


def refuse_second_issue(desk: Desk, number: int) -> None:
    """Raise BadMoveError where a voice became an issue already."""
    _refuse_twice(get(desk, number), "issue")


def _refuse_twice(voice: CustomerVoice, what: str, ref: str = "") -> None:
    for one in voice.became:
        if one.what == what and ref in ("", one.ref):
            became = f"an example of {one.ref}" if what == "example" else f"{one.ref} ({one.what})"
            raise BadMoveError(f"{voice.capture.ref} became {became} already", "go on with that one")
