"""Every command says what it does, with an example, in the same words everywhere."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from smeeting.cli.program import COMMANDS, program
from tests.cli.conftest import Run


def tree(
    command: click.Command = program, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with the words that call it."""
    yield path, command
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            child = command.get_command(click.Context(command), name)
            assert child is not None
            yield from tree(child, (*path, name))


TREE = dict(tree())
ALL = pytest.mark.parametrize("path", TREE, ids=lambda path: " ".join(path) or "smeeting")


@ALL
def test_help_has_an_example_and_exits_well(run: Run, path: tuple[str, ...]) -> None:
    ran = run(*path, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert "Example: smeeting" in ran.out
    assert run(*path, "-h").out == ran.out


@ALL
def test_an_example_calls_its_own_command_with_arguments_it_takes(path: tuple[str, ...]) -> None:
    (example,) = re.findall(r"Example: smeeting (.*)", TREE[path].help or "")
    words = shlex.split(example.split("&&")[-1].split(">")[0], comments=False)
    if path:
        assert tuple(words[: len(path)]) == path
        group: click.Command = TREE[path]
        if not isinstance(group, click.Group):
            group.make_context("x", words[len(path) :], resilient_parsing=False)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_each_says_of_itself(name: str) -> None:
    first = " ".join((TREE[name,].help or "").split("\n\n")[0].split())
    assert COMMANDS[name].help == first
    assert first.endswith(".")


@pytest.mark.parametrize("name", [name for name in COMMANDS if isinstance(TREE[name,], click.Group)])
def test_a_noun_names_its_verbs(name: str) -> None:
    group = TREE[name,]
    assert isinstance(group, click.Group)
    words, more, _ = COMMANDS[name].help.partition(": ")[2].rstrip(".").partition(" and more")
    told, there = set(words.split(", ")), set(group.commands) - {"schema"}
    assert told < there if more else told == there


def test_what_lists_or_shows_prints_json_too() -> None:
    for path, command in TREE.items():
        if path and path[-1] in ("list", "show", "check", "search", "status", "doctor", "import"):
            assert "--json" in {name for one in command.params for name in one.opts}, path


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        (["stats"], "did you mean smeeting status?"),
        (["issue", "lst"], "did you mean smeeting issue list?"),
        (["glossary", "chekc"], "did you mean smeeting glossary check?"),
        (["zzzz"], "smeeting --help lists the commands"),
        (["status", "--jsn"], "did you mean '--json'?"),
    ],
)
def test_an_unknown_word_names_the_nearest(run: Run, typed: list[str], near: str) -> None:
    ran = run(*typed)
    assert (ran.code, ran.out) == (2, "")
    assert near in ran.err
    assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize(
    "typed", [["issue", "show"], ["metric", "set", "MQL"], ["issue", "list", "--limit", "0"]]
)
def test_bad_use_is_one_line_that_says_where_help_is(run: Run, typed: list[str]) -> None:
    ran = run(*typed)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("smeeting: ")
    assert ran.err.endswith("--help shows how\n")


def test_a_noun_alone_shows_its_help_as_bad_use(run: Run) -> None:
    ran = run("issue")
    assert (ran.code, ran.out) == (2, "")
    assert "withdraw" in ran.err


def test_the_version_is_the_packages(run: Run) -> None:
    from smeeting import __version__

    assert run("--version").out == f"smeeting, version {__version__}\n"
    # The program itself answers without loading the commands, and says the same.
    ran = subprocess.run(
        [sys.executable, "-m", "smeeting", "--version"], capture_output=True, text=True, check=True
    )
    assert ran.stdout == run("--version").out


def test_the_shell_completes_commands(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_SMEETING_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "smeeting ne")
    monkeypatch.setenv("COMP_CWORD", "1")
    assert run().out == "plain,next\n"
