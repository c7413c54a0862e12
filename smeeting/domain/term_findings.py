"""What is wrong with a term and where, and what the rules about it look at."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from smeeting.domain.glossary import Glossary, Term
from smeeting.domain.text import MOST_HINTS, folded, nearest

Path = tuple[str | int, ...]
"""The keys, and places in lists, that lead from a term's entry to what is meant."""

_WORD = re.compile(r"[^\W_]+")


class TermFinding(NamedTuple):
    """One thing that is wrong, and what would be right."""

    term_id: str
    path: Path
    message: str
    fix: str
    rule: str
    """A short name of the rule, such as `dangling-related`."""


class Names:
    """The glossary's names, with a limit to how many near ones are looked for: each costs milliseconds."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary
        self._known: dict[str, Term] | None = None
        self._hints = 0

    def find(self, name: str) -> Term | None:
        """The term people mean by `name`."""
        return self._glossary.find(name)

    def nearest_to(self, name: str) -> str:
        """The id of the term that is named most like `name`; empty where none is, or after many questions."""
        self._hints += 1
        if self._hints > MOST_HINTS:
            return ""
        if self._known is None:
            self._known = {folded(one): term for term in reversed(self._glossary.terms) for one in term.names}
        near = nearest(folded(name), self._known)
        return self._known[near].id if near else ""


def is_retired(term: Term) -> bool:
    """Whether nobody is to use the word any longer."""
    return term.status == "deprecated" or term.replaced_by is not None


def wordings(term: Term) -> Iterator[tuple[Path, str]]:
    """Every definition of a term with its place: the agreed one, the proposal, each team's."""
    if term.agreed:
        yield ("agreed", "definition"), term.agreed.definition
    if term.definition:
        yield ("definition",), term.definition
    for side, words in term.definitions.items():
        yield ("definitions", side), words


def effective(term: Term) -> list[tuple[Path, str]]:
    """The words that hold: the agreed ones, or else the proposal, or else those of the teams."""
    found = list(wordings(term))
    return found[:1] if term.agreed or term.definition else found


def words_of(text: str) -> list[str]:
    """The words of a text for comparing, each in the singular."""
    return [singular(word) for word in _WORD.findall(folded(text))]


def singular(word: str) -> str:
    """An English word without the ending of its plural, as far as that can be told from its letters."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "xes", "ches", "shes")) else word[:-1]
