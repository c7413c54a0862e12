"""`smeeting issue show`: one issue with all that became of it."""

from collections.abc import Iterator
from typing import NamedTuple

import click

from smeeting.cli.desks import desk_here
from smeeting.cli.output import json_option, say, say_json
from smeeting.cli.records import record
from smeeting.cli.refs import number
from smeeting.domain.captures import Issue
from smeeting.domain.issue_moves import IssueMove
from smeeting.domain.text import counted
from smeeting.render.times import age, day
from smeeting.services import issues, record_links
from smeeting.services.desk import Desk
from smeeting.services.record_links import Link


class _Known(NamedTuple):
    """An issue with its moves, its links and the duplicates that were merged into it."""

    issue: Issue
    moves: tuple[IssueMove, ...]
    links: tuple[Link, ...]
    merged: tuple[Issue, ...]


@click.command("show")
@click.argument("ref", metavar="ID")
@json_option
def show_issue(ref: str, as_json: bool) -> None:
    """Show one issue and what became of it.

    Example: smeeting issue show I14
    """
    with desk_here() as desk:
        known = _known(desk, number(ref))
    if as_json:
        more = {"moves": known.moves, "links": known.links, "merged": known.merged}
        say_json({**record(known.issue), **more})
        return
    for line in _lines(known):
        say(line)


def _known(desk: Desk, wanted: int) -> _Known:
    issue = issues.get(desk, wanted)
    return _Known(
        issue,
        issues.moves_of(desk, wanted),
        record_links.of(desk, wanted),
        issues.merged_into(desk, wanted),
    )


def _lines(known: _Known) -> Iterator[str]:
    issue = known.issue
    capture = issue.capture
    yield f"{capture.ref}  {issue.state}, {age(issue.age)}"
    yield capture.text
    who = "anonymously" if issue.anonymous else capture.side or "no side given"
    times = f", {counted(issue.times_raised, 'time')}" if issue.times_raised > 1 else ""
    said = f" ({issue.understood})" if issue.understood else ""
    helps = {"": "", "yes": " (helps)", "no": " (does not help)"}[issue.helps]
    for label, text in (
        ("raised", f"{who}, {capture.meeting or 'between meetings'}{times}"),
        ("me too", ", ".join(f"{side} {times}" for side, times in sorted(issue.me_too.items()))),
        ("heard", issue.heard and issue.heard + said),
        ("owner", issue.owner),
        ("answer by", day(issue.answer_by) if issue.answer_by else ""),
        ("withdrawn" if issue.state == "withdrawn" else "answer", issue.answer and issue.answer + helps),
        ("on", day(issue.answered_on) if issue.answered_on else ""),
        ("goes on as", f"I{issue.merged_into}" if issue.merged_into else ""),
    ):
        if text:
            yield f"{label}: {text}"
    for twin in known.merged:
        yield f"took in: {twin.capture.ref} {twin.capture.text}"
    for link in known.links:
        if link.how not in ("merged into", "took in"):
            yield f"{link.how}: {link.name}" + (f"  {link.text}" if link.text else "")
    for move in known.moves:
        yield _move(move)


def _move(move: IssueMove) -> str:
    who = f" {move.who}" if move.who else ""
    word = f": {move.text}" if move.text else ""
    return f"{day(move.at.date())} {move.at:%H:%M} UTC  {move.verb}{who}{word}"
