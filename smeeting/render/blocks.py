"""Markdown as lines of styled text, for a screen that draws its own lines.

A widget for each block costs a hundred times as much on long minutes; lines are plain values, wrapped for a
width when the screen knows it. Links are text here: nothing that people wrote can be opened.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal

import msgspec

from smeeting.domain.text import visible

if TYPE_CHECKING:
    from markdown_it.token import Token

LineKind = Literal[
    "heading1",
    "heading2",
    "heading3",
    "heading4",
    "heading5",
    "heading6",
    "para",
    "bullet",
    "head",
    "row",
    "quote",
    "rule",
    "code",
    "front",
    "blank",
]
"""`head` is a table's first row and `row` each other one; `front` is a line of the front matter."""

Span = tuple[str, str]
"""A text and its style: names out of strong, em, strike, code and link, parted by a space; mostly empty."""
Spans = tuple[Span, ...]

_STYLES = {"strong_open": "strong", "em_open": "em", "s_open": "strike", "link_open": "link"}


class Line(msgspec.Struct, frozen=True):
    """One block of Markdown, or one row of a table, not wrapped yet."""

    kind: LineKind
    spans: Spans = ()
    indent: int = 0
    """How deep it lies in lists, from 0."""
    marker: str = ""
    """What stands before a bullet: `•` or `1.`."""
    cells: tuple[Spans, ...] = ()
    """The cells of `head` and `row`; these have no spans."""
    right: tuple[bool, ...] = ()
    """For a `head`: which of its columns stand at the right."""


def read_markdown(text: str) -> tuple[Line, ...]:
    """The blocks of a Markdown text, an empty line between them; front matter line by line."""
    # markdown_it takes 80 ms to import, which only the screen of the minutes should pay.
    from markdown_it import MarkdownIt

    front, body = _split_front_matter(text)
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    lines = [Line("front", ((visible(line), ""),)) for line in front]
    return (*lines, *_Reader().read(parser.parse(body), blank_first=bool(front)))


def _split_front_matter(text: str) -> tuple[list[str], str]:
    if not text.startswith("---\n"):
        return [], text
    front, end, body = text[4:].partition("\n---\n")
    return (front.split("\n"), body) if end else ([], text)


class _Reader:
    """Goes through the parser's tokens once and gives a line for each block."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._kind: LineKind = "para"
        self._numbers: list[int | None] = []
        """For each open list the number of its next entry; None where entries are not numbered."""
        self._marker = ""
        self._quotes = 0
        self._cells: list[Spans] | None = None
        self._right: list[bool] = []

    def read(self, tokens: "Sequence[Token]", *, blank_first: bool) -> list[Line]:
        for token in tokens:
            starts_block = token.level == 0 and token.nesting >= 0 and token.type != "inline"
            if starts_block and (self._lines or blank_first):
                self._lines.append(Line("blank"))
            if token.type == "inline":
                self._take_inline(token)
            elif token.nesting > 0:
                self._open(token)
            elif token.nesting < 0:
                self._close(token)
            else:
                self._take_leaf(token)
        return self._lines

    def _open(self, token: "Token") -> None:
        match token.type:
            case "heading_open":
                self._kind = _heading(token.tag)
            case "bullet_list_open":
                self._numbers.append(None)
            case "ordered_list_open":
                self._numbers.append(int(token.attrGet("start") or 1))
            case "list_item_open":
                self._marker = self._next_marker()
            case "blockquote_open":
                self._quotes += 1
            case "tr_open":
                self._cells = []
            case "th_open":
                self._right.append("right" in str(token.attrGet("style") or ""))

    def _close(self, token: "Token") -> None:
        match token.type:
            case "heading_close":
                self._kind = "para"
            case "bullet_list_close" | "ordered_list_close":
                self._numbers.pop()
            case "blockquote_close":
                self._quotes -= 1
            case "tr_close":
                # Only the head's cells add to `_right`, so a row is the head while that is not empty.
                kind: LineKind = "head" if self._right else "row"
                cells, right = tuple(self._cells or ()), tuple(self._right)
                self._lines.append(Line(kind, cells=cells, right=right, indent=len(self._numbers)))
                self._cells, self._right = None, []

    def _next_marker(self) -> str:
        number = self._numbers[-1]
        if number is None:
            return "•"
        self._numbers[-1] = number + 1
        return f"{number}."

    def _take_inline(self, token: "Token") -> None:
        spans = tuple(_spans(token.children or ()))
        if self._cells is not None:
            self._cells.append(spans)
            return
        kind: LineKind = "bullet" if self._marker else self._kind
        if self._quotes and kind == "para":
            kind = "quote"
        self._lines.append(Line(kind, spans, indent=len(self._numbers), marker=self._marker))
        self._marker = ""

    def _take_leaf(self, token: "Token") -> None:
        if token.type == "hr":
            self._lines.append(Line("rule"))
            return
        for line in token.content.rstrip("\n").split("\n"):
            self._lines.append(Line("code", ((visible(line), "code"),), indent=len(self._numbers)))


def _heading(tag: str) -> LineKind:
    kinds: dict[str, LineKind] = {
        "h1": "heading1",
        "h2": "heading2",
        "h3": "heading3",
        "h4": "heading4",
        "h5": "heading5",
    }
    return kinds.get(tag, "heading6")


def _spans(tokens: "Iterable[Token]") -> Iterator[Span]:
    """The styled texts of a block; a link's address follows its text, so that it hides nothing."""
    styles: list[str] = []
    address = ""
    for token in tokens:
        if token.type == "text":
            if token.content:
                yield visible(token.content), " ".join(styles)
        elif token.nesting > 0:
            styles.append(_STYLES.get(token.type, ""))
            if token.type == "link_open":
                # An address written out is its own text.
                address = "" if token.info == "auto" else str(token.attrGet("href") or "")
        elif token.nesting < 0:
            styles.pop()
            if token.type == "link_close" and address:
                yield f" ({visible(address)})", " ".join(styles)
        else:
            yield _leaf(token, styles)


def _leaf(token: "Token", styles: list[str]) -> Span:
    if token.type == "code_inline":
        return visible(token.content), " ".join([*styles, "code"])
    if token.type == "image":
        return f"[image: {visible(token.content)}]", " ".join(styles)
    # A break in the raw text; what is shown is wrapped anew.
    return " ", " ".join(styles)
