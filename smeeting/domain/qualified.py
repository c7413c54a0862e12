"""Names and lists in one cell, as OpenMetadata writes them.

A fully qualified name is names joined by dots, a name with a dot in it in quotes: `Business."v1.0".Lead`. A
list is its items joined by semicolons, an item with one in it in quotes. In quotes, a quote is written twice.
"""

import re
from collections.abc import Iterable

BLANKS = " \t\r\n"
"""What says nothing at the ends of a text, or as the whole of it."""

_QUOTED_ITEM = re.compile(r'"((?:[^"]|"")*)"[ \t\r\n]*(?:;|\Z)')
_ITEM = re.compile(r"([^;]*)(?:;|\Z)")
_QUOTED_NAME = re.compile(r'"((?:[^"]|"")*)"(?:\.|\Z)')
_NAME = re.compile(r"([^.]*)(?:\.|\Z)")
_BLANK = re.compile(r"[ \t\r\n]*")
_NEEDS_QUOTES = re.compile(r'[;,\r\n]|\A["\s]|\s\Z')


def items_of(cell: str, *, blanks: bool = False) -> tuple[str, ...]:
    """The items of a list in one cell; blank ones only where `blanks` asks for them."""
    if not cell.strip(BLANKS):
        return ()
    items: list[str] = []
    at, more = 0, True
    while more:
        blank = _BLANK.match(cell, at)
        begin = blank.end() if blank else at
        found = _QUOTED_ITEM.match(cell, begin)
        if found:
            items.append(_unquoted(found.group(1)))
        else:
            found = _ITEM.match(cell, begin)
            assert found is not None
            items.append(found.group(1).strip(BLANKS))
        at, more = found.end(), found.group().endswith(";")
    return tuple(item for item in items if blanks or item.strip(BLANKS))


def cell_of(items: Iterable[str]) -> str:
    """A list as one cell, which `items_of` reads back."""
    return ";".join(_quoted(item) if _NEEDS_QUOTES.search(item) else item for item in items)


def names_of(qualified: str) -> tuple[str, ...]:
    """The names in a fully qualified name, from the glossary's to the term's own."""
    names: list[str] = []
    at, more = 0, bool(qualified)
    while more:
        found = _QUOTED_NAME.match(qualified, at)
        if found:
            names.append(_unquoted(found.group(1)))
        else:
            found = _NAME.match(qualified, at)
            assert found is not None
            names.append(found.group(1))
        at, more = found.end(), found.group().endswith(".")
    return tuple(names)


def qualified(names: Iterable[str]) -> str:
    """The fully qualified name, which `names_of` reads back."""
    return ".".join(_quoted(name) if "." in name or name.startswith('"') else name for name in names)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _unquoted(inside: str) -> str:
    return inside.replace('""', '"')
