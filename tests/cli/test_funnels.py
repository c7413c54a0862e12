from pathlib import Path

import pytest

from smeeting.services.desk import Desk
from smeeting.storage import funnel_counts
from smeeting.storage.workspace import Workspace
from tests.cli.conftest import Run
from tests.storage.lead_rows import LeadRow, at, put_leads


@pytest.fixture
def in_leads(in_new: Path) -> Path:
    """A workspace with a few leads, and the working directory."""
    leads = [
        LeadRow({"lead": at("2026-01-05"), "mql": at("2026-01-09"), "won": at("2026-03-01")}, "Trade fair"),
        LeadRow({"lead": at("2026-01-06"), "mql": at("2026-02-09")}, "[b]\x1b[31mGoogle"),
        LeadRow({"lead": at("2026-02-07"), "mql": None}, "[b]\x1b[31mGoogle"),
    ]
    with Desk(Workspace(in_new)) as desk, desk.traceless():
        put_leads(desk.db, leads)
        funnel_counts.refresh(desk.db, [term.id for term in desk.glossary.stages])
    return in_new


@pytest.mark.usefixtures("in_leads")
def test_the_funnel_is_drawn(run: Run) -> None:
    ran = run("lead", "funnel")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "Leads that entered each stage, 2026-01 to 2026-03"
    assert any(line.startswith("MQL") and "█" in line and "66.7 %" in line for line in lines)
    assert "── hand-off: marketing → sales ──" in lines
    assert "MQL: 1 lead of any time reached it nobody knows when" in lines


@pytest.mark.usefixtures("in_leads")
def test_the_months_the_basis_and_the_source_can_be_asked_for(run: Run) -> None:
    months = ("--from", "2026-02", "--to", "2026-02")
    assert "n/a" in run("lead", "funnel", "--from", "2026-03").out
    steps = run("lead", "funnel", *months, "--cohort", "--json").json["steps"]
    assert [step["entered"] for step in steps] == [1, 1, 0]
    found = run("lead", "funnel", "--source", "trade fair", "--json").json
    assert (found["source"], found["basis"], found["months"]) == (
        "Trade fair",
        "period",
        ["2026-01", "2026-03"],
    )


@pytest.mark.usefixtures("in_leads")
def test_each_source_has_a_line(run: Run) -> None:
    lines = run("lead", "funnel", "--by-source").out.splitlines()
    assert lines[0] == "Leads that entered each stage by source, 2026-01 to 2026-03"
    assert lines[2].split() == ["Source", "Lead", "MQL", "goes", "on", "Won", "goes", "on"]
    assert lines[3].startswith("[b]␛[31mGoogle")
    assert [one["source"] for one in run("lead", "funnel", "--by-source", "--json").json][1] == "Trade fair"


@pytest.mark.usefixtures("in_new")
@pytest.mark.parametrize("more", [(), ("--by-source",)])
def test_without_leads_it_says_where_they_come_from(run: Run, more: tuple[str, ...]) -> None:
    assert "smeeting lead import FILE" in run("lead", "funnel", *more).out


def test_without_a_stage_it_says_what_to_do(run: Run, in_leads: Path) -> None:
    (in_leads / "glossary.yaml").write_text("terms: [{term: Lead}]\n")
    assert "give its terms a `stage:`" in run("lead", "funnel").out


@pytest.mark.usefixtures("in_leads")
@pytest.mark.parametrize(
    ("more", "why"),
    [
        (("--from", "2026-13"), "is no month"),
        (("--from", "2026-03", "--to", "2026-01"), "2026-03 is after 2026-01"),
        (("--source", "Trade fairs"), "did you mean Trade fair?"),
        (("--source", "x", "--by-source"), "leave one of them out"),
    ],
)
def test_bad_use_is_one_line(run: Run, more: tuple[str, ...], why: str) -> None:
    ran = run("lead", "funnel", *more)
    assert (ran.code, ran.out) == (2, "")
    assert why in ran.err
    assert len(ran.err.splitlines()) == 1


@pytest.mark.usefixtures("in_leads")
def test_more_than_all_is_marked_and_explained(run: Run, in_leads: Path) -> None:
    out = run("lead", "funnel", "--by-source", "--from", "2026-02", "--to", "2026-03").out
    assert "n/a" in out
    out = run("lead", "funnel", "--by-source").out
    assert "!" not in out
