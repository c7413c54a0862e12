"""Commands at their edges: hostile text, faults of our own, pipes that break, keys that interrupt."""

import json
import os
import select
import signal
import subprocess
import unicodedata
from pathlib import Path

import pytest

from smeeting.services import status
from tests.cli.conftest import Run, start

HOSTILE = "A\x1b[31;7mB\x1b]52;c;cm0=\x07\x9b2J\u202etxt.exe\u200b[bold]x[/] [@click=app.quit]\x7f"
COMMANDS = [
    ["status"],
    ["search", "txt.exe"],
    ["issue", "list"],
    ["issue", "show", "I1"],
    ["action", "list"],
    ["action", "show", "A2"],
    ["minutes", "show"],
    ["minutes", "list"],
    ["minutes", "export", "-o", "-"],
]


def is_clean(text: str) -> bool:
    """Whether a terminal shows this text and does nothing else."""
    kinds = {unicodedata.category(character) for character in text if character != "\n"}
    return not kinds & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@pytest.fixture
def hostile(run: Run, in_new: Path) -> Path:
    """A workspace in whose every text somebody tried to reach the terminal."""
    run("start")
    lines = [f"#issue {HOSTILE}", f"#action {HOSTILE.split()[0]} by 2020-01-01 {HOSTILE}", f"#note {HOSTILE}"]
    lines += [f'#here "{HOSTILE}"', f"#heard I1 {HOSTILE}", "[off] x"]
    ran = run("note", "-", stdin="\n".join(lines))
    assert ran.code == 0, ran.err
    assert is_clean(ran.out + ran.err)
    run("issue", "own", "I1", HOSTILE)
    run("close")
    return in_new


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_hostile_text_in_the_data_is_shown_and_never_obeyed(
    run: Run, hostile: Path, command: list[str]
) -> None:
    ran = run(*command)
    assert ran.code == 0, ran.err
    assert is_clean(ran.out + ran.err)


@pytest.mark.parametrize("command", ["issue", "action"])
def test_json_is_as_harmless_and_brings_the_text_back_as_it_came(
    run: Run, hostile: Path, command: str
) -> None:
    ran = run(command, "list", "--json")
    assert is_clean(ran.out)
    assert ran.json[0]["text"] == HOSTILE


@pytest.mark.parametrize(
    "typed",
    [
        [HOSTILE],
        ["issue", HOSTILE],
        ["status", f"--{HOSTILE}"],
        ["issue", "show", HOSTILE],
        ["agenda", "show", HOSTILE],
        ["agenda", "check", HOSTILE],
        ["glossary", "show", HOSTILE],
        ["glossary", "check", HOSTILE],
        ["glossary", "list", "--status", HOSTILE],
        ["metric", "show", HOSTILE],
        ["metric", "set", HOSTILE, "3"],
        ["metric", "set", "mql", HOSTILE],
        ["metric", "set", "mql", "3", "--period", HOSTILE],
        ["metric", "import", HOSTILE],
        ["minutes", "show", HOSTILE],
        ["minutes", "export", "-o", f"{HOSTILE}/x/agendas/../../agendas/y"],
        ["note", HOSTILE],
        ["start", HOSTILE],
        ["undo", HOSTILE],
        ["action", "add", "Ben", "x", "--by", HOSTILE],
        ["issue", "add", "x", "--side", HOSTILE],
        ["-C", HOSTILE, "status"],
        ["demo", f"glossary.yaml/{HOSTILE}"],
        ["init", f"glossary.yaml/{HOSTILE}"],
    ],
    ids=lambda typed: " ".join(typed)[:20].replace(HOSTILE[:5], "X"),
)
def test_hostile_text_in_arguments_never_reaches_the_terminal_raw(
    run: Run, in_new: Path, typed: list[str]
) -> None:
    ran = run(*typed)
    assert ran.code == 2
    assert ran.err.strip()
    assert is_clean(ran.out + ran.err)


def test_a_surrogate_in_an_argument_is_refused(run: Run, in_new: Path) -> None:
    ran = run("issue", "add", "half \udcff a character")
    assert (ran.code, ran.out) == (2, "")
    assert is_clean(ran.err)
    assert "surrogate" in ran.err


def test_texts_of_all_kinds_come_back_from_json(run: Run, in_new: Path, shared: Path) -> None:
    files = ("terminal_escapes", "textual_markup", "unicode_tricks", "html", "names_and_paths")
    texts = [
        text
        for name in files
        for text in json.loads((shared / "badinput" / "text" / f"{name}.json").read_text("utf-8"))
        if text.strip() and "\0" not in text
    ]
    for text in texts:
        ran = run("issue", "add", "--", text)
        assert ran.code == 0, (text, ran.err)
        assert is_clean(ran.out.replace("\u200d", "").replace("\ufe0f", ""))
    back = [one["text"] for one in run("issue", "list", "--limit", "9999", "--json").json]
    assert back == texts


# ---- faults of our own ----


def test_a_fault_inside_is_one_line_without_traceback_or_text(
    run: Run, in_new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the anonymous author is Ben")

    monkeypatch.setattr(status, "look", fail)
    ran = run("status")
    assert (ran.code, ran.out) == (2, "")
    assert "a fault inside smeeting (RuntimeError at " in ran.err
    assert len(ran.err.splitlines()) == 1
    assert "Ben" not in ran.err
    assert "Traceback" not in ran.err


def test_ctrl_c_inside_a_command_is_said_quietly(
    run: Run, in_new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(status, "look", interrupt)
    ran = run("status")
    assert (ran.code, ran.out, ran.err.strip()) == (130, "", "smeeting: stopped")


# ---- processes ----


def read_line(process: "subprocess.Popen[bytes]") -> str:
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], 20)
    assert ready, "no receipt came"
    return process.stdout.readline().decode()


def test_a_receipt_comes_at_once_and_ctrl_c_keeps_what_has_one(run: Run, in_new: Path) -> None:
    run("start")
    with start("note", "-") as process:
        assert process.stdin is not None
        assert process.stderr is not None
        process.stdin.write(b"#note one\n")
        process.stdin.flush()
        assert read_line(process) == "N1  one\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
        assert process.stderr.read().decode().strip() == "smeeting: stopped"
    assert run("search", "one", "--json").json[0]["ref"] == "N1"


def test_a_reader_that_goes_away_is_no_fault(run: Run, in_demo: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with start("minutes", "show", stdout=writer) as process:
        os.close(writer)
        _, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (1, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_full_disk_behind_standard_output_is_told(in_demo: Path) -> None:
    with Path("/dev/full").open("w") as full, start("minutes", "list", stdout=full) as process:
        _, err = process.communicate(timeout=20)
    assert process.returncode == 2
    assert err.decode().splitlines() == ["smeeting: can't print: No space left on device"]


def test_a_terminal_that_knows_no_check_marks_gets_escapes_and_no_fault(in_demo: Path) -> None:
    with start("status", env={"PYTHONIOENCODING": "latin-1"}) as process:
        out, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (0, b"")
    assert b"\\u2713" in out


def test_closed_streams_are_no_fault(in_demo: Path) -> None:
    command = f'exec "{os.sys.executable}" -m smeeting note - <&- >&-'  # type: ignore[attr-defined]
    with subprocess.Popen(["/bin/sh", "-c", command], stderr=subprocess.PIPE) as process:
        _, err = process.communicate(timeout=20)
    assert process.returncode == 2
    assert err == b"smeeting: no meeting is running; smeeting start starts one\n"


def test_the_module_is_the_same_program(run: Run, in_new: Path) -> None:
    with start("stats") as process:
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (2, b"")
    assert err.decode() == run("stats").err


def test_a_folder_that_is_gone_is_told(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    ran = run("status")
    monkeypatch.chdir(tmp_path)
    assert ran.code == 2
    assert ran.err == "smeeting: the folder you are in is gone; go to another one\n"


def test_the_screen_needs_a_terminal(run: Run, in_new: Path) -> None:
    for command in ((), ("run",)):
        with start(*command, stdin=subprocess.DEVNULL) as process:
            out, err = process.communicate(timeout=20)
        assert (process.returncode, out) == (2, b"")
        assert b"terminal" in err
        assert b"Traceback" not in err
    assert not (in_new / "smeeting.db").exists()
