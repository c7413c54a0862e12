"""A glossary as a vocabulary for Vale, which checks prose: the words to use, and those not to."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from smeeting.domain.glossary import Glossary, status_of
from smeeting.domain.text import folded

_MEANS_SOMETHING = re.compile(r"[\\.+*?()|\[\]{}^$]|\A#")
"""What a regular expression, or a line of the file where it begins a comment, would not take literally."""


class Vocabulary(NamedTuple):
    """The two files of a vocabulary."""

    accept: str
    reject: str


def vale_vocabulary(glossary: Glossary) -> Vocabulary:
    """Terms, their long forms and synonyms are accepted; names to avoid and deprecated terms rejected."""
    used = [term for term in glossary if status_of(term) != "deprecated"]
    retired = [term.term for term in glossary if status_of(term) == "deprecated"]
    accepted = [name for term in used for name in (term.term, term.long, *term.synonyms) if name]
    known = set(map(folded, accepted))
    rejected = [name for term in glossary for name in term.avoid] + retired
    return Vocabulary(_lines(accepted), _lines(name for name in rejected if folded(name) not in known))


def _lines(names: Iterable[str]) -> str:
    entries = dict.fromkeys(_entry(name) for name in names)
    return "".join(f"{entry}\n" for entry in entries)


def _entry(name: str) -> str:
    """A name as the regular expression of itself; ordinary words may begin a sentence."""
    first, rest = name[:1], name[1:]
    cases = first.upper() + first.lower()
    if first.upper() != first.lower() and len(cases) == 2 and rest == rest.lower() != rest.upper():
        return f"[{cases}]{_MEANS_SOMETHING.sub(_escape, ' ' + rest)[1:]}"
    return _MEANS_SOMETHING.sub(_escape, name)


def _escape(found: re.Match[str]) -> str:
    return "\\" + found.group()
