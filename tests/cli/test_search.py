"""`smeeting search` and `smeeting voice`, as the shell runs them."""

import sys
from pathlib import Path

import pytest

from smeeting.cli.output import say_pieces
from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("in_demo")


def test_what_is_found_comes_with_its_meeting_and_its_words(run: Run) -> None:
    ran = run("search", "phone", "numb", "--marks")
    assert ran.code == 0
    assert ran.out.splitlines()[:2] == [
        "Id   Meeting             Text",
        "I52  2026-04-07-monthly  The fair leads came without *phone* *numb*ers, 61 of them.",
    ]
    assert "*" not in run("search", "phone", "numb").out
    assert run("search", "--kind", "idea", "phone", "numb").out.splitlines()[1].startswith("P7")
    assert "I52" not in run("search", "--since", "2026-05", "phone", "numb").out


def test_as_json_it_says_which_text_holds_the_words_and_where(run: Run) -> None:
    (first, *_) = run("search", "badges", "--json").json
    assert (first["ref"], first["found_in"], first["state"]) == ("I52", "heard", "closed")
    (start, end) = first["spans"][0]
    assert first["heard"][start:end] == "badges"


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "AND",
        "*",
        "O'Brien",
        "50%",
        "hand-off",
        "a\0b",
        "\udcff",
        "👩‍👧",
        "x" * 10_000,
        "a " * 5000,
        "NEAR(a b)",
        "-x",
        "text:",
    ],
)
def test_whatever_is_typed_is_answered_in_a_line(run: Run, query: str) -> None:
    ran = run("search", "--limit", "1", query)
    assert ran.code == 0
    assert ran.err == ""
    assert len(ran.out.splitlines()) <= 2


def test_what_is_no_day_and_no_meeting_is_said(run: Run) -> None:
    ran = run("search", "--since", "nope", "lead")
    assert (ran.code, ran.out) == (2, "")
    assert "neither a date nor a meeting" in ran.err


def test_on_a_terminal_words_are_bold_unless_no_color_is_wanted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert _said(monkeypatch) == "a \x1b[1;7mword␛[0m\x1b[0m\n"
    monkeypatch.setenv("NO_COLOR", "1")
    assert _said(monkeypatch) == "a word␛[0m\n"


def _said(monkeypatch: pytest.MonkeyPatch) -> str:
    said: list[str] = []
    monkeypatch.setattr("click.echo", lambda text: said.append(f"{text}\n"))
    say_pieces([("a ", False), ("word\x1b[0m", True)])
    return "".join(said)


def test_voices_are_listed_and_become_things(run: Run, in_demo: Path) -> None:
    assert run("voice", "list", "--limit", "1").out.splitlines()[1].startswith("V111")
    assert run("voice", "list", "--stage", "nope").code == 2
    assert run("voice", "issue", "V95").out.startswith("I122  from V95: A customer says:")
    ran = run("voice", "issue", "V95")
    assert (ran.code, ran.out) == (2, "")
    assert "V95 became I122 (issue) already" in ran.err
    assert "V111 became A121" in run("voice", "request", "V111").err
    # With two teams it is the one that did not hear it.
    assert run("voice", "request", "V95").code == 0
    assert "no meeting is running" in run("voice", "example", "V95", "mql").err
    assert run("voice", "example", "V95", "mql", "--does-not-count").code == 0
    assert "hotelier" in (in_demo / "glossary.yaml").read_text("utf-8")
    found = {one["ref"]: one for one in run("voice", "list", "--json").json}
    became = [one["what"] for one in found["V95"]["became"]]
    assert became == ["issue", "request to marketing", "example"]
    assert run("undo").code == 0
    assert "hotelier" not in (in_demo / "glossary.yaml").read_text("utf-8")
