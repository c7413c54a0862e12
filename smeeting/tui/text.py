"""The one place where text, above all people's, becomes something Textual draws.

Textual reads a plain str as markup in most places and passes escape sequences on to the terminal. So every
text goes through `visible` here and becomes a `Content`, whose style is given apart from it.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

from rich.segment import Segment
from textual.content import Content, Span
from textual.strip import Strip
from textual.style import Style

from smeeting.domain.text import visible, visible_lines

Part = Content | str | tuple[str, str]
"""A piece of a line: a Content, plain text, or a text and its ink (see `smeeting.tui.inks`)."""

_CHARACTERS_PER_CELL = 8
"""More characters than this a cell are only combining marks; a line is cut there before it is measured."""


def plain(text: str, ink: str = "") -> Content:
    """`text` on one line, in one ink."""
    return _inked(visible(text), ink)


def plain_lines(text: str, ink: str = "") -> Content:
    """`text` with the line breaks people typed, in one ink."""
    return _inked(visible_lines(text), ink)


def marked_lines(text: str, spans: Iterable[tuple[int, int]], ink: str) -> Content:
    """`text` with the line breaks people typed, and the parts of it at `spans` in an ink."""
    pieces, end = [], 0
    for start, stop in spans:
        pieces += [plain_lines(text[end:start]), plain_lines(text[start:stop], ink)]
        end = stop
    return joined(*pieces, plain_lines(text[end:]))


def joined(*parts: Part) -> Content:
    """The parts one after the other, each in its own ink."""
    return Content("").join([_as_content(part) for part in parts])


def separated(separator: Part, parts: Iterable[Part]) -> Content:
    """The parts with a separator between them."""
    return _as_content(separator).join([_as_content(part) for part in parts])


def fitted(part: Part, width: int, align: Literal["left", "right"] = "left") -> Content:
    """The part in exactly `width` cells: padded, or cut with an ellipsis."""
    content = cropped(part, width)
    gap = width - content.cell_length
    if gap <= 0:
        return content
    return content.pad_left(gap) if align == "right" else content.pad_right(gap)


def cropped(part: Part, width: int) -> Content:
    """The part in at most `width` cells, the last an ellipsis where something is cut."""
    if width <= 0:
        return Content("")
    content = _as_content(part)
    limit = width * _CHARACTERS_PER_CELL
    if len(content) > limit:
        # Measuring 100,000 characters on every paint would be felt; nearly all of them are cut anyway.
        content = content[:limit] + "…"
    return content.truncate(width, ellipsis=True)


def spread(left: Part, right: Part, width: int, *, gap: int = 1) -> Content:
    """`left` and `right` at the two ends of a line; `left` is cut before `right` is."""
    tail = cropped(right, width)
    if not tail:
        return fitted(left, width)
    room = width - tail.cell_length
    return joined(fitted(left, max(room - gap, 0)), " " * min(gap, room), tail)


def columns(parts: Sequence[Part], widths: Sequence[int], *, gap: int = 1) -> Content:
    """The parts in columns; a negative width aligns its column right."""
    cells = [
        fitted(part, abs(width), "right" if width < 0 else "left")
        for part, width in zip(parts, widths, strict=True)
    ]
    return Content(" " * gap).join(cells)


def wrapped(content: Content, width: int, *, hang: int = 0) -> list[Content]:
    """The content in lines of at most `width` cells; lines after the first are indented by `hang`."""
    if width < 2:
        return [cropped(content, width)]
    hang = min(hang, width - 2)  # A wide character must fit beside it.
    lines: list[Content] = []
    for paragraph in content.split("\n", allow_blank=True):
        first, *rest = paragraph.wrap(width)
        lines.append(first)
        if rest and hang:
            # Folded anew at the narrower width, so that no line is cut by its indent.
            rest = Content(" ").join([line.rstrip() for line in rest]).wrap(width - hang)
        lines.extend(line.pad_left(hang) for line in rest)
    return lines


def paint(content: Content, width: int, base: Style) -> Strip:
    """The content as a strip of exactly `width` cells on the style of the widget that draws it."""
    segments = [
        Segment(text, style.rich_style)
        for text, style in fitted(content, width).render(base, end="", parse_style=_parsed)
    ]
    return Strip(segments, max(width, 0))


def _parsed(ink: str | Style) -> Style:
    # Style.parse resolves the theme's variables and keeps what it resolved until the theme changes.
    return Style.parse(ink) if isinstance(ink, str) else ink


def _as_content(part: Part) -> Content:
    if isinstance(part, Content):
        return part
    return plain(part) if isinstance(part, str) else plain(*part)


def _inked(text: str, ink: str) -> Content:
    return Content(text, [Span(0, len(text), ink)] if ink and text else None)
