"""The lines below the scorecard: what there is to know of the metric at hand."""

from textual.content import Content

from smeeting.domain.metrics import Compared, Promise, behind_for, number_text
from smeeting.domain.periods import PeriodUnit
from smeeting.domain.text import counted
from smeeting.tui.inks import MUTED, STRONG, WARN
from smeeting.tui.text import Part, joined, separated, spread

BEHIND_FROM = 3
"""From so many periods behind in a row an issue is offered."""
OTHER_WORDS = "≠"
"""Stands at a number of a time when the term meant something else."""

_BEFORE: dict[PeriodUnit, str] = {"month": "a month ago", "quarter": "a quarter ago", "week": "a week ago"}


def about_metric(made: Promise, next_words: Part) -> list[Content]:
    """Two lines on one metric: what it was before, and whose it is; or that it is behind for long."""
    return [joined(" ", _compared(made)), joined(" ", next_words, " · " if next_words else "", _told(made))]


def period_line(period: str, missing: int, width: int) -> Content:
    """The period that is looked at, and how many numbers it lacks."""
    if missing:
        asked: Part = (f"{counted(missing, 'number')} missing; m asks for each", WARN)
    else:
        asked = ("every number is there", MUTED)
    return spread(joined((f" {period}  ", MUTED), asked), "", width)


def next_target_words(period: str, target: float | None, waits_for: list[str]) -> Part:
    """What the next period's target is, or whose yes it waits for."""
    if target is None:
        return ""
    if waits_for:
        return (f"{period}: {number_text(target)} waits for {' and '.join(waits_for)}", WARN)
    return (f"{period}: target {number_text(target)} ✓", MUTED)


def _compared(made: Promise) -> Content:
    then = (
        (_BEFORE[made.period.unit], made.before),
        ("quarter", made.quarter_ago),
        ("year", made.year_ago),
    )
    shown = [_was(words, one) for words, one in then if one is not None]
    return separated(" · ", shown)


def _was(words: str, one: Compared) -> Content:
    mark = OTHER_WORDS if one.crosses_break and one.actual is not None else ""
    return joined((f"{words} ", MUTED), (number_text(one.actual), STRONG), (mark, WARN))


def _told(made: Promise) -> Content:
    periods = behind_for(made)
    if periods >= BEHIND_FROM:
        return joined((f"! {made.name}: {counted(periods, 'period')} behind; k airs it", WARN))
    if made.actual is None and made.reason:
        return joined((f"{made.name}: {made.reason}", WARN))
    direction = "more is better" if made.better == "higher" else "less is better"
    owner = f"owner {made.owner}" if made.owner else ""
    source = f"from {made.source}" if made.source not in ("", "typed") else ""
    words = ", ".join(part for part in (made.unit, direction, owner, made.note, source) if part)
    broken = f"  {OTHER_WORDS} redefined" if made.breaks else ""
    return joined((f"{made.name}: {words}", MUTED), (broken, WARN))
