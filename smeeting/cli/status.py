"""`smeeting status`: how the two teams stand."""

from collections.abc import Iterable, Iterator

import click

from smeeting.cli.desks import desk_and_now
from smeeting.cli.output import json_option, say, say_json, tell, text_width
from smeeting.domain.metrics import SIGNS
from smeeting.domain.text import counted, visible
from smeeting.render.times import day, due_day
from smeeting.render.wrapping import wrapped
from smeeting.services import anonymous, status
from smeeting.services.status import Status

_LABEL = 11
"""Cells of the column of labels."""


@click.command("status")
@json_option
def status_command(as_json: bool) -> None:
    """Say when the teams met last, what is overdue and what is missing.

    Example: smeeting status
    """
    with desk_and_now() as (desk, now):
        found = status.look(desk, now)
    if as_json:
        say_json(found)
        return
    for fault in found.faults:
        tell(fault, prefix="")
    width = text_width() - _LABEL
    for label, texts in _parts(found):
        for text in texts:
            for row in wrapped(((visible(text), ""),), width):
                say((label.ljust(_LABEL) + "".join(part for part, _ in row)).rstrip())
                label = ""


def _parts(found: Status) -> Iterator[tuple[str, Iterable[str]]]:
    """Each label with its texts; a label without texts is not shown."""
    live = found.live
    yield "now", [f"{live.name} is {live.state}; smeeting run comes back to it"] if live else []
    last = f"{day(found.last.held_on)}, {found.last.title}" if found.last else ""
    yield "last met", [last or "never; smeeting run holds the first meeting"]
    if found.next_on and not live:
        yield "next", [f"{day(found.next_on)}, {due_day(found.next_on, found.today)}, {found.title}"]
    signs = [f"{SIGNS[one.standing]}\u00a0{one.name.replace(' ', chr(0xA0))}" for one in found.promises]
    yield str(found.period), ["  ".join(signs)] if signs else []
    yield "open", [f"{counted(found.issue_count, 'issue')}, {counted(found.action_count, 'action')}"]
    yield "late", _late(found)
    yield "promised", _promised(found)
    yield "answered", _answered(found)
    in_time = status.in_time_words(found)
    since = f" since {day(found.last.held_on)}" if found.last else ""
    yield "in time", [f"{in_time} answered by their date{since}"] if in_time else []
    yield "anonymous", _anonymous(found)
    disputed = ", ".join(found.disputed)
    yield "disputed", [f"{counted(len(found.disputed), 'term')}: {disputed}"] if disputed else []
    yield "missing", found.missing or ["nothing"]


def _late(found: Status) -> list[str]:
    late = [(one.capture, one.owner, one.answer_by) for one in found.late_issues]
    late += [(one.capture, one.owner, one.due) for one in found.late_actions]
    return [
        f"{capture.ref} {owner or 'nobody yet'}, {due_day(by, found.today)}, due {day(by)}: {capture.text}"
        for capture, owner, by in late
        if by
    ]


def _anonymous(found: Status) -> list[str]:
    standing = anonymous.standing(found.anonymous, found.held)
    return [standing] if standing else []


def _promised(found: Status) -> list[str]:
    """What is to be answered or done until the next meeting."""
    promised = [(one.capture, one.owner, one.answer_by) for one in found.promised_issues]
    promised += [(one.capture, one.owner, one.due) for one in found.promised_actions]
    return [
        f"{capture.ref} {owner or 'nobody yet'}, {due_day(by, found.today)}: {capture.text}"
        for capture, owner, by in promised
        if by
    ]


def _answered(found: Status) -> list[str]:
    """Answers of which the next meeting says whether they help."""
    return [
        f"{one.capture.ref} {one.owner or 'nobody'}: {one.answer} (does it help?)" for one in found.answered
    ]
