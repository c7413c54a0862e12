"""`smeeting metric show`: the scorecard in both directions, or one metric with the changes of its target."""

from pathlib import Path

from tests.cli.conftest import Run


def test_without_a_metric_it_prints_the_scorecard_of_the_period(run: Run, in_demo: Path) -> None:
    text = run("metric", "show").out
    assert text.startswith("2026-10\n\nMarketing owes Sales:  ✓ ")
    assert "Sales owes Marketing:" in text
    assert "last 123 · a quarter ago 96 · a year ago 112" in text
    assert run("metric", "show", "--period", "2025-10").out.startswith("2025-10\n")


def test_as_json_each_promise_has_the_same_keys_as_in_the_list(run: Run, in_demo: Path) -> None:
    shown = run("metric", "show", "--json").json
    assert shown == run("metric", "list", "--json").json
    assert shown[0]["before"]["actual"] == 123
    assert {"standing", "difference", "owner", "note", "trend", "quarter_ago", "year_ago"} <= set(shown[0])


def test_one_metric_is_shown_with_every_change_of_its_target(run: Run, in_new: Path) -> None:
    run("metric", "set", "mql", "130", "--period", "2026-03", "--target")
    run("metric", "set", "mql", "140", "--period", "2026-04", "--target")
    run("metric", "set", "mql", "132", "--period", "2026-03")
    text = run("metric", "show", "mql").out
    assert "2026-03     132     130  typed" in text
    changes = text.split("Changes of its target\n")[1].splitlines()
    assert [line.split()[1:] for line in changes[1:]] == [
        ["2026-04", "120", "140", "yes"],
        ["2026-03", "120", "130", "yes"],
    ]
    newest, oldest = run("metric", "show", "mql", "--json").json
    assert (newest["period"], newest["actual"]) == ("2026-04", None)
    assert newest["target_changes"][0]["target"] == 140
    assert (oldest["actual"], oldest["target_changes"][0]["before"]) == (132, 120)


def test_a_formula_is_shown_with_what_it_gives(run: Run, in_new: Path) -> None:
    (in_new / "glossary.yaml").write_text(
        "terms:\n"
        "  - {id: spend, term: Spend, metric: {unit: €}}\n"
        "  - {id: leads, term: Leads, metric: {unit: leads}}\n"
        "  - {id: cost, term: Cost, metric: {unit: €, formula: spend / leads}}\n",
        "utf-8",
    )
    Path("v.csv").write_text("metric,2018-01,2018-02\nspend,100,200\nleads,4,0\n", "utf-8")
    assert run("metric", "import", "v.csv").code == 0
    (only,) = run("metric", "show", "cost", "--json").json
    assert (only["period"], only["actual"], only["source"]) == ("2018-01", 25.0, "formula")


def test_a_period_belongs_to_the_scorecard(run: Run, in_demo: Path) -> None:
    ran = run("metric", "show", "mql", "--period", "2026-03")
    assert ran.code == 2
    assert "leave out --period" in ran.err


def test_a_workspace_without_metrics_says_what_to_do(run: Run, in_new: Path) -> None:
    (in_new / "glossary.yaml").write_text("terms: [Lead: one]\n", "utf-8")
    assert "Give a term in glossary.yaml a `metric:`" in run("metric", "show").out
    assert run("metric", "show", "--json").json == []
