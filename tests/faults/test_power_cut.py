"""The power goes after a system call: what got a receipt is there, and each file is an old or a new one."""

import random
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from smeeting.services import captures
from smeeting.services.desk import Desk
from smeeting.services.live import live_meeting
from smeeting.storage.glossaries import read_glossary
from smeeting.storage.instants import read_instant
from smeeting.storage.workspace import Workspace
from tests.faults.power_cut import Disk, Machine, Step, record
from tests.faults.scripted_meeting import SCRIPT, State, state_of, states
from tests.faults.sweeps import FULL

CHECKOUT = Path(__file__).parents[2]
CUTS = 10_000 if FULL else 70
"""Of the points where the power may go, how many are tried."""
TORN = 3 if FULL else 1
"""How many ways of arriving in part are tried at each."""
DISPUTE = next(at for at, step in enumerate(SCRIPT) if step.startswith("#dispute")) + 1
EXPORT = SCRIPT.index("minutes export") + 1

disks = pytest.mark.parametrize(
    "strict", [True, False], ids=[f"{'full' if FULL else 'small'}-{disk}" for disk in ("strict", "quick")]
)


def _recorded(command: list[str], folder: Path) -> tuple[Disk, tuple[Step, ...]]:
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed; .ci/run installs it where it may")
    before = _disk_of(folder)
    return before, record([sys.executable, *command], folder, cwd=CHECKOUT)


def _disk_of(folder: Path) -> Disk:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _laid_out(disk: Disk, folder: Path) -> Path:
    """The disk's files in a new folder."""
    for name, content in disk.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


class Cut:
    """The power went: what was said before, what files programs had seen by then, what is on the disk."""

    def __init__(self, machine: Machine, seen: dict[str, list[bytes]], disk: Disk) -> None:
        self.receipts = machine.said.count(b"\n")
        self.seen = seen
        self.disk = disk


def _cuts(before: Disk, steps: tuple[Step, ...], *, strict: bool, watched: tuple[str, ...]) -> Iterator[Cut]:
    """The power going at some of the steps, or all: nothing of what was under way arrived, or parts of it."""
    machine = Machine(before, strict=strict)
    seen: dict[str, list[bytes]] = {name: [before[name]] if name in before else [] for name in watched}
    chance = random.Random(5)
    chosen = set(chance.sample(range(len(steps)), min(CUTS, len(steps)))) | {len(steps) - 1}
    for at, step in enumerate(steps):
        machine.do(step)
        for name in watched:
            content = machine.seen(name)
            if content is not None and content not in seen[name][-1:]:
                seen[name].append(content)
        if at in chosen:
            yield Cut(machine, seen, machine.after_cut())
            yield from (Cut(machine, seen, machine.after_cut(chance)) for _ in range(TORN))


@pytest.fixture(scope="module")
def meeting_run(starter: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Disk, tuple[Step, ...]]:
    """The system calls of the scripted meeting, from before there is a database."""
    folder = Path(shutil.copytree(starter, tmp_path_factory.mktemp("recorded") / "workspace"))
    return _recorded(["-m", "tests.faults.scripted_meeting", str(folder)], folder)


@pytest.fixture(scope="module")
def expected(starter: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[State, ...]:
    """What is to be on disk after each receipt."""
    return states(Path(shutil.copytree(starter, tmp_path_factory.mktemp("expected") / "workspace")))


@disks
def test_what_got_a_receipt_outlives_a_power_cut(
    meeting_run: tuple[Disk, tuple[Step, ...]], expected: tuple[State, ...], tmp_path: Path, strict: bool
) -> None:
    before, steps = meeting_run
    minutes = next(step.to for step in steps if step.kind == "rename" and step.to.startswith("minutes/"))
    cut = None
    for number, cut in enumerate(_cuts(before, steps, strict=strict, watched=("glossary.yaml", minutes))):
        root = _laid_out(cut.disk, tmp_path / str(number))
        _assert_meeting_is_kept(cut, root, expected)
        _assert_files_are_whole(cut, root, minutes)
        shutil.rmtree(root)
    assert cut is not None
    assert cut.receipts == len(SCRIPT)


def _assert_meeting_is_kept(cut: Cut, root: Path, expected: tuple[State, ...]) -> None:
    with Desk(Workspace(root)) as desk:
        assert state_of(desk) in expected[cut.receipts : cut.receipts + 2]
        if live_meeting(desk, read_instant()):
            captures.take(desk, "#note the light is back", desk.now())
    if (root / "smeeting.db").exists():
        assert _integrity(root / "smeeting.db") == "ok"


def _integrity(database: Path) -> str:
    conn = sqlite3.connect(database)
    try:
        return str(conn.execute("PRAGMA integrity_check").fetchone()[0])
    finally:
        conn.close()


def _assert_files_are_whole(cut: Cut, root: Path, minutes: str) -> None:
    glossary = root / "glossary.yaml"
    assert glossary.read_bytes() in cut.seen["glossary.yaml"]
    if cut.receipts >= DISPUTE:
        term = read_glossary(glossary, "glossary.yaml").glossary.find("SQL")
        assert term is not None
        assert term.status == "disputed"
    if (root / minutes).exists():
        assert (root / minutes).read_bytes() in cut.seen[minutes]
    else:
        assert cut.receipts < EXPORT


@disks
def test_a_migration_outlives_a_power_cut(
    workspace: Path, expected: tuple[State, ...], tmp_path: Path, strict: bool
) -> None:
    final = states(workspace)[-1]
    before, steps = _recorded(
        ["-m", "tests.faults.invented_version", str(workspace / "smeeting.db")], workspace
    )
    old = _version(workspace / "smeeting.db") - 1
    versions = set()
    for number, cut in enumerate(_cuts(before, steps, strict=strict, watched=())):
        root = _laid_out(cut.disk, tmp_path / str(number))
        versions.add(version := _version(root / "smeeting.db"))
        assert version in ((old + 1,) if cut.receipts else (old, old + 1))
        _assert_rows_are_kept(root / "smeeting.db", final)
        if version > old:
            _assert_rows_are_kept(next(root.glob("smeeting.db.backup*")), final)
        else:
            with Desk(Workspace(root)) as desk:
                assert state_of(desk) == final
        shutil.rmtree(root)
    assert versions == {old, old + 1}


def _version(database: Path) -> int:
    conn = sqlite3.connect(database)
    try:
        return int(conn.execute("PRAGMA user_version").fetchone()[0])
    finally:
        conn.close()


def _assert_rows_are_kept(database: Path, final: State) -> None:
    assert _integrity(database) == "ok"
    conn = sqlite3.connect(database)
    try:
        kept = conn.execute("SELECT text FROM capture ORDER BY id").fetchall()
    finally:
        conn.close()
    assert [text for (text,) in kept] == [text for _, text, _ in final.captures]


def test_a_program_that_forgets_to_sync_would_be_found_out(tmp_path: Path) -> None:
    # The model itself must be able to fail: a file written without fsync is gone, or there in part.
    data = bytes(range(256)) * 8
    machine = Machine({}, strict=True)
    for step in (Step("create", "a"), Step("write", "a", data), Step("say", data=b"saved\n")):
        machine.do(step)
    assert machine.after_cut() == {}
    machine.strict = False
    machine.do(Step("create", "b"))
    assert machine.after_cut() == {"a": b"", "b": b""}
    torn = {machine.after_cut(random.Random(seed))["a"] for seed in range(20)}
    assert len(torn) > 3
    machine.do(Step("sync", "a"))
    assert machine.after_cut()["a"] == data


def test_a_database_that_only_pretends_to_sync_would_be_found_out(tmp_path: Path) -> None:
    path = tmp_path / "workspace" / "x.db"
    path.parent.mkdir()
    program = (
        "import sqlite3, sys\n"
        "db = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "db.execute('PRAGMA synchronous = OFF')\n"
        "db.execute('CREATE TABLE t (a)')\n"
        "for number in range(8):\n"
        "    db.execute('INSERT INTO t VALUES (?)', (number,))\n"
        "    print(number, flush=True)\n"
    )
    before, steps = _recorded(["-c", program, str(path)], path.parent)
    cuts = _cuts(before, steps, strict=True, watched=())
    assert next(cut.disk for cut in cuts if cut.receipts == 8) == {}
