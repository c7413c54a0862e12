"""The blind check of a term, at one terminal turn by turn or at two at once."""

from smeeting.domain.blind_checks import BlindCheck
from smeeting.domain.errors import BadLineError, BadMoveError
from smeeting.domain.glossary import Term
from smeeting.domain.instants import Instant
from smeeting.domain.meeting import Meeting
from smeeting.domain.term_fields import TermField, Written, field_named
from smeeting.services import glossary_edits
from smeeting.services.desk import Desk
from smeeting.services.glossary_edits import Edited
from smeeting.services.live import during, live_meeting
from smeeting.storage import blind_texts as store


def look(desk: Desk, meeting: Meeting, term_id: str) -> BlindCheck:
    """How far the check of a term is in this meeting; the texts come only when all sides have given one."""
    kept = store.of_term(desk.db, meeting.name, term_id)
    is_over = bool(kept) and all(revealed for _, revealed in kept.values())
    open_texts = {side: text for side, (text, revealed) in kept.items() if not revealed or is_over}
    waiting = tuple(side for side in meeting.sides if side not in open_texts)
    return BlindCheck(
        term_id=term_id,
        answered=tuple(side for side in meeting.sides if side in open_texts),
        waiting=waiting,
        texts={} if waiting else {side: open_texts[side] for side in meeting.sides},
        is_over=is_over,
    )


def answer(desk: Desk, meeting: Meeting, term: Term, side: str, text: str, now: Instant) -> BlindCheck:
    """Keep what a side says a term means, unread until all sides have said it.

    After a proposal was made the first text begins another check. Raises BadMoveError for a side that has
    answered, once all have: they have read each other's words.
    """
    if not text.strip():
        raise BadLineError("there is no text", f"say what {term.term} means")
    if side not in meeting.sides:
        raise BadLineError(f"{side!r} is no team of this meeting", f"there are {', '.join(meeting.sides)}")
    # The label must not tell what is hidden.
    with during(desk, meeting, now, "term.blind", f"what {term.term} means to {meeting.team_name(side)}"):
        known = look(desk, meeting, term.id)
        if known.is_complete and not known.is_over:
            raise BadMoveError(
                f"all sides have said what {term.term} means, and can read it", "make the proposal of it"
            )
        store.put(desk.db, meeting.name, term.id, side, text.strip())
    return look(desk, meeting, term.id)


def propose(
    desk: Desk, meeting: Meeting, term: Term, words: str, now: Instant, *, as_own: bool = False
) -> Edited:
    """Make the result of a check the term's proposal; with `as_own` the texts become each team's own words.

    `term` is the entry as the room saw it: what somebody wrote there since is not written over.
    Raises BadMoveError before all sides have said it and after the meeting, and what editing the glossary
    raises.
    """
    check = look(desk, meeting, term.id)
    if not check.is_complete:
        raise BadMoveError("not all sides have said what it means", "wait for the other one")
    if not words.strip():
        raise BadLineError("there are no words to propose", "write what both could mean")
    # Asked before the file is touched: another terminal may have closed the meeting.
    running = live_meeting(desk, now)
    if running is None or running.name != meeting.name:
        raise BadMoveError(f"{meeting.name} is closed, so nothing is added to it", "start the next one")
    fields: dict[TermField, Written] = {field_named("definition", ()): words.strip()}
    if as_own:
        fields |= {
            field_named(f"definitions.{side}", meeting.sides): text for side, text in check.texts.items()
        }
    edited = glossary_edits.set_fields(desk, term.id, fields, now, base=term)
    with during(desk, meeting, now, "term.propose", f"proposal for {term.term}"):
        store.end(desk.db, meeting.name, term.id)
    return edited
