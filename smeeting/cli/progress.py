"""One line on a terminal that says how far something is, and is gone when it is done."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from smeeting.domain.text import shortened, visible


@contextmanager
def progress_line() -> Iterator[Callable[[str], None]]:
    """Yields what shows a text in that line of standard error, or nothing where that is no terminal."""
    width = _width()
    if not width:
        yield lambda _: None
        return

    def show(text: str) -> None:
        # Blanks over what stood there, as not every terminal knows how to clear a line.
        click.echo("\r" + shortened(visible(text), width).ljust(width), err=True, nl=False)

    try:
        yield show
    finally:
        click.echo("\r" + " " * width + "\r", err=True, nl=False)


def _width() -> int:
    """The cells of the terminal that standard error is, less the last, where the line would turn; else 0."""
    try:
        return max(os.get_terminal_size(sys.stderr.fileno()).columns - 1, 0) if sys.stderr.isatty() else 0
    except (OSError, ValueError, AttributeError):
        return 0
