"""`smeeting lead import` and `profile`: what is found is told, what is open is asked, a fault is one line."""

import json
from pathlib import Path

import click
import pytest

from tests.cli.conftest import Run

HEAD = "Record ID,Create Date,Lifecycle Stage,Original Source,Company name,Total revenue\n"
ROW = "1,2026-01-05,marketingqualifiedlead,Fair,Dune Camping,1200\n"

pytestmark = pytest.mark.usefixtures("in_new")


def write(text: str, name: str = "contacts.csv") -> None:
    Path(name).write_text(text, "utf-8")


def test_an_export_nobody_prepared_fills_the_scorecard_in_one_command(run: Run) -> None:
    write(HEAD + ROW + "2,2026-01-06,Mystery,fair,,\n,2026-01-06,lead,,,\n")
    ran = run("lead", "import", "contacts.csv")
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "contacts.csv: HubSpot contacts, UTF-8, commas",
        "  2 new, 0 changed, 0 the same, 1 row not taken",
        "  no column tells when it entered mql, touch, sql, opportunity, won",
        "  the stage 'Mystery' of 1 row is no stage we know",
        "there are 2 leads",
        "counted: lead, mql; 1 value written",
        "  1 lead reached mql nobody knows when, and no month counts them",
    ]
    assert ran.err == "contacts.csv:4:1: not taken: it has no id\n"
    write("Record ID,Became a Marketing Qualified Lead Date\n1,2026-01-07\n2,2026-01-08\n", "more.csv")
    assert "0 new, 2 changed, 0 the same" in run("lead", "import", "more.csv").out
    shown = run("metric", "show", "--period", "2026-01").out
    assert "✗  MQL" in shown
    assert "2     120" in shown


def test_a_dry_run_keeps_nothing(run: Run) -> None:
    write(HEAD + ROW)
    assert "there would be 1 lead\n" in run("lead", "import", "contacts.csv", "--dry-run").out
    assert run("lead", "list", "--json").json == []
    assert not Path("smeeting.db").exists()


def test_the_report_is_there_as_json_and_every_refused_row_as_a_file(run: Run) -> None:
    write(HEAD + ROW + ",2026,,,,\n" * 30)
    ran = run("lead", "import", "contacts.csv", "--refused", "bad.csv", "--json")
    made = ran.json["files"][0]
    assert (made["profile"], made["new"], len(made["refused"])) == ("HubSpot contacts", 1, 30)
    lines = Path("bad.csv").read_text().splitlines()
    assert lines[:2] == ["file,line,reason", "contacts.csv,3,it has no id"]
    assert len(lines) == 31
    text = run("lead", "import", "contacts.csv")
    assert "contacts.csv: and 10 rows more; --refused FILE lists every one" in text.err


def test_an_open_question_is_refused_where_nobody_can_be_asked(run: Run) -> None:
    write(HEAD + ROW.replace("2026-01-05", "05-01-2026"))
    ran = run("lead", "import", "contacts.csv")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "smeeting: contacts.csv:2:1: every date could have the day or the month first;"
        " say --dates day-first or month-first\n"
    )
    assert run("lead", "import", "contacts.csv", "--dates", "day-first").code == 0
    assert run("lead", "list", "--json").json[0]["entered"]["lead"] == "2026-01-05 00:00:00"


def test_an_open_question_is_asked_at_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write(HEAD + ROW.replace("2026-01-05", "05-01-2026"))
    asked = []

    def prompt(words: str, **_: object) -> str:
        asked.append(words)
        return "month-first"

    monkeypatch.setattr(click, "prompt", prompt)
    monkeypatch.setattr("smeeting.cli.lead_imports.can_ask", lambda: True)
    assert "month first" in run("lead", "import", "contacts.csv").out
    assert asked == ["Does the day or the month stand first?"]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "contacts.csv:1:1: the file is empty; "),
        (HEAD, "contacts.csv:1:1: there is a line of headings and no row; "),
        ("a,b\n1,2\n", "contacts.csv:1:1: the headings are those of no profile; "),
        (HEAD + '1,"2026', "contacts.csv:2:1: a quoted cell that begins in this row is never closed; "),
    ],
)
def test_a_bad_file_is_one_line_and_changes_nothing(run: Run, text: str, part: str) -> None:
    write(text)
    ran = run("lead", "import", "contacts.csv")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert ran.err.startswith(part)
    assert not Path("smeeting.db").exists()


def test_bad_use_is_one_line(run: Run) -> None:
    write(HEAD + ROW)
    for arguments in (
        ["--delimiter", "ab"],
        ["--profile", "nobody"],
        ["--dates", "odd"],
        ["--encoding", "x"],
    ):
        ran = run("lead", "import", "contacts.csv", *arguments)
        assert (ran.code, ran.err.count("\n")) == (2, 1), arguments
    assert run("lead", "import", "missing.csv").code == 2


@pytest.mark.parametrize(
    "name",
    [
        "smeeting.db",
        "smeeting.db-journal",
        "glossary.yaml",
        "agendas/monthly.yaml",
        "profiles/x.yaml",
        "contacts.csv",
        ".",
    ],
)
def test_the_rows_not_taken_are_written_over_no_file_of_the_workspace(run: Run, name: str) -> None:
    write(HEAD + ROW)
    run("lead", "import", "contacts.csv")
    write(HEAD + ROW.replace("Fair", "Web"))
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    ran = run("lead", "import", "contacts.csv", "--refused", name)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()} == before


def test_a_stage_that_the_glossary_lacks_is_told(run: Run) -> None:
    run("lead", "profile", "save", "pipedrive deals")
    own = Path("profiles/pipedrive-deals.yaml")
    own.write_text(own.read_text().replace("open: opportunity", "open: oportunity"))
    write("Deal - ID,Deal - Status,Deal - Deal created\n4,Open,2026-01-02\n")
    ran = run("lead", "import", "contacts.csv")
    assert ran.code == 0
    assert "no stage of glossary.yaml is called 'oportunity': " in ran.err
    assert ran.err.count("\n") == 1


def test_text_of_an_export_is_only_text(run: Run) -> None:
    hostile = "[b]\x1b[31m\u202e=1+1"
    write(HEAD + ROW.replace("Fair", hostile).replace("Dune Camping", hostile))
    run("lead", "import", "contacts.csv")
    assert run("lead", "list", "--json").json[0]["source"] == hostile
    shown = run("lead", "list").out
    assert "[b]␛[31m<U+202E>=1+1" in shown
    assert "\x1b" not in shown


def test_the_last_review_is_told(run: Run) -> None:
    assert "No lead was looked at yet." in run("lead", "review").out
    assert run("lead", "review", "--json").json is None


def test_profiles_are_listed_shown_saved_and_used(run: Run) -> None:
    assert [line.split("  ")[0] for line in run("lead", "profile", "list").out.splitlines()][1:] == [
        "HubSpot contacts",
        "HubSpot deals",
        "Salesforce leads",
        "Salesforce opportunities",
        "Pipedrive deals",
    ]
    assert (
        "closed: [Close Date, CloseDate]" in run("lead", "profile", "show", "salesforce", "opportunities").out
    )
    assert run("lead", "profile", "save", "pipedrive deals").out == "made  profiles/pipedrive-deals.yaml\n"
    assert run("lead", "profile", "save", "pipedrive deals").code == 2
    own = Path("profiles/pipedrive-deals.yaml")
    own.write_text(own.read_text().replace("name: Pipedrive deals", "name: Ours"))
    assert json.loads(run("lead", "profile", "list", "--json").out)[0]["name"] == "Ours"
    write("Deal - ID,Deal - Status,Deal - Deal created,Deal - Won time\n4,Won,2026-01-02,2026-02-03 09:00\n")
    assert "Ours, UTF-8, commas" in run("lead", "import", "contacts.csv").out
    own.write_text("object: dea\n")
    ran = run("lead", "import", "contacts.csv")
    assert ran.code == 2
    assert (
        "profiles/pipedrive-deals.yaml:1:9: object is “dea”, which is not known; did you mean deal?"
        in ran.err
    )
