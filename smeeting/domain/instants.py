"""Instants: what the machine's clocks said at one moment, so that spans survive crashes and sleep."""

import datetime as dt

import msgspec


class Instant(msgspec.Struct, frozen=True):
    """One reading of the clocks. Spans are taken from `awake_ms`; `at` is for people."""

    at: dt.datetime
    """Aware wall time; may be set forward or back by anyone."""
    awake_ms: int
    """Milliseconds the machine was running since it started, sleep left out."""
    up_ms: int
    """Milliseconds since the machine started, sleep counted."""
    boot: str
    """Names the start of the machine that the two counts begin at."""


_JITTER_MS = 1000
"""The two counts are read one after the other, so a shorter difference between them is no sleep."""


class Span(msgspec.Struct, frozen=True):
    """The time between two instants, in milliseconds."""

    ran_ms: int
    slept_ms: int
    """Time in which the machine slept or was off."""


def between(earlier: Instant, later: Instant) -> Span:
    """How long the machine ran, and how long it slept, from one instant to another. Never negative.

    After a restart of the machine its counts begin anew, so the whole gap counts as sleep.
    """
    if earlier.boot == later.boot and later.awake_ms >= earlier.awake_ms:
        ran = later.awake_ms - earlier.awake_ms
        slept = later.up_ms - earlier.up_ms - ran
        return Span(ran, slept if slept >= _JITTER_MS else 0)
    gap = later.at - earlier.at
    return Span(0, max(0, gap // dt.timedelta(milliseconds=1)))


def was_read_before(reading: Instant, other: Instant) -> bool:
    """Whether `reading` is the older of two of the same run of the machine."""
    return reading.boot == other.boot and reading.awake_ms < other.awake_ms and reading.at <= other.at
