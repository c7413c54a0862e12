"""What `list` has in common for issues and actions: a filter, where it is kept, how the list is printed."""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from smeeting.cli.output import say, say_json, say_table, tell
from smeeting.domain.filter_keys import Which
from smeeting.domain.filter_line import has_key
from smeeting.domain.instants import Instant
from smeeting.render.record_export import Format
from smeeting.services import filters
from smeeting.services.desk import Desk

if TYPE_CHECKING:
    from smeeting.render.record_export import Format

F = TypeVar("F", bound=Callable[..., Any])
_FORMATS = ("table", "csv", "json", "markdown")


class Filtering(click.Command):
    """A command whose words may begin with a minus: `-side:sales` is a part of the filter, and no options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep those words from being read as several options of a letter each."""
        marked = [f"{_MARK}{one}" if _NEGATED.match(one) else one for one in args]
        return super().parse_args(ctx, marked)


_MARK = "\0"
"""No shell can hand this over."""
_NEGATED = re.compile("-[^-].")


class Asked(NamedTuple):
    """How a list was asked for."""

    words: tuple[str, ...]
    every: bool
    limit: int
    form: str
    saved: str | None
    save: str | None


def filter_options(command: F) -> F:
    """Add the filter and its options to a command that lists, as one argument `asked`."""
    options = (
        click.argument("words", metavar="[FILTER]...", nargs=-1, type=click.UNPROCESSED),
        click.option("--all", "every", is_flag=True, help="Those that are no longer open, too."),
        click.option("--limit", default=200, show_default=True, type=click.IntRange(1)),
        click.option(
            "--format", "form", type=click.Choice(_FORMATS), default="table", help="How it is printed."
        ),
        click.option("--json", "as_json", is_flag=True, help="Print JSON."),
        click.option("--saved", metavar="NAME", help="Begin with a filter that was saved."),
        click.option("--save", metavar="NAME", help="Keep the filter under a name."),
    )

    def asking(
        words: tuple[str, ...],
        every: bool,
        limit: int,
        form: str,
        as_json: bool,
        saved: str | None,
        save: str | None,
    ) -> Any:
        return command(Asked(words, every, limit, "json" if as_json else form, saved, save))

    asking.__doc__ = command.__doc__
    found: Any = asking
    for option in reversed(options):
        found = option(found)
    return found  # type: ignore[no-any-return]


def print_list(
    desk: Desk,
    which: Which,
    asked: Asked,
    now: Instant,
    headings: Sequence[str],
    row: Callable[[Any, filters.Listing], tuple[str, ...]],
) -> None:
    """Print what a filter asks for, and tell what of it can't be meant."""
    text = " ".join(asked.words).replace(_MARK, "")
    if asked.saved is not None:
        text = f"{filters.the_saved(desk, which, asked.saved)} {text}".strip()
    elif not asked.every and not has_key(text, "is"):
        text = f"is:open {text}".strip()
    if asked.save is not None:
        filters.save(desk, which, asked.save, text)
    listing = filters.read(desk, text, which, now)
    for trouble in listing.asked.told:
        tell(trouble)
    found = filters.page(desk, listing, limit=asked.limit + 1)
    has_more, found = len(found) > asked.limit, found[: asked.limit]
    if asked.form == "json":
        say_json(found)
    elif asked.form == "table":
        rows = [row(one, listing) for one in found]
        say_table(headings, rows) if rows else say(_none(which, listing, text))
    else:
        form: Format = "csv" if asked.form == "csv" else "markdown"
        click.echo(filters.exported(listing, found, form, text), nl=False)
    if has_more:
        tell(f"these are the first {asked.limit}; --limit {asked.limit * 10} shows more")


def _none(which: Which, listing: filters.Listing, text: str) -> str:
    if text.strip() in ("", "is:open"):
        return f"No open {which}." if listing.asks_open else f"No {which}."
    return f"No {which} with this filter."
