"""Anonymous issues from the shell: written in an editor or typed, opened, held back, taken back."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from smeeting.domain.anonymity import KEY, PROTECTION
from smeeting.services import anonymous
from smeeting.services.desk import Desk
from smeeting.storage.workspace import Workspace
from tests.cli.conftest import ROOT, Run


def air(run: Run, *texts: str) -> list[str]:
    return [run("issue", "add", "--anonymous", stdin=text).out.split()[0] for text in texts]


def texts_in(folder: Path) -> list[str]:
    with Desk(Workspace(folder)) as desk:
        return sorted(one.text for one in anonymous.to_read(desk))


def hold_one_back(folder: Path, why: str) -> None:
    with Desk(Workspace(folder)) as desk:
        from smeeting.services.live import the_live

        read = [one.key for one in anonymous.to_read(desk)]
        now = desk.now()
        anonymous.open_read(desk, the_live(desk, now), now, read[:1], {read[0]: why})


def test_the_receipt_is_the_key_and_the_truth_stands_beside_it(run: Run, in_new: Path) -> None:
    ran = run("issue", "add", "--anonymous", stdin="  nobody reads our briefs\n")
    assert ran.code == 0
    assert ran.out.startswith(anonymous.PREFIX)
    assert len(ran.out.splitlines()) == 1
    assert ran.err.split() == [*PROTECTION.split(), *KEY.split()]
    assert "briefs" not in ran.out + ran.err
    assert texts_in(in_new) == ["nobody reads our briefs"]


def test_the_truth_stands_in_the_help_too(run: Run, in_new: Path) -> None:
    for command in (("issue", "add"), ("issue", "reveal")):
        assert PROTECTION in " ".join(run(*command, "--help").out.split())
    run("start")
    assert PROTECTION in " ".join(run("note", "-", stdin="#issue anon nobody reads our briefs\n").err.split())


def test_a_text_may_come_from_the_editor(run: Run, in_new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    editor = in_new.parent / "editor"
    editor.write_text('#!/bin/sh\necho "from an editor" > "$1"\n')
    editor.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(editor))
    assert run("issue", "add", "--anonymous", "--editor").code == 0
    assert texts_in(in_new) == ["from an editor"]
    assert run("issue", "add", "--side", "sales", "--editor").out.startswith("I1  sales: from an editor")
    assert "on the command line already" in run("issue", "add", "--editor", "x").err


def test_an_editor_that_is_left_empty_airs_nothing(
    run: Run, in_new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "true")
    assert "there is no text" in run("issue", "add", "--anonymous", "--editor").err
    assert texts_in(in_new) == []


@pytest.mark.parametrize("editor", ["editor", ""])
def test_at_a_terminal_it_is_written_in_the_editor_or_else_typed(in_new: Path, editor: str) -> None:
    script = in_new.parent / "editor"
    script.write_text('#!/bin/sh\necho "from an editor" > "$1"\n')
    script.chmod(0o700)
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "smeeting", "issue", "add", "--anonymous"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "VISUAL": "", "EDITOR": str(script) if editor else ""},
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    os.close(theirs)
    if not editor:
        os.write(ours, b"typed by hand\n\x04")
    out, err = child.communicate(timeout=60)
    os.close(ours)
    assert (child.returncode, out[:5]) == (0, b"anon-")
    assert (b"press Ctrl-D" in err) is (not editor)
    assert texts_in(in_new) == ["from an editor" if editor else "typed by hand"]


def test_undo_reads_the_key_from_standard_input(run: Run, in_new: Path) -> None:
    first, _ = air(run, "one", "two")
    assert run("undo", "-", stdin=f"{first}\n").out == "taken back: the anonymous issue, for good\n"
    assert texts_in(in_new) == ["two"]
    again = run("undo", "-", stdin=f"{first}\n")
    assert again.code == 2
    assert first not in again.err
    assert "standard input has no id" in run("undo", "-").err
    run("issue", "add", "a named one")
    assert run("undo", "-", stdin="I1\n").out.startswith("taken back: I1")


def test_reveal_opens_all_and_prints_them(run: Run, in_new: Path) -> None:
    air(run, "one", "two")
    assert "no meeting is running" in run("issue", "reveal").err
    run("start")
    shown = run("issue", "reveal").out.splitlines()
    assert [line.split("  ")[0] for line in shown] == ["I1", "I2"]
    assert {line.split("  ")[1] for line in shown} == {"one", "two"}
    assert all("aired  anonymous  new" in line for line in run("issue", "list").out.splitlines()[1:])
    assert run("issue", "reveal").out == "No anonymous issue waits.\n"
    air(run, "three")
    (issue,) = run("issue", "reveal", "--json").json
    assert (issue["text"], issue["at"], issue["anonymous"]) == ("three", None, True)


def test_held_says_why_and_lets_go(run: Run, in_new: Path) -> None:
    assert "No anonymous issue was held back" in run("issue", "held").out
    air(run, "one")
    run("start")
    hold_one_back(in_new, "names a person")
    assert run("issue", "held").out == "names a person\n"
    assert run("issue", "held", "--json").json == ["names a person"]
    for command in (("issue", "list"), ("issue", "reveal"), ("status",)):
        ran = run(*command)
        assert "1 anonymous issue held back" in ran.out + ran.err
    assert run("status", "--json").json["held"] == 1
    assert "1 anonymous issue waits with the others again" in run("issue", "held", "--let-go").out
    assert run("issue", "reveal").out.endswith("one\n")
    assert run("issue", "held", "--let-go").out.startswith("No anonymous issue was held back")


def test_the_doctor_warns_where_others_may_read_and_changes_nothing(run: Run, in_new: Path) -> None:
    air(run, "one")
    database = in_new / "smeeting.db"
    assert "nobody else may read it" in run("doctor").out
    database.chmod(0o644)
    backup = in_new / "smeeting.db.backup-v3"
    backup.write_bytes(database.read_bytes())
    backup.chmod(0o604)
    ran = run("doctor")
    assert ran.code == 0
    assert "`chmod 600 smeeting.db`, unless you chose so: smeeting leaves it as it is" in ran.out
    assert "others on this machine may read smeeting.db.backup-v3 (its mode is 0604)" in ran.out
    run("issue", "add", "a named one")
    air(run, "two")
    assert database.stat().st_mode & 0o777 == 0o644
