"""What became of a term's words, from the newest change back."""

from collections.abc import Iterator, Sequence

from textual.app import App
from textual.content import Content

from smeeting.domain.term_history import FieldChange, TermChange
from smeeting.render.term_changes import field_name, telling, where_of
from smeeting.render.times import day
from smeeting.tui.dialogs.reading import read_and_choose
from smeeting.tui.differences import changed
from smeeting.tui.inks import MUTED, TITLE
from smeeting.tui.text import joined, plain_lines
from smeeting.tui.widgets.text_pane import Paragraph

_BLANK = Paragraph(Content(""))


async def show_timeline(app: App[object], name: str, timeline: Sequence[TermChange]) -> None:
    """Show a term's history until Escape. To be awaited in a worker."""
    await read_and_choose(app, f"What became of {name}", lambda _: list(_paragraphs(timeline)))


def _paragraphs(timeline: Sequence[TermChange]) -> Iterator[Paragraph]:
    if not timeline:
        yield Paragraph(joined(("Nothing was changed since the history began.", MUTED)))
    for change in reversed(timeline):
        version = change.version
        side = f" by {version.side}" if version.side else ""
        yield Paragraph(joined((day(version.at.date()), TITLE), (f"  {where_of(change)}{side}", MUTED)))
        if change.kind != "changed":
            words = {"known": "it was there when the history began", "added": "added", "removed": "removed"}
            yield Paragraph(joined((words[change.kind], MUTED)))
        else:
            yield from map(_field, telling(change))
            yield from _voices(change)
        yield _BLANK


def _voices(change: TermChange) -> Iterator[Paragraph]:
    """What each team said of words that were settled."""
    term = change.version.term
    voices = term.agreed.voices if term and term.agreed and change.version.source == "meeting" else {}
    if voices and any(one.field == "agreed.definition" for one in change.fields):
        said = ", ".join(f"{side}: {voice}" for side, voice in voices.items())
        yield Paragraph(joined((said, MUTED)))


def _field(change: FieldChange) -> Paragraph:
    name = joined((f"{field_name(change.field)}: ", MUTED))
    if change.old and change.new:
        return Paragraph(name + changed(change.old, change.new), hang=2)
    sign, text = ("+ ", change.new) if change.new else ("- ", change.old)
    return Paragraph(name + joined(sign, plain_lines(text)), hang=2)
