"""Abbreviations in the glossary's texts: what each stands for, and those that nobody has told."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from smeeting.domain.glossary import Glossary, Term
from smeeting.domain.known_abbreviations import EVERYDAY, ORDINARY_WORDS
from smeeting.domain.term_findings import Names, Path, TermFinding, is_retired, wordings, words_of

_STRESSED = frozenset(word.upper() for word in (*ORDINARY_WORDS, "any", "must", "never", "only", "always"))
"""Small words that are written in capitals to stress them."""
_SMALL = re.compile("an?|and|as|at|by|for|from|in|of|on|or|per|s|the|to|with")
"""Words that an abbreviation may pass over."""

_LETTERS = r"([A-Z][A-Z0-9]{1,5})s?"
_USED = re.compile(rf"(?<!\w){_LETTERS}(?!\w)(?!\.\w)")
_AFTER_ITS_WORDS = re.compile(rf"\({_LETTERS}\)")
_BEFORE_ITS_WORDS = re.compile(rf"(?<!\w){_LETTERS}\s*\(([^()]+)\)")
_WORD = re.compile(r"[^\W_]+")
_MOST_BEFORE = 200
"""Characters that are looked at before an abbreviation in brackets."""


class _Told(NamedTuple):
    """An abbreviation that a text gives the meaning of."""

    letters: str
    meaning: str
    """The words it stands for; empty where it can't be seen which of the words they are."""


def findings_of_abbreviations(glossary: Glossary, names: Names) -> Iterator[TermFinding]:
    """Abbreviations that stand for two things, and those in definitions that stand for nothing known."""
    yield from _with_two_meanings(glossary)
    for term in glossary:
        if not is_retired(term):
            yield from _undefined(term, names)


def is_abbreviation(text: str) -> bool:
    """Whether a text is two to six capitals or digits, a capital first, also in the plural."""
    return _USED.fullmatch(text) is not None


def _with_two_meanings(glossary: Glossary) -> Iterator[TermFinding]:
    known: dict[str, tuple[str, Term]] = {}
    for term, path, told in (*_of_names(glossary), *_in_texts(glossary)):
        first, where = known.setdefault(told.letters, (told.meaning, term))
        if words_of(first) != words_of(told.meaning):
            at = "" if where is term else f" for {where.term}"
            yield TermFinding(
                term.id,
                path,
                f"{told.letters} stands for {told.meaning!r} here, and for {first!r}{at}",
                "give one of the two another abbreviation, or both the same words",
                "two-meanings",
            )


def _of_names(glossary: Glossary) -> Iterator[tuple[Term, Path, _Told]]:
    """What terms with a long form stand for, whichever of the two is the abbreviation."""
    for term in glossary:
        for short, words in ((term.term, term.long), (term.long, term.term)):
            if words and is_abbreviation(short) and not is_abbreviation(words):
                yield term, ("long",), _Told(_bare(short), words)


def _in_texts(glossary: Glossary) -> Iterator[tuple[Term, Path, _Told]]:
    for term in glossary:
        for path, text in _texts(term):
            if "(" in text:
                yield from ((term, path, told) for told in _expansions(text) if told.meaning)


def _texts(term: Term) -> Iterator[tuple[Path, str]]:
    yield ("term",), term.term
    yield ("long",), term.long
    yield from wordings(term)
    for key, listed in (("counts", term.counts), ("does_not_count", term.does_not_count)):
        yield from (((key, number), text) for number, text in enumerate(listed))


def _expansions(text: str) -> Iterator[_Told]:
    """The abbreviations that stand beside their words, as in `Sales-qualified lead (SQL)`."""
    for found in _AFTER_ITS_WORDS.finditer(text):
        words = list(_WORD.finditer(text, max(found.start() - _MOST_BEFORE, 0), found.start()))
        start = _first_word(found[1], [word.group() for word in words])
        if start is not None:
            yield _Told(found[1], text[words[start].start() : found.start()].strip())
        elif any(_may_begin(word.group(), found[1]) for word in words[-len(found[1]) - 1 :]):
            yield _Told(found[1], "")
    for found in _BEFORE_ITS_WORDS.finditer(text):
        inside = _WORD.findall(found[2])
        if inside and _may_begin(inside[0], found[1]):
            yield _Told(found[1], found[2].strip() if _first_word(found[1], inside) == 0 else "")


def _first_word(letters: str, words: Sequence[str]) -> int | None:
    """Where the words begin, at whose end an abbreviation stands, that its letters are the initials of."""
    place = len(words)
    for letter in reversed(letters):
        place -= 1
        while place >= 0 and not _begins(words[place], letter):
            if not _SMALL.fullmatch(words[place].casefold()):
                return None
            place -= 1
        if place < 0:
            return None
    return place


def _begins(word: str, letter: str) -> bool:
    # A digit is said in words of its own, such as the 2 of B2B.
    return letter.isdigit() or word[0].upper() == letter


def _may_begin(word: str, letters: str) -> bool:
    """Whether a word may be the first of those that an abbreviation stands for."""
    return word[0].upper() == letters[0] and word != letters


def _undefined(term: Term, names: Names) -> Iterator[TermFinding]:
    texts = [(path, text) for path, text in wordings(term) if not text.isupper()]
    expanded = {told.letters for _, text in _texts(term) if "(" in text for told in _expansions(text)}
    for path, text in texts:
        for letters in dict.fromkeys(_USED.findall(text)):
            known = letters in expanded or letters in EVERYDAY or letters in _STRESSED
            # Singular or plural, also of a name that is all in capitals here.
            spellings = (letters, f"{letters}s", letters.removesuffix("S"))
            if not known and not any(map(names.find, spellings)):
                yield TermFinding(
                    term.id,
                    path,
                    f"the definition of {term.term} uses {letters}, which is not in the glossary",
                    f"write the words it stands for, or add a term {letters}",
                    "undefined-abbreviation",
                )


def _bare(abbreviation: str) -> str:
    """An abbreviation without its plural ending."""
    return abbreviation.removesuffix("s")
