"""Owners: who takes an action, as the beginning of its line says."""

from smeeting.domain.tokens import first_words, is_quoted, take_name

_NO_NAMES = ("by", "to", "the", "a", "an", "in", "on", "we", "i", "please", "need", "must", "should")
_NOBODY = ("someone", "somebody", "everyone", "everybody", "nobody", "team")
_NO_OWNERS = frozenset({*_NO_NAMES, *_NOBODY})
"""Words a text begins with when its owner was forgotten, and people who are nobody in particular."""

_LEFT_OPEN = "?"
_LONGEST_NAME = 3
"""Of an owner without quotes, in words."""


def take_owner(text: str, *, may_be_full_name: bool) -> tuple[str | None, str]:
    """A leading owner and the text after it: None where there is no owner, empty where `?` leaves it open.

    Written as `Ben`, `@Ben` or `"Anna Lee"`; quotes make a name of any word. With `may_be_full_name` several
    capitalised words before a `to` are one owner too. Raises BadLineError for a quote that is not closed.
    """
    handle = text.removeprefix("@")
    if handle[:1].isspace():
        return None, handle.strip()
    full_name = _name_before_to(handle) if may_be_full_name else ""
    if full_name:
        return full_name, handle[len(full_name) :].strip()
    owner, rest = take_name(handle)
    if owner == _LEFT_OPEN:
        return "", rest
    if not owner:
        return None, rest
    if owner.casefold() in _NO_OWNERS and not is_quoted(handle):
        return None, text
    return owner, rest


def _name_before_to(text: str) -> str:
    """The capitalised words before a `to`, as in `Anna Lee to send the list`; empty where there are none."""
    words = first_words(text, _LONGEST_NAME + 1)
    for place, (word, _) in enumerate(words):
        if word.casefold() == "to":
            return text[: words[place - 1][1]] if place else ""
        if not word[0].isupper():
            return ""
    return ""
