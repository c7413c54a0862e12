"""What a search found, as rows of a list and as paragraphs."""

from textual.content import Content

from smeeting.domain.findings import Found
from smeeting.domain.search_words import Query, marks
from smeeting.render.findings import excerpt
from smeeting.render.times import day
from smeeting.tui.inks import ACCENT, FOUND, MUTED, STRONG
from smeeting.tui.text import Part, fitted, joined, marked_lines, plain
from smeeting.tui.widgets.text_pane import Paragraph

_REF = 5
_DAY = 10
_STATE = 9
_WITH_STATE = 70
"""From this width a row says its state, too."""
_LABEL = 10


def found_row(found: Found, query: Query, width: int) -> Content:
    """Id, day, with room for it the state, and the text around the first word that was looked for."""
    cells: list[tuple[Part, int]] = [((found.ref, ACCENT), _REF)]
    cells.append(((found.day.isoformat() if found.day else "", MUTED), _DAY))
    if width >= _WITH_STATE:
        cells.append(((found.state, MUTED), _STATE))
    head = joined(*(joined(fitted(part, room), " ") for part, room in cells))
    pieces = excerpt(found.holding(query), max(width - head.cell_length, 1))
    return joined(head, *(plain(piece.text, FOUND if piece.is_marked else "") for piece in pieces))


def found_card(found: Found, query: Query) -> list[Paragraph]:
    """All of its texts, with the words marked that were looked for."""
    capture = found.capture
    head = joined((capture.ref, STRONG), "  ", " · ".join(filter(None, (capture.kind, found.state))))
    where = capture.meeting or "between meetings"
    on = day(found.day) if found.day else ""
    card = [Paragraph(head), Paragraph(plain(" · ".join(filter(None, (where, on, capture.side))), MUTED))]
    for part, text in found.texts:
        words = marked_lines(text, marks(text, query), FOUND)
        label = "" if part == "text" else part.capitalize().ljust(_LABEL)
        card += [Paragraph(Content("")), Paragraph(joined((label, MUTED), words), hang=len(label))]
    return card
