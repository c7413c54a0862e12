"""The program's commands as a table; a command's module is imported when it is asked for."""

import contextlib
import errno
import importlib
import io
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import click

from smeeting import __version__
from smeeting.cli.groups import Noun
from smeeting.cli.output import tell
from smeeting.domain.errors import FaultsError, SmeetingError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

BAD_USE = 2
INTERRUPTED = 130

_OF_PRINTING = (errno.ENOSPC, errno.EFBIG, errno.EIO, errno.EBADF)
"""What the system says of a standard output that can't be written; storage tells of its files itself."""


class Row(NamedTuple):
    """Where a command lives, and what the list of commands says of it."""

    module: str
    help: str


COMMANDS: dict[str, Row] = {
    "demo": Row("workspaces", "Make a workspace with a year of invented history, and open it."),
    "init": Row("workspaces", "Make starter agendas and a starter glossary; overwrites nothing."),
    "run": Row("meetings", "Hold today's meeting on the screen, or come back to the one that is running."),
    "start": Row("meetings", "Start today's meeting without the screen."),
    "note": Row("notes", "Add a capture line to the running meeting."),
    "undo": Row("notes", "Take back the last thing done from the shell, or the one with this id."),
    "redo": Row("notes", "Do again what was taken back last from the shell."),
    "convert": Row(
        "conversions",
        "Let a note, issue, action or parked idea become another of them.",
    ),
    "history": Row("histories", "Tell everything that happened to a record."),
    "next": Row("meetings", "Go to the next item of the running meeting."),
    "back": Row("meetings", "Go back to the item before."),
    "pause": Row("meetings", "Pause the running meeting."),
    "resume": Row("meetings", "Let the paused meeting go on."),
    "extend": Row("meetings", "Give the current item 2 minutes more, then 1, then no more."),
    "speak": Row("meetings", "Say which side speaks from now on, and how the talk is divided so far."),
    "close": Row("meetings", "Close the running meeting."),
    "agenda": Row("agendas", "How the teams meet: list, show, check."),
    "glossary": Row(
        "glossaries", "What the teams mean: list, show, set, add, check, changes, diff and more."
    ),
    "issue": Row("issues", "Difficulties aired: list, show, add, own, answer, merge, link and more."),
    "action": Row("actions", "Who does what by when: list, show, add, assign, done, drop."),
    "person": Row("people", "Who takes part, and on which side: list, add, rename."),
    "voice": Row("voices", "What customers said: list, issue, example, request."),
    "metric": Row("metrics", "What the teams owe each other: list, show, set, import, export, pull."),
    "lead": Row("leads", "Leads and deals from your CRM: import, profile, list, funnel, review."),
    "minutes": Row("minutes", "What was said: list, show, export."),
    "search": Row("search", "Find what was ever captured."),
    "status": Row("status", "Say when the teams met last, what is overdue and what is missing."),
    "doctor": Row("doctor", "Check the workspace, and prove that a backup can be restored."),
}


class Nouns(Noun):
    """A group whose commands are imported when they are asked for, so that `--version` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click calls it
        """Name every command, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the module of one command."""
        row = COMMANDS.get(cmd_name)
        if row is None:
            return None
        module = importlib.import_module(f"smeeting.cli.{row.module}")
        command = getattr(module, f"{cmd_name}_command")
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands from the table, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, row.help) for name, row in COMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        """Complete a command's name from the table, without importing any."""
        from click.shell_completion import CompletionItem

        found = [
            CompletionItem(name, help=row.help)
            for name, row in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return found + click.Command.shell_complete(self, ctx, incomplete)


@click.group(
    cls=Nouns,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="smeeting")
@click.option(
    "-C",
    "--workspace",
    metavar="DIR",
    help="The folder with agendas/ and glossary.yaml; else SMEETING_WORKSPACE, else the nearest one upwards.",
)
@click.pass_context
def program(ctx: click.Context, workspace: str | None) -> None:
    """Run the monthly meeting of sales and marketing, and keep what the two teams owe each other.

    Without a command it opens the program on this workspace.

    Example: smeeting init && smeeting run

    To complete commands with the tab key: eval "$(_SMEETING_COMPLETE=bash_source smeeting)"; zsh and fish
    have zsh_source and fish_source.
    """
    ctx.obj = workspace
    if ctx.invoked_subcommand is None:
        from smeeting.cli.screen import open_program

        ctx.exit(open_program(workspace))


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one command and leave with its exit code; every fault is said once, here."""
    _take_any_text()
    sys.exit(_code_of(arguments))


def _take_any_text() -> None:
    """Let no character end the program: one that a stream can't carry is written or read as an escape."""
    for stream, errors in (
        (sys.stdout, "backslashreplace"),
        (sys.stderr, "backslashreplace"),
        (sys.stdin, "surrogateescape"),
    ):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=errors)


def _code_of(arguments: Sequence[str] | None) -> int:
    try:
        result: Any = program.main(
            args=list(arguments) if arguments is not None else None,
            prog_name="smeeting",
            standalone_mode=False,
        )
        if sys.stdout is not None:
            sys.stdout.flush()
    except FaultsError as error:
        tell(str(error), prefix="")
    except SmeetingError as error:
        tell(str(error))
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
    except click.ClickException as error:
        tell(_said(error))
    except (click.Abort, KeyboardInterrupt):
        tell("stopped")
        return INTERRUPTED
    except OSError as error:
        return _out_of_reach(error)
    except Exception as error:  # noqa: BLE001 - the last line of defence: nobody is shown a traceback
        tell(_inside(error))
    else:
        return result if isinstance(result, int) else 0
    return BAD_USE


def _said(error: click.ClickException) -> str:
    """Click's message in our form: what is wrong; what would be right."""
    message, _, near = error.format_message().partition(". Did you mean ")
    context = error.ctx if isinstance(error, click.UsageError) else None
    hint = f"did you mean {near}" if near else f"{context.command_path} --help shows how" if context else ""
    return "; ".join(filter(None, (message[:1].lower() + message[1:].rstrip("."), hint)))


def _out_of_reach(error: OSError) -> int:
    """What is left to do where the system refused: mostly standard output, gone or full."""
    if not isinstance(error, BrokenPipeError):
        tell(f"can't print: {error.strerror}" if error.errno in _OF_PRINTING else _inside(error))
    with contextlib.suppress(OSError, ValueError, AttributeError):
        # Keep Python from complaining as it closes (`smeeting ... | head`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1 if isinstance(error, BrokenPipeError) else BAD_USE


def _inside(error: BaseException) -> str:
    """Where a fault of our own happened, without any text from people in it."""
    trace = error.__traceback__
    place = ""
    while trace is not None:
        place = f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"a fault inside smeeting ({type(error).__name__} at {place}); please report this line"
