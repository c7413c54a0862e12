"""Converting records: a note that is an issue, an issue that is an action, an idea whose time has come.

A record keeps its number, its text and its history; its letter changes. What it knew as an issue or action is
kept in the history, and is there again when it becomes one again.
"""

import datetime as dt
from collections.abc import Sequence

import msgspec

from smeeting.domain.answers import BECAME
from smeeting.domain.captures import LETTERS, Action, Capture, CaptureKind, Issue, Receipt, parse_ref
from smeeting.domain.errors import BadMoveError
from smeeting.domain.instants import Instant
from smeeting.domain.issue_moves import IssueMove
from smeeting.domain.record_links import RecordLink
from smeeting.services import captures, customer_voices, people, phrasing
from smeeting.services.desk import Desk
from smeeting.services.live import live_meeting, the_live
from smeeting.storage import actions as action_store
from smeeting.storage import captures as store
from smeeting.storage import conversions, issue_moves
from smeeting.storage import issues as issue_store

KINDS: tuple[CaptureKind, ...] = ("note", "issue", "action", "idea")
"""What can become one another."""
FROM_VOICE: tuple[CaptureKind, ...] = ("issue", "action", "note")
"""What a customer's voice can become; the voice itself stays."""
NAMES: dict[CaptureKind, str] = {
    "note": "a note",
    "issue": "an issue",
    "action": "an action",
    "idea": "a parked idea",
    "voice": "a customer's voice",
    "decision": "a decision",
    "dispute": "a dispute",
}
"""The kinds as people read them."""


def kinds_for(capture: Capture) -> tuple[CaptureKind, ...]:
    """What a record can become."""
    if capture.kind == "voice":
        return FROM_VOICE
    return tuple(kind for kind in KINDS if kind != capture.kind) if capture.kind in KINDS else ()


def convert(
    desk: Desk,
    number: int,
    kind: CaptureKind,
    now: Instant,
    *,
    owner: str = "",
    due: dt.date | None = None,
) -> Capture:
    """Let a record become one of another kind: the same number with another letter; undone in one step.

    Of a customer's voice a new record is made, which is linked to it. `owner` and `due` are an action's; an
    issue that becomes one for the first time hands on its own. Raises NotFoundError for a number that nothing
    has, BadMoveError for what can't become that.
    """
    if (owner.strip() or due) and kind != "action":
        raise BadMoveError(f"{NAMES[kind]} has no owner and no date here", "they are an action's")
    return convert_all(desk, (number,), kind, now, owner=owner, due=due)[0]


def park(desk: Desk, ref: str, now: Instant) -> Receipt:
    """Park what was captured in the running meeting: one step of undo, which brings it back as it was.

    One that blames comes back with a phrasing that does not. Raises as `convert` does, NotFoundError where no
    meeting runs.
    """
    meeting = the_live(desk, now)
    parked = convert(desk, parse_ref(ref) or 0, "idea", now)
    return Receipt(
        ref=parked.ref,
        text=parked.text,
        words=parked.text,
        rephrasing=phrasing.about_process(desk, meeting, parked),
    )


def convert_all(
    desk: Desk,
    numbers: Sequence[int],
    kind: CaptureKind,
    now: Instant,
    *,
    owner: str = "",
    due: dt.date | None = None,
) -> tuple[Capture, ...]:
    """Like `convert` for several, in one step of undo: all of them or none."""
    found = [store.get(desk.db, number) for number in numbers]
    if len(found) == 1 and found[0].kind == "voice":
        return (_from_voice(desk, found[0], kind, now, owner, due),)
    known = people.resolve(desk, owner).name if owner.strip() else ""
    live = live_meeting(desk, now)
    here = live.name if live else None
    first = found[0]
    label = f"{first.ref}{BECAME}{LETTERS[kind]}{first.number}"
    more = f" and {len(found) - 1} more" if len(found) > 1 else ""
    with desk.change(now, "capture.convert", f"{label}{more}", meeting=here or first.meeting):
        return tuple(_converted(desk, number, kind, now, known, due, here) for number in numbers)


def _converted(
    desk: Desk,
    number: int,
    kind: CaptureKind,
    now: Instant,
    owner: str,
    due: dt.date | None,
    here: str | None,
) -> Capture:
    """The record as it is under the lock: another terminal may have converted it since it was shown."""
    capture = store.get(desk.db, number)
    _refuse(desk, capture, kind)
    # An idea is for nobody to do, after the room or at any time.
    made = msgspec.structs.replace(capture, kind=kind, after_room=capture.after_room and kind == "action")
    before = issue_store.get(desk.db, number) if capture.kind == "issue" else None
    if capture.kind in ("issue", "action"):
        conversions.take_away(desk.db, "issue" if capture.kind == "issue" else "action", number)
    store.save(desk.db, made)
    if kind == "issue" and not conversions.bring_back(desk.db, "issue", number):
        issue_store.add_with(desk.db, Issue(made), number)
    if kind == "action":
        _as_action(desk, made, before, owner, due)
    label = f"{capture.ref}{BECAME}{made.ref}"
    issue_moves.add(desk.db, IssueMove(number, "converted", now.at, text=label, meeting=here))
    return made


def _as_action(desk: Desk, made: Capture, before: Issue | None, owner: str, due: dt.date | None) -> None:
    if not conversions.bring_back(desk.db, "action", made.number):
        action = Action(made, before.owner, before.answer_by) if before else Action(made)
        action_store.add_with(desk.db, action, made.number)
    action = action_store.get(desk.db, made.number)
    given = msgspec.structs.replace(action, owner=owner or action.owner, due=due or action.due)
    action_store.save(desk.db, given)


def _from_voice(
    desk: Desk, voice: Capture, kind: CaptureKind, now: Instant, owner: str, due: dt.date | None
) -> Capture:
    """A new record of what a customer said, linked to it."""
    if kind not in FROM_VOICE:
        raise BadMoveError(
            f"{voice.ref} can't become {NAMES[kind]}",
            "a customer's voice becomes an issue, an action or a note",
        )
    if kind == "issue":
        customer_voices.refuse_second_issue(desk, voice.number)
    # An action that has a side is a request to it, which `smeeting voice request` makes.
    side = None if kind == "action" else voice.side
    capture = Capture(0, kind, voice.text, side=side, at=now.at, term_id=voice.term_id)
    receipt = captures.record(
        desk,
        capture,
        now,
        owner=owner,
        due=due,
        meeting=live_meeting(desk, now),
        links=(RecordLink("record", str(voice.number)),),
    )
    return store.get(desk.db, int(receipt.ref[1:]))


def _refuse(desk: Desk, capture: Capture, kind: CaptureKind) -> None:
    ref = capture.ref
    if capture.kind == kind:
        raise BadMoveError(f"{ref} is {NAMES[kind]} already", "it stays as it is")
    if capture.kind not in KINDS or kind not in KINDS:
        stays = NAMES[capture.kind if capture.kind not in KINDS else kind]
        raise BadMoveError(
            f"{ref} can't become {NAMES[kind]}" if kind not in KINDS else f"{ref} is {stays} and stays one",
            "notes, issues, actions and parked ideas become one another",
        )
    if capture.at is None:
        raise BadMoveError(
            f"{ref} is anonymous and stays an issue: nothing is kept that could bring it back",
            "record what it leads to anew, and withdraw it with a word or answer it",
        )
    if capture.kind == "issue":
        _refuse_merged(desk, issue_store.get(desk.db, capture.number))


def _refuse_merged(desk: Desk, issue: Issue) -> None:
    ref = issue.capture.ref
    if issue.merged_into is not None:
        raise BadMoveError(
            f"{ref} goes on as I{issue.merged_into}", f"convert that, or open {ref} again with a word first"
        )
    twins = issue_store.merged_into(desk.db, issue.capture.number)
    if twins:
        names = ", ".join(twin.capture.ref for twin in twins)
        raise BadMoveError(f"{ref} goes on for {names} too", "open those again with a word first")
