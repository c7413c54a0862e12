"""`smeeting person`, and what commands say of an owner who is nobody known."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("in_new")


@pytest.fixture
def started(run: Run, in_new: Path) -> Path:
    run("person", "add", "Anna", "Lee", "--side", "Sales")
    run("start")
    return in_new


def test_people_are_listed_with_their_side(run: Run) -> None:
    assert run("person", "list").out == "Nobody is known yet.\n"
    assert run("person", "add", "Zoe", "Lind", "--side", "SALES").out == "Zoe Lind is on the side of sales\n"
    assert run("person", "list").out.splitlines()[1].split() == ["Zoe", "Lind", "sales"]
    assert run("person", "list", "--json").json == [{"name": "Zoe Lind", "side": "sales"}]
    assert run("person", "add", "Mo", "--side", "legal").err == (
        "smeeting: there is no team 'legal'; teams are: marketing, sales\n"
    )
    assert run("undo").code == 0
    assert run("person", "list", "--json").json == []


def test_somebody_called_nearly_so_is_told_of(run: Run) -> None:
    run("person", "add", "Anna", "--side", "sales")
    assert "there is Anna, too; smeeting undo" in run("person", "add", "Ana", "--side", "sales").err
    assert run("person", "add", "Anna", "--side", "marketing").err == ""


def test_a_new_name_is_told_with_its_records(run: Run, started: Path) -> None:
    run("note", "#action Anna Lee by friday send it")
    assert run("person", "rename", "anna lee", "Anna Berg").out == (
        "Anna Berg was anna lee; so it stands in 1 record now\n"
    )
    assert run("action", "list", "--json").json[0]["owner"] == "Anna Berg"
    assert run("person", "rename", "Ana", "Zoe").code == 2


def test_an_owner_nobody_has_is_told_with_what_to_do(run: Run, started: Path) -> None:
    ran = run("note", "#action Ana by 2026-12-04 send it")
    assert ran.out == "A1  Ana by Fri 4 Dec 2026: send it\n"
    assert ran.err == (
        "smeeting: nobody known is called Ana; if that is Anna Lee: smeeting action assign A1 'Anna Lee'\n"
    )
    assert run("action", "assign", "A1", "Anna").err == ""
    assert run("action", "list", "--json").json[0]["due"] == "2026-12-04", "the date stays"
    assert "Zoe is new; smeeting person add Zoe --side SIDE adds them" in run("note", "#action Zoe x").err
    run("issue", "add", "leads are cold")
    ran = run("issue", "own", "I3", "An", "--by", "2026-12-04")
    assert ran.out == "I3  An answers it by Fri 4 Dec 2026\n"
    assert run("issue", "own", "I3", "Anna").out == "I3  Anna Lee answers it by Fri 4 Dec 2026\n"


def test_why_words_are_no_date_is_said(run: Run, started: Path) -> None:
    run("issue", "add", "leads are cold")
    assert run("issue", "own", "I1", "Anna", "--by", "12/3").err.startswith("smeeting: 12/3 could be ")
    assert run("issue", "own", "I1", "Anna", "--by", "soon").err == (
        "smeeting: 'soon' is no date; "
        "write friday, 3 dec, in 2 weeks, end of month, next meeting or 2026-12-03\n"
    )
    assert " by " in run("issue", "own", "I1", "Anna", "--by", "next meeting").out


def test_lines_that_come_at_once_are_numbered_over_all_of_them(run: Run, started: Path) -> None:
    lines = (
        "#note one\r\n\n#what\n"
        + "".join(f"#note {number}\n" for number in range(40))
        + "#nothing\n#note last"
    )
    ran = run("note", "-", stdin=lines)
    assert ran.code == 2
    assert [line.split(";")[0] for line in ran.err.splitlines()] == [
        "smeeting: line 3: there is no #what",
        "smeeting: line 44: there is no #nothing",
    ]
    assert ran.out.splitlines()[0] == "N1  one"
    assert ran.out.splitlines()[-1] == "N42  last"
