"""The words of a search, the one rule for them: what a query asks for, and what of a text answers it.

A word is what SQLite's full-text index takes for one (its tokenizer `unicode61` with `remove_diacritics 2`):
a run of letters and digits, case and accents aside. So what is marked is what was found, and whatever is
typed is a query: there is nothing in it that could be wrong.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import cache, lru_cache

import msgspec

from smeeting.domain.word_breaks import BETWEEN_WORDS

MOST_WORDS = 32
"""Words of a query that are looked for; what comes after them is left out."""
LONGEST_QUERY = 10_000
"""Characters of a query that are read; nobody types so many, and a paste need not be searched whole."""

_DROPPED = "\u0300-\u0304\u0306-\u030c\u030f\u0311\u031b\u0323-\u0328\u032d\u032e\u0330\u0331"
"""Marks over or under a letter: inside a word they are passed over, elsewhere they are between words."""

Span = tuple[int, int]
"""From which character of a text up to which."""


class Query(msgspec.Struct, frozen=True):
    """What a search asks for: texts that hold every word."""

    words: tuple[str, ...] = ()
    """As they were typed, at most MOST_WORDS."""
    prefix_last: bool = False
    """Whether words that begin with the last one will do, as somebody may still be typing it."""


def read_query(text: str) -> Query:
    """The words of a query; the last is a beginning unless something follows it, such as a space."""
    text = text[:LONGEST_QUERY]
    found = list(_word().finditer(text))
    is_last = bool(found) and found[-1].end() == len(text) and len(found) <= MOST_WORDS
    return Query(tuple(match[0] for match in found[:MOST_WORDS]), is_last)


def match_expression(words: Sequence[str], prefix_last: bool, kinds: Collection[str] = ()) -> str:
    """What FTS5 is asked for texts that hold every word, of captures of some kinds or of all.

    `words` are those of `read_query`. Empty for no words and no kinds, which FTS5 does not take.
    """
    asked, wanted = ([f'"{word}"' for word in some] for some in (words, kinds))
    if asked and prefix_last:
        asked[-1] += "*"
    columns = [("text", " AND ".join(asked)), ("kind", " OR ".join(wanted))]
    return " AND ".join(f"{column} : ({what})" for column, what in columns if what)


def marks(text: str, query: str | Query) -> tuple[Span, ...]:
    """Which parts of a text a query asks for: whole words, and of the last one what was typed of it."""
    asked = read_query(query) if isinstance(query, str) else query
    if not asked.words:
        return ()
    words = [folded_word(word) for word in asked.words]
    beginning = words.pop() if asked.prefix_last else None
    whole, found = frozenset(words), []
    for match in _word().finditer(text):
        folded = folded_word(match[0])
        if folded in whole:
            found.append(match.span())
        elif beginning is not None and folded.startswith(beginning):
            found.append((match.start(), match.start() + _reach(match[0], len(beginning))))
    return tuple(found)


def excerpt_start(text: str, spans: Sequence[Span], room: int) -> int:
    """From which character to show a text so that its first mark is among `room` characters.

    0 where it is there anyway; else the beginning of a word some way before the mark.
    """
    if not spans or spans[0][1] <= room:
        return 0
    first = spans[0][0]
    start = max(first - room // 3, 0)
    space = text.find(" ", start, first)
    return space + 1 if space >= 0 else start


@lru_cache(maxsize=20_000)
def folded_word(word: str) -> str:
    """A word for comparing: case and accents of Latin letters aside."""
    return word.lower() if word.isascii() else "".join(_folded(character) for character in word)


@lru_cache(maxsize=5000)
def _folded(character: str) -> str:
    if re.match(f"[{_DROPPED}]", character):
        return ""
    base = unicodedata.normalize("NFD", character)[0]
    # Accents of other scripts make another letter: й is no и.
    bare = base if base.isascii() else character
    return next((lowered for lowered in (bare.casefold(), bare.lower()) if len(lowered) == 1), bare)


def _reach(word: str, letters: int) -> int:
    """How many characters of a word make up so many letters; marks over them belong to the letter before."""
    end = 0
    for character in word:
        if letters <= 0 and folded_word(character):
            break
        letters -= len(folded_word(character))
        end += 1
    return end


@cache
def _word() -> re.Pattern[str]:
    between = "".join(
        "-".join(f"\\U{int(end, 16):08x}" for end in part.split("-")) for part in BETWEEN_WORDS.split()
    )
    # Half characters can't be stored, so no text holds one.
    letter = f"[^{between}{_DROPPED}\ud800-\udfff]"
    return re.compile(f"{letter}(?:{letter}|[{_DROPPED}])*")
