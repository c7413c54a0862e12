"""Undo and redo: what was done from here is taken back, and done again."""

from smeeting.domain.captures import Capture, Receipt, parse_ref
from smeeting.domain.errors import BadLineError, BadMoveError, NotFoundError
from smeeting.domain.instants import Instant
from smeeting.domain.meeting import Meeting
from smeeting.domain.text import shortened
from smeeting.services import anonymous, customer_voices, glossaries, meetings
from smeeting.services.desk import Desk
from smeeting.storage import captures as store
from smeeting.storage import history


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
    trouble = customer_voices.put_example_in(desk, last.change.undoes, now)
    opened = _dispute_of(desk, last.change.undoes)
    if opened:
        trouble = glossaries.open_again(desk, opened, now)
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
    for step in history.rows_of_change(desk.db, last.id):
        if step.table == "capture" and step.before is None:
            _refuse_minuted(desk, store.find(desk.db, step.key))
    opened = _dispute_of(desk, last.id) if last.change.verb == "term.dispute" else None
    return last.id, label, opened


def _refuse_staying(verb: str, what: str) -> None:
    if verb in _STAYING:
        why, instead = _STAYING[verb]
        raise BadMoveError(f"{what}: {why}", instead)


def _refuse_minuted(desk: Desk, capture: Capture | None) -> None:
    """Raise BadMoveError for what a meeting before the last one captured."""
    if (
        capture is not None
        and capture.meeting is not None
        and capture.meeting != meetings.get(desk, None).name
    ):
        raise BadMoveError(
            f"{capture.ref} stands in the minutes of {capture.meeting}",
            "withdraw an issue or drop an action with a word; the rest stays",
        )


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
    _refuse_minuted(desk, capture)
    change = history.change_that_made(desk.db, "capture", number)
    if change is None:
        raise BadMoveError(f"{capture.ref} has no history", "withdraw it instead")
    _refuse_staying(history.row_history(desk.db, "capture", number)[0].entry.change.verb, capture.ref)
    return change, f"{capture.ref} {shortened(capture.text, 40)}", capture
