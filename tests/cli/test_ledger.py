"""Merging, reopening, linking, converting, redo and histories from the shell."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def aired(in_new: Path, run: Run) -> None:
    """Two issues and an action between meetings."""
    run("issue", "add", "--side", "sales", "fair leads came without phone numbers")
    run("issue", "add", "phone numbers of the fair are missing")
    run("action", "add", "Ben", "call the fair")


@pytest.mark.usefixtures("aired")
def test_an_issue_goes_on_for_its_duplicate_and_shows_both_texts(run: Run) -> None:
    assert "I2" in run("issue", "like", "I1").out
    assert run("issue", "merge", "I2", "I1").out == "I1  goes on for I2 too, raised 2 times\n"
    shown = run("issue", "show", "I1").out
    assert "took in: I2 phone numbers of the fair are missing" in shown
    assert "raised: sales, between meetings, 2 times" in shown
    assert "goes on as: I1" in run("issue", "show", "I2").out
    refused = run("issue", "merge", "I2", "I1")
    assert (refused.code, refused.out) == (2, "")
    assert "I2 goes on as I1" in refused.err
    assert "open again" in run("issue", "reopen", "I2", "it", "is", "another").out


@pytest.mark.usefixtures("aired")
def test_each_move_is_shown_with_who_when_and_the_word(run: Run) -> None:
    run("issue", "own", "I1", "Ann")
    run("issue", "answer", "I1", "the form asks now")
    assert "open again" in run("issue", "does-not-help", "I1", "half", "still lack it").out
    run("issue", "answer", "I1", "both forms ask now")
    assert "closed" in run("issue", "helps", "I1").out
    shown = run("issue", "show", "I1").out
    for words in (
        "owned Ann",
        "answered Ann: the form asks now",
        "does not help: half still lack it",
        "answer: both forms ask now (helps)",
    ):
        assert words in shown
    told = run("issue", "show", "I1", "--json").json
    assert [move["verb"] for move in told["moves"]] == [
        "owned",
        "answered",
        "does not help",
        "answered",
        "helps",
    ]
    assert told["links"] == [] or told["links"][0]["how"] == "named"


@pytest.mark.usefixtures("aired")
def test_a_record_is_converted_taken_back_and_done_again_and_the_history_tells_it(run: Run) -> None:
    run("issue", "own", "I1", "Ann")
    made = run("convert", "I1", "action", "--by", "2030-01-02")
    assert made.out == "A1  an action now, was I1: fair leads came without phone numbers\n"
    assert "Ann" in run("action", "list").out
    assert run("undo").out == "taken back: I1 → A1\n"
    assert run("redo").out == "done again: I1 → A1\n"
    refused = run("redo")
    assert (refused.code, refused.out) == (2, "")
    assert run("convert", "1", "park").out.startswith("P1  a parked idea now, was A1")
    told = run("history", "P1").out
    for words in ("I1 → A1", "taken back: I1 → A1", "kind: issue → action", "owner: Ann → –", "(shell)"):
        assert words in told
    steps = run("history", "P1", "--json").json
    assert steps[-1]["fields"][-1] == {"name": "said", "before": "", "after": "converted, A1 → P1"}


@pytest.mark.usefixtures("aired")
def test_a_record_is_linked_by_what_people_write(run: Run) -> None:
    assert run("issue", "link", "I1", "MQL").out == "I1  linked with MQL\n"
    assert run("issue", "link", "I1", "metric", "Cost", "per", "lead").out.endswith(
        "Cost per lead (metric)\n"
    )
    assert run("issue", "link", "A3", "I1").out == "A3  linked with I1\n"
    shown = run("issue", "show", "I1").out
    assert "linked: MQL  Marketing-qualified lead" in shown
    assert "linked from: A3  call the fair" in shown
    assert run("issue", "unlink", "I1", "mql").out == "I1  no longer linked with MQL\n"
    assert run("issue", "link", "I1", "nothing").code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("convert", "nope", "note"),
        ("convert", "I99", "note"),
        ("history", "I99"),
        ("history", "nope"),
        ("redo",),
        ("issue", "like", "I99"),
        ("issue", "merge", "I1", "I1"),
        ("issue", "reopen", "I1", "why"),
        ("issue", "helps", "I1"),
        ("convert", "I1", "issue"),
        ("convert", "I1", "note", "--owner", "Ben"),
    ],
)
@pytest.mark.usefixtures("aired")
def test_what_can_not_be_is_refused_in_one_line(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("smeeting: ")
    assert ran.err.count("\n") == 1
    assert "; " in ran.err
