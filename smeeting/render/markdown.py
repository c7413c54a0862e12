"""Text from people as Markdown that shows it literally, and still reads well in the raw file."""

import re
from collections.abc import Callable, Collection, Sequence

from smeeting.domain.text import visible
from smeeting.render.widths import padded, width_of

_LINE_BREAKS = re.compile(r"\r\n|[\n\r]")

_MEANS_SOMETHING = re.compile(
    r"""
    [\\`*\[<|~$@]                       # may open emphasis, code, links, HTML, cells, formulas, mentions
    | _(?![A-Za-z0-9])                  # before a letter an underscore can't end an emphasis
    | &(?=\#?\w+;)                      # an entity
    | /(?=/) | :(?=[^\W\d]|/)           # an address, an emoji by name
    | (?<=\S)\.(?=[^\W\d_])             # the dot of a host name: GitHub links bare ones
    | (?<=[wW]{3})\.                   # linked also where no letter follows
    | ^[-+=>\#]                         # a list, heading, quote or rule at the start of the block
    | \#(?=\#*$)                        # the end of a heading may close it
    """,
    re.VERBOSE,
)
_NUMBERED = re.compile(r"(\d+)([.)])")
_WIDEST_RAW_CELL = 40
"""A raw table is aligned up to cells this wide; one long text must not push all rows apart."""


def one_line(text: str) -> str:
    """`text` with line breaks as spaces and nothing in it that a terminal would obey or hide."""
    return visible(_LINE_BREAKS.sub(" ", text)).strip()


def escape(text: str) -> str:
    """`text` as inline Markdown that renders as exactly that text, on one line.

    Punctuation gets a backslash only where it could mean something, so that the raw file reads well. One
    thing is out of reach: GitHub links a written-out mail address, showing the same text, whatever is done.
    """
    shown = _MEANS_SOMETHING.sub(r"\\\g<0>", one_line(text))
    return _NUMBERED.sub(r"\1\\\2", shown, count=1) if _NUMBERED.match(shown) else shown


def escape_linking(text: str, links_in: Callable[[str], Sequence[tuple[int, int, str]]]) -> str:
    """Like `escape`, with parts of the text linked within the document.

    `links_in` is given the text as it is shown, on one line, and says where each link begins and ends in it,
    from left to right, and to which anchor it leads.
    """
    line = one_line(text)
    escaped = {found.start() for found in _MEANS_SOMETHING.finditer(line)}
    if numbered := _NUMBERED.match(line):
        escaped.add(numbered.start(2))
    links = {start: (end, to) for start, end, to in links_in(line)}
    closing: dict[int, str] = {end: f"](#{to})" for end, to in links.values()}
    parts = []
    for at, character in enumerate(line):
        parts.append(closing.get(at, "") + ("[" if at in links else ""))
        parts.append("\\" + character if at in escaped else character)
    return "".join(parts) + closing.get(len(line), "")


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], right: Collection[int] = ()) -> list[str]:
    """The lines of a table whose raw columns are aligned too; cells are Markdown already.

    `right` has the positions of the columns that stand at the right (numbers).
    """
    widths = [
        max(3, *(min(width_of(row[column]), _WIDEST_RAW_CELL) for row in (headings, *rows)))
        for column in range(len(headings))
    ]
    rule = ["-" * (width - 1) + ":" if at in right else "-" * width for at, width in enumerate(widths)]

    def line(cells: Sequence[str]) -> str:
        shown = (padded(cell, widths[at], right=at in right) for at, cell in enumerate(cells))
        return f"| {' | '.join(shown)} |"

    return [line(headings), line(rule), *map(line, rows)]


def yaml_text(text: str) -> str:
    """`text` as a double-quoted YAML scalar, which every loader reads back as text."""
    return f'"{"".join(map(_yaml_character, one_line(text)))}"'


def _yaml_character(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    # YAML refuses the last two characters of each plane's end written out.
    return f"\\u{ord(character):04X}" if character in "\ufffe\uffff" else character
