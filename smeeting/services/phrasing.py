"""Phrasing: a text that blames somebody, said about the process. It is only ever offered."""

import msgspec

from smeeting.domain import line as lines
from smeeting.domain import line_values as says
from smeeting.domain import wording
from smeeting.domain.captures import Capture, CaptureKind, Receipt, Rephrasing, parse_ref
from smeeting.domain.errors import BadMoveError
from smeeting.domain.instants import Instant
from smeeting.domain.meeting import Meeting
from smeeting.services.desk import Desk
from smeeting.services.live import during
from smeeting.storage import captures as store
from smeeting.storage import people as people_store

_WORDS: dict[CaptureKind, str] = {"issue": "#issue", "note": "#note", "idea": "#park"}
"""What may be said otherwise, and the word it is captured with. A customer's words stay the customer's."""


def about_process(desk: Desk, meeting: Meeting, kept: Capture) -> Rephrasing | None:
    """Another phrasing for what was just captured, where it blames somebody."""
    if kept.kind not in _WORDS:
        return None
    teams = {
        one.name: meeting.team_name(one.side) if one.side else "" for one in people_store.listed(desk.db)
    }
    said = wording.about_process(kept.text, teams)
    return Rephrasing(said, _line(meeting, kept, said)) if said else None


def _line(meeting: Meeting, kept: Capture, said: str) -> str:
    """The capture line that says so."""
    word = _WORDS[kept.kind]
    if kept.side:
        return f"{word} {kept.side} {said}"
    read = lines.read_line(f"{word} {said}", sides=meeting.sides, today=meeting.held_on)
    # The team that stands for a name may come first, and would be read as the side that airs it.
    is_meant = isinstance(read, says.Record) and read.text == said
    return f"{word} {said}" if is_meant else f"{word} that {said}"


def rephrase(desk: Desk, meeting: Meeting, ref: str, old: str, new: str, now: Instant) -> Receipt:
    """Say otherwise what was captured as `old`.

    Raises BadMoveError where it says something else by now, NotFoundError where it is gone.
    """
    with during(desk, meeting, now, "capture.correct", f"{ref} said otherwise") as (change, _):
        kept = store.get(desk.db, parse_ref(ref) or 0)
        if kept.text != old:
            raise BadMoveError(f"{ref} was corrected meanwhile", "s/old/new/ corrects the last capture")
        store.save(desk.db, msgspec.structs.replace(kept, text=new))
    return Receipt(ref=ref, text=new, change=change, words=new)
