"""`smeeting init` and `smeeting demo`: workspaces to begin with."""

from pathlib import Path

import click

from smeeting.cli.output import say, tell
from smeeting.services import starter


@click.command("init")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path), default=Path())
def init_command(folder: Path) -> None:
    """Make starter agendas and a starter glossary; overwrites nothing.

    Example: smeeting init our-meetings
    """
    started = starter.init(folder)
    for name in started.made:
        say(f"made  {name}")
    for name in started.kept:
        say(f"kept  {name} (it was there already)")
    agenda = folder / "agendas" / "monthly.yaml"
    tell(f"next: edit {agenda}, then: smeeting{_where(folder)} run", prefix="")


def _where(folder: Path) -> str:
    """What a command needs to find the workspace from here."""
    # Imported here: only what made a folder tells the way to it.
    import shlex

    return "" if folder == Path() else f" -C {shlex.quote(str(folder))}"


@click.command("demo")
@click.argument(
    "folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path), default=Path("smeeting-demo")
)
@click.option("--no-open", is_flag=True, help="Only make the workspace.")
def demo_command(folder: Path, no_open: bool) -> int:
    """Make a workspace with a year of invented history, and open it.

    It is the same every time. A demo workspace that is there already is opened as it is.

    Example: smeeting demo
    """
    from smeeting.services import demo

    if demo.make(folder):
        say(f"made  {folder}")
    else:
        say(f"kept  {folder} (it was there already)")
    if no_open:
        tell(f"next: smeeting{_where(folder)}", prefix="")
        return 0
    from smeeting.cli.screen import open_program

    return open_program(str(folder))
