"""`smeeting metric import, export, pull`: values from elsewhere, and to elsewhere."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from smeeting.cli.desks import desk_and_now, desk_here
from smeeting.cli.output import json_option, say, say_json, say_table, tell
from smeeting.cli.progress import progress_line
from smeeting.domain.metrics import Value, number_text
from smeeting.domain.text import counted, visible_lines
from smeeting.services import pulls, value_files
from smeeting.services.pulls import PulledMetric, PullProgress, PullReport


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@json_option
def import_metrics(file: Path, dry_run: bool, as_json: bool) -> None:
    """Take values from a CSV file, long or wide.

    Long: a row a value, with the columns period, metric, value and perhaps target and note. Wide: a row a
    metric, with the columns metric and then periods such as 2026-01,2026-02. The whole file is taken or none
    of it; a blank cell clears nothing, and a file taken twice changes nothing.

    Example: smeeting metric import values.csv --dry-run
    """
    with desk_and_now() as (desk, now):
        report = value_files.import_csv(desk, file, now, dry_run=dry_run)
    if as_json:
        say_json(report)
        return
    _say_changes(report.new if dry_run else (), report.changed)
    would = "would be " if dry_run else ""
    say(f"{len(report.new)} {would}new, {len(report.changed)} {would}changed, {report.same} the same")


@click.command("export")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file to write; else it prints.")
@click.option("--wide", is_flag=True, help="A row for each metric and a column for each period.")
def export_metrics(output: Path | None, wide: bool) -> None:
    """Write all values as CSV, safe to open in a spreadsheet and to import again.

    Long, with targets and notes, or --wide with the values alone.

    Example: smeeting metric export -o values.csv
    """
    with desk_here() as desk:
        if output is None or output == Path("-"):
            made = value_files.values_csv(desk, wide=wide)
            # A program gets the bytes as they are; a terminal shows what it would obey.
            click.echo(visible_lines(made.text) if sys.stdout.isatty() else made.text.encode(), nl=False)
        else:
            made = value_files.export_csv(desk, output, wide=wide)
            say(f"{desk.shown(output)}: {counted(made.values, 'value')}")
    if made.left_out:
        tell(f"left out, as the glossary does not measure them: {', '.join(made.left_out)}")


@click.command("pull")
@click.argument("metrics", nargs=-1, metavar="[METRIC]...")
@click.option("--dry-run", is_flag=True, help="Ask, say what would change, and change nothing.")
@json_option
def pull_metrics(metrics: tuple[str, ...], dry_run: bool, as_json: bool) -> int:
    """Ask your own database for the values of the metrics named, or of all that have a query.

    A metric has one with `source: {url_env: CRM_URL, sql: SELECT ... AS period, ... AS value}` in
    glossary.yaml; the environment variable holds the address. A metric whose query fails keeps its values.
    Exit 0: all went well, 1: a metric could not be pulled.

    Example: smeeting metric pull --dry-run
    """
    with desk_and_now() as (desk, now), progress_line() as show:
        report = pulls.pull(
            desk,
            metrics,
            now,
            environ=os.environ,
            dry_run=dry_run,
            on_progress=lambda progress: show(_progress(progress)),
        )
    if as_json:
        say_json(report)
    else:
        _say_report(report)
    return 1 if report.faults else 0


def _progress(progress: PullProgress) -> str:
    seconds = f"  {progress.seconds:.0f} s" if progress.seconds else ""
    return f"pulling {progress.number} of {progress.count}: {progress.name}{seconds}"


def _say_report(report: PullReport) -> None:
    for one in report.metrics:
        _say_changes(one.new if report.dry_run else (), one.changed)
    rows = [
        (one.name, *map(str, (len(one.new), len(one.changed), one.same, one.unknown)), f"{one.seconds:.2f} s")
        for one in report.metrics
        if not one.fault
    ]
    if rows:
        would = "Would be " if report.dry_run else ""
        headings = ("Metric", f"{would}new", f"{would}changed", "Same", "Unknown", "Took")
        say_table(tuple(heading.capitalize() for heading in headings), rows, right=range(1, 6))
    for fault, names in _by_fault(report.faults).items():
        tell(f"{', '.join(names)}: {fault}")


def _by_fault(faults: Iterable[PulledMetric]) -> dict[str, list[str]]:
    """The names of the metrics that each fault keeps as they were: one engine's is said once for all."""
    names: dict[str, list[str]] = {}
    for one in faults:
        names.setdefault(one.fault, []).append(one.name)
    return names


def _say_changes(new: Iterable[Value], changed: Iterable[tuple[Value, Value]]) -> None:
    for value in new:
        target = f", target {number_text(value.target)}" if value.target is not None else ""
        say(f"new      {value.period} {value.term_id}: {number_text(value.actual)}{target}")
    for before, after in changed:
        say(f"changed  {after.period} {after.term_id}: {_differences(before, after)}")


def _differences(before: Value, after: Value) -> str:
    """What changes of a value, such as `4 → 5, target 4 → 9`."""
    pairs = (("", before.actual, after.actual), ("target ", before.target, after.target))
    found = [
        f"{name}{number_text(was)} → {number_text(is_now)}" for name, was, is_now in pairs if was != is_now
    ]
    return ", ".join(found + ["note"] * (before.note != after.note))
