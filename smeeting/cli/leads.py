"""`smeeting lead`: leads and deals as the CRM exports them."""

import click

from smeeting.cli.funnels import show_funnel
from smeeting.cli.groups import Noun


@click.group("lead", cls=Noun)
def lead_command() -> None:
    """Leads and deals from your CRM: funnel.

    Example: smeeting lead funnel
    """


lead_command.add_command(show_funnel)
