"""Everything that happened to one record, to read."""

from textual.app import App
from textual.content import Content

from smeeting.domain.captures import Capture
from smeeting.domain.errors import SmeetingError
from smeeting.domain.text import shortened
from smeeting.render.times import clock_time, day
from smeeting.services import captures, histories
from smeeting.services.desk import Desk
from smeeting.services.histories import FieldStep, Step
from smeeting.tui.dialogs.reading import read_and_choose
from smeeting.tui.inks import MUTED, STRONG
from smeeting.tui.text import joined, plain_lines
from smeeting.tui.widgets.text_pane import Paragraph

_SHOWN = 2000
"""Characters of a text that are shown at most."""


async def show_history(app: App[object], desk: Desk, number: int) -> None:
    """Show what happened to the record with this number. To be awaited in a worker.

    Raises NotFoundError for a number that nothing has.
    """
    steps, capture = histories.of_number(desk, number), captures.find(desk, number)
    timezone = _timezone(desk)
    title = f"What happened to {capture.ref if capture else number}"
    await read_and_choose(app, title, lambda _width: history_paragraphs(steps, capture, timezone))


def history_paragraphs(steps: tuple[Step, ...], capture: Capture | None, timezone: str) -> list[Paragraph]:
    """The text as it is now, then each step with what it changed, the last one first."""
    text = plain_lines(shortened(capture.text, _SHOWN)) if capture else joined(("taken back", MUTED))
    lines = [Paragraph(text)]
    if capture is not None and capture.at is None:
        lines.append(Paragraph(joined(("Nothing is kept of how an anonymous issue came.", MUTED))))
    for step in reversed(steps):
        at = f"{day(step.at.date())} {clock_time(step.at, timezone)}"
        lines += [
            Paragraph(Content("")),
            Paragraph(joined((step.said, STRONG), (f"  {at}, {step.via}", MUTED)), hang=2),
            *map(_field, step.fields),
        ]
    if not steps:
        lines += [Paragraph(Content("")), Paragraph(joined(("Nothing was done with it yet.", MUTED)))]
    return lines


def _field(field: FieldStep) -> Paragraph:
    before = plain_lines(shortened(field.before, _SHOWN)) if field.before else joined(("–", MUTED))
    after = plain_lines(shortened(field.after, _SHOWN)) if field.after else joined(("–", MUTED))
    change = after if not field.before else joined(before, (" → ", MUTED), after)
    return Paragraph(joined((f"  {field.name}: ", MUTED), change), hang=4)


def _timezone(desk: Desk) -> str:
    try:
        return desk.agenda().timezone
    except SmeetingError:
        return "UTC"
