"""How promises are drawn as rows: sign, name, numbers below each other, and the trend."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from smeeting.domain.meeting import Meeting
from smeeting.domain.metrics import SIGNS, TREND_PERIODS, Promise, number_text, sparkline
from smeeting.tui.inks import BAD, GOOD, MUTED, STRONG, TITLE, TREND, WARN
from smeeting.tui.rows import STANDING_INKS
from smeeting.tui.text import Part, columns, joined, separated, spread

WIDEST_ROW = 76
"""Wider rows would part the numbers from their names."""
_LEAST_NAME = 12
_SHORT_UNIT = 2


class Measures(NamedTuple):
    """How wide the columns of all rows are, so that the numbers stand below each other."""

    actual: int
    target: int
    difference: int
    trend: int = TREND_PERIODS
    """The periods of a trend, and a mark for each break in it."""


def metric_row(made: Promise, measures: Measures, width: int) -> Content:
    """Sign, name, actual and target, difference, and the last 13 periods as far as there is room."""
    width = min(width, WIDEST_ROW)
    ink = STANDING_INKS[made.standing]
    unit = made.unit if len(made.unit) > _SHORT_UNIT else ""
    room = name_width(width, measures)
    name = joined(made.name, (f"  {unit}", MUTED) if unit and len(made.name) + len(unit) + 2 <= room else "")
    actual: Part = ("?", WARN) if made.actual is None else (_actual(made), STRONG)
    parts: list[Part] = [(SIGNS[made.standing], ink), name, actual, (_target(made), MUTED)]
    widths = [1, room, -measures.actual, measures.target]
    if _shows_difference(width, measures):
        parts.append((_difference(made), ink))
        widths.append(-measures.difference)
    if _shows_trend(width, measures):
        parts.append((f" {sparkline(made.trend, made.breaks)}", TREND))
        widths.append(measures.trend + 1)
    return columns(parts, widths)


def measured(promises: Sequence[Promise]) -> Measures:
    """How wide the columns of these promises are."""
    return Measures(
        max((len(_actual(one)) for one in promises), default=0),
        max((len(_target(one)) for one in promises), default=0),
        max((len(_difference(one)) for one in promises), default=0),
        TREND_PERIODS + max((len(one.breaks) for one in promises), default=0),
    )


def name_width(width: int, measures: Measures) -> int:
    """How wide a name may be in a row of this width."""
    width = min(width, WIDEST_ROW)
    taken = 1 + 1 + 1 + measures.actual + 1 + measures.target
    if _shows_difference(width, measures):
        taken += 1 + measures.difference
    if _shows_trend(width, measures):
        taken += 1 + measures.trend + 1
    return max(width - taken, 1)


def _shows_difference(width: int, measures: Measures) -> bool:
    return width >= _LEAST_NAME + 5 + sum(measures[:3])


def _shows_trend(width: int, measures: Measures) -> bool:
    return width >= _LEAST_NAME + 5 + sum(measures) + 2


def _unit(made: Promise) -> str:
    return f" {made.unit}" if made.unit and len(made.unit) <= _SHORT_UNIT else ""


def _actual(made: Promise) -> str:
    return "?" if made.actual is None else f"{number_text(made.actual)}{_unit(made)}"


def _target(made: Promise) -> str:
    return "" if made.target is None else f"/ {number_text(made.target)}{_unit(made)}"


def _difference(made: Promise) -> str:
    gap = made.difference
    return "" if gap is None else f"{'+' if gap > 0 else '−' if gap < 0 else '±'}{number_text(abs(gap))}"


def direction(meeting: Meeting, giver: str | None, taker: str | None) -> str:
    """What a group of promises is called: who owes whom."""
    if giver is None:
        return "Nobody's promise"
    owed = f"{meeting.team_name(giver)} owes"
    return f"{owed} {meeting.team_name(taker)}" if taker else owed


def balance(owed: Sequence[Promise]) -> Content:
    """How many of a group are kept, broken and missing, by sign and word."""
    standings = [one.standing for one in owed]
    counts = (
        ("✓", "kept", GOOD, standings.count("ahead")),
        ("✗", "broken", BAD, standings.count("behind")),
        ("?", "missing", WARN, standings.count("missing")),
    )
    return separated(
        "  ", [joined((f"{sign} {count} {word}", ink)) for sign, word, ink, count in counts if count]
    )


def direction_row(title: str, balance: Content, width: int) -> Content:
    """The heading of a group: who owes whom, and the balance."""
    return spread((title, TITLE), balance, min(width, WIDEST_ROW))
