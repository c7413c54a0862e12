"""`smeeting glossary changes` and `diff`: what became of the words, and what a pull request does to them."""

import click

from smeeting.cli.desks import desk_and_now, desk_here
from smeeting.cli.output import json_option, say, say_json
from smeeting.render.term_changes import change_lines, field_line
from smeeting.services import glossaries, glossary_diffs, term_history
from smeeting.services.glossary_diffs import TermDiff

_SIGNS = {"added": "+", "changed": "~", "removed": "-"}


@click.command("changes")
@click.argument("term", required=False)
@click.option("--since", metavar="MEETING|DATE", help="Only later ones; a date as 2026-03-04 or 2026-03.")
@json_option
def list_changes(term: str | None, since: str | None, as_json: bool) -> None:
    """List what was changed about the words, oldest first: in meetings, in the program, and in the file.

    [-words-] are gone, {+words+} are new.

    Example: smeeting glossary changes --since 2026-03-04-monthly
    """
    with desk_and_now() as (desk, now):
        after = term_history.begin_of(desk, since) if since is not None else None
        found = term_history.changes(desk, after, now)
        if term is not None:
            found = glossaries.changes_under(desk, term, found)
    if as_json:
        say_json(found)
    elif found:
        say("\n".join(line for one in found for line in change_lines(one)))
    else:
        say("No changes" + (f" since {since}." if since else " yet."))


@click.command("diff")
@click.argument("revision", required=False, default="HEAD")
@click.argument("other", required=False)
@json_option
def diff_glossary(revision: str, other: str | None, as_json: bool) -> None:
    """Compare glossary.yaml with a git revision, or two revisions, term by term.

    Without a revision it compares with the last commit. [-words-] are gone, {+words+} are new.

    Example: smeeting glossary diff main
    """
    with desk_here() as desk:
        found = glossary_diffs.diff(desk, revision, other)
    if as_json:
        say_json(found)
    elif found:
        say("\n".join(line for one in found for line in _diff_lines(one)))
    else:
        say(f"No term differs from {revision}{f' to {other}' if other else ''}.")


def _diff_lines(diff: TermDiff) -> list[str]:
    status = ""
    if diff.kind == "changed" and diff.status_before != diff.status:
        status = f", {diff.status_before} → {diff.status}"
    elif diff.kind == "added":
        status = f", {diff.status}"
    head = f"{_SIGNS[diff.kind]} {diff.name}  {diff.kind}{status}"
    return [head, *(f"    {field_line(one)}" for one in diff.fields if diff.kind != "removed")]
