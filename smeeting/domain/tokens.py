"""Tokens: the first words of a text, without reading it to its end and without changing what follows."""

import re

from smeeting.domain.errors import BadLineError

_WORD = re.compile(r"\S+")
_CLOSING_QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»"}
_AFTER_NAME = ":,"


def first_words(text: str, limit: int) -> list[tuple[str, int]]:
    """The first words, at most `limit`, each with the place in `text` where it ends."""
    words: list[tuple[str, int]] = []
    for found in _WORD.finditer(text):
        words.append((found.group(), found.end()))
        if len(words) == limit:
            break
    return words


def take_word(text: str) -> tuple[str, str]:
    """The first word and the text after it; both empty where there is none."""
    words = first_words(text, 1)
    return (words[0][0], text[words[0][1] :].strip()) if words else ("", "")


def is_quoted(text: str) -> bool:
    """Whether a text begins with a name in quotes."""
    return text[:1] in _CLOSING_QUOTES


def take_name(text: str) -> tuple[str, str]:
    """A leading name and the text after it; several words are one name in quotes, as in `"Anna Lee"`.

    A comma or colon after the name is not part of it. Raises BadLineError for a quote that is not closed.
    """
    if not is_quoted(text):
        word, rest = take_word(text)
        return word.rstrip(_AFTER_NAME), rest
    end = text.find(_CLOSING_QUOTES[text[0]], 1)
    if end < 0:
        raise BadLineError("the quote is not closed", f"end the name with {_CLOSING_QUOTES[text[0]]}")
    return " ".join(text[1:end].split()), text[end + 1 :].lstrip(_AFTER_NAME).strip()
