"""The roll: who is here, as a list of names people type."""

import re
from collections.abc import Sequence

from smeeting.domain.errors import BadLineError
from smeeting.domain.people import Person
from smeeting.domain.text import folded, shortened

_SEPARATORS = re.compile(r"[,;\n]|\s(?:and|&)\s")
_SPACED_ENTRY = re.compile(r'\s*(@?(?:"[^"]*"|“[^”]*”|[^()"“”\s]+)(?:\s*\([^()]*\))?)')


def read_people(text: str, sides: Sequence[str]) -> tuple[Person, ...]:
    """The people a list names: `Anna Lee, Ben (Sales)`, or `Anna Ben` where there is no comma and no `and`.

    Each is named once. Raises BadLineError for what is no name, or a team that is none of `sides`.
    """
    entries = _SEPARATORS.split(text) if _SEPARATORS.search(text) else _spaced_entries(text.strip())
    people = (_read_person(entry.strip(), sides) for entry in entries if entry.strip())
    return tuple({folded(person.name): person for person in people}.values())


def _spaced_entries(text: str) -> list[str]:
    entries: list[str] = []
    place = 0
    while place < len(text):
        found = _SPACED_ENTRY.match(text, place)
        if not found:
            raise _no_name(text[place:])
        entries.append(found[1])
        place = found.end()
    return entries


def _read_person(entry: str, sides: Sequence[str]) -> Person:
    written, bracket, side = entry.partition("(")
    name = " ".join(written.removeprefix("@").strip('"“” \t').split())
    if not name or (bracket and not side.endswith(")")):
        raise _no_name(entry)
    return Person(name, _read_side(side[:-1], sides) if bracket else None)


def _read_side(written: str, sides: Sequence[str]) -> str:
    side = next((side for side in sides if folded(side) == folded(written)), None)
    if side is None:
        raise BadLineError(
            f"there is no team {shortened(written.strip(), 30)!r}", f"the teams are {', '.join(sides)}"
        )
    return side


def _no_name(entry: str) -> BadLineError:
    return BadLineError(
        f"{shortened(entry, 30)!r} is no name", "write names as Anna Lee, Ben (Sales), with commas between"
    )
