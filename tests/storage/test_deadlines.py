"""Whoever waits comes back: with the result, with the error, or when the time is up."""

import threading
from collections.abc import Callable, Iterator

import pytest

from smeeting.storage import deadlines
from smeeting.storage.deadlines import TookTooLongError, within


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """What hanging work waits on; let go at the end."""
    event = threading.Event()
    yield event
    event.set()


def nothing() -> None:
    pass


def test_the_result_comes_back() -> None:
    assert within(5, lambda: 7, stop=pytest.fail) == 7


def test_an_error_comes_back_as_it_was_raised() -> None:
    def work() -> int:
        raise LookupError("gone")

    with pytest.raises(LookupError, match="gone"):
        within(5, work, stop=pytest.fail)


def test_work_that_stops_when_told_has_ended(gate: threading.Event) -> None:
    with pytest.raises(TookTooLongError) as caught:
        within(0.01, gate.wait, stop=gate.set)
    assert caught.value.ended


@pytest.mark.parametrize("stop", ["does nothing", "raises", "hangs"])
def test_work_that_does_not_stop_is_left_behind(
    gate: threading.Event, monkeypatch: pytest.MonkeyPatch, stop: str
) -> None:
    monkeypatch.setattr(deadlines, "GRACE_SECONDS", 0.01)
    stops: dict[str, Callable[[], object]] = {
        "does nothing": nothing,
        "raises": lambda: [][0],
        "hangs": gate.wait,
    }
    with pytest.raises(TookTooLongError) as caught:
        within(0.01, gate.wait, stop=stops[stop])
    assert not caught.value.ended


def test_it_is_told_how_long_it_takes(gate: threading.Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadlines, "TICK_SECONDS", 0.01)
    told: list[float] = []

    def tick(seconds: float) -> None:
        told.append(seconds)
        if len(told) == 3:
            gate.set()

    assert within(30, gate.wait, stop=pytest.fail, tick=tick)
    assert told == sorted(told)
    assert 0.03 <= told[-1] < 30


def test_an_interrupt_stops_the_work(gate: threading.Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadlines, "TICK_SECONDS", 0.01)

    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        within(30, gate.wait, stop=gate.set, tick=interrupt)
    assert gate.is_set()
