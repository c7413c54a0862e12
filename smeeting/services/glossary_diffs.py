"""Comparing the glossary with a git revision, term by term, for people who don't read YAML."""

from typing import Literal

import msgspec

from smeeting.domain.glossary import Status, Term, status_of
from smeeting.domain.term_history import FieldChange, fields_changed
from smeeting.services.desk import Desk
from smeeting.storage.git import file_at
from smeeting.storage.glossaries import GlossaryFile, glossary_of


class TermDiff(msgspec.Struct, frozen=True):
    """What differs of one term between two states of the file."""

    term_id: str
    name: str
    kind: Literal["added", "changed", "removed"]
    status_before: Status | None
    status: Status | None
    """The status the words show; None where the term is not there."""
    fields: tuple[FieldChange, ...]


def diff(desk: Desk, revision: str, other: str | None = None) -> tuple[TermDiff, ...]:
    """What differs between a revision and the file as it is, or another revision; in the order of the file.

    Raises what reading either of them raises.
    """
    before = _at(desk, revision)
    after = desk.glossary_file() if other is None else _at(desk, other)
    old = {term.id: term for term in before.glossary}
    new = {term.id: term for term in after.glossary}
    pairs = ((old.get(term_id), new.get(term_id)) for term_id in dict.fromkeys([*new, *old]))
    return tuple(_diff(one, two) for one, two in pairs if one != two)


def _at(desk: Desk, revision: str) -> GlossaryFile:
    path = desk.workspace.glossary_file
    return glossary_of(file_at(path, revision), path, f"{revision}:{path.name}")


def _diff(before: Term | None, after: Term | None) -> TermDiff:
    known = after or before
    assert known is not None
    return TermDiff(
        term_id=known.id,
        name=known.term,
        kind="added" if before is None else "removed" if after is None else "changed",
        status_before=status_of(before) if before else None,
        status=status_of(after) if after else None,
        fields=fields_changed(before, after),
    )
