"""Readings of the machine's clocks. The only place where the time is asked for."""

import datetime as dt
import functools
import time
from pathlib import Path

from smeeting.domain.instants import Instant

_MILLION = 1_000_000
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def read_instant(zone: dt.tzinfo = dt.UTC) -> Instant:
    """What the clocks say now; the wall time to the millisecond, aware, in `zone`."""
    awake = time.clock_gettime_ns(time.CLOCK_MONOTONIC) // _MILLION
    now = dt.datetime.now(zone)
    up = _up_ms(awake)
    return Instant(
        at=now.replace(microsecond=now.microsecond // 1000 * 1000),
        awake_ms=awake,
        up_ms=up,
        boot=_boot_id(),
    )


def _up_ms(awake_ms: int) -> int:
    # CLOCK_BOOTTIME counts sleep too; where there is none, sleep can't be told from running.
    boottime = getattr(time, "CLOCK_BOOTTIME", None)
    return awake_ms if boottime is None else max(awake_ms, time.clock_gettime_ns(boottime) // _MILLION)


@functools.cache
def _boot_id() -> str:
    """A name for this start of the machine, the same in every program until it restarts."""
    try:
        return _BOOT_ID.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        # Elsewhere the start is known to about a second only; five minutes' grid keeps it the same name.
        started = time.time() - time.clock_gettime(time.CLOCK_MONOTONIC)
        return f"started-{round(started / 300)}"
