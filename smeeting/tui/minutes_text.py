"""Minutes as paragraphs of a pane: their Markdown, wrapped for a width, in our inks."""

from collections.abc import Sequence

from textual.content import Content

from smeeting.render.blocks import Line, Span
from smeeting.render.wrapping import Row, wrap
from smeeting.tui.inks import ACCENT, MUTED, RULE, STRONG, TITLE
from smeeting.tui.text import joined
from smeeting.tui.widgets.text_pane import Paragraph

WIDEST = 100
"""Lines longer than this are hard to read, however wide the terminal is."""

_KIND_INKS = {
    "heading1": f"{TITLE} underline",
    "heading2": TITLE,
    "heading3": STRONG,
    "heading4": STRONG,
    "heading5": STRONG,
    "heading6": STRONG,
    "head": STRONG,
    "quote": MUTED,
    "rule": RULE,
    "front": MUTED,
}
_STYLE_INKS = {"strong": STRONG, "em": "italic", "code": ACCENT, "strike": "strike", "link": "underline"}


def minutes_paragraphs(lines: Sequence[Line], width: int) -> list[Paragraph]:
    """The lines of a Markdown text, a paragraph for each row of the screen."""
    return [Paragraph(_content(row), keep=True) for row in wrap(lines, min(max(width, 1), WIDEST))]


def front_last(lines: Sequence[Line]) -> list[Line]:
    """The lines with the front matter at the end: it is written for programs, and read by people last."""
    front = [line for line in lines if line.kind == "front"]
    body = [line for line in lines if line.kind != "front"]
    if body and body[0].kind == "blank":
        body = body[1:]
    return [*body, Line("blank"), Line("rule"), *front] if front else body


def _content(row: Row) -> Content:
    # Most rows have one plain span: what is cheap for it is cheap for 100 kB of minutes.
    ink = _KIND_INKS.get(row.kind, "")
    return joined(*(_part(span, ink) for span in row.spans))


def _part(span: Span, ink: str) -> tuple[str, str]:
    text, styles = span
    inks = [ink, *(_STYLE_INKS.get(style, "") for style in styles.split())]
    return text, " ".join(filter(None, inks))
