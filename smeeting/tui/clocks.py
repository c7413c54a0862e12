"""Time as the screens write it: minutes and seconds, bars, and how a meeting stands to its plan."""

from smeeting.domain.meeting import ItemRun, Meeting

WARN_AT = 0.7
"""The share of a box from which its clock warns."""


def clock(seconds: int) -> str:
    """Seconds as `m:ss`; below zero with a minus sign."""
    minutes, rest = divmod(abs(seconds), 60)
    return f"{'-' if seconds < 0 else ''}{minutes}:{rest:02}"


def span_words(seconds: int) -> str:
    """Seconds as people say them: `45 s`, `12 min`, `2 h 10 min`."""
    if seconds < 60:
        return f"{seconds} s"
    hours, minutes = divmod(seconds // 60, 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def minutes_text(seconds: int) -> str:
    """A time box in minutes, with seconds only where there are some."""
    return clock(seconds) if seconds % 60 else str(seconds // 60)


def bar(share: float, width: int) -> tuple[str, str]:
    """A bar of `width` cells as its filled and its empty part, in half cells."""
    halves = round(max(0.0, min(share, 1.0)) * width * 2)
    full, half = divmod(halves, 2)
    filled = "━" * full + ("╸" if half else "")
    return filled, "─" * (width - len(filled))


def share_of(used_s: int, planned_s: int) -> float:
    """How much of a box is used; a box without time is full."""
    return used_s / planned_s if planned_s > 0 else 1.0


def is_over(item: ItemRun) -> bool:
    """Whether more than the item's box is used."""
    return item.used_s > item.planned_s


def drift_s(meeting: Meeting) -> int:
    """Seconds behind the plan, negative when ahead: items passed count whole, the current one when over."""
    before = sum(item.used_s - item.planned_s for item in meeting.items[: meeting.current])
    return before + max(0, -meeting.item.left_s)
