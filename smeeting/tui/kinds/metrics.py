"""The view of `metrics`: what each team owes the other, in numbers that can be typed where they stand."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from textual.app import ComposeResult
from textual.content import Content

from smeeting.domain.errors import SmeetingError
from smeeting.domain.meeting import Meeting
from smeeting.domain.metrics import (
    SIGNS,
    TREND_PERIODS,
    Promise,
    behind_for,
    number_text,
    reported_period,
    sparkline,
)
from smeeting.domain.numbers import read_number
from smeeting.domain.text import counted
from smeeting.services import metrics
from smeeting.tui.dialogs.ask_text import ask_text
from smeeting.tui.inks import BAD, GOOD, MUTED, STRONG, TITLE, TREND, WARN
from smeeting.tui.kinds.rows_view import Row, RowsView, blank
from smeeting.tui.kinds.view import asking
from smeeting.tui.rows import STANDING_INKS
from smeeting.tui.text import Part, columns, joined, plain, separated, spread
from smeeting.tui.widgets.lines import Lines
from smeeting.tui.widgets.number_line import NumberLine

BEHIND_FROM = 3
"""From so many periods behind in a row an issue is offered."""
_LEAST_NAME = 12
_WIDEST_ROW = 76
"""Wider rows would part the numbers from their names."""
_SHORT_UNIT = 2


class Measures(NamedTuple):
    """How wide the columns of all rows are, so that the numbers stand below each other."""

    actual: int
    target: int
    difference: int


class MetricsView(RowsView):
    """The scorecard by direction of promise, with a line about the row at hand."""

    PLACE = "meeting.metrics"
    EMPTY = "No metric is shown here. Give a term in glossary.yaml a `metric:`, and name it in the agenda."

    def compose(self) -> ComposeResult:
        """The list, the line for numbers that lies over it, and the words below."""
        yield from super().compose()
        yield Lines(id="about")
        yield NumberLine(id="number")

    def on_mount(self) -> None:
        """Begin with the line for numbers put away."""
        super().on_mount()
        self._promises: tuple[Promise, ...] = ()
        self._measures = Measures(0, 0, 0)
        self._typing: Promise | None = None
        self._number.display = False

    @property
    def _number(self) -> NumberLine:
        return self.query_one(NumberLine)

    def read(self) -> None:
        """Read the scorecard of the period the meeting looks at."""
        super().read()
        self._show_about()

    def rows(self) -> list[Row]:
        """A heading with the balance for each direction, and its promises."""
        meeting = self.room.meeting()
        show = meeting.items[self.room.position].show
        period = metrics.period_for(self.room.desk, meeting.held_on, meeting.started_at)
        self._promises = metrics.scorecard(self.room.desk, period, show if isinstance(show, tuple) else None)
        self._measures = _measured(self._promises)
        directions = dict.fromkeys((one.promised_by, one.promised_to) for one in self._promises)
        rows: list[Row] = []
        for direction in directions:
            owed = [one for one in self._promises if (one.promised_by, one.promised_to) == direction]
            title = _direction(meeting, *direction)
            rows += [blank()] * bool(rows)
            rows.append(Row(partial(_direction_row, title, _balance(owed))))
            rows += [Row(partial(metric_row, one, self._measures), one.term_id, one) for one in owed]
        return rows

    def choose(self, value: object) -> None:
        """Type the number of a row."""
        if isinstance(value, Promise):
            self._begin_number(value)

    def on_row_list_highlighted(self) -> None:
        """Say more about the row at hand."""
        self._show_about()

    def on_resize(self) -> None:
        """Keep the line for numbers where its row is."""
        if self._typing:
            self._place_number()

    def _show_about(self) -> None:
        made = self.at_hand
        missing = sum(one.actual is None for one in self._promises)
        period = reported_period(self.room.meeting().held_on)
        self.query_one("#about", Lines).show(
            partial(_about, made if isinstance(made, Promise) else None, missing, str(period))
        )

    # Typing a number in its row.

    def action_metric_set(self) -> None:
        """Type a number that is missing, or else the one of the row at hand."""
        made = self.at_hand
        missing = [one for one in self._promises if one.actual is None]
        if missing and not (isinstance(made, Promise) and made.actual is None):
            self._begin_number(missing[0])
        else:
            self.choose(made)

    def _begin_number(self, made: Promise) -> None:
        self._typing = made
        self.go_to(made.term_id)
        line = self._number
        line.text = "" if made.actual is None else number_text(made.actual).replace(",", "")
        line.display = True
        self._place_number()
        line.focus()

    def _place_number(self) -> None:
        rows = self.list
        if rows.cursor is None:
            return
        start = 1 + _name_width(rows.size.width - 2, self._measures) + 3
        line = self._number
        line.styles.offset = (max(start, 1), rows.cursor - rows.scroll_offset.y)
        line.styles.width = max(min(rows.size.width - start, _WIDEST_ROW), 10)

    def _end_number(self) -> None:
        self._typing = None
        self._number.display = False
        self.take_focus()

    def on_number_line_put_away(self) -> None:
        """Leave the number as it was."""
        self._end_number()

    def on_text_line_submitted(self, message: NumberLine.Submitted) -> None:
        """Store the number, and go on to the next one that is missing."""
        message.stop()
        made = self._typing
        if made is None:
            return
        if not message.text.strip():
            self._end_number()
            return
        if self._store(made, message.text):
            self._end_number()
            self._go_on(made)

    def _store(self, made: Promise, text: str) -> bool:
        room, meeting = self.room, self.room.meeting()
        written, _, note = text.strip().partition(" ")
        try:
            value = read_number(written)
            term = metrics.measured(room.desk, made.term_id)
        except SmeetingError as error:
            room.refuse(str(error))
            return False
        said = f"{made.name} {number_text(value)} {made.unit}".rstrip() + f" for {made.period}"
        return room.store(
            lambda: metrics.set_actual(
                room.desk, term, made.period, value, room.now(), note=note.strip(), meeting=meeting
            ),
            said,
        )

    def _go_on(self, made: Promise) -> None:
        """To the next missing number below; a series is typed one after the other."""
        ids = [one.term_id for one in self._promises]
        below = self._promises[ids.index(made.term_id) + 1 :] if made.term_id in ids else ()
        missing = next((one for one in below if one.actual is None), None)
        if made.actual is None and missing is not None:
            self._begin_number(missing)

    # What else there is to do with a row.

    def action_metric_raise(self) -> None:
        """Air an issue about the metric at hand."""
        made = self.at_hand
        if not isinstance(made, Promise):
            self.room.refuse("no metric is chosen; ↑ and ↓ move")
            return
        periods = behind_for(made)
        reason = f" is behind for {counted(periods, 'period')}: " if periods else ": "
        self.room.begin_line(f"#issue {made.name}{reason}")

    @asking
    async def action_metric_target(self) -> None:
        """Set this period's target of the metric at hand."""
        made, room, meeting = self.at_hand, self.room, self.room.meeting()
        if not isinstance(made, Promise):
            room.refuse("no metric is chosen; ↑ and ↓ move")
            return
        default = "" if made.target is None else number_text(made.target).replace(",", "")
        title = f"Target of {made.name} for {made.period}?"
        text = await ask_text(self.app, title, plain(made.unit), default=default, check=read_number)
        if text is None:
            return
        value = read_number(text)
        room.store(
            lambda: metrics.set_target(
                room.desk,
                metrics.measured(room.desk, made.term_id),
                made.period,
                value,
                room.now(),
                meeting=meeting,
            ),
            f"target of {made.name}: {number_text(value)}",
        )


def metric_row(made: Promise, measures: Measures, width: int) -> Content:
    """Sign, name, actual and target, difference, and the last 13 periods as far as there is room."""
    width = min(width, _WIDEST_ROW)
    ink = STANDING_INKS[made.standing]
    unit = made.unit if len(made.unit) > _SHORT_UNIT else ""
    name_width = _name_width(width, measures)
    name = joined(
        made.name, (f"  {unit}", MUTED) if unit and len(made.name) + len(unit) + 2 <= name_width else ""
    )
    actual: Part = ("?", WARN) if made.actual is None else (_actual(made), STRONG)
    parts: list[Part] = [(SIGNS[made.standing], ink), name, actual, (_target(made), MUTED)]
    widths = [1, name_width, -measures.actual, measures.target]
    if _shows_difference(width, measures):
        parts.append((_difference(made), ink))
        widths.append(-measures.difference)
    if _shows_trend(width, measures):
        parts.append((f" {sparkline(made.trend)}", TREND))
        widths.append(TREND_PERIODS + 1)
    return columns(parts, widths)


def _measured(promises: Sequence[Promise]) -> Measures:
    return Measures(
        max((len(_actual(one)) for one in promises), default=0),
        max((len(_target(one)) for one in promises), default=0),
        max((len(_difference(one)) for one in promises), default=0),
    )


def _name_width(width: int, measures: Measures) -> int:
    width = min(width, _WIDEST_ROW)
    taken = 1 + 1 + 1 + measures.actual + 1 + measures.target
    if _shows_difference(width, measures):
        taken += 1 + measures.difference
    if _shows_trend(width, measures):
        taken += 1 + TREND_PERIODS + 1
    return max(width - taken, 1)


def _shows_difference(width: int, measures: Measures) -> bool:
    return width >= _LEAST_NAME + 5 + sum(measures)


def _shows_trend(width: int, measures: Measures) -> bool:
    return width >= _LEAST_NAME + 5 + sum(measures) + TREND_PERIODS + 2


def _unit(made: Promise) -> str:
    return f" {made.unit}" if made.unit and len(made.unit) <= _SHORT_UNIT else ""


def _actual(made: Promise) -> str:
    return "?" if made.actual is None else f"{number_text(made.actual)}{_unit(made)}"


def _target(made: Promise) -> str:
    return "" if made.target is None else f"/ {number_text(made.target)}{_unit(made)}"


def _difference(made: Promise) -> str:
    gap = made.difference
    return "" if gap is None else f"{'+' if gap > 0 else '−' if gap < 0 else '±'}{number_text(abs(gap))}"


def _direction(meeting: Meeting, giver: str | None, taker: str | None) -> str:
    if giver is None:
        return "Nobody's promise"
    owed = f"{meeting.team_name(giver)} owes"
    return f"{owed} {meeting.team_name(taker)}" if taker else owed


def _balance(owed: Sequence[Promise]) -> Content:
    standings = [one.standing for one in owed]
    counts = (
        ("✓", "kept", GOOD, standings.count("ahead")),
        ("✗", "broken", BAD, standings.count("behind")),
        ("?", "missing", WARN, standings.count("missing")),
    )
    return separated(
        "  ", [joined((f"{sign} {count} {word}", ink)) for sign, word, ink, count in counts if count]
    )


def _direction_row(title: str, balance: Content, width: int) -> Content:
    return spread((title, TITLE), balance, min(width, _WIDEST_ROW))


def _about(made: Promise | None, missing: int, period: str, width: int) -> list[Content]:
    del width
    asked = f"{counted(missing, 'number')} missing; m asks for each" if missing else "every number is there"
    first = joined((f" {period}  ", MUTED), (asked, WARN if missing else MUTED))
    if made is None:
        return [first, Content("")]
    periods = behind_for(made)
    if periods >= BEHIND_FROM:
        offer = f" ! {made.name}: {counted(periods, 'period')} behind; k raises it"
        return [first, joined((offer, WARN))]
    direction = "more is better" if made.better == "higher" else "less is better"
    words = ", ".join(part for part in (made.unit, direction, made.note) if part)
    return [first, joined((f" {made.name}: {words}", MUTED))]
