"""The view of `metrics`: what each team owes the other, in numbers that can be typed where they stand."""

from functools import partial

from textual.app import ComposeResult
from textual.content import Content

from smeeting.domain.errors import SmeetingError
from smeeting.domain.metrics import Promise, behind_for, number_text, reported_period
from smeeting.domain.numbers import read_number
from smeeting.domain.record_links import RecordLink
from smeeting.domain.targets import TargetChange, still_to_ask
from smeeting.domain.text import counted
from smeeting.services import metrics, targets
from smeeting.tui.dialogs.ask_target import ask_sides, ask_target
from smeeting.tui.dialogs.term_card import show_term
from smeeting.tui.kinds.rows_view import Row, RowsView, blank
from smeeting.tui.kinds.view import asking
from smeeting.tui.metric_rows import (
    WIDEST_ROW,
    Measures,
    balance,
    direction,
    direction_row,
    measured,
    metric_row,
    name_width,
)
from smeeting.tui.metric_words import about_metric, next_target_words, period_line
from smeeting.tui.text import Part
from smeeting.tui.widgets.lines import Lines
from smeeting.tui.widgets.number_line import NumberLine


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
        self._proposals: dict[str, TargetChange] = {}
        self._next_targets: dict[str, float] = {}
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
        self._measures = measured(self._promises)
        self._proposals = targets.waiting(self.room.desk, period.shifted(1))
        self._next_targets = targets.set_for(self.room.desk, period.shifted(1))
        directions = dict.fromkeys((one.promised_by, one.promised_to) for one in self._promises)
        rows: list[Row] = []
        for owed_by in directions:
            owed = [one for one in self._promises if (one.promised_by, one.promised_to) == owed_by]
            title = direction(meeting, *owed_by)
            rows += [blank()] * bool(rows)
            rows.append(Row(partial(direction_row, title, balance(owed))))
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
        period = self._promises[0].period if self._promises else reported_period(self.room.meeting().held_on)
        about = (
            about_metric(made, self._next_words(made))
            if isinstance(made, Promise)
            else [Content(""), Content("")]
        )
        self.query_one("#about", Lines).show(lambda width: [period_line(str(period), missing, width), *about])

    def _next_words(self, made: Promise) -> Part:
        """What the next period's target is, where one was proposed or set."""
        room, coming = self.room, made.period.shifted(1)
        proposal = self._proposals.get(made.term_id)
        if proposal is not None:
            meeting = room.meeting()
            asked = [meeting.team_name(side) for side in still_to_ask(proposal, meeting.sides)]
            return next_target_words(str(coming), proposal.target, asked)
        return next_target_words(str(coming), self._next_targets.get(made.term_id), [])

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
        start = 1 + name_width(rows.size.width - 2, self._measures) + 3
        line = self._number
        line.styles.offset = (max(start, 1), rows.cursor - rows.scroll_offset.y)
        line.styles.width = max(min(rows.size.width - start, WIDEST_ROW), 10)

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
        made = self._chosen()
        if made is None:
            return
        periods = behind_for(made)
        reason = f" is behind for {counted(periods, 'period')}: " if periods else ": "
        self.room.begin_line(f"#issue {made.name}{reason}", about=(RecordLink("metric", made.term_id),))

    def action_metric_plot(self) -> None:
        """See the metric at hand in full size."""
        made = self._chosen()
        if made is None:
            return
        # Imported here: plotext is wanted on this screen alone.
        from smeeting.tui.screens.plot import PlotScreen

        desk, last = self.room.desk, made.period
        term = self.room.attempt(lambda: metrics.measured(desk, made.term_id))
        if term is not None:
            self.app.push_screen(PlotScreen(lambda periods: metrics.series(desk, term, last, periods)))

    @asking
    async def action_metric_read(self) -> None:
        """Read what the term of the metric at hand means."""
        made = self._chosen()
        term = made and self.room.attempt(lambda: metrics.measured(self.room.desk, made.term_id))
        if term:
            await show_term(self.app, term, self.room.desk.known_terms, self.room.meeting().teams)

    @asking
    async def action_metric_target(self) -> None:
        """Set the next period's target of the metric at hand, each side with its yes."""
        made, room, meeting = self._chosen(), self.room, self.room.meeting()
        if made is None:
            return
        coming, waits = made.period.shifted(1), self._proposals.get(made.term_id)
        known = waits.target if waits else self._next_targets.get(made.term_id, made.target)
        target = await ask_target(self.app, made, coming, known)
        if target is None:
            return
        yes = await ask_sides(self.app, meeting.teams, f"{made.name} for {coming}: {number_text(target)}")
        if yes is None:
            return
        missing = [team.name for team in meeting.teams if team.side not in yes]
        word = f"waits for {' and '.join(missing)}" if missing else "every side says yes"
        room.store(
            lambda: targets.set_together(
                room.desk,
                metrics.measured(room.desk, made.term_id),
                coming,
                target,
                yes,
                meeting.sides,
                room.now(),
                meeting=meeting,
            ),
            f"target of {made.name} for {coming}: {number_text(target)}, {word}",
        )

    def _chosen(self) -> Promise | None:
        """The metric at hand; where there is none the screen says how to choose one."""
        made = self.at_hand
        if isinstance(made, Promise):
            return made
        self.room.refuse("no metric is chosen; ↑ and ↓ move")
        return None
