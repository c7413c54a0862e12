"""`smeeting metric`: what the teams owe each other, in numbers."""

from pathlib import Path

import click

from smeeting.cli.desks import desk_and_now, desk_here
from smeeting.cli.groups import Noun
from smeeting.cli.output import json_option, say, say_json, say_table
from smeeting.domain.errors import SmeetingError
from smeeting.domain.instants import Instant
from smeeting.domain.metrics import SIGNS, Promise, Value, number_text, sparkline
from smeeting.domain.numbers import read_number
from smeeting.domain.periods import Period
from smeeting.services import metrics
from smeeting.services.desk import Desk
from smeeting.services.live import today


@click.group("metric", cls=Noun)
def metric_command() -> None:
    """What the teams owe each other: list, show, set, import.

    Example: smeeting metric list
    """


def _period(desk: Desk, written: str | None, now: Instant) -> Period:
    """The period asked for, or the one that a meeting held today looks at."""
    return Period.parse(written) if written is not None else metrics.period_for(desk, today(desk, now))


@metric_command.command("list")
@click.option("--period", metavar="PERIOD", help="Such as 2026-03; else the one a meeting today looks at.")
@json_option
def list_metrics(period: str | None, as_json: bool) -> None:
    """Print the scorecard of one period.

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
        say("No metrics yet. Give a term in glossary.yaml a `metric:`.")


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
        sparkline(one.trend),
    )


@metric_command.command("show")
@click.argument("metric", nargs=-1, required=True)
@json_option
def show_metric(metric: tuple[str, ...], as_json: bool) -> None:
    """Show one metric, period by period, with where each value came from.

    Example: smeeting metric show MQL
    """
    with desk_here() as desk:
        term = metrics.measured(desk, " ".join(metric))
        values = metrics.history(desk, term.id)
    if as_json:
        say_json(values)
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


def _differences(before: Value, after: Value) -> str:
    """What an import changes of a value, such as `4 → 5, target 4 → 9`."""
    pairs = (("", before.actual, after.actual), ("target ", before.target, after.target))
    found = [
        f"{name}{number_text(was)} → {number_text(is_now)}" for name, was, is_now in pairs if was != is_now
    ]
    return ", ".join(found + ["note"] * (before.note != after.note))


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
            metrics.set_target(desk, term, asked, number, now)
        else:
            metrics.set_actual(desk, term, asked, number, now, note=note)
    say(f"{term.term} {asked}: {'target ' if target else ''}{number_text(number)}")


@metric_command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@json_option
def import_metrics(file: Path, dry_run: bool, as_json: bool) -> None:
    """Take values from a CSV file with the columns period, metric, value and perhaps target and note.

    The whole file is taken or none of it; a file taken twice changes nothing.

    Example: smeeting metric import values.csv --dry-run
    """
    with desk_and_now() as (desk, now):
        report = metrics.import_csv(desk, file, now, dry_run=dry_run)
    if as_json:
        say_json(report)
        return
    for value in report.new if dry_run else ():
        target = f", target {number_text(value.target)}" if value.target is not None else ""
        say(f"new      {value.period} {value.term_id}: {number_text(value.actual)}{target}")
    for before, after in report.changed:
        say(f"changed  {after.period} {after.term_id}: {_differences(before, after)}")
    would = "would be " if dry_run else ""
    say(f"{len(report.new)} {would}new, {len(report.changed)} {would}changed, {report.same} the same")
