"""Killed with -9 while issues are answered, merged and converted: each step is there whole, or not at all."""

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.faults.ledger_script import SCRIPT, State, play, state_of
from tests.faults.sweeps import seeds

BETWEEN_S = 0.02
"""Some more than one step takes."""


@pytest.fixture(scope="session")
def expected(starter: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[State, ...]:
    """What is on disk before the script and after each step, where nobody disturbs it."""
    root = Path(shutil.copytree(starter, tmp_path_factory.mktemp("expected") / "workspace"))
    states = [state_of(root)]
    for step in SCRIPT:
        play(str(root), step)
        states.append(state_of(root))
    return tuple(states)


@seeds(small=6, full=200)
def test_a_step_with_its_receipt_outlives_a_kill(
    workspace: Path, expected: tuple[State, ...], seed: int
) -> None:
    chance = random.Random(seed)
    wanted, delay = chance.randrange(len(SCRIPT)), chance.uniform(0, BETWEEN_S)
    command = [sys.executable, "-m", "tests.faults.ledger_script", str(workspace)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=Path(__file__).parents[2]
    ) as child:
        assert child.stdout is not None
        said = b"".join(child.stdout.readline() for _ in range(wanted))
        time.sleep(delay)
        child.kill()
        said += child.stdout.read()
    receipts = said.count(b"\n")
    assert receipts >= wanted
    # The step that was under way is on disk whole, or not at all.
    assert state_of(workspace) in expected[receipts : receipts + 2]
