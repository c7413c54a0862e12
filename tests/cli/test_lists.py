"""`issue list` and `action list` with filters, the same as in the program; what is wrong with one is told."""

import csv
import io
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def some(run: Run, in_new: Path) -> None:
    """Three issues, one of them closed, and two actions."""
    run("issue", "add", "--side", "sales", "leads are late")
    run("issue", "add", "--side", "marketing", "nobody reads the text")
    run("issue", "add", "=1+1 is a formula")
    run("issue", "own", "I2", "Anna Lee", "--by", "2099-12-03")
    run("issue", "withdraw", "I3", "a joke")
    run("action", "add", "Ben", "--by", "2020-01-01", "call")
    run("action", "add", "?", "write")


def refs(run: Run, *arguments: str) -> list[str]:
    ran = run(*arguments[:2], "--json", *arguments[2:])
    assert ran.code == 0
    return [one["ref"] for one in ran.json]


@pytest.mark.usefixtures("some")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ((), ["I1", "I2"]),
        (("side:sales",), ["I1"]),
        (("-side:sales",), ["I2"]),
        (("-late",), ["I2"]),
        (("-h",), None),
        (("owner:anna",), ["I2"]),
        (("owner:anna text",), ["I2"]),
        (("is:withdrawn",), ["I3"]),
        (("--all",), ["I3", "I2", "I1"]),
        (("--all", "sort:age"), ["I1", "I2", "I3"]),
        (("--all", "formula", "--", "-side:sales"), ["I3"]),
        (("nowhere",), []),
    ],
)
def test_issues_are_listed_by_a_filter(run: Run, words: tuple[str, ...], found: list[str] | None) -> None:
    if found is None:
        assert "Example:" in run("issue", "list", *words).out
    else:
        assert refs(run, "issue", "list", *words) == found


@pytest.mark.usefixtures("some")
def test_actions_are_listed_by_a_filter(run: Run) -> None:
    assert refs(run, "action", "list") == ["A4", "A5"]
    assert refs(run, "action", "list", "is:late") == ["A4"]
    assert refs(run, "action", "list", "owner:?") == ["A5"]
    assert run("action", "list", "zebra").out == "No actions with this filter.\n"


@pytest.mark.usefixtures("some")
def test_what_can_not_be_meant_is_told_and_the_rest_holds(run: Run) -> None:
    ran = run("issue", "list", "age:x", "side:sales", "--json")
    assert [one["ref"] for one in ran.json] == ["I1"]
    assert ran.err == "smeeting: age:x is no whole number; write age:2, age:>2 or age:<=2\n"
    assert run("issue", "list", '"', "(", "NEAR", "\udcff").code == 0


@pytest.mark.usefixtures("some")
def test_a_list_is_printed_in_every_format(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("issue", "list", "--all", "--format", "csv").out)))
    assert [row["ref"] for row in rows] == ["I3", "I2", "I1"]
    assert rows[0]["text"] == "'=1+1 is a formula"
    shown = run("issue", "list", "--format", "markdown").out
    assert shown.startswith("# Issues\n\nAsked for: is\\:open\n\n| Id ")
    assert run("issue", "list", "--format", "json").out == run("issue", "list", "--json").out
    assert run("action", "list", "--format", "csv").out.startswith("ref,state,owner")


@pytest.mark.usefixtures("some")
def test_a_filter_is_kept_under_a_name(run: Run) -> None:
    assert refs(run, "issue", "list", "side:sales", "--save", "ours") == ["I1"]
    assert refs(run, "issue", "list", "--saved", "ours") == ["I1"]
    assert refs(run, "issue", "list", "--saved", "ours", "text") == []
    ran = run("issue", "list", "--saved", "our")
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean ours?" in ran.err
    assert run("action", "list", "--saved", "ours").code == 2


@pytest.mark.usefixtures("some")
def test_a_list_that_is_cut_says_so(run: Run) -> None:
    ran = run("issue", "list", "--limit", "1")
    assert len(ran.out.splitlines()) == 2
    assert ran.err == "smeeting: these are the first 1; --limit 10 shows more\n"


@pytest.mark.usefixtures("some")
def test_several_issues_are_owned_at_once(run: Run) -> None:
    owned = run("issue", "own", "I1", "2", "Ben", "--by", "2099-12-03").out
    assert owned == ("I1  Ben answers it by Thu 3 Dec 2099\nI2  Ben answers it by Thu 3 Dec 2099\n")
    assert run("undo").out == "taken back: I1, I2 owned\n"
    assert refs(run, "issue", "list", "owner:ben") == []
    assert run("issue", "own", "I1", "I3", "Ben").code == 2
    assert refs(run, "issue", "list", "owner:ben") == []
