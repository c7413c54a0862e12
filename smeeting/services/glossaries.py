"""The shared words: find them, dispute them, agree on them."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from smeeting.domain.captures import Capture, Receipt
from smeeting.domain.errors import BadMoveError, Fault, FaultsError, NotFoundError, SmeetingError, UnsafeError
from smeeting.domain.glossary import Agreement, Term, VoiceWord, lacks_voices, status_of
from smeeting.domain.instants import Instant
from smeeting.domain.meeting import Meeting
from smeeting.domain.term_history import TermChange
from smeeting.domain.text import folded, nearest
from smeeting.domain.voices import Round, TermAgreement, all_can_live_with
from smeeting.services import term_history
from smeeting.services.desk import Desk
from smeeting.services.live import during, live_meeting
from smeeting.storage import agreements as store
from smeeting.storage import captures as capture_store
from smeeting.storage import settings, term_versions
from smeeting.storage.glossaries import read_glossary
from smeeting.storage.glossary_check import checked
from smeeting.storage.glossary_edit import edit_term, set_agreement, set_status, write_glossary

_BEFORE = "status-before-"
"""Begins the setting that keeps what status the file gave a term before a dispute; its id follows."""
_UNWRITTEN = "dispute-unwritten-"
"""Begins the setting that names a dispute which glossary.yaml does not say yet; the term's id follows."""


class Settled(msgspec.Struct, frozen=True):
    """What came of settling a term."""

    agreement: TermAgreement
    trouble: str = ""
    """Why glossary.yaml could not be edited; the agreement is kept in the database until it can."""
    paste: str = ""
    """The text to paste into the file instead."""


class Outcome(msgspec.Struct, frozen=True):
    """What came of writing into glossary.yaml what had waited for it."""

    name: str
    status: str
    trouble: str = ""
    """Why it still could not be done."""
    paste: str = ""
    """The text to paste into the file instead."""


def find(desk: Desk, name: str) -> Term:
    """The term people mean by `name`.

    Raises NotFoundError with the nearest one when the glossary has none.
    """
    term = desk.known_terms.find(name)
    if term is None:
        near = nearest(folded(name), [folded(known) for term in desk.known_terms for known in term.names])
        hint = f"did you mean {near}?" if near else "smeeting glossary list names them"
        raise NotFoundError(f"the glossary has no {name!r}", hint)
    return term


def find_then(desk: Desk, name: str, at: dt.datetime) -> Term:
    """The term people mean by `name`: one of today, or else one that was there at a time.

    Raises NotFoundError with the nearest one of today.
    """
    return (
        desk.known_terms.find(name) or term_versions.glossary_at(desk.db, at).find(name) or find(desk, name)
    )


def changes_under(desk: Desk, name: str, found: Sequence[TermChange]) -> tuple[TermChange, ...]:
    """Those of some changes that are of the term people mean by `name`, also of one that is gone by now.

    Raises NotFoundError with the nearest term of today.
    """
    ids = {one.version.term_id for one in found if folded(name) == folded(one.version.name)}
    term = desk.known_terms.find(name)
    if term is not None or not ids:
        ids = {(term or find(desk, name)).id}
    return tuple(one for one in found if one.version.term_id in ids)


def sides(desk: Desk) -> tuple[str, ...]:
    """The teams whose words the glossary may hold: those of the agenda; none where none can be read."""
    try:
        return desk.agenda().sides
    except SmeetingError:
        return ()


def line_of(desk: Desk, term_id: str) -> int:
    """The line of glossary.yaml on which a term begins, from 1; 1 for one that is not there.

    Raises FaultsError or NotFoundError where the file can't be read.
    """
    file = desk.glossary_file()
    for term, written in zip(file.glossary, file.written, strict=True):
        if term.id == term_id:
            start = written.key.start if written.key else written.value.start
            return file.text.count("\n", 0, start) + 1
    return 1


def faults(desk: Desk) -> tuple[Fault, ...]:
    """Every fault and warning that reading glossary.yaml gives, in the order of its lines."""
    path = desk.workspace.glossary_file
    try:
        return read_glossary(path, desk.shown(path)).warnings
    except FaultsError as error:
        return error.faults


def check(desk: Desk, paths: Sequence[Path], today: dt.date) -> tuple[Fault, ...]:
    """Everything that is wrong with these glossary files, or with glossary.yaml, in the order of lines."""
    own = desk.workspace.glossary_file
    return tuple(
        fault
        for path in paths or (own,)
        for fault in checked(path, desk.shown(path), today, _changed_since(desk) if path == own else None)
    )


def _changed_since(desk: Desk) -> dict[str, str]:
    """The terms whose agreed text was changed since, with the words as they were agreed."""
    try:
        terms = desk.glossary
    except SmeetingError:
        return {}
    return {term.id: term.agreed.was for term in terms if term.agreed and term.agreed.was}


def dispute(desk: Desk, meeting: Meeting, name: str, why: str, now: Instant) -> Receipt:
    """Open a dispute about a term, in the database and in the file's status."""
    term = find(desk, name)
    with during(desk, meeting, now, "term.dispute", f"dispute of {term.term}") as (change, here):
        capture = Capture(
            number=0,
            kind="dispute",
            text=why or f"what {term.term} means",
            meeting=here.name,
            item=here.current,
            at=now.at,
            term_id=term.id,
        )
        kept = capture_store.add(desk.db, capture)
        settings.write(desk.db, _BEFORE + kept.ref, term.status or "")
        settings.write(desk.db, _UNWRITTEN + term.id, kept.ref)
    trouble = _write_dispute(desk, term, now)
    text = f"{term.term} is disputed" + (f"; glossary.yaml stays as it is: {trouble}" if trouble else "")
    return Receipt(ref=kept.ref, text=text, change=change)


def settle(
    desk: Desk,
    meeting: Meeting,
    term: Term,
    definition: str,
    voices: dict[str, VoiceWord],
    now: Instant,
    *,
    rounds: tuple[Round, ...] = (),
) -> Settled:
    """Settle a term by the voices of all sides: agreed when each can live with the words, else disputed.

    `rounds` are the wordings before this one, with what stood in their way.

    The outcome is stored first, then written into glossary.yaml where that can be done safely.
    Raises BadMoveError while a side has not spoken, or when there are no words to agree on.
    """
    silent = [meeting.team_name(side) for side in meeting.sides if side not in voices]
    if silent:
        raise BadMoveError(f"{' and '.join(silent)} gave no voice yet", "each team speaks for itself")
    if not definition.strip():
        raise BadMoveError(f"{term.term} has no words to agree on", "write a definition first")
    agreed = all_can_live_with(voices, meeting.sides)
    outcome = TermAgreement(
        term_id=term.id,
        name=term.term,
        outcome="agreed" if agreed else "disputed",
        definition=definition.strip(),
        before=term.agreed.definition if term.agreed else "",
        voices=voices,
        on=_day(meeting, now),
        meeting=meeting.name,
        in_file=False,
        rounds=rounds,
    )
    label = f"{term.term} {outcome.outcome}"
    with during(desk, meeting, now, "term.settle", label):
        store.add(desk.db, outcome, now.at)
        settings.write(desk.db, _UNWRITTEN + term.id, "")
    write_waiting(desk, now, besides=term.id)
    return write_down(desk, outcome, now)


def _day(meeting: Meeting, now: Instant) -> dt.date:
    return now.at.astimezone(ZoneInfo(meeting.timezone)).date()


def write_down(desk: Desk, outcome: TermAgreement, now: Instant) -> Settled:
    """Write a stored outcome into glossary.yaml, or say why that can't be done safely."""
    try:
        file = desk.glossary_file()
        if outcome.outcome == "agreed":
            agreement = Agreement(
                definition=outcome.definition, on=outcome.on, meeting=outcome.meeting, voices=outcome.voices
            )
            text = set_agreement(file, outcome.term_id, agreement, "agreed")
        else:
            text = set_status(file, outcome.term_id, "disputed")
        term_history.record(desk, now)
        write_glossary(file, text)
        term_history.record(desk, now, source="meeting", meeting=outcome.meeting)
        with desk.change(now, "file.term", f"{outcome.name} in glossary.yaml", meeting=outcome.meeting):
            store.mark_in_file(desk.db, outcome.term_id)
    except UnsafeError as error:
        return Settled(outcome, str(error), error.paste)
    except SmeetingError as error:
        return Settled(outcome, str(error))
    return Settled(msgspec.structs.replace(outcome, in_file=True))


def waiting(desk: Desk) -> tuple[TermAgreement, ...]:
    """Outcomes that are not in glossary.yaml yet."""
    return tuple(store.pending(desk.db))


def unwritten_disputes(desk: Desk) -> tuple[str, ...]:
    """The names of the terms whose dispute glossary.yaml does not say yet."""
    return tuple(_name_of(desk, dispute) for dispute in _unwritten(desk))


def _unwritten(desk: Desk) -> list[Capture]:
    """The latest dispute of each term of which the file says none; those taken back are none."""
    marked = settings.beginning(desk.db, _UNWRITTEN)
    if not marked:
        return []
    latest = {one.term_id: one for one in reversed(capture_store.newest(desk.db, ("dispute",)))}
    return [latest[term_id] for term_id in marked if term_id in latest]


def _name_of(desk: Desk, dispute: Capture) -> str:
    """The term's name, or its id where the file can't be read."""
    assert dispute.term_id is not None
    try:
        term = desk.known_terms.get(dispute.term_id)
    except SmeetingError:
        term = None
    return term.term if term else dispute.term_id


def write_waiting(desk: Desk, now: Instant, *, besides: str = "") -> tuple[Outcome, ...]:
    """Try again to write down what waits, the term `besides` left out; what came of each."""
    settled = [_write_unless_newer(desk, one, now) for one in waiting(desk) if one.term_id != besides]
    return (
        *(Outcome(one.agreement.name, one.agreement.outcome, one.trouble, one.paste) for one in settled),
        *(_write_late(desk, dispute, now) for dispute in _unwritten(desk)),
    )


def _write_late(desk: Desk, dispute: Capture, now: Instant) -> Outcome:
    """Say in the file that a term is disputed, unless it holds words that were agreed on a later day."""
    assert dispute.term_id is not None
    assert dispute.at is not None
    name = _name_of(desk, dispute)
    try:
        term = desk.glossary.get(dispute.term_id)
        on = term.agreed.on if term and term.agreed and not lacks_voices(term) else None
        ended = term is None or (on is not None and on > dispute.at.date())
        with desk.traceless():
            if ended or term is None:
                settings.write(desk.db, _UNWRITTEN + dispute.term_id, "")
            elif term.status != "disputed":
                settings.write(desk.db, _BEFORE + dispute.ref, term.status or "")
    except SmeetingError as error:
        return Outcome(name, "disputed", str(error))
    if ended or term is None:
        return Outcome(name, status_of(term) if term else "deprecated")
    return Outcome(name, "disputed", _write_dispute(desk, term, now))


def _write_unless_newer(desk: Desk, outcome: TermAgreement, now: Instant) -> Settled:
    """Write an outcome down, but never over words that the file says were agreed on a later day."""
    try:
        term = desk.glossary.get(outcome.term_id)
    except SmeetingError as error:
        return Settled(outcome, str(error))
    on = term.agreed.on if term and term.agreed else None
    if on is None or on <= outcome.on:
        return write_down(desk, outcome, now)
    label = f"newer words for {outcome.name} in glossary.yaml"
    try:
        with desk.change(now, "file.term", label, meeting=outcome.meeting):
            store.mark_in_file(desk.db, outcome.term_id)
    except SmeetingError as error:
        return Settled(outcome, str(error))
    return Settled(msgspec.structs.replace(outcome, in_file=True))


def end_dispute(desk: Desk, dispute: Capture, now: Instant) -> str:
    """Give a term back the status it was written with before a dispute that was taken back.

    It stays disputed while another dispute of it stands. Why that can't be done, or nothing.
    """
    assert dispute.term_id is not None
    standing = capture_store.disputes_of(desk.db, dispute.term_id)
    try:
        term = desk.glossary.get(dispute.term_id)
    except SmeetingError as error:
        return str(error)
    if standing or term is None or term.status != "disputed":
        return ""
    return _edit_status(desk, term, settings.read(desk.db, _BEFORE + dispute.ref) or None, now)


def open_again(desk: Desk, dispute: Capture, now: Instant) -> str:
    """Write a dispute into the file that was done again; why that can't be done, or nothing."""
    try:
        term = desk.glossary.get(dispute.term_id or "")
    except SmeetingError as error:
        return str(error)
    return "" if term is None else _write_dispute(desk, term, now)


def _write_dispute(desk: Desk, term: Term, now: Instant) -> str:
    """Give a term the status disputed in the file; why that can't be done, or nothing."""
    trouble = _edit_status(desk, term, "disputed", now)
    if trouble:
        return trouble
    try:
        with desk.traceless():
            settings.write(desk.db, _UNWRITTEN + term.id, "")
    except SmeetingError as error:
        return str(error)
    return ""


def _edit_status(desk: Desk, term: Term, status: str | None, now: Instant) -> str:
    """Write a status into the file, or remove it; why that can't be done, or nothing."""
    try:
        term_history.record(desk, now)
        file = desk.glossary_file()
        write_glossary(file, edit_term(file, term.id, {"status": status}))
        live = live_meeting(desk, now)
        term_history.record(desk, now, source="program", meeting=live.name if live else None)
    except SmeetingError as error:
        return str(error)
    return ""
