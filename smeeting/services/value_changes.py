"""What values from elsewhere would change of those that are known."""

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeVar

from smeeting.domain.metrics import Value
from smeeting.domain.periods import Period
from smeeting.services.desk import Desk
from smeeting.storage import values as store

T = TypeVar("T")
Place = tuple[str, Period]
"""The id of a metric's term, and a period."""


class ValueChanges(NamedTuple):
    """What is new, what is changed (before and after), and how much is as it was."""

    new: tuple[Value, ...]
    changed: tuple[tuple[Value, Value], ...]
    same: int


def changes(desk: Desk, given: Mapping[Place, T], merge: Callable[[Value, T], Value]) -> ValueChanges:
    """What `given` would change, where `merge` puts one of it into what is known.

    A place where nothing is known yet is merged into a blank value. A source alone is no change.
    """
    known = store.of_periods(desk.db, {period for _, period in given}, {term_id for term_id, _ in given})
    new: list[Value] = []
    changed: list[tuple[Value, Value]] = []
    for (term_id, period), one in given.items():
        before = known.get(term_id, {}).get(period)
        after = merge(before or Value(term_id, period), one)
        if before is None:
            new.append(after)
        elif (before.actual, before.target, before.note) != (after.actual, after.target, after.note):
            changed.append((before, after))
    return ValueChanges(tuple(new), tuple(changed), len(given) - len(new) - len(changed))


def keep(desk: Desk, made: ValueChanges) -> None:
    """Store what changes, inside a transaction that is open."""
    store.put_all(desk.db, [*made.new, *(after for _, after in made.changed)])
