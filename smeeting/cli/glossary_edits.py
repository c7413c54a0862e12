"""`smeeting glossary set, add, rename, deprecate`: one entry changed, every other byte left alone."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import click

from smeeting.cli.desks import desk_and_now
from smeeting.cli.output import say, tell
from smeeting.domain.errors import BadLineError, UnsafeError
from smeeting.domain.glossary import Term, status_of
from smeeting.domain.term_fields import TermField, field_named, held, refuse_stranger, shown_text, written_as
from smeeting.domain.text import shortened
from smeeting.services import glossaries, glossary_edits
from smeeting.services.desk import Desk
from smeeting.services.glossary_edits import Edited

_STANDARD_INPUT = "-"


@contextmanager
def pasting() -> Iterator[None]:
    """Print the text to paste by hand where an edit can't be made safely, and go on with the error."""
    try:
        yield
    except UnsafeError as error:
        say(error.paste.rstrip("\n"))
        raise


def _sides(desk: Desk, term: Term | None = None) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*glossaries.sides(desk), *(term.definitions if term else ())]))


@click.command("set")
@click.argument("term")
@click.argument("field")
@click.argument("value", nargs=-1)
@click.option("--add", "added", multiple=True, metavar="TEXT", help="Add an item to a list.")
@click.option("--remove", "removed", multiple=True, metavar="TEXT", help="Take an item out of a list.")
@click.option("--unset", is_flag=True, help="Leave the field out of the entry.")
def set_field(
    term: str,
    field: str,
    value: tuple[str, ...],
    added: tuple[str, ...],
    removed: tuple[str, ...],
    unset: bool,
) -> None:
    """Set a field of a term: a team's own words by its name, or one of the entry's keys.

    VALUE is one text, or several for a list; - reads it from standard input, of a list a line for each item.
    Fields are the teams' names, definition, long, counts, does_not_count, synonyms, avoid, related, owner,
    review_by, status, agreed.definition, stage.order, metric.target and so on.

    Example: smeeting glossary set MQL sales "A lead from a company that fits us."
    """
    with desk_and_now() as (desk, now), pasting():
        found = glossaries.find(desk, term)
        wanted = field_named(field, _sides(desk, found))
        if added or removed:
            _refuse_both(wanted, value, unset=unset)
            edited = glossary_edits.change_list(desk, found.id, wanted, added, removed, now)
        else:
            written = None if unset else written_as(wanted, _given(value, wanted))
            if written is None and not unset:
                raise BadLineError(f"{wanted.name} would be empty", "write a value, or --unset")
            edited = glossary_edits.set_fields(desk, found.id, {wanted: written}, now)
        after = desk.glossary.get(edited.after.id) or edited.after
    _say_set(edited, found, after, wanted)


def _refuse_both(field: TermField, value: Sequence[str], *, unset: bool) -> None:
    if field.kind != "list":
        raise BadLineError(f"{field.name} is no list", "write its value behind it")
    if value or unset:
        raise BadLineError("a value and --add or --remove at once", "give the whole list, or what changes")


def _given(value: tuple[str, ...], field: TermField) -> tuple[str, ...]:
    if value != (_STANDARD_INPUT,):
        return value
    text = sys.stdin.read()
    return tuple(text.splitlines()) if field.kind == "list" else (text,)


def _say_set(edited: Edited, before: Term, after: Term, field: TermField) -> None:
    now = shown_text(held(after, field)).replace("\n", "; ")
    if edited.is_same:
        say(f"{after.term}  {field.name} is so already: {shortened(now, 80)}")
        return
    say(f"{after.term}  {field.name}: {shortened(now, 80) or 'left out'}")
    if status_of(before) != status_of(after):
        why = ", as agreed words were changed" if after.agreed and after.agreed.was else ""
        tell(f"{after.term} is {status_of(after)} now{why}")


@click.command("add")
@click.argument("term", nargs=-1, required=True)
@click.option("--long", "long", default="", metavar="TEXT", help="The long form of an abbreviation.")
@click.option("--definition", default="", metavar="TEXT", help="A wording, or - for standard input.")
@click.option("--side", default="", metavar="TEAM", help="The team whose words the definition is.")
@click.option("--owner", default="", metavar="NAME", help="Who looks after the entry.")
def add_term(term: tuple[str, ...], long: str, definition: str, side: str, owner: str) -> None:
    """Add a term at the end of glossary.yaml, in the form that the file has.

    Example: smeeting glossary add SAL --long "Sales-accepted lead" --definition "One we said yes to."
    """
    words = sys.stdin.read() if definition == _STANDARD_INPUT else definition
    with desk_and_now() as (desk, now), pasting():
        if side and not words.strip():
            raise BadLineError("--side without --definition", "write the team's words")
        if side:
            refuse_stranger(side, _sides(desk))
        edited = glossary_edits.add(
            desk, " ".join(term), {"long": long, "owner": owner}, now, side=side, words=words
        )
    say(f"{edited.after.term}  added, {status_of(edited.after)}, id {edited.after.id}")


@click.command("rename")
@click.argument("term")
@click.argument("name", nargs=-1, required=True)
def rename_term(term: str, name: tuple[str, ...]) -> None:
    """Call a term otherwise. Its id stays, so metrics, agendas and history go on as before.

    Example: smeeting glossary rename MQL "Marketing lead"
    """
    with desk_and_now() as (desk, now), pasting():
        found = glossaries.find(desk, term)
        edited = glossary_edits.rename(desk, found, " ".join(name), now)
    say(f"{edited.after.term}  {'is called so already' if edited.is_same else f'was {found.term}'}")


@click.command("deprecate")
@click.argument("term")
@click.option("--replaced-by", metavar="TERM", help="The term to use instead.")
def deprecate_term(term: str, replaced_by: str | None) -> None:
    """Say that a term is no longer used, and which one is instead. The entry stays.

    Example: smeeting glossary deprecate "Hot lead" --replaced-by SQL
    """
    with desk_and_now() as (desk, now), pasting():
        found = glossaries.find(desk, term)
        edited = glossary_edits.deprecate(desk, found, replaced_by, now)
        instead = desk.glossary.find(edited.after.replaced_by) if edited.after.replaced_by else None
    say(f"{edited.after.term}  deprecated" + (f", use {instead.term} instead" if instead else ""))
