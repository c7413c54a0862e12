"""Changing the text of what was recorded; the text before stays in its history."""

import msgspec

from smeeting.domain.captures import Capture
from smeeting.domain.errors import BadLineError, BadMoveError
from smeeting.domain.instants import Instant
from smeeting.domain.issue_moves import IssueMove
from smeeting.services.desk import Desk
from smeeting.services.live import live_meeting
from smeeting.storage import captures as store
from smeeting.storage import issue_moves


def edit_text(desk: Desk, number: int, text: str, now: Instant) -> Capture:
    """Write another text into a record; nothing is stored where it is the same.

    Raises BadLineError for a text without words, BadMoveError for an anonymous issue, whose texts leave no
    history, NotFoundError for a number that nothing has.
    """
    if not text.strip():
        raise BadLineError("there is no text", "say what it is about; a record is dropped with a word")
    found = store.get(desk.db, number)
    if found.at is None:
        raise BadMoveError(f"{found.ref} is anonymous: a change of its text would leave a trace", "it stays")
    live = live_meeting(desk, now)
    here = live.name if live else None
    with desk.change(now, "capture.edit", f"{found.ref} edited", meeting=here or found.meeting):
        before = store.get(desk.db, number)
        edited = msgspec.structs.replace(before, text=text)
        if store.save(desk.db, edited) and before.kind == "issue":
            issue_moves.add(desk.db, IssueMove(number, "edited", now.at, text=before.text, meeting=here))
    return edited
