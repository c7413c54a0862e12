"""How often a fault is tried: a few times in every run, everywhere in `make sweep` (SMEETING_SWEEP=full)."""

import os

import pytest

FULL = os.environ.get("SMEETING_SWEEP") == "full"


def seeds(*, small: int, full: int) -> pytest.MarkDecorator:
    """Run a test once a `seed`; its id says which form of the sweep it belongs to."""
    form, count = ("full", full) if FULL else ("small", small)
    return pytest.mark.parametrize("seed", range(count), ids=[f"{form}-{seed}" for seed in range(count)])
