"""`smeeting lead`: leads and deals as the CRM exports them."""

import click

from smeeting.cli.desks import desk_here
from smeeting.cli.funnels import show_funnel
from smeeting.cli.groups import Noun
from smeeting.cli.lead_imports import import_leads
from smeeting.cli.lead_profiles import profile_command
from smeeting.cli.lead_reviews import show_review
from smeeting.cli.output import json_option, say, say_json, say_table
from smeeting.domain.glossary import Glossary
from smeeting.domain.leads import Lead
from smeeting.domain.metrics import number_text
from smeeting.services import leads


@click.group("lead", cls=Noun)
def lead_command() -> None:
    """Leads and deals from your CRM: import, profile, list, funnel, review.

    Example: smeeting lead import contacts.csv
    """


@lead_command.command("list")
@click.option("-n", "how_many", type=click.IntRange(1, 200), default=20, help="How many; 20 if left out.")
@json_option
def list_leads(how_many: int, as_json: bool) -> None:
    """List the newest leads, with where they came from and where they stand.

    Example: smeeting lead list -n 50
    """
    with desk_here() as desk:
        found, known = leads.newest(desk, how_many), desk.known_terms
    if as_json:
        say_json(found)
    elif found:
        rows = [_row(lead, known) for lead in found]
        say_table(("Lead", "Came", "From", "Stands at", "Worth"), rows, right=(4,))
    else:
        say("No leads yet. smeeting lead import FILE brings them from your CRM's export.")


def _row(lead: Lead, glossary: Glossary) -> tuple[str, ...]:
    term = glossary.get(lead.stands)
    came = lead.came
    return (
        lead.label or lead.key,
        f"{came:%Y-%m-%d}" if came else "–",
        lead.source or "–",
        term.term if term else lead.stands or "–",
        "" if lead.amount is None else number_text(lead.amount),
    )


lead_command.add_command(import_leads)
lead_command.add_command(profile_command)
lead_command.add_command(show_funnel)
lead_command.add_command(show_review)
