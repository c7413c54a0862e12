"""Finding the glossary's words in what people write, and the words it lacks."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from smeeting.domain.glossary import Glossary, Term
from smeeting.domain.known_abbreviations import EVERYDAY, JARGON, ORDINARY_WORDS

_MARKS = r"\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0970-\u0dff"
"""Accents and vowels that stand by themselves, and the scripts of India, whose words are full of them."""
_SIGNS = r"\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff"
_UNSPACED = re.compile(f"[{_SIGNS}]")
"""Letters of scripts that put no spaces between words."""
_IN_WORD = rf"(?:(?![{_SIGNS}])[\w{_MARKS}])"
_WORD = re.compile(f"{_IN_WORD}+")
_BETWEEN = re.compile(rf"((?:[{_SIGNS}]|[^\w{_MARKS}])+)")
_BETWEEN_ASCII = re.compile(r"(\W+)")
"""The same where no letter is a special one, in half the time."""
_GAP = re.compile(r"[\s\-_/'’\u2010-\u2013]{1,3}")
"""What may stand between two words of one name: `cost-per-lead` is `cost per lead`."""
_ABBREVIATION = re.compile(rf"(?<!-)(?<!{_IN_WORD})([A-Z][A-Z0-9]{{1,5}})s?(?!-)(?!{_IN_WORD})")
_FEW = 2
"""More words than these, all in capitals, are loud and no abbreviations."""


class Use(NamedTuple):
    """One place where a term is named."""

    term_id: str
    start: int
    end: int
    avoided: bool
    """Whether it is called by a name that should not be used for it."""


class _Name(NamedTuple):
    term_id: str
    avoided: bool
    exact: str
    """The only spelling of a name that is an ordinary word otherwise, such as IT; else empty."""
    gaps: tuple[str, ...]
    """What stands between its words as the glossary writes it: `P&L` is no other way to write `P L`."""


class Recogniser:
    """The names of a glossary's terms, made ready once to be looked for in many texts."""

    def __init__(self, glossary: Glossary) -> None:
        """Know every name of each term, with its plurals.

        The first term that has a name gets it; a name to avoid is one only where no term is called so.
        """
        self._glossary = glossary
        self._names: dict[tuple[str, ...], _Name] = {}
        """By their words in small letters."""
        self._lengths: dict[str, list[int]] = {}
        """First word to how many words the names have that begin with it, most first."""
        self._unspaced: list[tuple[str, str, bool]] = []
        for term in glossary:
            for name in filter(None, (term.term, term.long, *term.synonyms)):
                self._learn(name, term.id, avoided=False)
        for term in glossary:
            for name in term.avoid:
                self._learn(name, term.id, avoided=True)
        for words in self._names:
            lengths = self._lengths.setdefault(words[0], [])
            if len(words) not in lengths:
                lengths.append(len(words))
        for lengths in self._lengths.values():
            lengths.sort(reverse=True)

    def _learn(self, name: str, term_id: str, *, avoided: bool) -> None:
        if _UNSPACED.search(name):
            self._unspaced.append((name, term_id, avoided))
            return
        found = list(_WORD.finditer(name))
        if not found:
            return
        words = tuple(match.group().lower() for match in found)
        gaps = tuple(name[one.end() : other.start()] for one, other in pairwise(found))
        last = found[-1].group()
        if len(words) == 1 and last.isupper() and words[0] in ORDINARY_WORDS:
            for exact in (last, f"{last}s"):
                self._names.setdefault((exact.lower(),), _Name(term_id, avoided, exact, gaps))
            return
        for form in _forms(words[-1], is_plural=last.endswith("s") and last[:-1].isupper()):
            self._names.setdefault((*words[:-1], form), _Name(term_id, avoided, "", gaps))

    def uses(self, text: str) -> Iterator[Use]:
        """Every place where a term is named, from left to right; of two names the longer one."""
        found = list(self._spaced_uses(text))
        if self._unspaced and _UNSPACED.search(text):
            found = sorted([*found, *self._unspaced_uses(text)], key=lambda use: (use.start, -use.end))
        end = 0
        for use in found:
            if use.start >= end:
                end = use.end
                yield use

    def _spaced_uses(self, text: str) -> Iterator[Use]:
        parts = (_BETWEEN_ASCII if text.isascii() else _BETWEEN).split(text)
        words, gaps = [part.lower() for part in parts[::2]], parts[1::2]
        starts = list(accumulate(map(len, parts), initial=0))
        known, end = self._lengths, 0
        # The first words of names are looked for in one pass: nearly all words of a text are none.
        for at in [place for place, word in enumerate(words) if word in known]:
            length = self._longest(words, gaps, at) if at >= end else 0
            if length:
                end = at + length
                name = self._names[tuple(words[at:end])]
                use = Use(name.term_id, starts[2 * at], starts[2 * end - 1], name.avoided)
                if not name.exact or text[use.start : use.end] == name.exact:
                    yield use

    def _longest(self, words: Sequence[str], gaps: Sequence[str], at: int) -> int:
        """How many words the longest name has that begins with the word at a place; 0 where none does."""
        for length in self._lengths[words[at]]:
            name = self._names.get(tuple(words[at : at + length]))
            if name is not None and all(map(_joins, gaps[at : at + length - 1], name.gaps)):
                return length
        return 0

    def _unspaced_uses(self, text: str) -> Iterator[Use]:
        for name, term_id, avoided in self._unspaced:
            at = text.find(name)
            while at >= 0:
                yield Use(term_id, at, at + len(name), avoided)
                at = text.find(name, at + len(name))

    def terms(self, text: str) -> tuple[Term, ...]:
        """The terms that a text names, each once, in the order they are named first."""
        ids = dict.fromkeys(use.term_id for use in self.uses(text))
        return tuple(term for one in ids if (term := self._glossary.get(one)) is not None)

    def lacking(self, text: str) -> tuple[str, ...]:
        """Abbreviations and words of the trade in a text that the glossary lacks, as they are written."""
        words = _WORD.findall(text)
        is_loud = len(words) > _FEW and text.isupper()
        found = dict.fromkeys(
            word
            for word in _ABBREVIATION.findall(text)
            if word.lower() in JARGON or not (is_loud or _needs_no_entry(word))
        )
        found |= dict.fromkeys(
            word.upper() for word in words if word.lower() in JARGON and not word.isupper()
        )
        return tuple(word for word in found if (word.lower(),) not in self._names)


def _joins(gap: str, written: str) -> bool:
    """Whether what stands between two words of a text may stand between those of a name written so."""
    return gap == written or _GAP.fullmatch(gap) is not None


def _needs_no_entry(word: str) -> bool:
    """Whether everybody knows an abbreviation, or it is an ordinary word that is stressed, or a number."""
    return word in EVERYDAY or word.lower() in ORDINARY_WORDS or word[1:].isdigit()


def _forms(word: str, *, is_plural: bool) -> tuple[str, ...]:
    """A word with its plural, and a plural with its singular; `is_plural` where it is known to be one."""
    if word.endswith(("s", "x", "z", "ch", "sh")):
        plural = word + "es"
    elif word.endswith("y") and word[-2:-1] not in "aeiou":
        plural = word[:-1] + "ies"
    else:
        plural = word + "s"
    forms = [word, plural]
    if word.endswith("ies") and len(word) > 4:
        forms.append(word[:-3] + "y")
    elif is_plural or (word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3):
        forms.append(word[:-1])
    return tuple(forms)


def successor(glossary: Glossary, use: Use) -> Term | None:
    """The term to use instead where a text names one that is deprecated or avoided; None where it is fine."""
    term = glossary.get(use.term_id)
    seen: set[str] = set()
    while term is not None and term.replaced_by and term.id not in seen:
        seen.add(term.id)
        following = glossary.find(term.replaced_by)
        if following is None:
            return None
        term = following
    return term if use.avoided or (term is not None and term.id != use.term_id) else None
