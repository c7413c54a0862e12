"""The scorecard as plain text, for the shell: who owes whom what, and how it stands beside other times."""

import textwrap
from collections.abc import Iterator, Sequence

from smeeting.domain.agenda import Team, team_name
from smeeting.domain.metrics import SIGNS, Compared, Promise, number_text, sparkline
from smeeting.domain.minutes import Direction, kept_and_broken
from smeeting.domain.text import visible
from smeeting.render.tables import table_text

_HEADINGS = ("", "Metric", "Actual", "Target", "Diff", "Unit", "Trend")
_INDENT = "   "


def scorecard_text(promises: Sequence[Promise], teams: tuple[Team, ...], width: int) -> str:
    """The promises by direction, in so many cells where that is enough; without a line break at the end.

    Under each stand the period before, a quarter and a year ago, its owner, its note, and why it is missing.
    """
    parts = []
    owed: set[str] = set()
    for direction in kept_and_broken(promises):
        ids = {one.term_id for one in direction.promises}
        owed |= ids
        in_order = [one for one in promises if one.term_id in ids]
        parts.append("\n".join(_group(_title(direction, teams), in_order, width)))
    if rest := [one for one in promises if one.term_id not in owed]:
        parts.append("\n".join(_group("Promised by nobody", rest, width)))
    return "\n\n".join(parts)


def _title(direction: Direction, teams: tuple[Team, ...]) -> str:
    by, to = (visible(team_name(teams, side)) for side in (direction.promised_by, direction.promised_to))
    counts = (
        (direction.kept, "✓", "kept"),
        (direction.broken, "✗", "broken"),
        (direction.missing, "?", "missing"),
        (direction.untargeted, "·", "without a target"),
    )
    balance = (f"{sign} {len(which)} {word}" for which, sign, word in counts if which)
    return f"{by} owes {to}:  {'  '.join(balance)}"


def _group(title: str, promises: Sequence[Promise], width: int) -> Iterator[str]:
    yield title
    table = table_text(_HEADINGS, [_row(one) for one in promises], width=width, right=(2, 3, 4))
    heading, *rows = table.splitlines()
    yield heading
    for one, row in zip(promises, rows, strict=True):
        yield row
        details = " · ".join(filter(None, _details(one)))
        yield from textwrap.wrap(details, width, initial_indent=_INDENT, subsequent_indent=_INDENT)


def _row(one: Promise) -> tuple[str, ...]:
    sign = "+" if one.difference is not None and one.difference > 0 else ""
    return (
        SIGNS[one.standing],
        one.name,
        number_text(one.actual),
        number_text(one.target),
        sign + number_text(one.difference),
        one.unit,
        sparkline(one.trend, one.breaks),
    )


def _details(one: Promise) -> Iterator[str]:
    yield f"n/a: {visible(one.reason)}" if one.actual is None and one.reason else ""
    yield _compared("last", one.before)
    yield _compared("a quarter ago", one.quarter_ago)
    yield _compared("a year ago", one.year_ago)
    yield f"owner {visible(one.owner)}" if one.owner else ""
    # What was counted says in its note why there is no number; once is enough.
    yield f"note: {visible(one.note)}" if one.note.strip() and one.note != one.reason else ""


def _compared(name: str, then: Compared | None) -> str:
    if then is None or then.actual is None:
        return ""
    return f"{name} {number_text(then.actual)}" + (" (it meant something else)" if then.crosses_break else "")
