"""Definitions that go in a circle: a term that is explained by itself, also by way of other terms."""

from collections.abc import Iterator

from smeeting.domain.circles import circles
from smeeting.domain.glossary import Glossary, Term
from smeeting.domain.term_findings import Path, TermFinding, effective, is_retired, words_of

Name = tuple[str, ...]
"""The words of a term's name, for comparing."""


class _Mentions:
    """Finds the terms that a text names, by the first words of their names."""

    def __init__(self, glossary: Glossary) -> None:
        self._terms: dict[Name, Term] = {}
        self._lengths: dict[str, set[int]] = {}
        for term in glossary:
            for name in (tuple(words_of(term.term)), tuple(words_of(term.long))):
                if name:
                    self._terms.setdefault(name, term)
                    self._lengths.setdefault(name[0], set()).add(len(name))

    def of(self, text: str) -> Iterator[Term]:
        """The terms named, in order; where one name begins with another, the longer one is meant."""
        words, place = words_of(text), 0
        while place < len(words):
            for length in sorted(self._lengths.get(words[place], ()), reverse=True):
                if term := self._terms.get(tuple(words[place : place + length])):
                    yield term
                    place += length
                    break
            else:
                place += 1


def findings_of_circles(glossary: Glossary) -> Iterator[TermFinding]:
    """Terms whose words use the term itself, and terms that are explained by each other.

    Only a term's own name and long form count: synonyms are often plain words of the language.
    """
    mentions = _Mentions(glossary)
    follows: dict[str, list[str]] = {}
    places: dict[tuple[str, str], Path] = {}
    names = {term.id: term.term for term in glossary}
    for term in glossary:
        if is_retired(term):
            continue
        for path, text in effective(term):
            for other in mentions.of(text):
                places.setdefault((term.id, other.id), path)
        if (term.id, term.id) in places:
            yield TermFinding(
                term.id,
                places[term.id, term.id],
                f"the definition of {term.term} uses the term itself",
                "say it in words that don't need it",
                "circular-definition",
            )
    for user, used in places:
        if user != used:
            follows.setdefault(user, []).append(used)
    for circle in circles(follows):
        way = " → ".join(names[term_id] for term_id in (*circle, circle[0]))
        yield TermFinding(
            circle[0],
            places[circle[0], circle[1]],
            f"the definitions go in a circle: {way}",
            "define one of them without the others",
            "circular-definition",
        )
