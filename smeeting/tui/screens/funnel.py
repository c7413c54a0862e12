"""The funnel: the stages that leads have reached, with bars, who has them, and how many go on."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget

from smeeting.domain.agenda import Team, team_name
from smeeting.domain.durations import days_text
from smeeting.domain.funnels import Funnel, Step
from smeeting.domain.instants import Instant
from smeeting.domain.periods import Period
from smeeting.render.funnels import bar, conversion_text, remarks, title_text
from smeeting.services import funnels
from smeeting.services.desk import Desk
from smeeting.tui.commands import bindings_of
from smeeting.tui.inks import ACCENT, MUTED, STRONG, TITLE, TREND, WARN
from smeeting.tui.screens.desk_screen import DeskScreen
from smeeting.tui.text import Part, columns, cropped, joined, plain
from smeeting.tui.widgets.card import Card
from smeeting.tui.widgets.text_pane import Paragraph
from smeeting.tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from smeeting.domain.glossary import Basis

LENGTHS = (1, 3, 12, None)
"""How many months are shown at a time; None for all there are."""
_NO_LEADS = (
    "No leads yet.",
    "",
    "smeeting lead import FILE   brings them from what your CRM exports.",
    "It finds the columns by itself; --dry-run shows what it would do, and changes nothing.",
    "",
    "esc goes back.",
)
_NO_STAGE = (
    "The leads have reached no stage of the glossary.",
    "",
    "Give its terms a `stage:` with an order and an owner, and import the leads again.",
)
_LISTED = 12
_MORE = "the largest; smeeting lead funnel --source NAME shows any"
_WITH_MEAN = 100
"""From this width the mean stands beside the median."""
_WIDEST_NAME = 20
_WIDEST_BAR = 60


class FunnelScreen(DeskScreen):
    """The funnel of some months, by period or by cohort, of all sources or of one."""

    PLACE = "funnel"
    AUTO_FOCUS = "#funnel"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("funnel")]

    def __init__(self, desk: Desk, now: Callable[[], Instant]) -> None:
        """Begin with the last twelve months that have leads, by period, all sources."""
        super().__init__(desk, now)
        self._length: int | None = 12
        self._last: Period | None = None
        """The last month that is shown; None for the last that has leads."""
        self._basis: Basis = "period"
        self._source: str | None = None

    def body(self) -> Iterator[Widget]:
        """The drawing, which scrolls where it is too high."""
        yield Card(id="funnel")

    def read(self) -> None:
        """Read what was counted, and draw it."""
        months = self._months()
        found = funnels.funnel(self.desk, months=months, basis=self._basis, source=self._source)
        agenda = self.agenda()
        self.query_one(Card).show_made(partial(_drawn, found, agenda.teams if agenda else ()))
        self.query_one(TitleBar).show("Funnel", note=_note(found))

    def _months(self) -> tuple[Period, Period] | None:
        """The months that are asked for, as far as there are leads."""
        known = funnels.span(self.desk)
        if known is None or self._length is None:
            return known
        last = min(max(self._last or known[1], known[0]), known[1])
        return max(last.shifted(1 - self._length), known[0]), last

    def _move(self, step: int) -> None:
        months, known = self._months(), funnels.span(self.desk)
        if months is None or known is None:
            return
        if (months[0] <= known[0]) if step < 0 else (months[1] >= known[1]):
            side = f"before {known[0]}" if step < 0 else f"after {known[1]}"
            self.hint(f"there are no leads {side}")
            return
        # With all months there is nowhere to go, so here a length is known.
        self._last = months[1].shifted(step * (self._length or 0))
        self._show_again()

    def _stretch(self, step: int) -> None:
        at = LENGTHS.index(self._length) + step
        if not 0 <= at < len(LENGTHS):
            self.hint("this is the shortest there is" if step < 0 else "these are all months")
            return
        self._length = LENGTHS[at]
        self._show_again()

    def _show_again(self) -> None:
        self.hint("")
        self.read_again()

    def action_funnel_earlier(self) -> None:
        """Show the months before."""
        self._move(-1)

    def action_funnel_later(self) -> None:
        """Show the months after."""
        self._move(1)

    def action_funnel_shorter(self) -> None:
        """Show fewer months at a time."""
        self._stretch(-1)

    def action_funnel_longer(self) -> None:
        """Show more months at a time."""
        self._stretch(1)

    def action_funnel_basis(self) -> None:
        """Follow the leads that came in these months, or count what happened in them."""
        self._basis = "cohort" if self._basis == "period" else "period"
        self._show_again()

    def action_funnel_source(self) -> None:
        """Choose a source, or all of them."""
        self.run_worker(self._choose_source(), group="question", exclusive=True)

    async def _choose_source(self) -> None:
        from smeeting.tui.dialogs.choose import Choice, choose, numbered

        with self.saying():
            names = funnels.sources(self.desk)
            if not names:
                self.hint("there are no leads yet")
                return
            choices = [Choice("0", "all sources", ""), *numbered([(name, name) for name in names[:_LISTED]])]
            foot = "esc to leave it" if len(names) <= _LISTED else _MORE
            chosen = await choose(self.app, "The leads of which source?", choices, foot=foot)
            if chosen is not None:
                self._source = chosen or None
                self._show_again()


def _note(funnel: Funnel) -> Part:
    """What is shown, for the title."""
    if funnel.months is None:
        return ""
    words = (funnel.months_text, f"by {funnel.basis}", funnel.source or "all sources")
    return (" · ".join(words), MUTED)


def _drawn(funnel: Funnel, teams: tuple[Team, ...], width: int) -> list[Paragraph]:
    """The whole drawing in a width."""
    if not funnel.steps:
        words = _NO_LEADS if funnel.months is None else _NO_STAGE
        return [Paragraph(plain(line)) for line in words]
    lines = [Paragraph(plain(title_text(funnel), TITLE)), Paragraph(Content(""))]
    lines += [Paragraph(line, keep=True) for line in _chart(funnel, teams, width)]
    notes = remarks(funnel)
    if notes:
        lines.append(Paragraph(Content("")))
        lines += [Paragraph(joined(("! ", WARN), (note, MUTED)), hang=2) for note in notes]
    return lines


def _chart(funnel: Funnel, teams: tuple[Team, ...], width: int) -> list[Content]:
    """A row for each stage, and one where it is handed over."""
    owners = [team_name(teams, step.owner) for step in funnel.steps]
    most = max(step.entered for step in funnel.steps)
    rows = [_cells(step, owner, width) for step, owner in zip(funnel.steps, owners, strict=True)]
    rows.insert(0, _headings(width))
    widths = [max(joined(row[at]).cell_length for row in rows) for at in range(len(rows[0]))]
    widths[0] = min(widths[0], _WIDEST_NAME)
    room = max(min(width - sum(widths) - len(widths), _WIDEST_BAR), 4)
    aligned = [*widths[:2], -widths[2], room, *(-wide for wide in widths[3:])]
    lines = []
    for at, row in enumerate(rows):
        step = funnel.steps[at - 1] if at else None
        if step is not None and step.is_hand_off:
            words = f"⇣ hand-off from {owners[at - 2]} to {owners[at - 1]}"
            lines.append(cropped(plain(words, ACCENT), width))
        drawn = plain(bar(step.entered, most, room), TREND) if step is not None else Content("")
        lines.append(columns([*row[:3], drawn, *row[3:]], aligned))
    return lines


def _headings(width: int) -> list[Part]:
    words = ("Stage", "Owner", "Leads", "Goes on", "Median", *(("Mean",) if width >= _WITH_MEAN else ()))
    return [(word, MUTED) for word in words]


def _cells(step: Step, owner: str, width: int) -> list[Part]:
    cells: list[Part] = [
        (step.name, STRONG),
        (owner, MUTED),
        f"{step.entered:,}",
        (conversion_text(step), WARN if step.reason else ""),
        (days_text(step.median_days) if step.timed else "", ""),
    ]
    if width >= _WITH_MEAN:
        cells.append(("" if step.mean_days is None else days_text(round(step.mean_days, 1)), MUTED))
    return cells
