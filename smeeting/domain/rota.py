"""The rota: whose turn it is to facilitate and to write."""

from collections import Counter
from collections.abc import Sequence

from smeeting.domain.meeting import Meeting
from smeeting.domain.people import Person
from smeeting.domain.text import folded


def propose_roles(people: Sequence[Person], past: Sequence[Meeting], sides: Sequence[str]) -> tuple[str, str]:
    """The names of a facilitator and a scribe; empty where there is nobody left to propose.

    `past` is newest first. The facilitator is of the side that did not have it last time, the scribe of
    another one; within a side it is who had the fewest turns, then who comes first by name.
    """
    facilitator = _whose_turn(people, [meeting.facilitator for meeting in past], sides)
    if facilitator is None:
        return "", ""
    others = [person for person in people if person != facilitator]
    across = [person for person in others if person.side != facilitator.side]
    scribe = _whose_turn(across or others, [meeting.scribe for meeting in past], sides)
    return facilitator.name, scribe.name if scribe else ""


def _whose_turn(people: Sequence[Person], held: Sequence[str], sides: Sequence[str]) -> Person | None:
    """The person of the side that waits longest; `held` names who had the role, newest first."""
    holders = [folded(name) for name in held]
    turns = Counter(holders)
    side_of = {folded(person.name): person.side for person in people}
    sides_held = [side_of.get(holder) for holder in holders]

    def rank(person: Person) -> tuple[int, int, int, str, str]:
        """Smallest for whose turn it is; those of no known side come last."""
        if person.side not in sides:
            place, waited = len(sides), -1
        else:
            place = sides.index(person.side)
            waited = sides_held.index(person.side) if person.side in sides_held else len(holders)
        return -waited, place, turns[folded(person.name)], folded(person.name), person.name

    return min(people, key=rank, default=None)
