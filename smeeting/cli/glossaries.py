"""`smeeting glossary`: what the teams mean."""

from pathlib import Path

import click

from smeeting.cli.checks import Format, say_findings
from smeeting.cli.desks import desk_and_now, desk_here
from smeeting.cli.glossary_edits import add_term, deprecate_term, rename_term, set_field
from smeeting.cli.glossary_exchange import export_glossary, import_glossary
from smeeting.cli.glossary_history import diff_glossary, list_changes
from smeeting.cli.glossary_meeting import blind_check, list_due
from smeeting.cli.groups import Noun
from smeeting.cli.output import json_option, say, say_json, say_table, tell
from smeeting.domain.glossary import STATUSES, Metric, Term, status_of
from smeeting.domain.metrics import number_text
from smeeting.domain.word_diff import marked
from smeeting.render.times import day
from smeeting.services import glossaries, starter, term_history

_TWO = 2


@click.group("glossary", cls=Noun)
def glossary_command() -> None:
    """What the teams mean: list, show, set, add, check, changes, diff and more.

    Example: smeeting glossary list
    """


@glossary_command.command("list")
@click.option("--status", type=click.Choice(STATUSES), help="Only terms of this status.")
@json_option
def list_terms(status: str | None, as_json: bool) -> None:
    """List the terms with the status their texts show.

    Example: smeeting glossary list --status disputed
    """
    with desk_here() as desk:
        terms = [term for term in desk.glossary if status in (None, status_of(term))]
    if as_json:
        say_json([_listed(term) for term in terms])
    elif terms:
        rows = [(term.term, term.long, status_of(term), term.owner) for term in terms]
        say_table(("Term", "Long", "Status", "Owner"), rows)
    else:
        say("No such terms." if status else "No terms yet. smeeting init makes a starter glossary.")


def _listed(term: Term) -> dict[str, str]:
    return {
        "id": term.id,
        "term": term.term,
        "long": term.long,
        "status": status_of(term),
        "owner": term.owner,
    }


@glossary_command.command("show")
@click.argument("term", nargs=-1, required=True)
@click.option("--at", metavar="DATE", help="As it stood then: 2026-03-04, 2026-03, or a meeting's name.")
@json_option
def show_term(term: tuple[str, ...], at: str | None, as_json: bool) -> None:
    """Show one term: each team's words, the agreed words, what counts; now or at an earlier time.

    Example: smeeting glossary show MQL --at 2026-03
    """
    with desk_here() as desk:
        name, when = " ".join(term), term_history.end_of(desk, at) if at is not None else None
        found = glossaries.find_then(desk, name, when) if when else glossaries.find(desk, name)
        then = term_history.at_time(desk, found, when) if when else None
    if then is not None and then.since:
        tell(f"as it stood since {day(then.since.date())}")
    if then is not None and then.remark:
        tell(then.remark)
    shown = then.term if then is not None else found
    if as_json:
        say_json(shown)
    elif shown is not None:
        say("\n".join(_card(shown)))


def _card(term: Term) -> list[str]:
    lines = [f"{term.term}  {term.long}".rstrip(), f"status: {status_of(term)}"]
    lines += [f"{side}: {words}" for side, words in term.definitions.items()]
    if len(term.definitions) == _TWO:
        lines.append(f"difference: {marked(*term.definitions.values())}")
    if term.definition:
        lines.append(f"proposed: {term.definition}")
    if term.agreed:
        on = (day(term.agreed.on) if term.agreed.on else "", term.agreed.meeting or "")
        when = ", ".join(filter(None, on))
        lines.append(f"agreed{f' ({when})' if when else ''}: {term.agreed.definition}")
        lines += [f"  {side}: {voice}" for side, voice in term.agreed.voices.items()]
        if term.agreed.was:
            lines.append(f"changed since; agreed was: {term.agreed.was}")
    for label, text in (
        ("counts", "; ".join(term.counts)),
        ("does not count", "; ".join(term.does_not_count)),
        ("also called", "; ".join(term.synonyms)),
        ("avoid", "; ".join(term.avoid)),
        ("related", "; ".join(term.related)),
        ("measured", _measured(term.metric) if term.metric else ""),
        ("funnel", f"stage {term.stage.order}, owned by {term.stage.owner}" if term.stage else ""),
        ("owner", term.owner),
        ("replaced by", term.replaced_by),
        ("review by", day(term.review_by) if term.review_by else ""),
    ):
        lines += [f"{label}: {text}"] if text else []
    return lines


def _measured(metric: Metric) -> str:
    target = f"target {number_text(metric.target)} {metric.unit}".rstrip()
    parts = (
        f"{metric.promised_by} owes {metric.promised_to}"
        if metric.promised_by and metric.promised_to
        else "",
        target if metric.target is not None else metric.unit,
        f"{metric.better} is better",
        f"= {metric.formula}" if metric.formula else "",
    )
    return ", ".join(filter(None, parts))


@glossary_command.command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github", "json"]),
    default="text",
    help="Print lines of text, GitHub Actions' commands, or JSON.",
)
@json_option
def check_glossary(files: tuple[Path, ...], form: Format, as_json: bool) -> int:
    """Check glossary.yaml, or other glossary files.

    Tells what can't be read, and what does not fit together: names of two terms, references that lead
    nowhere, definitions in a circle, agreements without a voice, and more. Every finding is a line
    `file:line:column: what is wrong; what would be right`. Exit 0: none, 1: some, 2: a file can't be read.

    Example: smeeting glossary check
    """
    with desk_here(anywhere=bool(files)) as desk:
        found = glossaries.check(desk, files, desk.today())
    return say_findings(found, "no faults", "json" if as_json else form)


@glossary_command.command("write")
def write_terms() -> int:
    """Write what meetings settled or disputed into glossary.yaml, where that could not be done at the time.

    What still can't be written safely comes with the YAML to paste by hand.

    Example: smeeting glossary write
    """
    with desk_and_now() as (desk, now):
        outcomes = glossaries.write_waiting(desk, now)
    for one in outcomes:
        if not one.trouble:
            say(f"{one.name}  {one.status}, in glossary.yaml now")
            continue
        tell(f"{one.name}: {one.trouble}")
        if one.paste:
            say(one.paste.rstrip("\n"))
    if not outcomes:
        say("Everything settled or disputed is in glossary.yaml.")
    return 1 if any(one.trouble for one in outcomes) else 0


@glossary_command.command("schema")
def glossary_schema() -> None:
    """Print the JSON Schema of glossary.yaml, for editors.

    Example: smeeting glossary schema > glossary.schema.json
    """
    say_json(starter.schema("glossary"))


for command in (
    set_field,
    add_term,
    rename_term,
    deprecate_term,
    list_due,
    blind_check,
    list_changes,
    diff_glossary,
    export_glossary,
    import_glossary,
):
    glossary_command.add_command(command)
