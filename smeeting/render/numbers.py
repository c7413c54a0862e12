"""The numbers a meeting looked at, for its minutes: beside other times, targets set, funnel, verdicts."""

from collections.abc import Iterator, Sequence

from smeeting.domain.funnels import share_text
from smeeting.domain.lead_times import Speed
from smeeting.domain.metrics import Compared, Promise, number_text
from smeeting.domain.minutes import Minutes
from smeeting.domain.targets import TargetChange, still_to_ask
from smeeting.domain.text import counted
from smeeting.domain.verdicts import Acceptance, ReviewSummary
from smeeting.render.funnels import funnel_lines
from smeeting.render.markdown import escape, table
from smeeting.render.records import escaped_side

OTHER_WORDS = "≠"
"""Stands at a number of a time when the term meant something else."""
_HEADINGS = ("Metric", "Now", "A period before", "A quarter ago", "A year ago", "Owner", "From")


def number_lines(minutes: Minutes) -> list[str]:
    """All parts that there is something in, as lines of Markdown; none where there is nothing."""
    parts = (
        ("Beside other times", _compared(minutes.promises)),
        ("Targets set", [_target(minutes, one) for one in minutes.targets]),
        ("Funnel", funnel_lines(minutes.leads.funnel) if minutes.leads else []),
        ("Leads", list(_review(minutes))),
    )
    lines = [line for title, found in parts if found for line in ("", f"### {title}", "", *found)]
    return ["## Numbers", *lines] if lines else []


def _compared(promises: Sequence[Promise]) -> list[str]:
    known = [one for one in promises if any(map(_is_known, (one.before, one.quarter_ago, one.year_ago)))]
    if not known:
        return []
    rows = [
        (
            escape(one.name),
            number_text(one.actual),
            _then(one.before),
            _then(one.quarter_ago),
            _then(one.year_ago),
            escape(one.owner) or "–",
            escape(one.source) or "–",
        )
        for one in known
    ]
    lines = table(_HEADINGS, rows, right=(1, 2, 3, 4))
    marked = any(OTHER_WORDS in cell for row in rows for cell in row[2:5])
    return [*lines, "", f"{OTHER_WORDS} The term meant something else then."] if marked else lines


def _is_known(then: Compared | None) -> bool:
    return then is not None and then.actual is not None


def _then(then: Compared | None) -> str:
    if then is None or then.actual is None:
        return "–"
    return number_text(then.actual) + (f" {OTHER_WORDS}" if then.crosses_break else "")


def _target(minutes: Minutes, change: TargetChange) -> str:
    name = escape(minutes.term_names.get(change.term_id, change.term_id))
    was = f", it was {number_text(change.before)}" if change.before is not None else ""
    words = f"- **{name}** for {change.period}: {number_text(change.target)}{was}"
    sides = minutes.meeting.sides
    if not change.agreed:
        waits = " and ".join(escaped_side(minutes.meeting, side) for side in still_to_ask(change, sides))
        return f"{words}; proposed, waits for {waits}"
    yes = " and ".join(escaped_side(minutes.meeting, side) for side in change.yes)
    return f"{words}; yes from {yes}" if yes else words


def _review(minutes: Minutes) -> Iterator[str]:
    review = minutes.review
    if review is not None:
        yield from _verdicts(review)
    if minutes.leads is not None and minutes.leads.speed is not None:
        yield from ([""] if review is not None else [])
        yield _speed(minutes.leads.speed)


def _verdicts(review: ReviewSummary) -> Iterator[str]:
    headings = ("Source", "Accepted", "Share", "Before", "Sent back for")
    rows = [_acceptance("all sources", review.overall)]
    rows += [_acceptance(one.source or "no source", one) for one in review.by_source]
    yield from table(headings, rows, right=(1, 2, 3))
    told = [one for one in review.verdicts if one.worked or one.did_not]
    if told:
        yield ""
    for one in told:
        worked = f" What worked: {escape(one.worked)}." if one.worked else ""
        did_not = f" What did not: {escape(one.did_not)}." if one.did_not else ""
        yield f"- {escape(one.lead_key)}:{worked}{did_not}"


def _acceptance(name: str, one: Acceptance) -> tuple[str, ...]:
    reasons = ", ".join(f"{escape(text)} ({number})" for text, number in one.reasons)
    counts = f"{one.accepted} of {one.judged}"
    return escape(name), counts, share_text(one.share), share_text(one.share_before), reasons or "–"


def _speed(speed: Speed) -> str:
    median = speed.hours.median
    hours = "nobody was touched" if median is None else f"median {median:.1f} hours"
    share = (
        f", {share_text(speed.answers.share)} in the agreed time" if speed.answers.share is not None else ""
    )
    return f"First touch: {hours}{share}, {counted(speed.answers.never, 'lead')} never touched."
