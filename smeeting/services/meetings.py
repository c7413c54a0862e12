"""Holding a meeting: start it, move it, say who is here, rate it, close it."""

import datetime as dt
from collections.abc import Callable
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from smeeting.domain import cadence, moves
from smeeting.domain.agenda import Agenda
from smeeting.domain.errors import BadMoveError, NotFoundError, SmeetingError
from smeeting.domain.instants import Instant
from smeeting.domain.kinds import KINDS
from smeeting.domain.meeting import ItemRun, Meeting
from smeeting.domain.people import Attendee, Person, Presence, Rating
from smeeting.domain.rota import propose_roles
from smeeting.services import glossaries, lead_numbers, metrics, term_history
from smeeting.services.desk import Desk
from smeeting.services.live import during, live_meeting, the_live
from smeeting.storage import issues as issue_store
from smeeting.storage import meetings as store
from smeeting.storage import people as people_store

Role = Literal["facilitator", "scribe"]

_MOVES: dict[str, Callable[[Meeting, Instant], Meeting]] = {
    "next": moves.go_next,
    "back": moves.go_back,
    "pause": moves.pause,
    "resume": moves.resume,
    "extend": moves.extend,
    "close": moves.close,
    "reopen": moves.reopen,
    "finalise": moves.finalise,
}


def local_date(agenda: Agenda, now: Instant) -> dt.date:
    """The day it is where the teams meet."""
    return now.at.astimezone(ZoneInfo(agenda.timezone)).date()


def propose(desk: Desk, agenda: Agenda, now: Instant) -> Meeting:
    """The meeting that `start` would start, with the roles the rota proposes; nothing is stored."""
    day = local_date(agenda, now)
    facilitator, scribe = propose_roles(
        people_store.listed(desk.db), store.list_past(desk.db, limit=24), agenda.sides
    )
    return Meeting(
        name=_free_name(desk, f"{day}-{agenda.name}"),
        agenda=agenda.name,
        title=agenda.title,
        held_on=day,
        teams=agenda.teams,
        items=tuple(
            ItemRun(item.kind, item.title, planned_s=item.minutes * 60, show=item.show, review=item.review)
            for item in agenda.items
        ),
        timezone=agenda.timezone,
        wall_s=agenda.minutes * 60,
        facilitator=facilitator,
        scribe=scribe,
    )


def start(desk: Desk, agenda_name: str | None, now: Instant) -> Meeting:
    """Start a meeting of an agenda.

    Raises BadMoveError while another one is live, and what `Desk.agenda` raises.
    """
    running = live_meeting(desk, now)
    if running:
        raise BadMoveError(
            f"{running.name} is {running.state} already",
            "smeeting run comes back to it, smeeting close ends it",
        )
    meeting = moves.start(propose(desk, desk.agenda(agenda_name), now), now)
    with desk.change(now, "meeting.start", f"start of {meeting.name}", meeting=meeting.name):
        store.insert(desk.db, meeting)
    term_history.notice(desk, now)
    # What an earlier meeting settled and glossary.yaml could not take; `status` tells what still waits.
    glossaries.write_waiting(desk, now)
    return meeting


def _free_name(desk: Desk, wanted: str) -> str:
    """`wanted`, or with a number behind it when a meeting of that name was held before."""
    name, number = wanted, 2
    while store.is_taken(desk.db, name):
        name, number = f"{wanted}-{number}", number + 1
    return name


def get(desk: Desk, name: str | None) -> Meeting:
    """A meeting by its name, or the latest one without a name.

    Raises NotFoundError when there is none.
    """
    if name:
        return store.load(desk.db, name)
    meeting = store.load_newest(desk.db)
    if meeting is None:
        raise NotFoundError("no meeting was held yet", "smeeting run holds the first")
    return meeting


def move(desk: Desk, verb: str, now: Instant, *, name: str | None = None) -> Meeting:
    """Make one of the moves `next back pause resume extend close reopen finalise`.

    Raises BadMoveError where the meeting's state does not allow it.
    """
    return _changed(desk, verb, now, lambda meeting: _MOVES[verb](meeting, now), name)


def go_to(desk: Desk, position: int, now: Instant) -> Meeting:
    """Go to the item at `position`, from 0."""
    return _changed(desk, "go", now, lambda meeting: moves.go_to(meeting, now, position))


def borrow(desk: Desk, lender: int, minutes: int, now: Instant) -> Meeting:
    """Take minutes from a later item's plan for the current one."""
    return _changed(desk, "borrow", now, lambda meeting: moves.borrow(meeting, now, lender, minutes))


def excuse(desk: Desk, seconds: int, now: Instant) -> Meeting:
    """Count seconds in which the clock ran with nobody there as a pause."""
    return _changed(desk, "excuse", now, lambda meeting: moves.excuse(meeting, now, seconds))


def set_role(desk: Desk, role: Role, person: str, now: Instant) -> Meeting:
    """Give a role of the live meeting to a person."""
    return _changed(
        desk,
        role,
        now,
        lambda meeting: msgspec.structs.replace(moves.tick(meeting, now), **{role: person.strip()}),
    )


def set_next_date(desk: Desk, day: dt.date, now: Instant) -> Meeting:
    """Keep the date agreed for the next meeting."""
    return _changed(
        desk, "next-date", now, lambda meeting: msgspec.structs.replace(moves.tick(meeting, now), next_on=day)
    )


def _changed(
    desk: Desk,
    verb: str,
    now: Instant,
    change: Callable[[Meeting], Meeting],
    name: str | None = None,
) -> Meeting:
    """Load, change and store the live (or the named) meeting in one transaction.

    The meeting is read after the write lock is held, so two terminals can't overwrite each other's move.
    """
    known = get(desk, name) if name else the_live(desk, now)
    with desk.change(now, f"meeting.{verb}", f"{verb} in {known.name}", meeting=known.name):
        changed = change(store.load(desk.db, known.name))
        if changed.state == "closed":
            metrics.keep_targets(desk, changed)
        store.save(desk.db, changed)
        store.save_clock(desk.db, changed)
        if changed.state == "closed":
            lead_numbers.keep(desk, changed)
        _carry(desk, verb, changed, now)
    return changed


def _carry(desk: Desk, verb: str, meeting: Meeting, now: Instant) -> None:
    """Keep which issues a meeting that is closed leaves unheard; one that is reopened may still hear them."""
    if verb == "reopen":
        issue_store.carry_no_more(desk.db, meeting.name)
    elif verb == "close" and any(KINDS[item.kind].listens for item in meeting.items):
        issue_store.carry_over(desk.db, meeting.name, now.at)


def speak(desk: Desk, side: str, now: Instant) -> Meeting:
    """Say which side speaks in the live meeting from now on; an empty `side` for nobody in particular.

    It is running time like the rest of the clock: without a history, and taken back by saying otherwise.
    Raises NotFoundError where no meeting is live, BadMoveError for a side that is none of its.
    """
    the_live(desk, now)
    with desk.traceless():
        meeting = moves.speak(the_live(desk, now), now, side)
        store.save_clock(desk.db, meeting)
    return meeting


def keep(desk: Desk, now: Instant) -> None:
    """Book the time until `now` on disk, so that even a power cut loses only what came after."""
    if store.load_live(desk.db) is None:
        return
    with desk.traceless():
        meeting = store.load_live(desk.db)
        if meeting is not None:
            store.save_clock(desk.db, moves.tick(meeting, now))


def unattended_s(desk: Desk, now: Instant) -> int:
    """Seconds the running clock went on since anybody last did anything or a screen was open."""
    meeting = store.load_live(desk.db)
    if meeting is None or meeting.state != "running" or meeting.mark is None:
        return 0
    ticked = moves.tick(meeting, now)
    return (ticked.used_ms - meeting.used_ms) // 1000


def past(desk: Desk, *, limit: int = 50, offset: int = 0) -> tuple[Meeting, ...]:
    """Closed and final meetings, newest first."""
    return tuple(store.list_past(desk.db, limit=limit, offset=offset))


def next_date(desk: Desk, agenda: Agenda, now: Instant) -> dt.date:
    """When the next meeting of this agenda is due: as agreed in the closing, else by its cadence."""
    last = store.load_newest(desk.db, agenda=agenda.name)
    if last is None:
        return local_date(agenda, now)
    return last.next_on or cadence.next_date(agenda.every, last.held_on)


def next_meeting(desk: Desk, now: Instant) -> dt.date | None:
    """The day people mean by the next meeting: after the live one, where one is; None without an agenda."""
    held = live_meeting(desk, now)
    if held is not None and held.next_on is not None:
        return held.next_on
    try:
        agenda = desk.agenda(held.agenda if held else None)
    except SmeetingError:
        return None
    return cadence.next_date(agenda.every, held.held_on) if held else next_date(desk, agenda, now)


def people(desk: Desk) -> tuple[Person, ...]:
    """Everybody known, by name."""
    return tuple(people_store.listed(desk.db))


def attendance(desk: Desk, meeting: Meeting) -> tuple[Attendee, ...]:
    """Who is here, sent regrets or left, by side and name."""
    return tuple(store.attendance(desk.db, meeting.name))


def attend(
    desk: Desk, meeting: Meeting, persons: tuple[Person, ...], presence: Presence, now: Instant
) -> int:
    """Note the presence of persons, and get the change's id; a side given here is remembered."""
    names = ", ".join(person.name for person in persons)
    with during(desk, meeting, now, "person.attend", f"{presence}: {names}") as (change, _):
        for person in persons:
            store.attend(desk.db, meeting.name, people_store.ensure(desk.db, person), presence)
    return change


def ratings(desk: Desk, meeting: Meeting) -> tuple[Rating, ...]:
    """What the sides said of the meeting."""
    return tuple(store.ratings(desk.db, meeting.name))


def rate(desk: Desk, meeting: Meeting, rating: Rating, now: Instant) -> None:
    """Keep a side's rating from 1 to 10; below 8 it takes a reason.

    Raises BadMoveError for a score out of range or a reason left out.
    """
    if not 1 <= rating.score <= 10:
        raise BadMoveError(f"{rating.score} is no rating", "ratings go from 1 to 10")
    if rating.score < 8 and not rating.reason.strip():
        raise BadMoveError("a rating below 8 needs its reason", "say what would have made it an 8")
    side = meeting.team_name(rating.side)
    with desk.change(now, "meeting.rate", f"{side} rates {rating.score}", meeting=meeting.name):
        if store.load(desk.db, meeting.name).state == "final":
            raise BadMoveError(f"{meeting.name} is final", "its ratings stay as they are")
        store.rate(desk.db, meeting.name, rating)
