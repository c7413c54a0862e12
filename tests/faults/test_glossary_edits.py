"""Edits of the glossary beside another smeeting, beside an editor, under a kill and on a failing disk."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from smeeting.domain.errors import FaultsError, StorageError
from smeeting.domain.term_fields import FIELDS, words_field
from smeeting.services import glossary_edits
from smeeting.services.desk import Desk
from smeeting.storage import glossary_edit
from smeeting.storage.glossaries import GlossaryFile, read_glossary
from smeeting.storage.workspace import Workspace
from tests.faults.sweeps import FULL

CHECKOUT = Path(__file__).parents[2]
EACH = 250 if FULL else 20
"""Edits that each of two programs makes."""
BY_NAME = {field.name: field for field in FIELDS}
COUNTS = BY_NAME["counts"]
TYPIST = """
import sys
from pathlib import Path
from smeeting.domain.term_fields import FIELDS
from smeeting.services import glossary_edits as edits
from smeeting.services.desk import Desk
from smeeting.storage.workspace import Workspace
root, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
fields = {field.name: field for field in FIELDS}
with Desk(Workspace(root)) as desk:
    print('ready', flush=True)
    sys.stdin.readline()
    for number in range(count):
        says = f"{name} {number}"
        if number % 5 == 4:
            edits.add(desk, says, {"owner": name}, desk.now(), words=says)
        else:
            field = fields[("counts", "does_not_count")[number % 2]]
            edits.change_list(desk, "mql", field, [says], [], desk.now())
"""


@pytest.fixture
def glossary(workspace: Path) -> Path:
    return workspace / "glossary.yaml"


def _leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.endswith(".tmp"))


def _counts(path: Path) -> tuple[str, ...]:
    term = read_glossary(path, "g").glossary.get("mql")
    assert term is not None
    return term.counts


def _add_count(workspace: Path, text: str = "ours") -> None:
    with Desk(Workspace(workspace)) as desk:
        glossary_edits.change_list(desk, "mql", COUNTS, [text], [], desk.now())


def test_two_programs_that_edit_at_once_lose_nothing_and_are_never_refused(
    workspace: Path, glossary: Path
) -> None:
    before = read_glossary(glossary, "g").glossary
    running = [
        subprocess.Popen(
            [sys.executable, "-c", TYPIST, str(workspace), name, str(EACH)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=CHECKOUT,
        )
        for name in ("anna", "ben")
    ]
    for one in running:
        assert one.stdin is not None
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in running:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    said = [one.communicate()[1] for one in running]
    assert said == ["", ""]
    after = read_glossary(glossary, "g").glossary
    old, new = before.get("mql"), after.get("mql")
    assert old is not None
    assert new is not None
    kept = [
        *new.counts[len(old.counts) :],
        *new.does_not_count[len(old.does_not_count) :],
        *(term.definition for term in after.terms[len(before.terms) :]),
    ]
    assert sorted(kept) == sorted(f"{name} {number}" for name in ("anna", "ben") for number in range(EACH))
    assert after.terms[: len(before.terms)][2:] == before.terms[2:]
    assert _leftovers(workspace) == []


# An editor saves between two steps of an edit of ours.


def _in_place(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")


def _by_rename(path: Path, text: str) -> None:
    beside = path.with_name("glossary.yaml~new")
    beside.write_text(text, "utf-8")
    beside.replace(path)


SAVES = pytest.mark.parametrize("save", [_in_place, _by_rename])
Save = Callable[[Path, str], None]


def _editing(path: Path, save: Save, times: int) -> Callable[[], None]:
    """Someone who writes a line more into the file whenever called, the first few times."""
    left = list(range(times))

    def edit() -> None:
        if left:
            text = path.read_text("utf-8")
            save(path, text + f"\n# theirs {left.pop(0)}\n")

    return edit


@SAVES
@pytest.mark.parametrize(
    "step", ["read_glossary", "read_bytes", "glossary_of", "replace_file", "locked_folder"]
)
@pytest.mark.parametrize("when", ["before", "after"])
def test_what_an_editor_saves_in_the_midst_of_an_edit_is_kept(
    workspace: Path, glossary: Path, monkeypatch: pytest.MonkeyPatch, save: Save, step: str, when: str
) -> None:
    their_edit = _editing(glossary, save, 1)
    real: Callable[..., Any] = getattr(glossary_edit, step)

    def disturbed(*given: Any, **named: Any) -> Any:
        if when == "before":
            their_edit()
        result = real(*given, **named)
        if when == "after":
            their_edit()
        return result

    monkeypatch.setattr(glossary_edit, step, disturbed)
    _add_count(workspace)
    text = glossary.read_text("utf-8")
    assert "ours" in _counts(glossary)
    assert text.count("# theirs 0") == 1
    assert _leftovers(workspace) == []


@SAVES
def test_what_an_editor_saves_while_the_new_file_is_written_is_kept(
    workspace: Path, glossary: Path, monkeypatch: pytest.MonkeyPatch, save: Save
) -> None:
    their_edit, fsync = _editing(glossary, save, 1), os.fsync

    def slow(descriptor: int) -> None:
        fsync(descriptor)
        if _leftovers(workspace):
            their_edit()

    monkeypatch.setattr(os, "fsync", slow)
    _add_count(workspace)
    assert "ours" in _counts(glossary)
    assert "# theirs 0" in glossary.read_text("utf-8")
    assert _leftovers(workspace) == []


@SAVES
def test_an_editor_that_saves_all_the_time_is_told_of_and_not_overwritten(
    workspace: Path, glossary: Path, monkeypatch: pytest.MonkeyPatch, save: Save
) -> None:
    their_edit = _editing(glossary, save, 100)
    real: Callable[..., bytes] = getattr(glossary_edit, "read_bytes")  # noqa: B009

    def disturbed(*given: Any) -> bytes:
        their_edit()
        return real(*given)

    monkeypatch.setattr(glossary_edit, "read_bytes", disturbed)
    with pytest.raises(StorageError, match="changed by someone else"):
        _add_count(workspace)
    text = glossary.read_text("utf-8")
    assert "ours" not in _counts(glossary)
    assert all(f"# theirs {number}\n" in text for number in range(text.count("# theirs")))
    assert _leftovers(workspace) == []


@SAVES
def test_an_editor_s_half_written_file_is_told_and_left_to_it(
    workspace: Path, glossary: Path, save: Save
) -> None:
    half = glossary.read_text("utf-8") + "  - term: [half\n"
    save(glossary, half)
    with pytest.raises(FaultsError):
        _add_count(workspace)
    assert glossary.read_text("utf-8") == half


@SAVES
def test_two_edits_of_one_field_are_told_with_both_texts(workspace: Path, glossary: Path, save: Save) -> None:
    field = words_field("sales", "Sales")
    with Desk(Workspace(workspace)) as desk:
        base = read_glossary(glossary, "g").glossary.get("mql")
        assert base is not None
        text = glossary.read_text("utf-8")
        theirs = text.replace(base.definitions["sales"], "Their words.")
        assert theirs != text
        save(glossary, theirs)
        with pytest.raises(glossary_edits.ClashError) as clash:
            glossary_edits.set_fields(desk, "mql", {field: "My words."}, desk.now(), base=base)
        assert [(one.theirs, one.mine) for one in clash.value.clashes] == [("Their words.", "My words.")]
        glossary_edits.set_fields(desk, "mql", {COUNTS: ("mine",)}, desk.now(), base=base)
    assert glossary.read_text("utf-8").count("Their words.") == 1
    assert _counts(glossary) == ("mine",)


# Killed after each line of the program that writes.

KILLED = """
import os, signal, sys
from pathlib import Path
from smeeting.storage import files, glossary_edit
from smeeting.storage.glossary_edit import change_glossary, set_field
from smeeting.storage.glossaries import glossary_of
path = Path(sys.argv[1])
old = path.read_bytes()
watched = {files.__file__, glossary_edit.__file__}

def edit(file):
    text = set_field(file, "mql", ("long",), "New")
    return glossary_of(text, file.path, "g")

def killed_at(line):
    left = line
    def trace(frame, event, arg):
        nonlocal left
        if frame.f_code.co_filename not in watched:
            return None
        if event == "line":
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace
    child = os.fork()
    if child == 0:
        sys.settrace(trace)
        change_glossary(path, "g", edit)
        os._exit(0)
    return os.waitpid(child, 0)[1]

seen, line = set(), 0
while killed_at(line):
    content = path.read_bytes()
    assert content == old or b"long: New" in content and content.endswith(b"# the end"), content
    seen.add(content)
    path.write_bytes(old)
    change_glossary(path, "g", edit)  # what is left behind is in nobody's way
    assert b"long: New" in path.read_bytes()
    path.write_bytes(old)
    line += 1
print(line, len(seen))
"""


def test_a_kill_at_any_line_of_a_write_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "glossary.yaml"
    path.write_text("- term: MQL\n  long: Old\n" + "- {term: A}\n" + "# the end", "utf-8")
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(path)], capture_output=True, text=True, cwd=CHECKOUT, check=False
    )
    assert ended.stderr == ""
    lines, states = map(int, ended.stdout.split())
    assert lines > 60
    assert states == 2


# A disk that fails, files that may not be written.


def _failing(monkeypatch: pytest.MonkeyPatch, what: str, code: int) -> None:
    owner, _, name = what.rpartition(".")
    holder: Any = {"os": os, "Path": Path}[owner]
    real = getattr(holder, name)

    def fail(*given: Any, **named: Any) -> Any:
        if name == "open" and not str(given[0]).endswith(".tmp"):
            return real(*given, **named)
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(holder, name, fail)


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ("os.open", errno.ENOSPC),
        ("os.open", errno.EROFS),
        ("os.open", errno.EACCES),
        ("os.fsync", errno.EIO),
        ("os.fsync", errno.ENOSPC),
        ("os.fsync", errno.EDQUOT),
        ("Path.replace", errno.EIO),
        ("Path.replace", errno.EACCES),
        ("Path.chmod", errno.EPERM),
    ],
)
def test_a_failing_disk_leaves_the_old_file_and_the_next_edit_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str, code: int
) -> None:
    path = tmp_path / "glossary.yaml"
    path.write_text("MQL: a\n")
    with monkeypatch.context() as patched:
        _failing(patched, what, code)
        with pytest.raises(StorageError, match="the file is as it was"):
            glossary_edit.change_glossary(path, "g", _settled)
    assert path.read_text() == "MQL: a\n"
    assert sorted(tmp_path.iterdir()) == [path]
    glossary_edit.change_glossary(path, "g", _settled)
    assert "agreed" in path.read_text()


def _settled(file: GlossaryFile) -> GlossaryFile:
    return glossary_edit.edited_glossary(file, {"mql": {"status": "agreed"}})


def test_a_disk_that_does_not_confirm_the_new_file_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "glossary.yaml"
    path.write_text("MQL: a\n")

    def fail(folder: Path) -> None:
        raise OSError(errno.EIO, "gone")

    monkeypatch.setattr("smeeting.storage.files._sync_folder", fail)
    with pytest.raises(StorageError, match=r"is written, but the disk did not confirm it \(gone\)"):
        glossary_edit.change_glossary(path, "g", _settled)
    assert "agreed" in path.read_text()


def test_a_file_that_cannot_grow_is_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "glossary.yaml"
    path.write_text("MQL: " + "word " * 2000 + "\n")
    before = path.read_bytes()
    program = (
        "import resource, sys; from pathlib import Path\n"
        "from smeeting.domain.errors import StorageError\n"
        "from tests.faults.test_glossary_edits import _settled, glossary_edit\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))\n"
        "try: glossary_edit.change_glossary(Path(sys.argv[1]), 'g', _settled)\n"
        "except StorageError as error: print(error)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, cwd=CHECKOUT, check=False
    )
    assert "can't be written (file too large)" in ended.stdout, ended.stderr
    assert path.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_permissions_are_kept(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "glossary.yaml"
    path.write_text("MQL: a\n")
    path.chmod(mode)
    glossary_edit.change_glossary(path, "g", _settled)
    assert path.stat().st_mode & 0o777 == mode


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_owner_and_group_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "glossary.yaml"
    path.write_text("MQL: a\n")
    os.chown(path, 4321, 8765)
    glossary_edit.change_glossary(path, "g", _settled)
    assert (path.stat().st_uid, path.stat().st_gid) == (4321, 8765)


@pytest.mark.parametrize("absolute", [True, False])
def test_a_link_to_another_folder_stays_one(tmp_path: Path, absolute: bool) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "ours").mkdir()
    target, path = tmp_path / "shared" / "words.yaml", tmp_path / "ours" / "glossary.yaml"
    target.write_text("MQL: a\n")
    path.symlink_to(target if absolute else Path("..") / "shared" / "words.yaml")
    glossary_edit.change_glossary(path, "g", _settled)
    assert path.is_symlink()
    assert "agreed" in target.read_text()
    assert sorted((tmp_path / "shared").iterdir()) == [target]
    assert sorted((tmp_path / "ours").iterdir()) == [path]


@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_is_write_protected_is_refused_and_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    path = tmp_path / "glossary.yaml"
    path.write_text("MQL: a\n")
    protected = path if what == "file" else tmp_path
    mode = protected.stat().st_mode
    protected.chmod(0o444 if what == "file" else 0o555)
    if os.geteuid() == 0:
        # Root may write everywhere; what others would be told stands in.
        if what == "file":
            monkeypatch.setattr(os, "access", lambda path, _: bool(Path(path).stat().st_mode & 0o200))
        else:
            _failing(monkeypatch, "os.open", errno.EACCES)
    try:
        with pytest.raises(StorageError, match="can't be written"):
            glossary_edit.change_glossary(path, "g", _settled)
    finally:
        protected.chmod(mode)
    assert path.read_text() == "MQL: a\n"
    assert sorted(tmp_path.iterdir()) == [path]
