"""Whatever bytes a file holds: an answer, or a line for each fault; never a traceback, never a change."""

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.faults.conftest import Command
from tests.faults.scripted_meeting import states
from tests.faults.sweeps import FULL

tries = settings(
    max_examples=1500 if FULL else 40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
_FAULT = re.compile(r"random\.file:[1-9]\d*:[1-9]\d*: (warning: )?\S")
_MARKS = (
    b"\t",
    b"\n",
    b"---\n",
    b"<<<<<<< a\n",
    b"&a ",
    b"*a",
    b"!!int ",
    b"[",
    b"{",
    b'"',
    b"'",
    b"- ",
    b": ",
)
VALUES = b"period,metric,value,target,note\n2025-01,MQL,120,100,good\n2025-02,SQL,30,40,\n"

chunks = st.one_of(
    st.binary(max_size=60), st.text(max_size=40).map(lambda text: text.encode()), st.sampled_from(_MARKS)
)
edits = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 60), chunks), max_size=4)
"""Where, as a part of the whole; how many bytes go; and what comes instead."""


def _edited(content: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    for place, removed, added in changes:
        at = round(place * len(content))
        content = content[:at] + added + content[at + removed :]
    return content


@pytest.mark.parametrize(
    ("arguments", "source"),
    [
        (("agenda", "check"), "agendas/monthly.yaml"),
        (("glossary", "check"), "glossary.yaml"),
        (("metric", "import"), None),
    ],
    ids=["agenda", "glossary", "metrics"],
)
@tries
@given(changes=edits, whole=st.none() | st.binary(max_size=300))
def test_a_random_file_is_taken_or_told(
    command: Command,
    workspace: Path,
    arguments: tuple[str, ...],
    source: str | None,
    changes: list[tuple[float, int, bytes]],
    whole: bytes | None,
) -> None:
    good = (workspace / source).read_bytes() if source else VALUES
    content = whole if whole is not None else _edited(good, changes)
    file = workspace.parent / "random.file"
    file.write_bytes(content)
    said = command(*arguments, file.name)
    assert said.code in (0, 1, 2)
    assert (said.code == 0) == (said.err == "")
    assert all(map(_FAULT.match, said.err.splitlines())), said.err
    assert file.read_bytes() == content


@pytest.fixture
def database(workspace: Path) -> bytes:
    """The bytes of a database in which a meeting was held."""
    states(workspace)
    return (workspace / "smeeting.db").read_bytes()


@tries
@given(changes=edits, flips=st.lists(st.tuples(st.floats(0, 1), st.integers(1, 255)), max_size=6))
def test_a_random_database_is_opened_or_told(
    command: Command,
    workspace: Path,
    database: bytes,
    changes: list[tuple[float, int, bytes]],
    flips: list[tuple[float, int]],
) -> None:
    content = bytearray(_edited(database, changes))
    for place, mask in flips:
        content[round(place * (len(content) - 1))] ^= mask
    path = workspace / "smeeting.db"
    path.write_bytes(content)
    for arguments in (("status",), ("issue", "list"), ("minutes", "show"), ("doctor",)):
        said = command(*arguments)
        assert said.code in (0, 1, 2)
        assert said.err.count("\n") <= 1, said.err
        assert path.read_bytes() == content
        assert (said.code == 2) == (said.err != "")
    shutil.rmtree(workspace / "minutes", ignore_errors=True)
