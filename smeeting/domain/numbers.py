"""Numbers as people write them. What could mean two numbers is refused, never guessed."""

import re

from smeeting.domain.errors import SmeetingError
from smeeting.domain.text import shortened

_NUMBER = re.compile(r"[+-]?(?:\d+|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?|[+-]?\.\d+", re.ASCII)
_DECIMAL_COMMA = re.compile(r"([+-]?)(\d+|\d{1,3}(?:\.\d{3})+),(\d+)", re.ASCII)
_DOTTED_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3}){2,}", re.ASCII)
_WITH_UNIT = re.compile(r"[€$£]?([+-]?\d[\d.,]*)\s*[^\d\s]*", re.ASCII)
_MISSING = frozenset({"n/a", "na", "n.a.", "-", "–", "—", "?", "none", "null", "nan", "tbd"})
_EXAMPLES = "write it as 1200, 1,200 or 47.5"
_LONGEST = 40
"""In characters; a longer text is not looked at further."""
LARGEST = 1e15
"""Below this a whole number is kept exactly."""


def is_missing(text: str) -> bool:
    """Whether a text says that there is no number."""
    return text.strip().casefold() in _MISSING


def looks_like_number(text: str) -> bool:
    """Whether a text is meant to be a number, well written or not, or to say that there is none."""
    return is_missing(text) or bool(re.match(r"[€$£]?[+\-−]?[.,]?[0-9]", text))


def read_number(text: str) -> float:
    """The number a text writes; `1,200` is 1200.

    Raises SmeetingError for anything else: `n/a`, a decimal comma, a unit, an exponent, infinity.
    """
    plain = text.strip().replace("−", "-")
    if len(plain) > _LONGEST:
        raise SmeetingError(f"{shortened(plain, 20)!r} is no number", _EXAMPLES)
    if _NUMBER.fullmatch(plain):
        value = float(plain.replace(",", ""))
        if abs(value) < LARGEST:
            return value
        raise SmeetingError(f"{shortened(plain, 20)} is too large", "write it in a larger unit")
    if is_missing(plain):
        raise SmeetingError(f"{plain} is no number", "a missing value is left out: it stays missing, not 0")
    raise SmeetingError(f"{shortened(text.strip(), 20)!r} is no number", _what_would_be_right(plain))


def _what_would_be_right(plain: str) -> str:
    comma = _DECIMAL_COMMA.fullmatch(plain)
    if comma:
        sign, whole, decimals = comma.groups()
        return f"the decimal sign is a point: write {sign}{whole.replace('.', '')}.{decimals}"
    if _DOTTED_THOUSANDS.fullmatch(plain):
        return f"the point is the decimal sign: write {plain.replace('.', '')}"
    unit = _WITH_UNIT.fullmatch(plain)
    if unit and _NUMBER.fullmatch(unit[1]):
        return f"write the number alone, without its unit: {unit[1]}"
    return _EXAMPLES
