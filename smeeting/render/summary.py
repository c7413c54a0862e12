"""The one page for managers: decisions, actions, numbers, promises and words. Nothing else is on it."""

from collections.abc import Sequence

from smeeting.domain.metrics import SIGNS, Promise, Standing, number_text
from smeeting.domain.minutes import (
    Direction,
    Dispute,
    Flip,
    Minutes,
    actions_by_owner,
    agreed_anew,
    agreed_newly,
    disputes,
    flipped,
    kept_and_broken,
    of_kind,
    report_of,
)
from smeeting.domain.voices import TermAgreement
from smeeting.render.markdown import escape, table
from smeeting.render.records import action_state, escaped_side, owner_words
from smeeting.render.times import day

_STANDING_WORDS: dict[Standing, str] = {
    "ahead": "kept",
    "behind": "broken",
    "missing": "missing",
    "untargeted": "no target",
}


def summary_lines(minutes: Minutes) -> list[str]:
    """The page, as lines of Markdown; a part without content says so in a plain sentence."""
    return [
        "## In short",
        *_part("Decisions", _decisions(minutes)),
        *_part("Actions by owner", _actions(minutes)),
        *_part("Metrics", _metrics(minutes)),
        *_part("Promises", _promises(minutes)),
        *_part("Words", _words(minutes)),
    ]


def _part(title: str, lines: Sequence[str]) -> list[str]:
    return ["", f"### {title}", "", *lines]


def _decisions(minutes: Minutes) -> list[str]:
    return [f"- **{one.ref}** {escape(one.text)}" for one in of_kind(minutes, "decision")] or [
        "No decisions."
    ]


def _actions(minutes: Minutes) -> list[str]:
    actions = actions_by_owner(minutes)
    if not actions:
        return ["No actions."]
    here = set(minutes.actions)
    rows = [
        (
            owner_words(one.owner),
            day(one.due) if one.due else "no date",
            action_state(one, minutes.meeting),
            one.capture.ref,
            escape(one.capture.text) + ("" if one in here else " (carried over)"),
        )
        for one in actions
    ]
    return table(("Owner", "By", "State", "Id", "What"), rows)


def _metrics(minutes: Minutes) -> list[str]:
    if minutes.trouble:
        return [f"The metrics can't be shown: {escape(minutes.trouble)}"]
    directions = kept_and_broken(minutes.promises)
    owed = {one.term_id for direction in directions for one in direction.promises}
    groups = [
        (
            _owed(minutes, direction),
            [one for one in minutes.promises if one in direction.promises],
        )
        for direction in directions
    ]
    rest = [one for one in minutes.promises if one.term_id not in owed]
    groups += [("Promised by nobody", rest)] if rest else []
    lines = [line for title, promises in groups for line in _metric_group(title, promises)]
    notes = [f"- {escape(one.name)}: {escape(one.note)}" for one in minutes.promises if one.note.strip()]
    return [*lines[:-1], *(["", *notes] if notes else [])] or ["No metrics."]


def _metric_group(title: str, promises: Sequence[Promise]) -> list[str]:
    """One direction's table under its title, an empty line after it."""
    headings = ("Metric", "Target", "Actual", "Difference", "Moved", "Standing")
    periods = ", ".join(sorted({str(one.period) for one in promises}))
    rows = table(headings, [_metric_row(one) for one in promises], right=(1, 2, 3, 4))
    return [f"{title}, {periods}:", "", *rows, ""]


def _metric_row(one: Promise) -> tuple[str, ...]:
    return (
        escape(one.name),
        _amount(one.target, one.unit),
        _amount(one.actual, one.unit),
        _signed(one.difference),
        _movement(one),
        f"{SIGNS[one.standing]} {_STANDING_WORDS[one.standing]}",
    )


def _owed(minutes: Minutes, direction: Direction) -> str:
    by, to = (escaped_side(minutes.meeting, side) for side in (direction.promised_by, direction.promised_to))
    return f"{by} owes {to}"


def _amount(value: float | None, unit: str) -> str:
    return number_text(value) if value is None or not unit else f"{number_text(value)} {escape(unit)}"


def _signed(value: float | None) -> str:
    if value is None:
        return number_text(None)
    text = number_text(abs(value))
    if text == "0":
        return "±0"
    return f"+{text}" if value > 0 else f"−{text}"


def _movement(one: Promise) -> str:
    """How far the actual moved since the period before, and in words whether that is good."""
    if one.moved is None:
        return number_text(None)
    if one.moved == 0:
        return "±0 same"
    is_better = (one.moved > 0) == (one.better == "higher")
    return f"{_signed(one.moved)} {'better' if is_better else 'worse'}"


def _promises(minutes: Minutes) -> list[str]:
    directions = kept_and_broken(minutes.promises)
    answers = _answers(minutes)
    if not directions:
        return answers or ["No promises."]
    flips = flipped(minutes.promises, minutes.promises_before)
    return [
        *(_direction_line(minutes, one) for one in directions),
        *([_flip_line(one) for one in flips] or ["- Nothing flipped since the period before."]),
        *answers,
    ]


def _answers(minutes: Minutes) -> list[str]:
    """The answers that were promised until this meeting: how many came in time, and which did not come."""
    meeting = minutes.meeting
    due = minutes.in_time[-1].sides if minutes.in_time else {}
    lines = []
    if due:
        counts = (
            f"{escaped_side(meeting, side or None)} {one.kept} of {one.due}" for side, one in due.items()
        )
        lines.append(f"- Issues answered in time: {', '.join(counts)}")
    owed = [f"{one.capture.ref} ({owner_words(one.owner)})" for one in report_of(minutes).unanswered]
    if owed:
        lines.append(f"- {SIGNS['behind']} Issues promised an answer and without one: {', '.join(owed)}")
    return lines


def _direction_line(minutes: Minutes, direction: Direction) -> str:
    counts = [
        _counted(direction.kept, "ahead", named=False),
        _counted(direction.broken, "behind"),
        *([_counted(direction.missing, "missing")] if direction.missing else []),
        *([_counted(direction.untargeted, "untargeted")] if direction.untargeted else []),
    ]
    return f"- {_owed(minutes, direction)}: {', '.join(counts)}"


def _counted(promises: tuple[Promise, ...], standing: Standing, *, named: bool = True) -> str:
    names = f" ({', '.join(escape(one.name) for one in promises)})" if named and promises else ""
    return f"{SIGNS[standing]} {len(promises)} {_STANDING_WORDS[standing]}{names}"


def _flip_line(flip: Flip) -> str:
    was, is_now = (_STANDING_WORDS[one.standing] for one in (flip.before, flip.now))
    anew = " The term was defined anew in between." if flip.now.redefined else ""
    return f"- Flipped: {SIGNS[flip.now.standing]} {escape(flip.now.name)} was {was}, is now {is_now}.{anew}"


def _words(minutes: Minutes) -> list[str]:
    return [
        *(f"- Agreed: {_agreement(minutes, one)}" for one in agreed_newly(minutes)),
        *(f"- Changed: {_agreement(minutes, one)}{_before(one)}" for one in agreed_anew(minutes)),
        *(f"- Disputed: {_dispute(one)}" for one in disputes(minutes)),
    ] or ["No term was agreed, changed or disputed."]


def _agreement(minutes: Minutes, one: TermAgreement) -> str:
    voices = [
        f"{escaped_side(minutes.meeting, side)}: {escape(word)}" for side, word in sorted(one.voices.items())
    ]
    said = f" ({', '.join(voices)})" if voices else ""
    pending = "" if one.in_file else " Not in glossary.yaml yet."
    return f"**{escape(one.name) or escape(one.term_id)}**: {escape(one.definition)}{said}{pending}"


def _before(one: TermAgreement) -> str:
    return f"\n  - Before: {escape(one.before)}"


def _dispute(one: Dispute) -> str:
    reasons = "; ".join(escape(reason) for reason in one.reasons if reason.strip())
    return f"**{escape(one.name)}**" + (f": {reasons}" if reasons else "")
