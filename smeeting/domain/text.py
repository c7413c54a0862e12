"""Text from people: kept as it came, made visible once at the edge, never anything but text."""

import re
import unicodedata
from collections.abc import Iterable

_BIDI_AND_ZERO_WIDTH = {
    0x00AD,
    0x034F,
    0x061C,
    0x115F,
    0x1160,
    0x17B4,
    0x17B5,
    *range(0x180B, 0x1810),
    0x200B,
    0x200C,
    0x200E,
    0x200F,
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    0x3164,
    *range(0xFE00, 0xFE0F),
    0xFEFF,
    0xFFA0,
    *range(0xFFF0, 0xFFFC),
    *range(0x13430, 0x13440),
    *range(0x1BCA0, 0x1BCA4),
    *range(0x1D173, 0x1D17B),
    *range(0xE0000, 0xE0200),
}
"""Characters that draw nothing or turn the line around. ZWJ and VS16 stay: emoji need them."""

_VISIBLE: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(0x20)},
    0x09: "    ",
    0x7F: "\u2421",
    **dict.fromkeys(range(0x80, 0xA0), "\ufffd"),
    0x2028: "\ufffd",
    0x2029: "\ufffd",
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
    **{code: f"<U+{code:04X}>" for code in _BIDI_AND_ZERO_WIDTH},
}
_VISIBLE_LINES = {code: shown for code, shown in _VISIBLE.items() if code != 0x0A}


def visible(text: str) -> str:
    """`text` on one line with nothing in it that a terminal would obey or hide."""
    return text.replace("\r\n", "\n").translate(_VISIBLE)


def visible_lines(text: str) -> str:
    """Like `visible`, but the line breaks people typed stay line breaks."""
    return text.replace("\r\n", "\n").translate(_VISIBLE_LINES)


def why_unstorable(text: str) -> str | None:
    """Why SQLite or UTF-8 can't keep `text`, or None where they can."""
    if "\0" in text:
        return "the text holds a NUL character"
    if any(0xD800 <= ord(character) < 0xE000 for character in text):
        return "the text holds half of a character (a lone surrogate)"
    return None


def shortened(text: str, width: int) -> str:
    """The first `width` characters of `text`, the last of them an ellipsis where some are cut."""
    return text if len(text) <= width else text[: max(width - 1, 0)] + "…"


def slug(text: str) -> str:
    """`text` as an id: lower-case ASCII letters and digits with single hyphens; may be empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def folded(text: str) -> str:
    """`text` for comparing: case, width, hyphens, underscores and runs of spaces aside."""
    return re.sub(r"[\s_\-\u2010-\u2013]+", " ", unicodedata.normalize("NFKC", text).casefold()).strip()


MOST_HINTS = 20
"""How many wrong names of one file are told with the nearest right one, as to look for it takes its time."""


def nearest(word: str, known: Iterable[str], likeness: float = 0.5) -> str | None:
    """The known word most like `word`, or None where none is so much like it, of 1."""
    # Imported here: most words are typed right.
    import difflib

    found = difflib.get_close_matches(word.casefold(), list(known), n=1, cutoff=likeness)
    return found[0] if found else None


def counted(number: int, noun: str) -> str:
    """The number with the noun in its right form, such as `1 day` or `3 days`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
