"""Finding the glossary's words in what people write, and the words it lacks."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, count, pairwise
from operator import add
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
_SIGNS_TO_SPACES = bytes(
    code if chr(code).isalnum() or code == ord("_") else ord(" ") for code in range(128)
).ljust(256)
_NO_WORD = "\n"
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
    before: str
    """Signs that it begins with, such as the dot of `.NET`."""
    after: str
    """Signs that it ends with, such as those of `C++`."""

    def is_at(self, text: str, start: int, end: int) -> bool:
        """Whether its words, which stand there in a text, are written so and have its signs about them."""
        if self.exact and text[start:end] != self.exact:
            return False
        if not text.startswith(self.after, end) or not text.endswith(self.before, 0, start):
            return False
        begin = start - len(self.before)
        return not (self.before and text[max(begin - 1, 0) : begin].isalnum())


class _Branch:
    """A word of names: the name that ends with it, and the words that may follow."""

    __slots__ = ("more", "name")

    def __init__(self) -> None:
        self.name: _Name | None = None
        self.more: dict[str, _Branch] = {}


class Recogniser:
    """The names of a glossary's terms, made ready once to be looked for in many texts."""

    def __init__(self, glossary: Glossary) -> None:
        """Know every name of each term, with its plurals.

        The first term that has a name gets it; a name to avoid is one only where no term is called so.
        """
        self._glossary = glossary
        self._tree: dict[str, _Branch] = {}
        """Names by their words in small letters, one after the other."""
        self._unspaced: list[tuple[str, str, bool]] = []
        for term in glossary:
            for name in filter(None, (term.term, term.long, *term.synonyms)):
                self._learn(name, term.id, avoided=False)
        for term in glossary:
            for name in term.avoid:
                self._learn(name, term.id, avoided=True)

    def _learn(self, name: str, term_id: str, *, avoided: bool) -> None:
        if _UNSPACED.search(name):
            self._unspaced.append((name, term_id, avoided))
            return
        found = list(_WORD.finditer(name))
        if not found:
            return
        words = tuple(match.group().lower() for match in found)
        gaps = tuple(name[one.end() : other.start()] for one, other in pairwise(found))
        signs = name[: found[0].start()].strip(), name[found[-1].end() :].strip()
        last = found[-1].group()
        if len(words) == 1 and last.isupper() and words[0] in ORDINARY_WORDS:
            for exact in (last, f"{last}s"):
                self._keep((exact.lower(),), _Name(term_id, avoided, exact, gaps, *signs))
            return
        for form in _forms(words[-1], is_plural=last.endswith("s") and last[:-1].isupper()):
            self._keep((*words[:-1], form), _Name(term_id, avoided, "", gaps, *signs))

    def _keep(self, words: Sequence[str], name: _Name) -> None:
        """Remember a name, unless another term has it."""
        branches, branch = self._tree, None
        for word in words:
            branch = branches.get(word)
            if branch is None:
                branch = branches[word] = _Branch()
            branches = branch.more
        if branch is not None and branch.name is None:
            branch.name = name

    def uses(self, text: str) -> Iterator[Use]:
        """Every place where a term is named, from left to right; of two names the longer one."""
        if not self._unspaced or not _UNSPACED.search(text):
            return self._spaced_uses(text)
        found = [*self._spaced_uses(text), *self._unspaced_uses(text)]
        return _apart(sorted(found, key=lambda use: (use.start, -use.end)))

    def _spaced_uses(self, text: str) -> Iterator[Use]:
        said = _words_of(text)
        known, end = self._tree, 0
        # The first words of names are looked for in one pass: nearly all words of a text are none.
        for at in [place for place, word in enumerate(said.words) if word in known]:
            if said.starts[at] < end:
                continue
            for name, run in self._names_at(said.words, at):
                first, last = said.starts[at], said.end(run[-1])
                if said.are_joined(run, name.gaps) and name.is_at(said.text, first, last):
                    end = last + len(name.after)
                    yield Use(name.term_id, first - len(name.before), end, name.avoided)
                    break

    def _names_at(self, words: Sequence[str], at: int) -> list[tuple[_Name, list[int]]]:
        """The names that begin with a word and the places of their words, the longest name first."""
        branch, run = self._tree[words[at]], [at]
        found = [(branch.name, [at])] if branch.name else []
        while branch.more:
            place = run[-1] + 1
            while not words[place]:
                place += 1
            following = branch.more.get(words[place])
            if following is None:
                break
            branch, run = following, [*run, place]
            if branch.name:
                found.append((branch.name, run))
        found.reverse()
        return found

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
        return tuple(word for word in found if not self._has(word.lower()))

    def _has(self, word: str) -> bool:
        branch = self._tree.get(word)
        return branch is not None and branch.name is not None


def _apart(uses: Iterable[Use]) -> Iterator[Use]:
    """Of uses from left to right those that begin after the one before has ended."""
    end = 0
    for use in uses:
        if use.start >= end:
            end = use.end
            yield use


class _Said(NamedTuple):
    """The words of a text, with empty ones where more than one sign stands between two."""

    text: str
    words: list[str]
    """In small letters; the last one is no word, so that there is always one more."""
    starts: list[int]
    ends: list[int]
    """Of words whose small form may be longer; empty where none is."""

    def end(self, at: int) -> int:
        """Where a word ends in the text."""
        return self.ends[at] if self.ends else self.starts[at] + len(self.words[at])

    def are_joined(self, run: Sequence[int], written: Sequence[str]) -> bool:
        """Whether between these words stands only what may stand between those of a name written so."""
        gaps = (self.text[self.end(one) : self.starts[other]] for one, other in pairwise(run))
        return all(gap in (" ", like) or _GAP.fullmatch(gap) for gap, like in zip(gaps, written, strict=True))


def _words_of(text: str) -> _Said:
    if text.isascii():
        # In a third of the time that a pattern takes: every sign becomes a space, and no place moves.
        words = text.lower().encode().translate(_SIGNS_TO_SPACES).decode().split(" ")
        starts = list(map(add, accumulate(map(len, words), initial=0), count()))
        return _Said(text, [*words, _NO_WORD], starts, [])
    found = list(_WORD.finditer(text))
    words = [match.group().lower() for match in found]
    ends = [match.end() for match in found]
    return _Said(text, [*words, _NO_WORD], [match.start() for match in found], ends)


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
