"""What commands print: data on standard output, messages on standard error."""

import os
import sys
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, TypeVar

import click

from smeeting.domain.text import visible, visible_lines

F = TypeVar("F", bound=Callable[..., Any])

WIDEST = 100
"""Cells that running text takes at most, and in a pipe or file."""


def say(text: str = "") -> None:
    """Print data; whatever people wrote in it, a terminal sees only text."""
    click.echo(visible_lines(text))


def say_table(headings: Sequence[str], rows: Sequence[Sequence[str]], *, right: Collection[int] = ()) -> None:
    """Print rows in columns: fitted to a terminal, whole in a pipe or file."""
    # Imported here, as everything only some commands print with.
    from smeeting.render.tables import table_text

    say(table_text(headings, rows, width=terminal_width(), right=right))


def say_pieces(pieces: Iterable[tuple[str, bool]], *, plainly: str = "") -> None:
    """Print a line of pieces, each with whether it is marked: bold and reversed on a terminal.

    Where there is none, or NO_COLOR is set, marked pieces stand between `plainly`. The pieces are made
    visible here, like everything else.
    """
    has_styles = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    begin, end = ("\x1b[1;7m", "\x1b[0m") if has_styles else (plainly, plainly)
    click.echo(
        "".join(f"{begin}{visible(text)}{end}" if marked else visible(text) for text, marked in pieces)
    )


def text_width() -> int:
    """The cells that running text may take."""
    return min(terminal_width() or WIDEST, WIDEST)


def terminal_width() -> int | None:
    """The cells of the terminal that standard output is; None where it is none, or one that won't say."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or None
    except (OSError, ValueError, AttributeError):
        return None


def tell(message: str, *, prefix: str = "smeeting: ") -> None:
    """Print a message, on standard error."""
    click.echo(visible_lines(prefix + message), err=True)


def explain(text: str) -> None:
    """Print a sentence or two on standard error, folded at words."""
    import textwrap

    for line in textwrap.wrap(text, text_width()):
        tell(line, prefix="")


def can_ask() -> bool:
    """Whether there is a person to ask."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def say_json(value: object) -> None:
    """Print a value as JSON, indented; its texts come back as they were stored.

    All in ASCII: what a terminal would obey or hide stands there as `\\u202e`, which changes nothing for a
    program that reads it.
    """
    import json

    from smeeting.cli.records import record

    click.echo(json.dumps(record(value), indent=2, default=str))


def json_option(command: F) -> F:
    """Add `--json` to a command that lists or shows."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)
