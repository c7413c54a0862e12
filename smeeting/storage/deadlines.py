"""Work that may never come back, done so that its caller always does."""

import contextlib
import queue
import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

TICK_SECONDS = 1.0
GRACE_SECONDS = 2.0
"""How long work that was told to stop may take to do so."""


class TookTooLongError(Exception):
    """Work that was not done in time."""

    def __init__(self, *, ended: bool) -> None:
        """`ended`: it stopped when told to; otherwise it was left behind, and what it uses with it."""
        super().__init__()
        self.ended = ended


def within(
    seconds: float,
    work: Callable[[], T],
    *,
    stop: Callable[[], object],
    tick: Callable[[float], object] = lambda _: None,
) -> T:
    """What `work` gives, or what it raises, within so many seconds; TookTooLongError after them.

    It runs in a thread of its own, which keeps no program from ending. `tick` is told about once a second
    how long it takes. `stop` is called, in yet another thread since it may hang as well, when the time is up
    or the person interrupts the wait.
    """
    outcome: queue.SimpleQueue[tuple[T, None] | tuple[None, BaseException]] = queue.SimpleQueue()

    def run() -> None:
        try:
            outcome.put((work(), None))
        except BaseException as error:  # noqa: BLE001 - raised again where the result is waited for
            outcome.put((None, error))

    began = time.monotonic()
    threading.Thread(target=run, daemon=True).start()
    try:
        result, error = _wait(outcome, began, seconds, tick)
    except queue.Empty:
        raise TookTooLongError(ended=_stopped(outcome, stop)) from None
    except KeyboardInterrupt:
        _stopped(outcome, stop)
        raise
    if error is not None:
        raise error
    return result  # type: ignore[return-value]  # without an error there is a result


def _wait(
    outcome: "queue.SimpleQueue[T]", began: float, seconds: float, tick: Callable[[float], object]
) -> T:
    while True:
        left = began + seconds - time.monotonic()
        try:
            return outcome.get(timeout=max(0.0, min(left, TICK_SECONDS)))
        except queue.Empty:
            if left <= TICK_SECONDS:
                raise
        tick(time.monotonic() - began)


def _stopped(outcome: "queue.SimpleQueue[T]", stop: Callable[[], object]) -> bool:
    """Tell the work to stop; whether it did."""

    def run() -> None:
        with contextlib.suppress(Exception):  # it stops or it is left behind; there is nobody to tell
            stop()

    threading.Thread(target=run, daemon=True).start()
    try:
        outcome.get(timeout=GRACE_SECONDS)
    except queue.Empty:
        return False
    return True
