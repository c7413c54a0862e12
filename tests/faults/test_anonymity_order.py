"""The order in which anonymous issues are opened and read, and two terminals that open them at once."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from smeeting.services import anonymous, issues
from smeeting.services.desk import Desk
from smeeting.services.live import the_live
from smeeting.storage import anonymous as box
from tests.faults.anonymity import at, disorder

CERTAIN = 66.0
"""Chi-square with 16 degrees of freedom is above this less than once in ten million times."""


def orders_opened(desk: Desk, rounds: int, rng: random.Random | None) -> list[list[int]]:
    """Open five texts again and again; for each time the arrivals in the order they were opened in."""
    orders = []
    for _ in range(rounds):
        with desk.traceless():
            for arrival in range(5):
                box.put(desk.db, str(arrival))
        if rng is None:
            opened = anonymous.open_all(desk, the_live(desk, at(1)), at(1)).issues
        else:
            with desk.traceless():
                opened = box.open_all(desk.db, the_live(desk, at(1)).name, 0, rng)
        numbers = [one.capture.number for one in opened]
        assert numbers == sorted(numbers)
        orders.append([int(one.capture.text) for one in opened])
    return orders


@pytest.mark.parametrize("rng", [random.Random(5), None], ids=["seeded", "of the system"])
def test_the_order_they_are_opened_in_tells_nothing_of_their_arrival(
    room: Desk, rng: random.Random | None
) -> None:
    assert disorder(orders_opened(room, 400, rng)) < CERTAIN


def test_the_keys_tell_nothing_of_arrival_nor_of_the_order_they_are_opened_in(room: Desk) -> None:
    """An author knows the key, and a file that was copied before has all of them."""
    came, opened = [], []
    meeting = the_live(room, at(1)).name
    for _ in range(400):
        with room.traceless():
            keys = [box.put(room.db, str(arrival)) for arrival in range(5)]
            shown = box.open_all(room.db, meeting, 0, random.Random(repr(keys)))
        ranks = [sorted(keys).index(key) for key in keys]
        came.append(ranks)
        opened.append([ranks[int(one.capture.text)] for one in shown])
    assert disorder(came) < CERTAIN
    assert disorder(opened) < CERTAIN


def test_the_order_they_are_read_in_tells_nothing_of_arrival_and_is_another_each_time(room: Desk) -> None:
    with room.traceless():
        keys = [box.put(room.db, str(arrival)) for arrival in range(5)]
    read = [[keys.index(one.key) for one in anonymous.to_read(room)] for _ in range(400)]
    assert disorder(read) < CERTAIN


def test_the_statistic_sees_an_order_that_is_kept() -> None:
    kept = [[0, 1, 2, 3, 4]] * 400
    assert disorder(kept) > 1000
    # One in five batches in the order of arrival is enough.
    rng = random.Random(1)
    some = [list(range(5)) if number % 5 == 0 else rng.sample(range(5), 5) for number in range(400)]
    assert disorder(some) > CERTAIN


def test_two_terminals_that_open_at_once_lose_nothing_and_show_nothing_twice(begun: Path, room: Desk) -> None:
    texts = {f"text {number}" for number in range(12)}
    with room.traceless():
        for text in sorted(texts):
            box.put(room.db, text)
    children = [
        subprocess.Popen(
            [sys.executable, "-m", "smeeting", "-C", str(begun), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for arguments in (
            ("issue", "reveal"),
            ("issue", "add", "--anonymous"),
            ("issue", "reveal"),
            ("issue", "add", "--anonymous"),
        )
    ]
    said = [child.communicate(f"late {number}") for number, child in enumerate(children)]
    assert [child.returncode for child in children] == [0, 0, 0, 0]
    shown = [
        line.split("  ", 1)[1] for out, _ in (said[0], said[2]) for line in out.splitlines() if "  " in line
    ]
    waiting = [one.text for one in anonymous.to_read(room)]
    assert sorted(shown + waiting) == sorted([*texts, "late 1", "late 3"])
    opened = [one.capture.text for one in issues.listed(room) if one.anonymous]
    assert sorted(opened) == sorted(shown)
