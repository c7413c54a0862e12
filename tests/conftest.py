"""Fixtures that every test may use."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bench.postgres import Server, running, why_absent
from smeeting.services import demo

# Generated examples are the same in every run, leave nothing in the checkout, and are never timed.
settings.register_profile(
    "run",
    derandomize=True,
    database=None,
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
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


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo workspace, made once; a test that changes anything copies it."""
    folder = tmp_path_factory.mktemp("made") / "demo"
    assert demo.make(folder)
    return folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server with a table `leads` of 30 rows; tests skip where it is not installed."""
    if reason := why_absent():
        pytest.skip(reason)
    # Imported here, like everything only some tests need.
    import psycopg

    with running() as server:
        with psycopg.connect(server.url()) as connection:
            connection.execute(
                "CREATE TABLE leads AS SELECT number AS id, DATE '2026-01-01' + number * 3 AS entered"
                " FROM generate_series(0, 29) AS number"
            )
        yield server
