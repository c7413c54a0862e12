"""`smeeting lead funnel`: how many leads enter each stage, how many go on, and how long it takes."""

from typing import TYPE_CHECKING

import click

from smeeting.cli.desks import desk_here
from smeeting.cli.output import json_option, say, say_json, say_table, text_width
from smeeting.domain.errors import SmeetingError
from smeeting.domain.funnels import Funnel
from smeeting.services import funnels

if TYPE_CHECKING:
    from smeeting.domain.glossary import Basis

_NO_LEADS = "No leads yet. smeeting lead import FILE brings them from your CRM's export."
_NO_STAGE = "No lead has reached a stage of the glossary; give its terms a `stage:`, then import again."


@click.command("funnel")
@click.option(
    "--from", "first", metavar="MONTH", help="The first month, such as 2026-01; else the first known."
)
@click.option("--to", "last", metavar="MONTH", help="The last month; else the last known.")
@click.option("--cohort", is_flag=True, help="Of the leads that came in these months, whenever they went on.")
@click.option("--source", metavar="NAME", help="Of the leads from one source alone.")
@click.option("--by-source", is_flag=True, help="A line for each source.")
@json_option
def show_funnel(
    first: str | None, last: str | None, cohort: bool, source: str | None, by_source: bool, as_json: bool
) -> None:
    """Draw the funnel: leads entering each stage, the share that goes on, and the median days.

    Without --cohort it tells what happened in these months: wins may be of leads that came earlier.

    Example: smeeting lead funnel --from 2026-01 --to 2026-03 --cohort
    """
    if source is not None and by_source:
        raise SmeetingError("--source names one source and --by-source all", "leave one of them out")
    basis: Basis = "cohort" if cohort else "period"
    with desk_here() as desk:
        months = funnels.months_between(first, last, funnels.span(desk))
        if by_source:
            found = funnels.by_source(desk, months=months, basis=basis)
        else:
            found = (funnels.funnel(desk, months=months, basis=basis, source=source),)
    if as_json:
        say_json(found if by_source else found[0])
    elif by_source:
        _say_sources(found)
    else:
        _say_funnel(found[0])


def _say_funnel(funnel: Funnel) -> None:
    # Imported here: JSON needs no drawing.
    from smeeting.render.funnels import chart_lines, remarks, title_text

    if funnel.months is None or not funnel.steps:
        say(_NO_LEADS if funnel.months is None else _NO_STAGE)
        return
    say(f"{title_text(funnel)}\n")
    say("\n".join(chart_lines(funnel, text_width())))
    notes = remarks(funnel)
    say("\n" + "\n".join(notes) if notes else "")


def _say_sources(found: tuple[Funnel, ...]) -> None:
    """A line for each source: how many entered each step, and the share of the step before."""
    from smeeting.render.funnels import conversion_text, sources_title

    if not found:
        say(_NO_LEADS)
        return
    headings = ["Source", *(cell for step in found[0].steps for cell in (step.name, "goes on"))]
    # The first step has none before it to go on from.
    del headings[2:3]
    rows = []
    for funnel in found:
        first, *others = funnel.steps
        cells = [cell for step in others for cell in (f"{step.entered:,}", conversion_text(step))]
        rows.append((funnel.source or "", f"{first.entered:,}", *cells))
    say(f"{sources_title(found[0])}\n")
    say_table(headings, rows, right=range(1, len(headings)))
    if any(step.conversion is not None and step.reason for funnel in found for step in funnel.steps):
        say("\n! more than in the stage before: some came in earlier months, or without it")
