"""The funnel as text: bars for a terminal, a table for the minutes."""

from collections.abc import Sequence

from smeeting.domain.durations import days_text
from smeeting.domain.funnels import Funnel, Step, share_text
from smeeting.domain.text import counted, visible
from smeeting.render.markdown import escape, table
from smeeting.render.widths import fitted, padded, width_of

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_WIDEST_NAME = 24
_WIDEST_OWNER = 12
_NARROWEST_BAR = 4
_WIDEST_BAR = 60
_GAP = "  "
MARK = "!"
"""Stands beside a conversion that needs a word."""


def bar(number: int, most: int, width: int) -> str:
    """A bar that is `width` cells long for `most`; any number above 0 shows at least a sliver."""
    eighths = 0 if most <= 0 else max(round(8 * width * number / most), 1 if number else 0)
    full, rest = divmod(min(eighths, 8 * width), 8)
    return "█" * full + (_EIGHTHS[rest] if rest else "")


def title_text(funnel: Funnel) -> str:
    """What the funnel is of: the basis, the months and the source."""
    of_source = f" from {funnel.source}" if funnel.source is not None else ""
    if funnel.basis == "period":
        return f"Leads{of_source} that entered each stage, {funnel.months_text}"
    return f"How far the leads{of_source} got that came {funnel.months_text}"


def sources_title(funnel: Funnel) -> str:
    """What the lines of several sources are of, from the funnel of one of them."""
    if funnel.basis == "period":
        return f"Leads that entered each stage by source, {funnel.months_text}"
    return f"How far the leads of each source got that came {funnel.months_text}"


def conversion_text(step: Step) -> str:
    """The share of the step before, marked where it needs a word; empty for the first step."""
    if step.conversion is None:
        return "n/a" if step.reason else ""
    return share_text(step.conversion) + (f" {MARK}" if step.reason else "")


def hand_off_text(before: Step, step: Step) -> str:
    """Who hands over to whom where the owner changes."""
    return f"hand-off: {before.owner} → {step.owner}"


def remarks(funnel: Funnel) -> list[str]:
    """What the numbers alone would not tell: missing conversions, unknown dates, steps in another order."""
    lines = []
    for step in funnel.steps:
        # Where nobody is in either step, the numbers say so themselves.
        if step.reason and step.entered:
            lines.append(f"{step.name}: {step.reason}")
        if step.without_date:
            lines.append(
                f"{step.name}: {counted(step.without_date, 'lead')} of any time reached it nobody knows when"
            )
        if step.negative:
            lines.append(f"{step.name}: {counted(step.negative, 'lead')} entered it before the stage before")
    if funnel.basis == "cohort" and funnel.overall is not None:
        first, last = funnel.steps[0], funnel.steps[-1]
        lines.append(
            f"Overall {share_text(funnel.overall)}: {last.entered:,} {last.name} of {first.entered:,}"
        )
    return lines


def chart_lines(funnel: Funnel, width: int) -> list[str]:
    """The funnel drawn with bars in lines of at most about `width` cells; nothing in them is obeyed."""
    names = [fitted(visible(step.name), _WIDEST_NAME) for step in funnel.steps]
    cells = [
        (
            name,
            fitted(visible(step.owner), _WIDEST_OWNER),
            f"{step.entered:,}",
            conversion_text(step),
            _days(step),
        )
        for name, step in zip(names, funnel.steps, strict=True)
    ]
    headings = ("Stage", "Owner", "Leads", "Goes on", "Median")
    widths = [max(width_of(row[at]) for row in (headings, *cells)) for at in range(len(headings))]
    room = max(min(width - sum(widths) - len(_GAP) * len(widths), _WIDEST_BAR), _NARROWEST_BAR)
    most = max((step.entered for step in funnel.steps), default=0)
    lines = [_row(headings, "", widths, room)]
    for position, (step, row) in enumerate(zip(funnel.steps, cells, strict=True)):
        if step.is_hand_off:
            lines.append(visible(f"── {hand_off_text(funnel.steps[position - 1], step)} ──"))
        lines.append(_row(row, bar(step.entered, most, room), widths, room))
    return lines


def _row(cells: Sequence[str], drawn: str, widths: Sequence[int], room: int) -> str:
    name, owner, number, conversion, days = (
        padded(cell, widths[at], right=at >= 2) for at, cell in enumerate(cells)
    )
    return _GAP.join((name, owner, number, padded(drawn, room), conversion, days)).rstrip()


def _days(step: Step) -> str:
    return days_text(step.median_days) if step.timed else ""


def funnel_lines(funnel: Funnel) -> list[str]:
    """The lines of Markdown that show the funnel in the minutes; none where no lead has reached a stage."""
    if not funnel.steps:
        return []
    headings = ("Stage", "Owner", "Leads", "Of the stage before", "Median days", "Mean days")
    rows = [
        (
            escape(step.name),
            f"→ {escape(step.owner)}" if step.is_hand_off else escape(step.owner),
            f"{step.entered:,}",
            conversion_text(step) or "–",
            _number(step.median_days),
            _number(step.mean_days),
        )
        for step in funnel.steps
    ]
    notes = [f"- {escape(remark)}" for remark in remarks(funnel)]
    lines = [f"{escape(title_text(funnel))}:", "", *table(headings, rows, right=(2, 3, 4, 5))]
    return [*lines, "", *notes] if notes else lines


def _number(days: float | None) -> str:
    return "–" if days is None else f"{days:.1f}".removesuffix(".0")
