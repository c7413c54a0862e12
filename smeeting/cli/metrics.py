"""`smeeting metric`: what the teams owe each other, in numbers."""

from collections.abc import Sequence
from typing import Any

import click
from msgspec.structs import replace

from smeeting.cli.desks import desk_and_now
from smeeting.cli.groups import Noun
from smeeting.cli.metric_values import export_metrics, import_metrics, pull_metrics
from smeeting.cli.output import json_option, say, say_json, say_table, text_width
from smeeting.cli.records import record
from smeeting.domain.agenda import Team
from smeeting.domain.errors import SmeetingError
from smeeting.domain.glossary import Term
from smeeting.domain.instants import Instant
from smeeting.domain.metrics import SIGNS, Promise, Value, number_text, sparkline
from smeeting.domain.numbers import read_number
from smeeting.domain.periods import Period
from smeeting.domain.targets import TargetChange
from smeeting.services import answers, metrics, targets
from smeeting.services.desk import Desk
from smeeting.services.live import today

_MOST_PERIODS = 60
_NO_METRICS = "No metrics yet. Give a term in glossary.yaml a `metric:`."


@click.group("metric", cls=Noun)
def metric_command() -> None:
    """What the teams owe each other: list, show, set, import, export, pull.

    Example: smeeting metric list
    """


def _period(desk: Desk, written: str | None, now: Instant) -> Period:
    """The period asked for, or the one that a meeting held today looks at."""
    return Period.parse(written) if written is not None else metrics.period_for(desk, today(desk, now))


@metric_command.command("list")
@click.option("--period", metavar="PERIOD", help="Such as 2026-03; else the one a meeting today looks at.")
@json_option
def list_metrics(period: str | None, as_json: bool) -> None:
    """Print the promises of one period, a line each.

    Example: smeeting metric list --period 2026-03
    """
    with desk_and_now() as (desk, now):
        asked = _period(desk, period, now)
        promises = metrics.scorecard(desk, asked)
    if as_json:
        say_json(promises)
    elif promises:
        say(f"{asked}\n")
        headings = ("", "Metric", "By", "Actual", "Target", "Diff", "Unit", "Trend")
        say_table(headings, [_row(one) for one in promises], right=(3, 4, 5))
    else:
        say(_NO_METRICS)


def _row(one: Promise) -> tuple[str, ...]:
    difference = one.difference
    sign = "+" if difference is not None and difference > 0 else ""
    return (
        SIGNS[one.standing],
        one.name,
        one.promised_by or "",
        number_text(one.actual),
        number_text(one.target),
        sign + number_text(difference),
        one.unit,
        sparkline(one.trend, one.breaks),
    )


@metric_command.command("show")
@click.argument("metric", nargs=-1)
@click.option("--period", metavar="PERIOD", help="Of the scorecard; else the one a meeting today looks at.")
@json_option
def show_metric(metric: tuple[str, ...], period: str | None, as_json: bool) -> None:
    """Show the scorecard in both directions, or one metric period by period.

    The scorecard has for each promise the last 13 periods, the period before, a quarter and a year ago, the
    owner and the note; a mark in the trend says that the term meant something else before. One metric is
    shown with where each value came from, and with every change of its target.

    Example: smeeting metric show MQL
    """
    if metric and period is not None:
        raise SmeetingError("one metric is shown in all its periods", "leave out --period, or the metric")
    if metric:
        _show_one(" ".join(metric), as_json)
    else:
        _show_scorecard(period, as_json)


def _show_scorecard(period: str | None, as_json: bool) -> None:
    with desk_and_now() as (desk, now):
        asked = _period(desk, period, now)
        promises = metrics.scorecard(desk, asked)
        teams = _teams(desk)
    if as_json:
        say_json(promises)
    elif promises:
        # Imported here, as everything only some commands print with.
        from smeeting.render.scorecards import scorecard_text

        say(f"{asked}\n\n{scorecard_text(promises, teams, text_width())}")
    else:
        say(_NO_METRICS)


def _teams(desk: Desk) -> tuple[Team, ...]:
    """The teams with their names; none where no agenda can be read, and sides go by their ids."""
    try:
        return desk.agenda().teams
    except SmeetingError:
        return ()


def _show_one(name: str, as_json: bool) -> None:
    with desk_and_now() as (desk, now):
        term = metrics.measured(desk, name)
        values = _history(desk, term, now)
        changes = targets.history(desk, term.id)
    if as_json:
        say_json(_with_changes(term.id, values, changes))
        return
    say(f"{term.term}  {term.long}".rstrip())
    rows = [
        (str(one.period), number_text(one.actual), number_text(one.target), one.source, one.note)
        for one in values
    ]
    if rows:
        say_table(("Period", "Actual", "Target", "From", "Note"), rows, right=(1, 2))
    else:
        say("No values yet.")
    if changes:
        say("\nChanges of its target")
        headings = ("Set on", "Period", "From", "To", "Yes from", "Holds", "Meeting")
        say_table(headings, [_change_row(one) for one in changes], right=(2, 3))


def _history(desk: Desk, term: Term, now: Instant) -> Sequence[Value]:
    """What is known of a metric and what its formula or the answers give, newest period first."""
    known = {one.period: one for one in metrics.history(desk, term.id)}
    source = _worked_out(term)
    if source:
        drawn = metrics.series(desk, term, _period(desk, None, now), _MOST_PERIODS)
        for period, actual in zip(drawn.periods, drawn.actuals, strict=True):
            value = known.get(period, Value(term.id, period))
            if value.actual is None and actual is not None:
                known[period] = replace(value, actual=actual, source=source)
    return [known[period] for period in sorted(known, reverse=True)]


def _worked_out(term: Term) -> str:
    """What a metric is worked out from whenever it is read; empty where its values are stored."""
    if term.metric and term.metric.formula:
        return "formula"
    return answers.SOURCE if term.metric and term.metric.source and term.metric.source.answered else ""


def _with_changes(
    term_id: str, values: Sequence[Value], changes: Sequence[TargetChange]
) -> list[dict[str, Any]]:
    """A metric's values as JSON records, newest period first, each with the changes of its target."""
    known = {one.period: one for one in values}
    periods = sorted({*known, *(one.period for one in changes)}, reverse=True)
    return [
        {
            **record(known.get(period, Value(term_id, period))),
            "target_changes": [record(one) for one in changes if one.period == period],
        }
        for period in periods
    ]


def _change_row(one: TargetChange) -> tuple[str, ...]:
    return (
        one.at.date().isoformat(),
        str(one.period),
        number_text(one.before),
        number_text(one.target),
        ", ".join(one.yes),
        "yes" if one.agreed else "not yet",
        one.meeting or "",
    )


@metric_command.command("set", context_settings={"ignore_unknown_options": True})
@click.argument("metric")
@click.argument("value")
@click.option("--period", metavar="PERIOD", help="Such as 2026-03; else the one a meeting today looks at.")
@click.option("--target", is_flag=True, help="Set the period's target instead of its actual.")
@click.option("--note", default="", help="A word on it.")
def set_metric(metric: str, value: str, period: str | None, target: bool, note: str) -> None:
    """Set one value of one period.

    Example: smeeting metric set MQL 132 --period 2026-03
    """
    if target and note:
        raise SmeetingError("a target has no note", "leave out --note, or --target")
    number = read_number(value)
    with desk_and_now() as (desk, now):
        term, asked = metrics.measured(desk, metric), _period(desk, period, now)
        if target:
            targets.set_alone(desk, term, asked, number, now)
        else:
            metrics.set_actual(desk, term, asked, number, now, note=note)
    say(f"{term.term} {asked}: {'target ' if target else ''}{number_text(number)}")


for command in (import_metrics, export_metrics, pull_metrics):
    metric_command.add_command(command)
