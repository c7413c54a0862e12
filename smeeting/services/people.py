"""People: who is meant by a name as it is typed, and who there is."""

import msgspec

from smeeting.domain.errors import BadLineError, BadMoveError, NotFoundError
from smeeting.domain.instants import Instant
from smeeting.domain.owners import Meant, meant_by
from smeeting.domain.people import Person
from smeeting.domain.text import folded, why_unstorable
from smeeting.services.desk import Desk
from smeeting.storage import people as store


def known(desk: Desk) -> tuple[Person, ...]:
    """Everybody known, by name."""
    return store.listed(desk.db)


def meant(desk: Desk, written: str) -> Meant:
    """Who is meant by a name: a known person, or somebody new, with those it may be instead."""
    return meant_by(written, known(desk))


def resolve(desk: Desk, written: str) -> Person:
    """The known person meant by a whole name, or by a given name that only one person has; else a new one."""
    found = meant(desk, written)
    return found.person or Person(found.written)


def remember(desk: Desk, person: Person) -> Person:
    """Add a person, or the side of one, inside a transaction that is already open; as known now."""
    return store.ensure(desk.db, person)


def add(desk: Desk, person: Person, now: Instant) -> Person:
    """Remember a person, or the side of one who is known already; as known now. One step of undo.

    Raises BadLineError for what is no name.
    """
    named = msgspec.structs.replace(person, name=_checked(person.name))
    with desk.change(now, "person.add", f"{named.name} is known"):
        return store.ensure(desk.db, named)


def rename(desk: Desk, old: str, new: str, now: Instant) -> tuple[Person, int]:
    """Call a person otherwise, also as an owner of issues and actions and in a role; and of how many records.

    One step of undo. What was said of them in the moves of issues stays as it was said. Raises
    NotFoundError for nobody known, BadMoveError where somebody else is called so already.
    """
    name = _checked(new)
    with desk.change(now, "person.rename", f"{old} is called {name}"):
        # Looked at under the lock: another terminal may have added somebody.
        everybody = known(desk)
        found = meant_by(old, everybody)
        if found.person is None:
            maybe = " or ".join(person.name for person in found.maybe)
            hint = f"do you mean {maybe}?" if maybe else "smeeting person list names everybody"
            raise NotFoundError(f"nobody is called {found.written}", hint)
        before = found.person
        twin = next((one for one in everybody if folded(one.name) == folded(name) and one != before), None)
        if twin:
            raise BadMoveError(
                f"{twin.name} is somebody known already", "take another name, such as a full one"
            )
        records = store.rename(desk.db, before.name, name)
    return Person(name, before.side), records


def _checked(name: str) -> str:
    trouble = why_unstorable(name)
    if trouble:
        raise BadLineError(trouble, "take it out and try again")
    if not name.strip():
        raise BadLineError("a name is missing", "write one, such as Anna Lee")
    return " ".join(name.split())
