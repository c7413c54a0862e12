"""People: who is meant by a name as it is typed."""

from smeeting.domain.people import Person
from smeeting.domain.text import folded
from smeeting.services.desk import Desk
from smeeting.storage import people as store


def known(desk: Desk) -> tuple[Person, ...]:
    """Everybody known, by name."""
    return store.listed(desk.db)


def resolve(desk: Desk, written: str) -> Person:
    """The known person meant by a whole name, or by a given name that only one person has; else a new one."""
    wanted = folded(written)
    people = known(desk)
    exact = [person for person in people if folded(person.name) == wanted]
    by_given = [person for person in people if folded(person.name).split(" ")[0] == wanted]
    found = exact or by_given
    return found[0] if len(found) == 1 else Person(written.strip())


def remember(desk: Desk, person: Person) -> Person:
    """Add a person, or the side of one, inside a transaction that is already open; as known now."""
    return store.ensure(desk.db, person)
