"""`smeeting init` and `smeeting demo`: workspaces to begin with."""

from pathlib import Path

import click

from smeeting.cli.output import say, tell
from smeeting.domain.errors import BadLineError
from smeeting.services import starter


@click.command("init")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
def init_command(folder: Path | None) -> None:
    """Make starter agendas and a starter glossary; overwrites nothing.

    Example: smeeting init our-meetings
    """
    folder = _named(folder, Path())
    started = starter.init(folder)
    for name in started.made:
        say(f"made  {name}")
    for name in started.kept:
        say(f"kept  {name} (it was there already)")
    agenda = folder / "agendas" / "monthly.yaml"
    tell(f"next: edit {agenda}, then: smeeting{_where(folder)} run", prefix="")


def _named(folder: Path | None, otherwise: Path) -> Path:
    """The folder to make: DIR, or what -C names. Raises BadLineError where each names one."""
    workspace = click.get_current_context().find_root().obj
    if folder is not None and workspace:
        raise BadLineError(f"-C names {workspace!r}, and DIR {str(folder)!r}", "name the folder once")
    return folder or Path(workspace or otherwise)


def _where(folder: Path) -> str:
    """What a command needs to find the workspace from here."""
    # Imported here: only what made a folder tells the way to it.
    import shlex

    return "" if folder == Path() else f" -C {shlex.quote(str(folder))}"


@click.command("demo")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--no-open", is_flag=True, help="Only make the workspace.")
def demo_command(folder: Path | None, no_open: bool) -> int:
    """Make a workspace with a year of invented history, and open it.

    It is the same every time. A demo workspace that is there already is opened as it is.

    Example: smeeting demo
    """
    from smeeting.services import demo

    folder = _named(folder, Path("smeeting-demo"))
    if demo.make(folder):
        say(f"made  {folder}")
    else:
        say(f"kept  {folder} (it was there already)")
    if no_open:
        tell(f"next: smeeting{_where(folder)}", prefix="")
        return 0
    from smeeting.cli.screen import open_program

    return open_program(str(folder))
