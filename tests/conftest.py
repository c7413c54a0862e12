"""Fixtures that every test may use."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Generated examples are the same in every run, leave nothing in the checkout, and are never timed.
settings.register_profile(
    "run", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("full", settings.get_profile("run"), derandomize=False, max_examples=2000)
settings.load_profile("full" if os.environ.get("SMEETING_SWEEP") == "full" else "run")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real and hostile data beside the checkout; tests skip where it is absent."""
    folder = Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("the folder of real and hostile data is not beside this checkout")
    return folder
