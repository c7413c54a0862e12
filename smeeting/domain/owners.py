"""Owners: who takes an action or answers an issue, and which known person a written name means."""

import unicodedata
from collections.abc import Sequence

import msgspec

from smeeting.domain.people import Person
from smeeting.domain.text import folded
from smeeting.domain.tokens import first_words, is_quoted, take_name

_NO_NAMES = ("by", "to", "the", "a", "an", "in", "on", "we", "i", "please", "need", "must", "should")
_NOBODY = ("someone", "somebody", "everyone", "everybody", "nobody", "team")
_NO_OWNERS = frozenset({*_NO_NAMES, *_NOBODY})
"""Words a text begins with when its owner was forgotten, and people who are nobody in particular."""

_LEFT_OPEN = "?"
_LONGEST_NAME = 3
"""Of an owner without quotes, in words."""
_ALIKE = 0.8
"""From which likeness on a name may be another one misspelt: Ana and Anna are, Tim and Tom are not."""
_MOST_ALIKE = 5
_SHORTEST_BEGINNING = 3
_AFTER_NAME = ":,"


def take_owner(text: str, *, may_be_full_name: bool, names: Sequence[str] = ()) -> tuple[str | None, str]:
    """A leading owner and the text after it: None where there is no owner, empty where `?` leaves it open.

    Written as `Ben`, `@Ben` or `"Anna Lee"`; quotes make a name of any word. One of the `names`
    needs none; nor, with `may_be_full_name`, do several capitalised words before a `to`. Raises BadLineError
    for a quote that is not closed.
    """
    handle = text.removeprefix("@")
    if handle[:1].isspace():
        return None, handle.strip()
    full_name = _known_name(handle, names) or (_name_before_to(handle) if may_be_full_name else "")
    if full_name:
        return full_name.rstrip(_AFTER_NAME), handle[len(full_name) :].strip()
    owner, rest = take_name(handle)
    if owner == _LEFT_OPEN:
        return "", rest
    if not owner:
        return None, rest
    if owner.casefold() in _NO_OWNERS and not is_quoted(handle):
        return None, text
    return owner, rest


class Meant(msgspec.Struct, frozen=True):
    """Who is meant by a name as it was written."""

    written: str
    person: Person | None = None
    """The known person, where there is no doubt."""
    maybe: tuple[Person, ...] = ()
    """Those who may be meant: who share the given name, or are called nearly so. Nobody is assumed."""

    @property
    def name(self) -> str:
        """The name to keep: the known one, or else what was written."""
        return self.person.name if self.person else self.written

    @property
    def is_new(self) -> bool:
        """Whether nobody known is called so."""
        return self.person is None


def meant_by(written: str, people: Sequence[Person]) -> Meant:
    """The person a whole name means, or a given name that only one has; else those who may be meant."""
    name = " ".join(written.split())
    wanted = folded(name)
    exact = [person for person in people if folded(person.name) == wanted]
    by_given = [person for person in people if folded(person.name).split(" ")[0] == wanted]
    found = exact or by_given
    if len(found) == 1:
        return Meant(name, found[0])
    return Meant(name, maybe=tuple(found or _alike(name, people))[:_MOST_ALIKE])


def _alike(name: str, people: Sequence[Person]) -> list[Person]:
    """People whose name, or a part of it, is much like this one, the most alike first."""
    wanted = _bare(name)
    if not wanted:
        return []
    likenesses = [(max(_likeness(wanted, part) for part in _parts(person.name)), person) for person in people]
    alike = [(-likeness, person) for likeness, person in likenesses if likeness >= _ALIKE]
    return [person for _, person in sorted(alike)]


def _parts(name: str) -> set[str]:
    bare = _bare(name)
    return {bare, *bare.split(" ")}


def _likeness(one: str, other: str) -> float:
    """How much two names are alike, of 1; the beginning of a name is much like it, as in Chris."""
    # Imported here: most names are known ones.
    import difflib

    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= _SHORTEST_BEGINNING and longer.startswith(shorter):
        return 1.0
    return difflib.SequenceMatcher(None, one, other).ratio()


def _bare(name: str) -> str:
    """A name for comparing: without accents, too."""
    marked = unicodedata.normalize("NFKD", folded(name))
    return "".join(character for character in marked if not unicodedata.combining(character))


def _known_name(text: str, names: Sequence[str]) -> str:
    """The words a text begins with that are one of the names of several words, the longest; as written."""
    longest = max((len(folded(name).split()) for name in names), default=0)
    if longest < 2:
        return ""
    known = {folded(name) for name in names}
    for _, end in reversed(first_words(text, longest)[1:]):
        if folded(text[:end].rstrip(_AFTER_NAME)) in known:
            return text[:end]
    return ""


def _name_before_to(text: str) -> str:
    """The capitalised words before a `to`, as in `Anna Lee to send the list`; empty where there are none."""
    words = first_words(text, _LONGEST_NAME + 1)
    for place, (word, _) in enumerate(words):
        if word.casefold() == "to":
            return text[: words[place - 1][1]] if place else ""
        if not word[0].isupper():
            return ""
    return ""
