"""Editing the glossary: one entry at a time, merged with what others changed in the file meanwhile."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

import msgspec

from smeeting.domain.errors import BadLineError, BadMoveError, NotFoundError, SmeetingError, StorageError
from smeeting.domain.glossary import Glossary, Term, id_of, status_of
from smeeting.domain.instants import Instant
from smeeting.domain.term_fields import FIELDS, TermField, Written, field_named, held, words_field
from smeeting.domain.text import folded, shortened, slug
from smeeting.services import term_history
from smeeting.services.desk import Desk
from smeeting.services.live import live_meeting
from smeeting.storage.glossaries import GlossaryFile
from smeeting.storage.glossary_edit import ChangedError, change_glossary, edited_glossary

_TRIES = 5
_STATUS = field_named("status", ())


class Clash(msgspec.Struct, frozen=True):
    """One field that was changed in two ways at once."""

    field: TermField
    base: Written
    """What it held when the editing began."""
    theirs: Written
    """What the file holds now."""
    mine: Written
    """What was to be written."""


class ClashError(SmeetingError):
    """The file holds another text by now in a field that was edited; nothing was written."""

    def __init__(self, term: Term, clashes: Sequence[Clash]) -> None:
        fields = ", ".join(clash.field.name for clash in clashes)
        super().__init__(
            f"{term.term} was changed by someone else meanwhile: {fields}", "look at both and choose"
        )
        self.term = term
        self.clashes = tuple(clashes)


class Edited(msgspec.Struct, frozen=True):
    """What an edit did to a term."""

    before: Term | None
    after: Term
    is_same: bool
    """Whether all of it was there already, so that nothing was written."""


Fields = Mapping[TermField, Written]


def set_fields(
    desk: Desk,
    term_id: str,
    fields: Fields,
    now: Instant,
    *,
    base: Term | None = None,
    side: str = "",
    restores: bool = False,
) -> Edited:
    """Put values into fields of a term; None empties one. `restores` says that they held these before.

    With `base`, the term as it was when the editing began, a field that holds another value by now is not
    overwritten. Raises ClashError for that, BadMoveError where a status would make agreed what no meeting
    has, UnsafeError (with the text to paste) where the file can't be edited safely, and what reading and
    writing the file raises; in each case nothing was written.
    """

    def edit(file: GlossaryFile) -> GlossaryFile:
        term = _term_of(file, term_id)
        if base is not None:
            _refuse_clashes(term, fields, base)
        for field in fields:
            _refuse_lonely(term, field)
        differing = {field: value for field, value in fields.items() if held(term, field) != value}
        if not differing:
            return file
        after = edited_glossary(file, {term_id: patch_of(differing)})
        if _STATUS in differing and not restores:
            _refuse_agreeing(term, _term_of(after, term_id))
        return after

    voiced = side or next((field.side for field in fields if field.side), "")
    return _changed(desk, term_id, edit, now, side=voiced)


def change_list(
    desk: Desk, term_id: str, field: TermField, add: Sequence[str], remove: Sequence[str], now: Instant
) -> Edited:
    """Add items to a list of a term, and take others out. Raises as `set_fields` does, or NotFoundError."""

    def edit(file: GlossaryFile) -> GlossaryFile:
        items = held(_term_of(file, term_id), field) or ()
        assert isinstance(items, tuple)
        for item in remove:
            if item not in items:
                raise NotFoundError(f"{field.name} holds no “{shortened(item, 40)}”", "see the term's card")
        wanted = (*(item for item in items if item not in remove), *add)
        value = tuple(dict.fromkeys(wanted)) or None
        return (
            edited_glossary(file, {term_id: patch_of({field: value})}) if value != (items or None) else file
        )

    return _changed(desk, term_id, edit, now)


def add(
    desk: Desk, name: str, entry: Mapping[str, Any], now: Instant, *, side: str = "", words: str = ""
) -> Edited:
    """Put a new term at the end of the glossary; `words` are those of one side.

    Raises BadLineError where the glossary has the name already.
    """
    name = " ".join(name.split())
    if not name:
        raise BadLineError("the term has no name", "say how both teams call it")
    whole: dict[str, Any] = {"term": name, **{key: value for key, value in entry.items() if value}}
    if words.strip():
        whole |= {"definitions": {side: words.strip()}} if side else {"definition": words.strip()}

    def edit(file: GlossaryFile) -> GlossaryFile:
        _refuse_taken(file.glossary, name)
        term_id = id_of(name)
        taken = file.glossary.get(term_id) is not None
        new = {"id": _free_id(file.glossary, term_id), **whole} if taken else whole
        return edited_glossary(file, {}, [new])

    return _changed(desk, None, edit, now, side=side, name=name)


def rename(desk: Desk, term: Term, name: str, now: Instant) -> Edited:
    """Call a term otherwise; its id stays, and is written down where it was only implied.

    Raises BadLineError where another term has the name.
    """
    name = " ".join(name.split())
    if not name:
        raise BadLineError("the new name is empty", "say how both teams call it")

    def edit(file: GlossaryFile) -> GlossaryFile:
        current = _term_of(file, term.id)
        if current.term == name:
            return file
        _refuse_taken(file.glossary, name, besides=term.id)
        written = next(
            one for one, known in zip(file.written, file.glossary, strict=True) if known.id == term.id
        )
        is_implied = written.key is None and id_of(name) != term.id and id_of(current.term) == term.id
        patch = {"term": name, **({"id": term.id} if is_implied else {})}
        return edited_glossary(file, {term.id: patch})

    return _changed(desk, term.id, edit, now)


def deprecate(desk: Desk, term: Term, replaced_by: str | None, now: Instant) -> Edited:
    """Say that a term is no longer used, and which one is instead.

    Raises NotFoundError where there is no such term, BadMoveError where that would lead back to this one.
    """

    def edit(file: GlossaryFile) -> GlossaryFile:
        _term_of(file, term.id)
        patch: dict[str, Any] = {"status": "deprecated"}
        if replaced_by:
            patch["replaced_by"] = _successor(file.glossary, term.id, replaced_by).id
        current = _term_of(file, term.id)
        same = current.status == "deprecated" and patch.get("replaced_by") in (None, current.replaced_by)
        return file if same else edited_glossary(file, {term.id: patch})

    return _changed(desk, term.id, edit, now)


def _successor(glossary: Glossary, term_id: str, name: str) -> Term:
    found = glossary.find(name)
    if found is None:
        raise NotFoundError(f"the glossary has no {name!r} to use instead", "add it first")
    at: Term | None = found
    seen: set[str] = set()
    while at is not None and at.id not in seen:
        if at.id == term_id:
            raise BadMoveError(f"{found.term} leads back to this very term", "name one that is in use")
        seen.add(at.id)
        at = glossary.find(at.replaced_by) if at.replaced_by else None
    return found


def patch_of(fields: Fields) -> dict[str, Any]:
    """The merge patch that puts these values into a term's entry."""
    patch: dict[str, Any] = {}
    for field, value in fields.items():
        place = patch
        for key in field.path[:-1]:
            place = place.setdefault(key, {})
        place[field.path[-1]] = list(value) if isinstance(value, tuple) else value
    return patch


def _refuse_clashes(term: Term, fields: Fields, base: Term) -> None:
    clashes = [
        Clash(field, held(base, field), held(term, field), mine)
        for field, mine in fields.items()
        if held(term, field) not in (held(base, field), mine)
    ]
    if clashes:
        raise ClashError(term, clashes)


def _refuse_lonely(term: Term, field: TermField) -> None:
    """Refuse a part of what is not there as a whole."""
    if field.path[0] == "agreed" and term.agreed is None:
        raise BadMoveError(
            f"{term.term} has no agreed words to change", "settle it in a meeting; or write `definition`"
        )
    if field.path[0] == "stage" and term.stage is None:
        raise BadMoveError(f"{term.term} is no stage of the funnel", "write `stage: {order: .., owner: ..}`")


def _refuse_agreeing(before: Term, after: Term) -> None:
    """Refuse a status that ends a dispute, or a proposal, for words that were agreed before it."""
    if status_of(after) == "agreed" and status_of(before) in ("disputed", "proposed"):
        raise BadMoveError(
            f"{before.term} is {status_of(before)}, and no status makes it agreed", "settle it in a meeting"
        )


def _term_of(file: GlossaryFile, term_id: str) -> Term:
    term = file.glossary.get(term_id)
    if term is None:
        raise NotFoundError(f"the glossary has no term with the id {term_id} any more", "it was removed")
    return term


def _refuse_taken(glossary: Glossary, name: str, *, besides: str = "") -> None:
    taken = next((one for one in glossary if folded(one.term) == folded(name)), None)
    if taken is not None and taken.id != besides:
        raise BadLineError(f"the glossary has {taken.term} already", "edit that one, or take another name")


def _free_id(glossary: Glossary, wanted: str) -> str:
    number = 2
    while glossary.get(f"{wanted}-{number}") is not None:
        number += 1
    return f"{wanted}-{number}"


def _changed(
    desk: Desk,
    term_id: str | None,
    edit: Callable[[GlossaryFile], GlossaryFile],
    now: Instant,
    *,
    side: str = "",
    name: str = "",
) -> Edited:
    """Make an edit under the lock, and keep it in the history."""
    term_history.record(desk, now)
    before, after = edit_file(desk, edit)
    live = live_meeting(desk, now) if desk.workspace.database_file.exists() else None
    # The edit is in the file by now. What can't be kept of it here is found there later.
    with suppress(StorageError):
        term_history.record(
            desk, now, source="program", meeting=live.name if live else None, side=slug(side) or side
        )
    term = after.glossary.get(term_id) if term_id else after.glossary.terms[-1]
    assert term is not None, name
    return Edited(before.glossary.get(term.id), term, before.text == after.text)


def edit_file(desk: Desk, edit: Callable[[GlossaryFile], GlossaryFile]) -> tuple[GlossaryFile, GlossaryFile]:
    """Read, edit and write the glossary file under the lock; before and after.

    Where an editor saved the file in the moment between, it is read and edited again.
    """
    path = desk.workspace.glossary_file
    for _ in range(_TRIES - 1):
        try:
            return change_glossary(path, desk.shown(path), edit)
        except ChangedError:
            continue
    return change_glossary(path, desk.shown(path), edit)


def undoing(edited: Edited) -> Fields:
    """The fields that bring a term back to how it was before an edit."""
    before, after = edited.before, edited.after
    assert before is not None
    sides = dict.fromkeys([*before.definitions, *after.definitions])
    known = (*FIELDS, *(words_field(side, side) for side in sides))
    return {field: held(before, field) for field in known if held(before, field) != held(after, field)}
