"""`smeeting glossary export` and `import`: the words in other tools."""

import sys
from collections import Counter
from pathlib import Path

import click

from smeeting.cli.desks import desk_here
from smeeting.cli.output import can_ask, json_option, say, say_json, tell
from smeeting.domain.foreign import TOOL_NAMES, Tool
from smeeting.domain.interchange import VERDICTS, Planned
from smeeting.domain.term_history import FieldChange
from smeeting.domain.text import counted, shortened, visible_lines
from smeeting.services import interchange
from smeeting.services.interchange import FORMATS, Import

_WIDEST = 60
"""Cells of a value in the report; --json has all of it."""


@click.command("export")
@click.argument("format_name", metavar="FORMAT", type=click.Choice(FORMATS))
@click.argument("file", required=False, type=click.Path(path_type=Path))
def export_glossary(format_name: interchange.Format, file: Path | None) -> None:
    """Write the glossary for another tool: openmetadata, datahub, markdown, json, skos or vale.

    To FILE, or to standard output where there is none or it is -; a vocabulary for Vale is two files, so name
    a folder. What stands for a term are the agreed words, else the proposed ones, else each team's own.

    Example: smeeting glossary export skos glossary.ttl
    """
    with desk_here() as desk:
        if file is not None and file != Path("-"):
            for path in interchange.export(desk, format_name, file):
                say(desk.shown(path))
            return
        text = interchange.export_text(desk, format_name)
    # A program gets the bytes as they are; a terminal shows what it would obey.
    click.echo(visible_lines(text) if sys.stdout.isatty() else text.encode(), nl=False)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--format", "tool", type=click.Choice(tuple(TOOL_NAMES)), help="Where the name does not say it."
)
@click.option("--yes", is_flag=True, help="Write it, without asking.")
@json_option
def import_glossary(file: Path, tool: Tool | None, yes: bool, as_json: bool) -> int:
    """Take terms from OpenMetadata's CSV or DataHub's business glossary, after saying what would change.

    It says term by term what is new, what changes, what is the same and what is not taken, and why. Then it
    asks; where nobody can be asked, nothing is written without --yes. What the file does not say changes
    nothing, and nothing becomes agreed by being imported. Exit 0: all is taken, 1: a term is not.

    Example: smeeting glossary import terms.csv
    """
    with desk_here() as desk:
        told = interchange.plan(desk, file, tool or interchange.tool_of(file))
        for fault in told.warnings:
            tell(str(fault), prefix="")
        if not as_json:
            _say_plan(told)
        written = told.plan.changes and (yes or (not as_json and _may_write()))
        if written:
            interchange.take(desk, told, desk.now())
    if as_json:
        say_json({**_record(told), "written": written})
    elif written:
        say("glossary.yaml is written")
    elif told.plan.changes:
        tell("nothing is written; --yes writes it")
    return 1 if any(one.verdict == "not taken" for one in told.plan.terms) else 0


def _may_write() -> bool:
    """Whether a person says so, where there is one to ask."""
    return can_ask() and click.confirm("Write this into glossary.yaml?", err=True)


def _record(told: Import) -> dict[str, object]:
    plan = told.plan
    return {
        "file": told.file,
        "format": plan.tool,
        "terms": plan.terms,
        "whole": plan.whole,
        "left_out": told.left_out,
    }


def _say_plan(told: Import) -> None:
    plan = told.plan
    for one in plan.terms:
        if one.verdict != "same":
            _say_term(one, told.file)
    if plan.whole:
        say("changed    the whole")
        _say_changes(plan.whole)
    if told.left_out:
        tell(told.left_out)
    numbers = Counter(one.verdict for one in plan.terms)
    parts = [f"{numbers[verdict]:,} {verdict}" for verdict in VERDICTS if numbers[verdict]]
    say(f"{TOOL_NAMES[plan.tool]}, {counted(len(plan.terms), 'term')}: {', '.join(parts) or 'nothing'}")


def _say_term(one: Planned, file: str) -> None:
    if one.verdict == "not taken":
        tell(f"{file}:{max(one.line, 1)}:1: not taken: {one.name}: {one.reason}", prefix="")
        return
    say(f"{one.verdict:<10} {one.name}")
    _say_changes(one.changes)
    for note in one.notes:
        say(f"    {note}")


def _say_changes(changes: tuple[FieldChange, ...]) -> None:
    for change in changes:
        before, after = (shortened(" ".join(text.split()), _WIDEST) for text in (change.old, change.new))
        say(f"    {change.field}: {f'{before} → ' if before else ''}{after or 'nothing'}")
